import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, weekdayOf } from '../../kernel/nights.js';
import { datesOf, MOST_DATES, readRule, sayRule } from './repeating-rule.js';

describe('a repeating rule', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY;BYDAY=MO'],
    [' rrule:freq=yearly;bymonth=12;bymonthday=27; ', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=27'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1;UNTIL=20271231', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1;UNTIL=20271231'],
  ])('%j is kept as %j', (text, rule) => {
    expect(readRule(text)).toEqual({ rule });
  });

  it.each([
    ['', /cannot read/],
    ['every Monday', /cannot read/],
    ['FREQ=HOURLY', /days, weeks, months or years/],
    ['FREQ=WEEKLY;BYHOUR=3', /do not follow BYHOUR/],
    ['FREQ=YEARLY;BYYEARDAY=1,100', /do not follow BYYEARDAY/],
    ['FREQ=WEEKLY;UNTIL=20271399', /no such day/],
    ['FREQ=WEEKLY;UNTIL=20270229', /no such day/],
    ['FREQ=WEEKLY;FREQ=DAILY', /each part once/],
    ['FREQ=WEEKLY;INTERVAL=0', /1 or more/],
    ['FREQ=WEEKLY;COUNT=0', /1 or more/],
    ['FREQ=WEEKLY;BYDAY=XX', /cannot read/],
    ['FREQ=WEEKLY\nDTSTART:19000101T000000Z', /cannot read/],
    [`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(100)}`, /200 characters/],
  ])('%j is refused', (text, problem) => {
    expect(readRule(text)).toEqual({ problem: expect.stringMatching(problem) });
  });

  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', '2027-03-22', '2027-04-10', ['2027-03-22', '2027-03-29', '2027-04-05']],
    ['FREQ=YEARLY', '2026-12-26', '2029-01-01', ['2026-12-26', '2027-12-26', '2028-12-26']],
    ['FREQ=WEEKLY;COUNT=2', '2027-10-27', '2028-01-01', ['2027-10-27', '2027-11-03']],
    ['FREQ=DAILY;UNTIL=20270303', '2027-03-01', '2028-01-01', ['2027-03-01', '2027-03-02', '2027-03-03']],
    ['FREQ=WEEKLY', '2027-03-22', '2027-03-22', []],
    ['FREQ=WEEKLY;UNTIL=20200101', '2027-03-22', '2028-03-22', []],
  ])('%s from %s before %s', (rule, start, end, dates) => {
    expect(datesOf(rule, start, end)).toEqual(dates);
  });

  it('stays on its weekday across every change of the clocks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom('MO', 'TH', 'SU'), (days, weekday) => {
        const start = addDays('2024-01-01', days);
        const found = datesOf(`FREQ=WEEKLY;BYDAY=${weekday}`, start, addDays(start, 400));
        expect(new Set(found.map(weekdayOf)).size).toBe(1);
        expect(found.length).toBeGreaterThanOrEqual(57);
      }),
      { numRuns: 50 },
    );
  });

  it('is followed to no more than 600 dates', () => {
    expect(datesOf('FREQ=DAILY', '2027-01-01', '2199-01-01')).toHaveLength(MOST_DATES);
    // They are counted from where they are asked for, so that a rule does not run out as the years go by.
    const later = datesOf('FREQ=DAILY', '2027-01-01', '2031-01-01', '2030-06-01');
    expect([later[0], later.at(-1)]).toEqual(['2030-06-01', '2030-12-31']);
    expect(datesOf('FREQ=WEEKLY;COUNT=3', '2027-01-01', '2031-01-01', '2027-01-05')).toEqual([
      ...['2027-01-08', '2027-01-15'],
    ]);
  });

  it('says itself in words', () => {
    expect(sayRule('FREQ=WEEKLY;BYDAY=MO')).toBe('every week on Monday');
  });
});
