import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { oneForEach } from './one-for-each.js';

const bed = (id: string) => ({ id });
const ids = (...each: string[][]) => oneForEach(each.map((list) => list.map(bed)))?.map(({ id }) => id);

describe('a bed for each', () => {
  it('is the best of theirs that leaves one for everybody after them', () => {
    expect(ids(['1', '2'], ['1', '2'])).toEqual(['1', '2']);
    expect(ids(['1', '2'], ['1'])).toEqual(['2', '1']);
    expect(ids(['1', '2', '3'], ['1', '2'], ['1'])).toEqual(['3', '2', '1']);
  });
  it('is none where the beds do not suffice for all', () => {
    expect(ids(['1'], ['1'])).toBeUndefined();
    expect(ids(['1', '2'], [])).toBeUndefined();
    const many = Array.from({ length: 23 }, (_, place) => String(place));
    expect(ids(...Array.from({ length: 24 }, () => many))).toBeUndefined();
  });
  it('is found wherever there is a way, and nobody shares', () => {
    const lists = fc.array(fc.subarray(['1', '2', '3', '4']), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lists, (each) => {
        const ways = each.reduce<string[][]>(
          (sofar, list) => sofar.flatMap((way) => list.filter((id) => !way.includes(id)).map((id) => [...way, id])),
          [[]],
        );
        const found = ids(...each);
        expect(found === undefined).toBe(ways.length === 0);
        // Of all ways, the first in the order of what each likes best.
        if (found) expect(found).toEqual(ways[0]);
      }),
    );
  });
});
