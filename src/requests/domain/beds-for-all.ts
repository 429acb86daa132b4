import { overlaps, type Nights } from '../../kernel/nights.js';

/** Nights that are to be held, and the beds that are free throughout, the best first. */
export interface Wanted extends Nights {
  beds: readonly { id: string }[];
}

/**
 * A bed for each of the options, in their order, so that all can be held at once: two that share a night never have the
 * same bed. The best beds that leave one for every other; `undefined` where the beds do not suffice.
 *
 * @example bedsForAll([{ arrival: '2027-03-12', departure: '2027-03-14', beds: [one, two] }, { arrival: '2027-03-13', departure: '2027-03-15', beds: [one] }]); // [two.id, one.id]
 */
export function bedsForAll(options: readonly Wanted[]): string[] | undefined {
  const [first, ...rest] = options;
  if (!first) return [];
  for (const { id } of first.beds) {
    const left = rest.map((one) =>
      overlaps(one, first) ? { ...one, beds: one.beds.filter((bed) => bed.id !== id) } : one,
    );
    const others = bedsForAll(left);
    if (others) return [id, ...others];
  }
  return undefined;
}
