import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DomainError } from '../../kernel/domain-error.js';
import { addDays, overlaps } from '../../kernel/nights.js';
import { checkArrival, fitAround, nightsFromArrival, nightsUntilDeparture, whyNotThatStay } from './real-nights.js';

const planned = { arrival: '2027-05-03', departure: '2027-05-06' };

describe('nights from the arrival', () => {
  it.each([
    ['2027-05-02', '2027-05-06'],
    ['2027-05-03', '2027-05-06'],
    ['2027-05-05', '2027-05-06'],
    ['2027-05-06', '2027-05-07'],
    ['2027-05-09', '2027-05-10'],
  ])('somebody who came on %s stays until %s', (arrived, departure) => {
    expect(nightsFromArrival(planned, arrived)).toEqual({ arrival: arrived, departure });
  });
});

describe('a date of arrival', () => {
  const expected = { day: '2027-05-03', called: 'the day on which they were expected' };
  const slip = (arrived: string, certain: boolean) => {
    try {
      checkArrival(arrived, expected, { certain, field: 'at' });
      return undefined;
    } catch (error) {
      return (error as DomainError).errors[0]!.field;
    }
  };
  it.each([
    ['2027-05-09', undefined, undefined],
    ['2027-04-30', undefined, undefined],
    ['2027-04-02', undefined, undefined],
    ['2027-04-01', 'certain', undefined],
    ['2026-05-03', 'certain', undefined],
    ['2026-05-02', 'certain', undefined],
    ['2026-05-01', 'at', 'at'],
    ['2206-05-03', undefined, undefined],
  ])('%s, weeks before the plan, is asked about, and another year refused', (arrived, at, confirmed) => {
    expect([slip(arrived, false), slip(arrived, true)]).toEqual([at, confirmed]);
  });
});

describe('nights until the departure', () => {
  it('somebody who left a day early spent a night less', () => {
    expect(nightsUntilDeparture(planned, '2027-05-05')).toEqual({ arrival: '2027-05-03', departure: '2027-05-05' });
  });
  it('somebody who went home the same evening spent none', () => {
    expect(nightsUntilDeparture(planned, '2027-05-03')).toBeUndefined();
  });
});

describe('fitting what happened around other claims', () => {
  const run = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 })).map(([start, length]) => ({
    arrival: addDays('2027-05-01', start),
    departure: addDays('2027-05-01', start + length),
  }));

  it('stays up to the next claim and says that there is a clash', () => {
    const others = [{ arrival: '2027-05-07', departure: '2027-05-09' }];
    expect(fitAround({ ...planned, departure: '2027-05-08' }, planned, others)).toEqual({
      arrival: '2027-05-03',
      departure: '2027-05-07',
    });
  });
  it('never touches another claim, never leaves what was wanted, and is all of it where nobody else is', () => {
    fc.assert(
      fc.property(
        run,
        fc.array(run, { maxLength: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        (held, all, before, after) => {
          const others = all.filter((other) => !overlaps(other, held));
          const wanted = { arrival: addDays(held.arrival, -before), departure: addDays(held.departure, after) };
          const nights = fitAround(wanted, held, others);
          expect(others.some((other) => overlaps(other, nights))).toBe(false);
          expect(nights.arrival >= wanted.arrival && nights.departure <= wanted.departure).toBe(true);
          if (!others.some((other) => overlaps(other, wanted))) expect(nights).toEqual(wanted);
        },
      ),
    );
  });
});

describe('somebody who is here long before their stay', () => {
  it.each([
    ['2027-03-01', '2027-02-22', undefined],
    ['2027-03-01', '2027-04-01', undefined],
    [
      '2027-03-01',
      '2027-02-21',
      expect.stringMatching(/^This stay is planned to begin on Monday 1 March 2027, .*A child needs a place tonight/),
    ],
  ])('has not come for it: planned for %s, on %s', (planned, tonight, why) => {
    expect(whyNotThatStay(planned, tonight)).toEqual(why);
  });
});
