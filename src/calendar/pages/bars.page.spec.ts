import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf } from '../../kernel/nights.js';
import type { Claim } from '../domain/claim.js';
import { bedNights } from '../domain/night-state.js';
import { aBed, aClaim } from './a-board.js';
import { barsOf } from './bars.page.js';

const bed = aBed(1);
const claim = (arrival: string, departure: string, more: Partial<Claim> = {}): Claim =>
  aClaim(1, arrival, 1, { departure, ...more });
const week = { arrival: '2027-03-01', departure: '2027-03-08' };
const all = { guests: { has: () => true }, toldOfProposals: true };
const bars = (claims: Claim[], sight = all, of = bed, range = week) =>
  barsOf(bedNights([of], claims, range)[0]!, range, sight);

describe('bars of a bed', () => {
  it('are one for a stay, across its nights, and one for each free night', () => {
    const row = bars([claim('2027-03-02', '2027-03-05')]);
    expect(row.map(({ state, span }) => [state, span])).toEqual([
      ['free', 1],
      ['booked', 3],
      ['free', 1],
      ['free', 1],
      ['free', 1],
    ]);
  });
  it('keep two stays apart where one follows the other', () => {
    const row = bars([claim('2027-03-01', '2027-03-03'), claim('2027-03-03', '2027-03-08')]);
    expect(row.map((bar) => bar.span)).toEqual([2, 5]);
  });
  it('say when a stay began before the nights shown or ends after them', () => {
    const [row] = bars([claim('2027-02-25', '2027-03-12')]);
    expect(row).toMatchObject({ ...week, span: 7, fromBefore: true, goesOn: true });
    expect(bars([claim('2027-03-01', '2027-03-08')])[0]).toMatchObject({ fromBefore: false, goesOn: false });
  });
  it('tell somebody who may not see the young person only that the bed is occupied', () => {
    const nobody = { guests: { has: () => false }, toldOfProposals: false };
    for (const purpose of ['stay', 'offer'] as const) {
      const [bar] = bars([claim('2027-03-01', '2027-03-08', { purpose })], nobody);
      expect(bar).toMatchObject({ state: 'occupied' });
      expect(bar).not.toHaveProperty('claim');
    }
  });
  it('tell a key worker nothing of a proposal that is not signed, not even of their own young person', () => {
    const proposal = claim('2027-03-01', '2027-03-08', { purpose: 'offer', announced: false });
    expect(bars([proposal], { ...all, toldOfProposals: false })[0]).not.toHaveProperty('claim');
    expect(bars([proposal])[0]).toMatchObject({ state: 'offer', claim: proposal });
  });
  it('leave a gap where the bed is not registered', () => {
    const late = { ...bed, registeredFrom: '2027-03-03', registeredUntil: '2027-03-06' };
    expect(bars([], all, late).map(({ state, span }) => [state, span])).toEqual([
      ['not_registered', 2],
      ['free', 1],
      ['free', 1],
      ['free', 1],
      ['not_registered', 2],
    ]);
    const gone = { ...bed, registeredUntil: '2027-01-01' };
    expect(bars([], all, gone).map(({ state, span }) => [state, span])).toEqual([['not_registered', 7]]);
  });

  it('cover every night exactly once, whatever stands on the bed', () => {
    const day = fc.integer({ min: -10, max: 40 });
    const stays = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 9 })), { maxLength: 10 });
    fc.assert(
      fc.property(day, stays, day, fc.integer({ min: 1, max: 40 }), fc.boolean(), (start, gaps, from, length, sees) => {
        let at = addDays('2027-03-01', start);
        const claims = gaps.map(([gap, nights]) => {
          const arrival = addDays(at, gap);
          at = addDays(arrival, nights);
          return claim(arrival, at);
        });
        const registeredFrom = addDays('2027-03-01', from);
        const of = { ...bed, registeredFrom, registeredUntil: addDays(registeredFrom, length) };
        const range = { arrival: '2027-03-01', departure: '2027-03-29' };
        const row = bars(claims, { ...all, guests: { has: () => sees } }, of, range);
        expect(row.flatMap(nightsOf)).toEqual(nightsOf(range));
        for (const bar of row) expect(nightsOf(bar)).toHaveLength(bar.span);
      }),
    );
  });
});
