import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  addMonths,
  ageOn,
  dateIn,
  daysBetween,
  instantIn,
  instantKept,
  isPlainDate,
  mondayOf,
  nightOf,
  nightsOf,
  overlaps,
  timeIn,
  uncovered,
  weekdayOf,
  dateOfDay,
  dayNumber,
  yearAfter,
} from './nights.js';

const aDate = fc
  .integer({ min: -12000, max: 20000 })
  .map((days) => Temporal.PlainDate.from('2000-01-01').add({ days }).toString());
const someNights = fc
  .tuple(aDate, fc.integer({ min: 1, max: 40 }))
  .map(([arrival, n]) => ({ arrival, departure: addDays(arrival, n) }));

describe('isPlainDate', () => {
  it.each(['2027-02-29', '2027-04-31', '2027-13-01', '27-01-01', '2027-1-1', '', '2027-01-01T00:00', null, 20270101])(
    'refuses %p',
    (text) => {
      expect(isPlainDate(text)).toBe(false);
    },
  );
  it.each(['2028-02-29', '2027-12-31', '1999-01-01'])('takes %p', (text) => {
    expect(isPlainDate(text)).toBe(true);
  });
});

describe('nights', () => {
  it('a stay from the 3rd to the 5th is the nights of the 3rd and the 4th', () => {
    expect(nightsOf({ arrival: '2027-05-03', departure: '2027-05-05' })).toEqual(['2027-05-03', '2027-05-04']);
    expect(daysBetween('2027-05-03', '2027-05-05')).toBe(2);
  });
  it('adjacent stays do not overlap', () => {
    expect(
      overlaps({ arrival: '2027-05-03', departure: '2027-05-05' }, { arrival: '2027-05-05', departure: '2027-05-06' }),
    ).toBe(false);
  });
  it('two runs overlap exactly when they share a night', () => {
    fc.assert(
      fc.property(someNights, someNights, (a, b) => {
        const shared = nightsOf(a).some((night) => nightsOf(b).includes(night));
        expect(overlaps(a, b)).toBe(shared);
      }),
    );
  });
  it('are uncovered, run by run, exactly where no other run has them', () => {
    const run = (from: number, to: number) => ({ arrival: `2027-05-0${from}`, departure: `2027-05-0${to}` });
    expect(uncovered(run(3, 9), [run(7, 8), run(4, 6)])).toEqual([run(3, 4), run(6, 7), run(8, 9)]);
    const near = fc.tuple(fc.integer({ min: -5, max: 20 }), fc.integer({ min: 1, max: 8 })).map(([from, length]) => ({
      arrival: addDays('2027-05-01', from),
      departure: addDays('2027-05-01', from + length),
    }));
    fc.assert(
      fc.property(near, fc.array(near, { maxLength: 5 }), (nights, covers) => {
        const runs = uncovered(nights, covers);
        const left = nightsOf(nights).filter((night) => !covers.some((cover) => nightsOf(cover).includes(night)));
        expect(runs.flatMap(nightsOf)).toEqual(left);
        // Runs that meet would be one.
        for (const [place, one] of runs.slice(1).entries()) expect(one.arrival > runs[place]!.departure).toBe(true);
      }),
    );
  });
  it('are as many as the days between, across clock changes and leap days', () => {
    fc.assert(fc.property(someNights, (run) => nightsOf(run).length === daysBetween(run.arrival, run.departure)));
  });
  it('are those of the calendar, day by day', () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: -800, max: 800 }), (date, days) => {
        const other = Temporal.PlainDate.from(date).add({ days });
        expect(addDays(date, days)).toBe(other.toString());
        expect(daysBetween(date, other.toString())).toBe(days);
        expect(weekdayOf(other.toString())).toBe(other.dayOfWeek);
      }),
    );
  });
  it('knows months and weeks', () => {
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
    expect(weekdayOf('2027-03-01')).toBe(1);
    expect(mondayOf('2027-03-07')).toBe('2027-03-01');
  });
});

