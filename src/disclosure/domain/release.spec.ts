import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths } from '../../kernel/nights.js';
import { isWorkingDay } from '../../kernel/working-time.js';
import { dueBy } from './release.js';

const HOLIDAYS = new Set(['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29']);
const england = { isHoliday: (date: string) => HOLIDAYS.has(date) };

describe('the last day to answer who asks for a file', () => {
  it.each([
    ['2027-02-15', '2027-03-15', 'the same day of the next month'],
    ['2026-12-31', '2027-02-01', 'the 31st is a Sunday'],
    ['2027-01-31', '2027-03-01', 'February has no 31st, and its last day is a Sunday'],
    ['2027-01-29', '2027-03-01', 'nor a 29th'],
    ['2028-01-31', '2028-02-29', 'but in a leap year it has'],
    ['2027-03-31', '2027-04-30', 'April has no 31st'],
    ['2026-11-25', '2026-12-29', 'Christmas, the weekend and the day kept for Boxing Day'],
    ['2027-02-26', '2027-03-30', 'Good Friday to Easter Monday'],
    ['2027-02-27', '2027-03-30', 'asked on a Saturday'],
    ['2026-12-01', '2027-01-04', 'New Year and the weekend'],
  ])('asked on %s it is %s: %s', (askedOn, due) => {
    expect(dueBy(askedOn, england)).toBe(due);
  });

  it('is never before the month is over, is a working day, and has none between the two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (ahead) => {
        const askedOn = addDays('2024-01-01', ahead);
        const due = dueBy(askedOn, england);
        expect(due >= addMonths(askedOn, 1)).toBe(true);
        expect(isWorkingDay(due, england)).toBe(true);
        for (let day = addMonths(askedOn, 1); day < due; day = addDays(day, 1))
          expect(isWorkingDay(day, england)).toBe(false);
      }),
    );
  });
});
