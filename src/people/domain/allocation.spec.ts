import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf } from '../../kernel/nights.js';
import { allocationUse, checkAllocation, within, type Allocation, type Taken } from './allocation.js';
import { kindsOfNights, NIGHT_KINDS } from './night-kinds.js';

const kindOf = kindsOfNights(
  [
    { firstDay: '2027-01-04', lastDay: '2027-02-12' },
    { firstDay: '2027-02-22', lastDay: '2027-03-25' },
    { firstDay: '2027-04-12', lastDay: '2027-05-28' },
  ],
  new Set(),
);
const year: Allocation = {
  ...{ id: 'a', firstDay: '2027-01-10', lastDay: '2027-03-31' },
  granted: { weekday: 10, weekend: 6, holiday: 4 },
};
const stay = (arrival: string, nights: number, more: Partial<Taken> = {}): Taken => ({
  ...{ arrival, departure: addDays(arrival, nights), purpose: 'stay', arrived: true },
  ...more,
});

describe('what is used of an allocation', () => {
  it('is each night by its own kind: spent, booked or held', () => {
    const { kinds, termsKnown } = allocationUse(
      year,
      [
        stay('2027-01-14', 4),
        stay('2027-02-11', 3),
        stay('2027-03-05', 2, { arrived: false }),
        stay('2027-03-09', 1, { purpose: 'offer', arrived: false }),
      ],
      kindOf,
      '2027-02-13',
    );
    expect(kinds).toEqual([
      { kind: 'weekday', granted: 10, used: 3, booked: 0, held: 1, left: 6 },
      { kind: 'weekend', granted: 6, used: 2, booked: 2, held: 0, left: 2 },
      { kind: 'holiday', granted: 4, used: 1, booked: 1, held: 0, left: 2 },
    ]);
    expect(termsKnown).toBe(true);
  });

  it('leaves out the nights of another period, and goes below nothing', () => {
    const { kinds } = allocationUse(
      { ...year, granted: { weekday: 0, weekend: 0, holiday: 0 } },
      [stay('2027-01-08', 4)],
      kindOf,
      '2027-03-01',
    );
    expect(kinds.map(({ left }) => left)).toEqual([-2, 0, 0]);
  });

  it('says where a night was told by its weekday only', () => {
    expect(allocationUse({ ...year, lastDay: '2027-12-31' }, [stay('2027-06-16', 1)], kindOf, '2027-03-01')).toEqual(
      expect.objectContaining({ termsKnown: false }),
    );
  });

  it('adds up: every night within the period is counted once', () => {
    const stays = fc.array(
      fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 20 }), fc.constantFrom('stay', 'offer'), fc.boolean()),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(stays, fc.nat(120), (all, today) => {
        const taken = all.map(([day, nights, purpose, arrived]) =>
          stay(addDays('2026-12-01', day), nights, { purpose, arrived }),
        );
        const { kinds } = allocationUse(year, taken, kindOf, addDays('2026-12-15', today));
        const counted = kinds.reduce((sum, { used, booked, held }) => sum + used + booked + held, 0);
        const nights = taken.flatMap(nightsOf).filter((night) => night >= year.firstDay && night <= year.lastDay);
        expect(counted).toBe(nights.length);
        for (const one of kinds) expect(one.left).toBe(one.granted - one.used - one.booked - one.held);
        for (const kind of NIGHT_KINDS)
          expect(kinds.find((one) => one.kind === kind)!).toMatchObject({ granted: year.granted[kind] });
      }),
    );
  });
});

describe('the nights within a period', () => {
  it.each([
    ['2027-01-08', 4, ['2027-01-10', '2027-01-11']],
    ['2027-03-30', 4, ['2027-03-30', '2027-03-31']],
    ['2026-12-01', 4, []],
    ['2027-05-01', 4, []],
  ])('of %s for %i', (arrival, nights, expected) => {
    expect(nightsOf(within(stay(arrival, nights), year))).toEqual(expected);
  });
});

describe('an allocation', () => {
  const check = (firstDay: string, lastDay: string, weekday = 1) =>
    checkAllocation({ firstDay, lastDay, granted: { weekday, weekend: 0, holiday: 0 } }, '2027-03-01').map(
      ({ field }) => field,
    );
  it('may begin and end on 29 February, and last a day', () => {
    expect(check('2028-02-29', '2029-02-28')).toEqual([]);
    expect(check('2027-03-01', '2027-03-01')).toEqual([]);
  });
  it('is refused upside down, for longer than a year and a month, for years away, and of no nights', () => {
    expect(check('2027-04-01', '2027-03-31')).toEqual(['lastDay']);
    expect(check('2027-04-01', '2028-05-05')).toEqual(['lastDay']);
    expect(check('2072-04-01', '2072-05-01')).toEqual(['firstDay']);
    expect(check('2027-04-01', '2027-05-01', 0)).toEqual(['weekday']);
  });
});
