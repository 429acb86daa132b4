import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FEWEST, hideSmall, hideSmallParts, medianOf } from './suppress.js';

const figures = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 9 });

/** Every table of so many figures with the same sum. */
function* tables(length: number, sum: number): Generator<number[]> {
  if (length === 1) return yield [sum];
  for (let first = 0; first <= sum; first += 1)
    for (const others of tables(length - 1, sum - first)) yield [first, ...others];
}

describe('small figures are hidden', () => {
  it.each([
    [
      [12, 9, 20],
      [12, 9, 20],
    ],
    [
      [12, 3, 9, 20],
      [12, null, null, 20],
    ],
    [
      [12, 0, 9, 9, 20],
      [12, null, null, null, 20],
    ],
    [
      [12, 3, 20],
      [null, null, 20],
    ],
    [
      [12, 12, 3],
      [null, null, null],
    ],
    [
      [3, 2],
      [null, null],
    ],
    [
      [20, 0, 0],
      [null, null, null],
    ],
    [[], []],
  ])('%j is shown as %j', (given, shown) => {
    expect(hideSmall(given)).toEqual(shown);
  });

  it('never one below five, never one alone, and what is shown is true', () => {
    fc.assert(
      fc.property(figures, (given) => {
        const shown = hideSmall(given);
        shown.forEach((one, place) => expect(one === null || one === given[place]).toBe(true));
        expect(shown.every((one) => one === null || one >= FEWEST)).toBe(true);
        const hidden = shown.filter((one) => one === null).length;
        expect(hidden !== 1 || given.length === 1).toBe(true);
      }),
    );
  });

  it('whatever order the groups are in', () => {
    fc.assert(
      fc.property(figures, fc.nat(), (given, turn) => {
        const by = turn % given.length;
        const turned = <T>(list: readonly T[]) => [...list.slice(by), ...list.slice(0, by)];
        expect(hideSmall(turned(given))).toEqual(turned(hideSmall(given)));
      }),
    );
  });

  it('so that none can be worked out from the sum, not even by who knows the rule', () => {
    // Every table of four figures with the same sum, by what is shown of it.
    for (let sum = FEWEST; sum <= 34; sum += 1) {
      const alike = new Map<string, number[][]>();
      for (const table of tables(4, sum)) {
        const shown = JSON.stringify(hideSmall(table));
        alike.set(shown, [...(alike.get(shown) ?? []), table]);
      }
      for (const [shown, possible] of alike)
        (JSON.parse(shown) as (number | null)[]).forEach((one, place) => {
          if (one !== null) return;
          const values = new Set(possible.map((table) => table[place]!));
          expect([shown, values.size > 1, Math.max(...values) >= FEWEST]).toEqual([shown, true, true]);
        });
    }
  });
});

describe('a small part of each group is hidden', () => {
  const groups = fc.array(
    fc.integer({ min: 0, max: 16 }).chain((whole) => fc.tuple(fc.constant(whole), fc.integer({ min: 0, max: whole }))),
    { minLength: 1, maxLength: 4 },
  );

  it('with its group, and never so that it follows from the sum and the groups that are shown', () => {
    fc.assert(
      fc.property(groups, (given) => {
        const wholes = hideSmall(given.map(([whole]) => whole));
        const parts = given.map(([, part]) => part);
        const shown = hideSmallParts(parts, wholes);
        const sum = parts.reduce((total, one) => total + one, 0);
        shown.forEach((one, place) => {
          if (one !== null) return expect([one >= FEWEST, wholes[place] !== null]).toEqual([true, true]);
          return expect(parts[place]! >= 0).toBe(true);
        });
        // A sum that is small itself is not shown.
        if (sum < FEWEST || given.length === 1) return;
        for (const [place, one] of shown.entries()) {
          if (one !== null || parts[place]! >= FEWEST) continue;
          const possible = new Set<number>();
          for (const table of tables(parts.length, sum))
            if (table.every((value, at) => value <= (wholes[at] ?? sum) && (shown[at] === null || shown[at] === value)))
              possible.add(table[place]!);
          expect(possible.size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [
      [7, 6, 9],
      [20, 20, 20],
      [7, 6, 9],
    ],
    [
      [7, 1, 9],
      [20, 20, 20],
      [null, null, 9],
    ],
    [
      [0, 0, 0],
      [20, 20, 20],
      [null, null, null],
    ],
    [
      [7, 8, 9],
      [20, null, 20],
      [null, null, 9],
    ],
  ])('%j of %j is shown as %j', (parts, wholes, shown) => {
    expect(hideSmallParts(parts, wholes)).toEqual(shown);
  });
});

describe('the figure in the middle', () => {
  it.each([
    [[3, 1, 8, 2, 9], 3],
    [[3, 1, 8, 2, 9, 4], 3.5],
    [[1, 2, 3, 4], null],
    [[], null],
  ])('of %j is %j', (given, median) => {
    expect(medianOf(given)).toBe(median);
  });
});
