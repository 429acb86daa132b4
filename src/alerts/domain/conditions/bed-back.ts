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
  /** For whom some of it is held until a manager has signed, the earliest nights first. */
  holds: readonly Hold[];
  /** Who from the top of the waiting list could have some of these nights if nobody held them, best placed first. */
  could: readonly { youngPersonId: string; place: number }[];
  /** How many of the list were looked at. */
  lookedAt: number;
}

/** Nights that are held for somebody by a proposal that waits for a signature. */
export interface Hold extends Nights {
  youngPersonId: string;
  requestId: string;
  partId: string;
}

/** So many of those who could have the nights are told by name and place; of the others how many there are. */
const MOST_TOLD = 3;

/**
 * Beds that came back, the latest first. A night that came back twice is told once, with what gave it back last. One that is
 * held for somebody goes on being told until a manager has decided, with who else could have it if that comes to nothing.
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
  const seen = new Set<string>();
  return all
    .filter(({ releasedAt }) => releasedAt.getTime() >= since)
    .toSorted((a, b) => b.releasedAt.getTime() - a.releasedAt.getTime() || (a.claimId < b.claimId ? -1 : 1))
    .flatMap(({ claimId, bedId, bed, free, holds, could, lookedAt }): Finding[] => {
      const nights = free
        .flatMap((run): PlainDate[] => [...nightsOf(run)])
        .filter((night) => night >= tonight && night <= last && !seen.has(`${bedId} ${night}`));
      for (const night of nights) seen.add(`${bedId} ${night}`);
      const [first] = nights;
      if (first === undefined) return [];
      const isOf = (hold: Hold) => (night: PlainDate) => hold.arrival <= night && night < hold.departure;
      const met = holds.filter((hold) => nights.some(isOf(hold)));
      const heldFor = new Set(met.map(({ youngPersonId }) => youngPersonId));
      const others = could.filter(({ youngPersonId }) => !heldFor.has(youngPersonId));
      const told = others.slice(0, MOST_TOLD);
      return [
        {
          kind: 'bed_back',
          key: claimId,
          opens: true,
          about: { claimId, ...whomOf(met) },
          figures: {
            ...{ bed, arrival: first, departure: addDays(nights.at(-1)!, 1), nights: nights.length },
            ...{ could: others.length, lookedAt, held: met.length > 0 ? 'yes' : 'no', heldFor: heldFor.size },
            heldNights: nights.filter((night) => met.some((hold) => isOf(hold)(night))).length,
            ranked: told.map(({ youngPersonId }) => youngPersonId).join(' '),
            places: told.map(({ place }) => place).join(' '),
          },
          dueAt: null,
        },
      ];
    });
}

/** Whom the alert is about: the first for whom some of it is held. */
const whomOf = ([hold]: readonly Hold[]): Partial<Finding['about']> =>
  hold ? { youngPersonId: hold.youngPersonId, requestId: hold.requestId, partId: hold.partId } : {};

const DAY_MS = 86_400_000;
