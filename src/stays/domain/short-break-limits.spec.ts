import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, nightsOf, type Nights } from '../../kernel/nights.js';
import { beyondShortBreak, MOST_DAYS, shortBreakLimits } from './short-break-limits.js';

const stay = (arrival: string, nights: number): Nights => ({ arrival, departure: addDays(arrival, nights) });
/** Stays of 14 nights, 15 days each, a month apart. */
const months = (first: string, count: number) =>
  Array.from({ length: count }, (_, place) => stay(addMonths(first, place), 14));

describe('75 days in any twelve months', () => {
  it('count the days of coming and going: five stays of 14 nights are 75, and a night more is too many', () => {
    const five = months('2027-01-01', 5);
    expect(shortBreakLimits(five.slice(0, 4))(five[4]!)).toBeUndefined();
    expect(shortBreakLimits(five)(stay('2027-11-01', 1))).toEqual({
      limit: 'in_a_year',
      count: 77,
      from: expect.stringMatching(/^2026-1[12]|^2027-01-01/),
      firstAllowed: '2028-01-01',
    });
  });

  it('look at twelve months that end later, because of later bookings', () => {
    expect(shortBreakLimits(months('2027-09-01', 5))(stay('2027-06-01', 2))).toMatchObject({
      limit: 'in_a_year',
      count: 78,
    });
    expect(shortBreakLimits(months('2027-09-01', 5))(stay('2026-06-01', 2))).toBeUndefined();
  });

  it('are a rolling year, not that of a calendar', () => {
    const autumn = months('2026-08-01', 5);
    expect(shortBreakLimits(autumn)(stay('2027-01-20', 2))).toMatchObject({ limit: 'in_a_year' });
    expect(shortBreakLimits(autumn)(stay('2027-12-20', 2))).toBeUndefined();
  });

  it('last from 29 February through 28 February', () => {
    const five = months('2028-02-29', 5);
    expect(shortBreakLimits(five)(stay('2029-02-28', 1))).toMatchObject({ count: 76, from: '2028-02-29' });
    expect(shortBreakLimits(five)(stay('2029-03-01', 1))).toBeUndefined();
  });
});

describe('17 nights in a row', () => {
  it('are counted over stays that touch, before and after', () => {
    const around = [stay('2027-05-01', 9), stay('2027-05-12', 8)];
    expect(shortBreakLimits(around)(stay('2027-05-10', 2))).toMatchObject({
      limit: 'in_a_row',
      count: 19,
      from: '2027-05-01',
      firstAllowed: '2027-05-20',
    });
    expect(shortBreakLimits(around.slice(0, 1))(stay('2027-05-10', 8))).toBeUndefined();
    expect(shortBreakLimits(around.slice(0, 1))(stay('2027-05-11', 8))).toBeUndefined();
  });
});

describe('the limits', () => {
  const someStays = fc
    .array(fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 16 })), { maxLength: 30 })
    .map((all) =>
      all
        .map(([start, nights]) => stay(addDays('2026-01-01', start), nights))
        .filter((one, place, list) =>
          list.slice(0, place).every((other) => other.departure <= one.arrival || one.departure <= other.arrival),
        ),
    );
  const wanted = fc
    .tuple(fc.integer({ min: 100, max: 800 }), fc.integer({ min: 1, max: 16 }))
    .map(([start, nights]) => stay(addDays('2026-01-01', start), nights));

  /** Every twelve months of the years around, day by day. */
  function mostDays(stays: readonly Nights[], about: Nights): number {
    const days = new Set(stays.flatMap((one) => [...nightsOf(one), one.departure]));
    const about_ = [...nightsOf(about), about.departure];
    return Math.max(
      ...Array.from({ length: 380 + about_.length }, (_, place) => {
        const begin = addDays(about.arrival, place - 370);
        const end = begin.endsWith('-02-29') ? `${Number(begin.slice(0, 4)) + 1}-03-01` : addMonths(begin, 12);
        if (!about_.some((day) => day >= begin && day < end)) return 0;
        return [...days].filter((day) => day >= begin && day < end).length;
      }),
    );
  }

  it('are those of counting every day of every twelve months', () => {
    fc.assert(
      fc.property(someStays, wanted, (own, nights) => {
        fc.pre(own.every((one) => one.departure < nights.arrival || nights.departure < one.arrival));
        const reached = shortBreakLimits(own)(nights);
        const most = mostDays([...own, nights], nights);
        expect(reached?.limit).toBe(most > MOST_DAYS ? 'in_a_year' : undefined);
        if (reached) expect(reached.count).toBe(most);
        if (reached?.firstAllowed) {
          const length = nightsOf(nights).length;
          expect(shortBreakLimits(own)(stay(reached.firstAllowed, length))).toBeUndefined();
          expect(
            shortBreakLimits(own)(stay(addDays(reached.firstAllowed, -1), length)) !== undefined ||
              own.some(
                (one) =>
                  one.arrival < addDays(reached.firstAllowed!, length - 1) &&
                  addDays(reached.firstAllowed!, -1) < one.departure,
              ),
          ).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('name the first arrival that is allowed: every free day before it is refused', () => {
    const length = (one: Nights) => nightsOf(one).length;
    const crowded = fc.tuple(
      fc.integer({ min: 5, max: 9 }),
      fc.integer({ min: 3, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
    );
    fc.assert(
      fc.property(crowded, wanted, ([apart, count, nights], asked) => {
        const own = Array.from({ length: 10 * count }, (_, place) =>
          stay(addDays('2026-04-01', apart * place), nights),
        );
        const isFree = (one: Nights) =>
          own.every((other) => other.departure <= one.arrival || one.departure <= other.arrival);
        const reached = shortBreakLimits(own)(asked);
        if (!reached) return;
        const { firstAllowed = addDays(asked.arrival, 801) } = reached;
        const isAllowed = (arrival: string) => {
          const one = stay(arrival, length(asked));
          return isFree(one) && beyondShortBreak(own, one).length === 0;
        };
        expect(reached.firstAllowed === undefined || isAllowed(firstAllowed)).toBe(true);
        // Every fifth day before it, and the one right before it.
        const days = [...nightsOf({ arrival: addDays(asked.arrival, 1), departure: firstAllowed })];
        expect(days.filter((day, place) => (place % 5 === 0 || place === days.length - 1) && isAllowed(day))).toEqual(
          [],
        );
      }),
      { numRuns: 15 },
    );
  });
});
