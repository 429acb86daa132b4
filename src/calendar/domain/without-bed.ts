import { addDays, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Claim } from './claim.js';

/** A stay that goes on and lacks a bed on some of its nights. */
export interface Bedless extends Nights {
  stayId: string;
  youngPersonId: string;
}

/**
 * The nights of the range on which the stays have no bed, run by run, by arrival: what a calendar of beds alone would not
 * show.
 *
 * @example withoutBed([{ stayId: 's', arrival: '2027-05-03', departure: '2027-05-06', … }], [{ stayId: 's', arrival: '2027-05-03', departure: '2027-05-04', … }], may); // the 4th and the 5th
 */
export function withoutBed(
  stays: readonly Bedless[],
  claims: readonly Pick<Claim, 'stayId' | 'arrival' | 'departure'>[],
  range: Nights,
): Bedless[] {
  return stays
    .flatMap((stay) => {
      const held = claims.filter(({ stayId }) => stayId === stay.stayId);
      const from = stay.arrival > range.arrival ? stay.arrival : range.arrival;
      const to = stay.departure < range.departure ? stay.departure : range.departure;
      const runs: Bedless[] = [];
      for (const night of nightsOf({ arrival: from, departure: to })) {
        if (held.some((claim) => claim.arrival <= night && night < claim.departure)) continue;
        const last = runs.at(-1);
        if (last?.departure === night) last.departure = addDays(night, 1);
        else runs.push({ ...stay, arrival: night, departure: addDays(night, 1) });
      }
      return runs;
    })
    .toSorted((a, b) => (a.arrival === b.arrival ? a.stayId.localeCompare(b.stayId) : a.arrival < b.arrival ? -1 : 1));
}

/** The runs in as few rows as hold them without any two of a row sharing a night. */
export function inRows<T extends Nights>(runs: readonly T[]): T[][] {
  const rows: T[][] = [];
  const ends = (row: T[]): PlainDate => row.at(-1)!.departure;
  for (const run of runs) {
    const row = rows.find((one) => ends(one) <= run.arrival);
    if (row) row.push(run);
    else rows.push([run]);
  }
  return rows;
}
