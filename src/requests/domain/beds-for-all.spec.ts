import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, overlaps } from '../../kernel/nights.js';
import { bedsForAll, type Wanted } from './beds-for-all.js';

const option = (day: number, nights: number, ...beds: string[]): Wanted => ({
  arrival: addDays('2027-03-01', day),
  departure: addDays('2027-03-01', day + nights),
  beds: beds.map((id) => ({ id })),
});

describe('a bed for each of several options', () => {
  it.each([
    ['of none are none', [], []],
    ['is the best where nights do not meet', [option(0, 2, 'a', 'b'), option(2, 2, 'a', 'b')], ['a', 'a']],
    ['is another where they do', [option(0, 2, 'a', 'b'), option(1, 2, 'a', 'b')], ['a', 'b']],
    ['leaves the only one to who has no other', [option(0, 2, 'a', 'b'), option(1, 2, 'a')], ['b', 'a']],
    ['is none where they do not suffice', [option(0, 2, 'a'), option(1, 2, 'a')], undefined],
    ['may be the same nights in two beds', [option(0, 2, 'a', 'b'), option(0, 2, 'a', 'b')], ['a', 'b']],
  ] as [string, Wanted[], string[] | undefined][])('%s', (_, options, expected) => {
    expect(bedsForAll(options)).toEqual(expected);
  });

  it('is one of its own, never one that another has on the same night, and is found where there is one', () => {
    const anOption = fc
      .tuple(fc.nat(5), fc.integer({ min: 1, max: 4 }), fc.uniqueArray(fc.constantFrom('a', 'b', 'c')))
      .map(([day, nights, beds]) => option(day, nights, ...beds));
    fc.assert(
      fc.property(fc.array(anOption, { maxLength: 4 }), (options) => {
        const found = bedsForAll(options);
        expect(found !== undefined).toBe(every(options).some((beds) => fits(options, beds)));
        if (found) expect(fits(options, found)).toBe(true);
      }),
    );
  });
});

const every = ([first, ...rest]: Wanted[]): string[][] =>
  first ? first.beds.flatMap(({ id }) => every(rest).map((beds) => [id, ...beds])) : [[]];

const fits = (options: Wanted[], beds: string[]): boolean =>
  options.every((one, a) => options.every((other, b) => a >= b || beds[a] !== beds[b] || !overlaps(one, other)));
