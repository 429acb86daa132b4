import { addDays, nightsOf, type Nights, type PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import type { Moment } from './moment.js';

/** Nights that were given back, and what of them nobody has taken again. */
export interface GivenBack {
  claimId: string;
  bedId: string;
  bed: string;
  releasedAt: Date;
  /** What of it is free from tonight on, run by run. */
  free: readonly Nights[];
  /** Of these it is held for somebody who waits until a manager has signed. */
  isHeld: boolean;
  /** How many from the top of the waiting list could have some of these nights, and how many were looked at. */
  could: number;
  lookedAt: number;
}

/**
 * Beds that came back, the latest first. A night that came back twice is told once, with what gave it back last.
 *
 * @example bedBack([{ …back, free: [{ arrival: '2027-03-12', departure: '2027-03-14' }] }], { daysAhead: 60, daysSince: 7 }, now)[0].figures.nights; // 2
 */
export function bedBack(
  all: readonly GivenBack[],
  { daysAhead, daysSince }: { daysAhead: number; daysSince: number },
  { now, today, tonight }: Moment,
): Finding[] {
  const since = now.getTime() - daysSince * DAY_MS;
  const last = addDays(today, daysAhead);
  const told = new Set<string>();
  return all
    .filter(({ releasedAt }) => releasedAt.getTime() >= since)
    .toSorted((a, b) => b.releasedAt.getTime() - a.releasedAt.getTime() || (a.claimId < b.claimId ? -1 : 1))
    .flatMap(({ claimId, bedId, bed, free, isHeld, could, lookedAt }): Finding[] => {
      const nights = free
        .flatMap((run): PlainDate[] => [...nightsOf(run)])
        .filter((night) => night >= tonight && night <= last && !told.has(`${bedId} ${night}`));
      for (const night of nights) told.add(`${bedId} ${night}`);
      const [first] = nights;
      if (first === undefined) return [];
      return [
        {
          kind: 'bed_back',
          key: claimId,
          opens: true,
          about: { claimId },
          figures: {
            ...{ bed, arrival: first, departure: addDays(nights.at(-1)!, 1), nights: nights.length },
            ...{ could, lookedAt, held: isHeld ? 'yes' : 'no' },
          },
          dueAt: null,
        },
      ];
    });
}

const DAY_MS = 86_400_000;
