import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { Claim } from './claim.js';

/** A stay that lacks a bed on some of its nights, or lacked one. */
export interface Bedless extends Nights {
  stayId: string;
  youngPersonId: string;
  /** In the house; else still to come, or gone again. */
  isThere: boolean;
  /** Over: the nights were spent, and there is nothing to solve any more. */
  isOver: boolean;
}

/**
 * The nights of the range on which stays have no bed, by arrival: what a calendar of beds alone would not show.
 *
 * @example withoutBed([{ stayId: 's', bedId: NO_BED, arrival: '2027-05-03', departure: '2027-05-06', … }], { arrival: '2027-05-04', departure: '2027-06-01' }); // the 4th and the 5th
 */
export function withoutBed(lacking: readonly Claim[], range: Nights): Bedless[] {
  return lacking
    .map(({ stayId, youngPersonId, arrived, departed = false, arrival, departure }) => ({
      stayId: stayId!,
      youngPersonId: youngPersonId!,
      isThere: arrived && !departed,
      isOver: departed,
      arrival: arrival > range.arrival ? arrival : range.arrival,
      departure: departure < range.departure ? departure : range.departure,
    }))
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
