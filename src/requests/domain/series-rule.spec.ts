import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datesOf } from '../../calendar/domain/repeating-rule.js';
import { addDays, addMonths, weekdayOf } from '../../kernel/nights.js';
import { EVERY, NOTHING_REPEATS, type Every, type Series } from './series.js';
import { everyOf, placeInMonth, readSeriesRule, repeats, ruleOf, wholeRule } from './series-rule.js';
import { sayEvery, sayLeftOut, saySeries } from './say-series.js';

type Plain = Extract<Series, { rule: null }>;
const aSeries = (said: Partial<Plain> = {}): Plain => ({
  ...NOTHING_REPEATS,
  ...{ every: '2_weeks', rule: null, from: '2027-03-12', nights: 2 },
  ...said,
});

describe('a choice of how often', () => {
  it.each<[Every, string, string, string]>([
    ['week', '2027-03-12', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=FR', 'Every week'],
    ['2_weeks', '2027-03-12', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'Every 2 weeks'],
    ['4_weeks', '2027-03-14', 'FREQ=WEEKLY;INTERVAL=4;BYDAY=SU', 'Every 4 weeks'],
    ['month_weekday', '2027-03-12', 'FREQ=MONTHLY;BYDAY=2FR', 'Every month on the second Friday'],
    ['month_weekday', '2027-04-30', 'FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
    ['month_date', '2027-03-22', 'FREQ=MONTHLY;BYMONTHDAY=22', 'Every month on the 22nd'],
    ['month_date', '2027-03-11', 'FREQ=MONTHLY;BYMONTHDAY=11', 'Every month on the 11th'],
    ['year', '2027-12-24', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', 'Every year on 24 December'],
  ])('%s from %s is the rule %s, in words %s', (every, from, rule, said) => {
    expect(ruleOf(every, from)).toBe(rule);
    expect(sayEvery(every, from)).toBe(said);
  });

  it('is found again in its rule, and its first date is one of those that the rule gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(...EVERY), (days, every) => {
        const from = addDays('2026-01-01', days);
        const rule = ruleOf(every, from);
        const found = everyOf(rule, from);
        expect(found && ruleOf(found, from)).toBe(rule);
        expect(datesOf(rule, from, addMonths(from, 15))[0]).toBe(from);
      }),
    );
  });

  it.each<[string, Every | undefined]>([
    ['FREQ=WEEKLY', 'week'],
    ['BYDAY=FR;WKST=SU;INTERVAL=2;FREQ=WEEKLY', '2_weeks'],
    ['FREQ=MONTHLY', 'month_date'],
    ['FREQ=YEARLY', 'year'],
    ['FREQ=MONTHLY;BYDAY=2FR', 'month_weekday'],
    ['FREQ=WEEKLY;BYDAY=TH', undefined],
    ['FREQ=WEEKLY;INTERVAL=5', undefined],
    ['FREQ=DAILY', undefined],
  ])('%s from a Friday means %s', (rule, every) => {
    expect(everyOf(rule, '2027-03-12')).toBe(every);
  });

  it('says that what comes after the fourth is the last', () => {
    expect(['01', '07', '08', '22', '28', '29', '31'].map((day) => placeInMonth(`2027-03-${day}`))).toEqual([
      ...[1, 1, 2, 4, 4, -1, -1],
    ]);
  });

  it('keeps the weekday of every week and of every month across all changes of the clocks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000 }),
        fc.constantFrom<Every>('week', '2_weeks', '3_weeks', '4_weeks', 'month_weekday'),
        (days, every) => {
          const from = addDays('2026-01-01', days);
          const weekdays = datesOf(ruleOf(every, from), from, addMonths(from, 18)).map(weekdayOf);
          expect(new Set(weekdays)).toEqual(new Set([weekdayOf(from)]));
        },
      ),
    );
  });
});

describe('a rule that the API is given', () => {
  it('is a choice of the questions where it means one, with its end beside it', () => {
    const until = readSeriesRule('RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270716T215959Z', '2027-03-12');
    expect(until).toEqual({ every: '2_weeks', rule: null, until: '2027-07-16' });
  });

  it('stays as it is where it means none, or counts its dates', () => {
    const [other, counted] = ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'FREQ=WEEKLY;COUNT=4'];
    expect(readSeriesRule(other, '2027-03-12')).toEqual({ every: null, rule: other });
    expect(readSeriesRule(counted, '2027-03-12')).toEqual({ every: null, rule: counted });
  });

  it.each(['FREQ=HOURLY', 'FREQ=SECONDLY;COUNT=3', 'every Friday'])('%s is refused', (rule) => {
    expect(readSeriesRule(rule, '2027-03-12')).toHaveProperty('problem');
  });

  it('is given back with its end', () => {
    expect(wholeRule(aSeries({ until: '2027-07-16' }))).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20270716');
    expect(repeats(aSeries())).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR');
  });
});

describe('a series in words', () => {
  it.each<[string, Series]>([
    [
      'Every second Friday to Sunday from 12 March 2027, in term time, until 16 July 2027',
      aSeries({ which: 'term', until: '2027-07-16' }),
    ],
    ['Every Friday to Sunday from 12 March 2027, 10 times', aSeries({ every: 'week', times: 10 })],
    [
      'Every fourth Friday, for 9 nights from 12 March 2027, as far ahead as can be booked',
      aSeries({ every: '4_weeks', nights: 9 }),
    ],
    [
      'Every month on the second Friday, for 1 night from 12 March 2027, in the school holidays, once',
      aSeries({ every: 'month_weekday', nights: 1, which: 'holidays', times: 1 }),
    ],
    [
      'Every week for 4 times, for 2 nights from 12 March 2027',
      { ...aSeries(), every: null, rule: 'FREQ=WEEKLY;COUNT=4' },
    ],
    [
      'Every month on Friday the 13th, for 2 nights from 12 March 2027, as far ahead as can be booked',
      { ...aSeries(), every: null, rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13' },
    ],
  ])('%s', (sentence, series) => {
    expect(saySeries(series)).toBe(sentence);
  });

  it('says what is left out because not every month, or year, has it', () => {
    expect(sayLeftOut(aSeries({ every: 'month_date', from: '2027-01-31' }))).toBe(
      'Months without a 31st are left out.',
    );
    expect(sayLeftOut(aSeries({ every: 'year', from: '2028-02-29' }))).toBe(
      'Years without a 29 February are left out.',
    );
    expect(sayLeftOut(aSeries({ every: 'month_date', from: '2027-01-28' }))).toBeUndefined();
    expect(sayLeftOut(aSeries({ every: 'week', from: '2027-01-31' }))).toBeUndefined();
  });
});
