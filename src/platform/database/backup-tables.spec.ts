import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countLines } from './backup.js';
import { inOrder } from './backup-tables.js';

const tables = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }));

describe('the order of tables', () => {
  it('puts each after those that it refers to, and leaves none out', () => {
    const reference = fc
      .tuple(fc.nat(4), fc.nat(4))
      .filter(([from, to]) => from > to)
      .map(([from, to]) => ({ from: tables[from]!.name, to: tables[to]!.name }));
    fc.assert(
      fc.property(fc.array(reference), fc.shuffledSubarray(tables, { minLength: 5 }), (references, given) => {
        const names = inOrder(given, references).map(({ name }) => name);
        expect(names.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
        for (const { from, to } of references) expect(names.indexOf(to)).toBeLessThan(names.indexOf(from));
      }),
    );
  });

  it('does not exist for tables that refer to each other', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect(() => inOrder(tables, circle)).toThrow('These tables refer to each other: a, b');
  });

  it('heeds only tables that are in the backup', () => {
    expect(inOrder([{ name: 'a' }], [{ from: 'a', to: 'sessions' }])).toEqual([{ name: 'a' }]);
  });
});

it.each([
  ['', 0],
  ['\n', 1],
  ['a\tb\nc\\nd\n', 2],
])('counts the rows of %j', (text, rows) => expect(countLines(Buffer.from(text))).toBe(rows));
