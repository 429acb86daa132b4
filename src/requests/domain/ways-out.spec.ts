import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf, type Nights } from '../../kernel/nights.js';
import type { Bed } from '../../calendar/domain/claim.js';
import { waysOut } from './ways-out.js';

const day = (number: number) => addDays('2027-05-01', number);
const run = (from: number, to: number) => ({ arrival: day(from), departure: day(to) });
const bed = (number: number): Bed => ({
  id: `bed ${number}`,
  number,
  name: `Bed ${number}`,
  attributes: [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
});
/** Beds by the nights on which they are taken. */
const free =
  (...taken: number[][]) =>
  (nights: Nights) =>
    taken.flatMap((of, number) =>
      nightsOf(nights).some((night) => of.some((one) => day(one) === night)) ? [] : [bed(number)],
    );
const said = (ways: ReturnType<typeof waysOut>) =>
  ways.map((way) => [way.kind, way.bed.name, way.arrival, way.departure]);

describe('the ways out for a stay without a bed', () => {
  it('are another bed on its own nights, then other nights', () => {
    expect(said(waysOut(run(10, 13), day(9), free([10, 11], [], [12])))).toEqual([
      ['bed', 'Bed 1', day(10), day(13)],
      ['later', 'Bed 1', day(11), day(13)],
      ['later_same_length', 'Bed 1', day(11), day(14)],
      ['shorter', 'Bed 1', day(10), day(12)],
    ]);
  });
  it('are other nights alone where every bed is taken on one of its own', () => {
    expect(said(waysOut(run(10, 13), day(10), free([10], [10, 11, 12, 13])))).toEqual([
      ['later', 'Bed 0', day(11), day(13)],
      ['later_same_length', 'Bed 0', day(11), day(14)],
    ]);
    expect(said(waysOut(run(10, 13), day(10), free([12])))).toEqual([
      ['later_same_length', 'Bed 0', day(13), day(16)],
      ['shorter', 'Bed 0', day(10), day(12)],
    ]);
  });
  it('are a bed that others make free by moving, only where none is free on its own nights', () => {
    const room = { bed: bed(1), moves: [] };
    const makeRoom = () => room;
    expect(said(waysOut(run(10, 12), day(10), free([10], [11]), makeRoom))).toEqual([
      ['move', 'Bed 1', day(10), day(12)],
      ['later', 'Bed 0', day(11), day(12)],
      ['later_same_length', 'Bed 0', day(11), day(13)],
      ['shorter', 'Bed 1', day(10), day(11)],
    ]);
    expect(said(waysOut(run(10, 12), day(10), free([10], []), makeRoom))[0]).toEqual([
      ...['bed', 'Bed 1', day(10), day(12)],
    ]);
  });
  it('name each run once, never nights that are over or taken, and none that is longer', () => {
    const nights = fc.array(fc.nat(30), { maxLength: 14 });
    fc.assert(
      fc.property(fc.nat(12), fc.integer({ min: 1, max: 6 }), fc.nat(14), nights, nights, (from, length, now, a, b) => {
        const stay = run(from, from + length);
        const bedsFor = free(a, b);
        const ways = waysOut(stay, day(now), bedsFor);
        for (const way of ways) {
          expect(bedsFor(way).map(({ id }) => id)).toContain(way.bed.id);
          expect(nightsOf(way).length).toBeLessThanOrEqual(length);
          expect(way.arrival === stay.arrival || way.arrival >= day(now)).toBe(true);
        }
        const runs = ways.filter(({ kind }) => kind !== 'bed').map((way) => `${way.arrival} ${way.departure}`);
        expect(new Set(runs).size).toBe(runs.length);
      }),
    );
  });
});
