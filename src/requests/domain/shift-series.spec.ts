import { expect, it } from '@jest/globals';
import { BEYOND, BOOKED, CLASHES, HELD, shifted, type Shiftable } from './shift-series.js';

const at = (wishedArrival: string, given: Partial<Shiftable> = {}): Shiftable => ({
  ...{ state: 'submitted', wishedArrival, nights: 2, offers: [], stay: null },
  ...given,
});
const on = (arrival: string, departure: string) => ({ arrival, departure });
const held = at('2027-03-19', { state: 'proposed', offers: [on('2027-03-19', '2027-03-21')] });
const booked = at('2027-03-19', { state: 'booked', stay: on('2027-03-19', '2027-03-21') });
const [first, last] = [at('2027-03-12'), at('2027-03-26')];
const by = (days: number) => ({ days, nights: 2, today: '2027-03-10', horizon: '2027-04-01' });
const why = (all: Shiftable[], these: Shiftable[], days: number) =>
  shifted(all, these, by(days)).left.map((one) => one.why);

it.each([
  ['a bed that is held', [first, held, last], 1, [HELD]],
  ['a stay that is booked', [first, booked, last], 1, [BOOKED]],
  ['nights that would be over', [first, last], -3, [BEYOND]],
  ['nights further ahead than can be booked', [first, last], 5, [BEYOND]],
  ['the nights of a break that stays', [first, held, last], -7, [BEYOND, HELD, CLASHES]],
])('a shift leaves %s, with what to do, and moves the others', (_, all, days, reasons) => {
  const { moved, left } = shifted(all, all, by(days));
  expect(left.map((one) => one.why)).toEqual(reasons);
  expect(moved).toHaveLength(all.length - reasons.length);
});

it('one break is not put onto the next, and beside it is as good as anywhere', () => {
  const next = at('2027-03-19');
  expect(why([first, next], [first], 7)).toEqual([CLASHES]);
  expect(why([first, next], [first], 6)).toEqual([CLASHES]);
  expect(why([first, next], [first], 5)).toEqual([]);
  expect(why([first, next], [first, next], 7)).toEqual([]);
});
