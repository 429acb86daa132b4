import { eachHasABed } from '../../calendar/domain/each-has-a-bed.js';

/**
 * A bed of their own for each of several who want the same nights: the best of theirs that leaves one for everybody after
 * them. `undefined` where the beds do not suffice for all.
 *
 * @param each the beds that would do for each, the best first
 * @example oneForEach([[one, two], [one]]); // [two, one]
 */
export function oneForEach<Bed extends { id: string }>(each: readonly (readonly Bed[])[]): Bed[] | undefined {
  const ids = [...new Set(each.flatMap((beds) => beds.map(({ id }) => id)))];
  const suffice = (lists: readonly (readonly Bed[])[]) =>
    eachHasABed(
      lists.map((beds) => ({
        start: 0,
        fits: Uint8Array.from(ids, (id) => Number(beds.some((bed) => bed.id === id))),
      })),
      new Int32Array(ids.length),
    );
  if (!suffice(each)) return undefined;
  const given: Bed[] = [];
  let left = [...each];
  while (left.length > 0) {
    const [beds, ...others] = left as [readonly Bed[], ...(readonly Bed[])[]];
    const without = ({ id }: Bed) => others.map((list) => list.filter((bed) => bed.id !== id));
    const best = beds.find((bed) => suffice(without(bed)))!;
    given.push(best);
    left = without(best);
  }
  return given;
}
