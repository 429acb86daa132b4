import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf, overlaps, type Nights } from '../../kernel/nights.js';
import type { Allocation } from '../../people/domain/allocation.js';
import { kindsOfNights, NIGHT_KINDS } from '../../people/domain/night-kinds.js';
import { allocationRule, sayAllocation } from './allocation-rule.js';

const kindOf = kindsOfNights(
  [
    { firstDay: '2027-01-04', lastDay: '2027-02-12' },
    { firstDay: '2027-02-22', lastDay: '2027-03-25' },
    { firstDay: '2027-04-12', lastDay: '2027-05-28' },
  ],
  new Set(['2027-03-26', '2027-03-29', '2027-05-03']),
);
const stay = (arrival: string, nights: number) => ({
  ...{ arrival, departure: addDays(arrival, nights), purpose: 'stay', arrived: true },
});
const spring: Allocation = {
  ...{ id: 'spring', firstDay: '2027-01-04', lastDay: '2027-03-31' },
  granted: { weekday: 4, weekend: 2, holiday: 3 },
};
const summer: Allocation = {
  ...{ id: 'summer', firstDay: '2027-04-01', lastDay: '2027-05-28' },
  granted: { weekday: 2, weekend: 2, holiday: 2 },
};

describe('the nights granted', () => {
  const rule = allocationRule([spring, summer], [stay('2027-01-15', 2), stay('2027-02-16', 2)], kindOf);

  it('refuse the kind of which there are too many, and name the next period', () => {
    const reached = rule(stay('2027-03-05', 2));
    expect(reached).toEqual({
      ...{ kind: 'weekend', count: 4, granted: 2, firstDay: '2027-01-04', lastDay: '2027-03-31' },
      firstAllowed: '2027-03-07',
    });
    expect(sayAllocation(rule(stay('2027-02-12', 2))!)).toBe(
      'With these nights they would have 4 school holiday nights from Monday 4 January 2027 to Wednesday 31 March 2027, and 3 are granted. The first arrival that is allowed is Saturday 20 February 2027.',
    );
  });

  it('count a stay across two periods in both, each night in its own', () => {
    expect(rule(stay('2027-03-30', 4))).toMatchObject({ kind: 'holiday', count: 4, granted: 3, lastDay: '2027-03-31' });
    expect(rule(stay('2027-03-31', 3))).toBeUndefined();
  });

  it('set no limit where nothing is on record', () => {
    expect(rule(stay('2027-06-15', 16))).toBeUndefined();
    expect(allocationRule([], [], kindOf)(stay('2027-05-03', 16))).toBeUndefined();
  });

  it('that are none of a kind refuse it until the period is over', () => {
    const none = allocationRule([{ ...spring, granted: { weekday: 0, weekend: 9, holiday: 0 } }], [], kindOf);
    expect(none(stay('2027-01-11', 1))).toMatchObject({
      kind: 'weekday',
      count: 1,
      granted: 0,
      firstAllowed: '2027-01-15',
    });
  });

  it('are those of counting each night, and the first arrival allowed is the first', () => {
    const someStays = fc
      .array(fc.tuple(fc.nat(130), fc.integer({ min: 1, max: 5 })), { maxLength: 6 })
      .map((all) =>
        all
          .map(([day, nights]) => stay(addDays('2027-01-04', day), nights))
          .filter((one, place, list) => list.slice(0, place).every((other) => !overlaps(one, other))),
      );
    const tooMany = (own: readonly Nights[], wanted: Nights) =>
      [spring, summer].some((one) =>
        NIGHT_KINDS.some((kind) => {
          const within = (nights: Nights) =>
            nightsOf(nights).filter(
              (night) => night >= one.firstDay && night <= one.lastDay && kindOf(night).kind === kind,
            ).length;
          const asked = within(wanted);
          return asked > 0 && asked + own.reduce((sum, nights) => sum + within(nights), 0) > one.granted[kind];
        }),
      );
    fc.assert(
      fc.property(someStays, fc.nat(120), fc.integer({ min: 1, max: 4 }), (own, day, nights) => {
        const wanted = stay(addDays('2027-01-04', day), nights);
        const reached = allocationRule([spring, summer], own, kindOf)(wanted);
        expect(reached !== undefined).toBe(tooMany(own, wanted));
        if (!reached) return;
        let first = addDays(wanted.arrival, 1);
        while (own.some((one) => overlaps(one, stay(first, nights))) || tooMany(own, stay(first, nights)))
          first = addDays(first, 1);
        expect(reached.firstAllowed).toBe(first);
      }),
      { numRuns: 60 },
    );
  });
});
