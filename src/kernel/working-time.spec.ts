import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dateIn, dayNumber, instantIn, timeIn } from './nights.js';
import { clockDeadline, isWorkingDay, receivedOn, workingDeadline, type WorkingTime } from './working-time.js';

const HOLIDAYS = ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03'];
const london: WorkingTime = {
  zone: 'Europe/London',
  cutOff: '13:00',
  closes: '17:00',
  isHoliday: (date) => HOLIDAYS.includes(date),
};
const at = (date: string, time: string) => instantIn(date, time, 'Europe/London');
const said = (due: Date) => `${dateIn(due, london.zone)} ${timeIn(due, london.zone)}`;

describe('what comes in', () => {
  it.each([
    ['2027-03-10', '09:00', '2027-03-10'],
    ['2027-03-10', '13:00', '2027-03-10'],
    ['2027-03-10', '13:01', '2027-03-11'],
    ['2027-03-12', '13:01', '2027-03-15'],
    ['2027-03-13', '10:00', '2027-03-15'],
    ['2027-03-10', '23:59', '2027-03-11'],
    // Good Friday and Easter Monday; the clocks go forward in between.
    ['2027-03-25', '14:00', '2027-03-30'],
    ['2026-12-24', '15:00', '2026-12-29'],
  ])('on %s at %s counts as come in on %s', (date, time, counted) => {
    expect(receivedOn(at(date, time), london)).toBe(counted);
  });
});

describe('the deadline in working days', () => {
  it.each([
    ['2027-03-10', '09:00', 0, '2027-03-10 17:00'],
    ['2027-03-10', '09:00', 2, '2027-03-12 17:00'],
    ['2027-03-10', '13:01', 2, '2027-03-15 17:00'],
    ['2027-03-12', '10:00', 10, '2027-03-30 17:00'],
    ['2027-03-24', '10:00', 1, '2027-03-25 17:00'],
    ['2027-03-24', '10:00', 2, '2027-03-30 17:00'],
    ['2026-12-24', '10:00', 5, '2027-01-05 17:00'],
    ['2026-10-23', '10:00', 1, '2026-10-26 17:00'],
  ])('of what came in on %s at %s, %i working days: %s', (date, time, days, due) => {
    expect(said(workingDeadline(at(date, time), days, london))).toBe(due);
  });

  it('is the same time on the clock on either side of both changes of the clocks', () => {
    expect(workingDeadline(at('2027-03-25', '10:00'), 1, london).toISOString()).toBe('2027-03-30T16:00:00.000Z');
    expect(workingDeadline(at('2027-10-29', '10:00'), 1, london).toISOString()).toBe('2027-11-01T17:00:00.000Z');
  });

  const moment = fc
    .integer({ min: dayNumber('2026-01-01') * 1440, max: dayNumber('2028-12-31') * 1440 })
    .map((minute) => new Date(minute * 60_000));
  const some = fc.integer({ min: 0, max: 30 });

  it('is a working day at closing time, with exactly so many working days after the one that it counts from', () => {
    fc.assert(
      fc.property(moment, some, (instant, days) => {
        const due = workingDeadline(instant, days, london);
        expect(timeIn(due, london.zone)).toBe('17:00');
        const [from, to] = [receivedOn(instant, london), dateIn(due, london.zone)];
        const between = Array.from({ length: dayNumber(to) - dayNumber(from) }, (_, place) => addDays(from, place + 1));
        expect(between.filter((day) => isWorkingDay(day, london))).toHaveLength(days);
        expect(isWorkingDay(to, london)).toBe(true);
        expect(due.getTime()).toBeGreaterThan(instant.getTime());
      }),
    );
  });

  it('is never earlier for what comes in later', () => {
    fc.assert(
      fc.property(moment, moment, some, (one, other, days) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        expect(workingDeadline(first, days, london) <= workingDeadline(second, days, london)).toBe(true);
      }),
    );
  });

  it('is refused where nobody ever works', () => {
    expect(() => workingDeadline(at('2027-03-10', '10:00'), 1, { ...london, isHoliday: () => true })).toThrow(
      /no working day/,
    );
  });
});

describe('a deadline on the clock', () => {
  it('takes no notice of nights, weekends or changes of the clocks', () => {
    expect(said(clockDeadline(at('2027-03-12', '21:00'), 2))).toBe('2027-03-12 23:00');
    expect(said(clockDeadline(at('2027-03-28', '00:30'), 2))).toBe('2027-03-28 03:30');
  });
});

it('leaves out Saturdays and Sundays', () => {
  const days = ['2027-03-12', '2027-03-13', '2027-03-14', '2027-03-15'];
  expect(days.map((day) => isWorkingDay(day, london))).toEqual([true, false, false, true]);
});