describe('zones', () => {
  it('a summer evening before midnight in UTC is already tomorrow in London', () => {
    expect(dateIn(new Date('2027-06-30T23:30:00Z'), 'Europe/London')).toBe('2027-07-01');
    expect(dateIn(new Date('2027-12-31T23:30:00Z'), 'Europe/London')).toBe('2027-12-31');
  });
  it('reads the clocks of any zone as Temporal does', () => {
    const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2080, 0) });
    const zone = fc.constantFrom('Europe/London', 'UTC', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu');
    fc.assert(
      fc.property(instant, zone, (at, zone) => {
        const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(dateIn(new Date(at), zone)).toBe(local.toPlainDate().toString());
        expect(timeIn(new Date(at), zone)).toBe(local.toPlainTime().toString().slice(0, 5));
      }),
    );
  });
  it('puts a local time at its instant in winter and summer', () => {
    expect(instantIn('2027-01-05', '14:00', 'Europe/London').toISOString()).toBe('2027-01-05T14:00:00.000Z');
    expect(instantIn('2027-07-05', '14:00', 'Europe/London').toISOString()).toBe('2027-07-05T13:00:00.000Z');
  });
});

describe('instantKept', () => {
  const second = new Date('2027-10-31T01:30:20Z');
  it('is what was recorded where nobody changed it, also in the hour that comes twice, and otherwise what was typed', () => {
    expect(instantKept('2027-10-31', '01:30', 'Europe/London', second)).toBe(second);
    expect(instantKept('2027-10-31', '01:31', 'Europe/London', second).toISOString()).toBe('2027-10-31T00:31:00.000Z');
    expect(instantKept('2027-10-31', '01:30', 'Europe/London', null).toISOString()).toBe('2027-10-31T00:30:00.000Z');
  });
});

describe('nightOf', () => {
  const london = (instant: string, dayBegins = '06:00') => nightOf(new Date(instant), 'Europe/London', dayBegins);
  it.each([
    ['2027-01-26T00:00:00Z', '2027-01-25'],
    ['2027-01-26T05:59:59Z', '2027-01-25'],
    ['2027-01-26T06:00:00Z', '2027-01-26'],
    ['2027-01-26T23:59:59Z', '2027-01-26'],
    ['2027-06-30T23:30:00Z', '2027-06-30'],
    ['2027-07-01T04:59:00Z', '2027-06-30'],
    ['2027-07-01T05:00:00Z', '2027-07-01'],
    ['2027-01-01T03:00:00Z', '2026-12-31'],
    // The clocks go forward in this night: 01:00 becomes 02:00.
    ['2027-03-28T00:59:00Z', '2027-03-27'],
    ['2027-03-28T04:59:00Z', '2027-03-27'],
    ['2027-03-28T05:00:00Z', '2027-03-28'],
    // And back in this one: 02:00 becomes 01:00.
    ['2027-10-31T00:30:00Z', '2027-10-30'],
    ['2027-10-31T01:30:00Z', '2027-10-30'],
    ['2027-10-31T05:30:00Z', '2027-10-30'],
    ['2027-10-31T06:00:00Z', '2027-10-31'],
  ])('%s belongs to the night of %s in London', (instant, night) => {
    expect(london(instant)).toBe(night);
  });
  it('goes by the setting', () => {
    expect(london('2027-01-26T03:00:00Z', '03:00')).toBe('2027-01-26');
    expect(london('2027-01-26T00:00:00Z', '00:00')).toBe('2027-01-26');
  });
  it('is the date or the one before it, and never goes back as time goes on', () => {
    const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) });
    const begins = fc.constantFrom('00:00', '04:30', '06:00', '09:00');
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 86_400_000 }), begins, (at, later, dayBegins) => {
        const night = nightOf(new Date(at), 'Europe/London', dayBegins);
        const date = dateIn(new Date(at), 'Europe/London');
        expect([date, addDays(date, -1)]).toContain(night);
        expect(nightOf(new Date(at + later), 'Europe/London', dayBegins) >= night).toBe(true);
      }),
    );
  });
});

describe('ageOn', () => {
  it.each([
    ['2013-03-12', '2027-03-11', 13],
    ['2013-03-12', '2027-03-12', 14],
    ['2012-02-29', '2027-02-28', 14],
    ['2012-02-29', '2027-03-01', 15],
  ])('born %s, on %s: %i', (born, on, age) => {
    expect(ageOn(born, on)).toBe(age);
  });
});

describe('days by their numbers', () => {
  it.each([
    ['1970-01-11', 10],
    ['2027-03-28', 20_905],
    ['1969-12-31', -1],
  ])('%s is the day %i', (date, day) => {
    expect([dayNumber(date), dateOfDay(day)]).toEqual([day, date]);
  });

  it.each([
    ['2027-05-03', '2028-05-03'],
    ['2028-02-28', '2029-02-28'],
    ['2028-02-29', '2029-03-01'],
    ['2027-03-01', '2028-03-01'],
  ])('twelve months from %s are over on %s', (begin, end) => {
    expect(dateOfDay(yearAfter(dayNumber(begin)))).toBe(end);
  });
});
