import { describe, expect, it } from '@jest/globals';
import { datesOf } from '../../calendar/domain/repeating-rule.js';
import { addDays } from '../../kernel/nights.js';
import { kindsOfNights } from '../../people/domain/night-kinds.js';
import { datesMeant, firstUnknown, occurrencesOf } from './occurrences.js';
import {
  checkDates,
  checkSeries,
  endOf,
  isSeries,
  missingOfSeries,
  NOTHING_REPEATS,
  type Every,
  type Series,
  type SeriesSoFar,
} from './series.js';
import { repeats } from './series-rule.js';

const TODAY = '2027-03-01';
const HORIZON = '2028-09-01';
const asked: Series & { every: Every } = {
  ...NOTHING_REPEATS,
  ...{ every: 'week', rule: null, from: '2027-03-12', nights: 2 },
};

const TERMS = [
  { firstDay: '2027-02-22', lastDay: '2027-03-25' },
  { firstDay: '2027-04-12', lastDay: '2027-05-28' },
];
const kindOf = kindsOfNights(TERMS, new Set(['2027-03-26', '2027-03-29', '2027-05-03']));

describe('what is said of a series', () => {
  it.each<[string, Partial<SeriesSoFar>, string[]]>([
    ['nothing wrong', {}, []],
    ['a first date that is over', { from: '2027-02-28' }, ['from']],
    ['a mistyped year of the first date', { from: '2207-03-12' }, ['from']],
    ['a mistyped year of the last date', { until: '2207-07-16' }, ['until']],
    ['a last date before the first', { until: '2027-03-11' }, ['until']],
    ['an end said twice', { until: '2027-07-16', times: 3 }, ['times']],
    ['no night', { nights: 0 }, ['nights']],
    ['more nights than a planned break has', { nights: 18 }, ['nights']],
    ['more breaks than a request has', { times: 81 }, ['times']],
    ['more days earlier than a week has left', { earlier: 7 }, ['earlier']],
    ['two ways to say how often', { rule: 'FREQ=WEEKLY' }, ['rule']],
  ])('%s', (_, said, fields) => {
    expect(checkSeries({ ...asked, ...said }, TODAY, HORIZON).map(({ field }) => field)).toEqual(fields);
  });

  it('is missing until all of it is said', () => {
    expect(missingOfSeries(NOTHING_REPEATS).map(({ field }) => field)).toEqual(['every', 'from', 'nights']);
    expect(isSeries(NOTHING_REPEATS)).toBe(false);
    expect(isSeries(asked)).toBe(true);
    expect(missingOfSeries(asked)).toEqual([]);
  });
});

describe('the dates of a series', () => {
  it('end where nothing can be booked any more, so that a rule without an end is bounded', () => {
    const end = endOf(asked, HORIZON);
    expect(end).toBe('2028-08-31');
    const dates = datesOf(repeats(asked), asked.from, end);
    expect(dates).toHaveLength(77);
    expect(addDays(dates.at(-1)!, asked.nights) <= HORIZON).toBe(true);
    expect(checkDates(asked, dates)).toEqual([]);
    expect(endOf({ ...asked, until: '2027-04-02' }, HORIZON)).toBe('2027-04-03');
  });

  it.each<[string, Parameters<typeof checkDates>[0], string[], string]>([
    ['none', asked, [], 'every'],
    ['none in term time', { ...asked, which: 'term' }, [], 'which'],
    ['none in the holidays', { ...asked, which: 'holidays' }, [], 'which'],
    ['none by a rule of its own', { ...asked, every: null, rule: 'FREQ=YEARLY' }, [], 'rule'],
    ['too many', asked, datesOf('FREQ=DAILY', '2027-03-12', '2027-07-01'), 'until'],
    ['some that run into each other', { ...asked, nights: 8 }, ['2027-03-12', '2027-03-19'], 'nights'],
  ])('%s are refused with what to change', (_, series, dates, field) => {
    expect(checkDates(series, dates).map((error) => error.field)).toEqual([field]);
  });

  it('may follow each other on the same day', () => {
    expect(checkDates({ ...asked, nights: 7 }, ['2027-03-12', '2027-03-19'])).toEqual([]);
  });

  it('are in term time where no night is one of the holidays, in the holidays where every night is', () => {
    const dates = datesOf(repeats(asked), asked.from, '2027-04-20');
    // The evening of Friday 19 March is a weekend of term; on the 26th the Easter holidays have begun.
    expect(datesMeant(dates, { ...asked, which: 'term' }, kindOf)).toEqual(['2027-03-12', '2027-03-19', '2027-04-16']);
    expect(datesMeant(dates, { ...asked, which: 'holidays' }, kindOf)).toEqual([
      ...['2027-03-26', '2027-04-02', '2027-04-09'],
    ]);
    expect(datesMeant(dates, { ...asked, which: 'any' }, kindOf)).toEqual(dates);
  });

  it('are so many as are meant, not as many as the rule gives', () => {
    const dates = datesOf(repeats(asked), asked.from, '2027-05-20');
    expect(datesMeant(dates, { ...asked, which: 'term', times: 3 }, kindOf)).toEqual([
      ...['2027-03-12', '2027-03-19', '2027-04-16'],
    ]);
  });

  it('tell from where on nobody has written down the school terms', () => {
    expect(firstUnknown(['2027-05-21', '2027-05-28', '2027-06-04'], 2, kindOf)).toBe('2027-05-28');
    expect(firstUnknown(['2027-05-14'], 2, kindOf)).toBeUndefined();
  });
});

describe('what is said of one date by itself', () => {
  const slack = { ...asked, earlier: 2, later: 1 };

  it('leaves a date out, or puts it elsewhere; it stays the break of its date', () => {
    const said = [
      { date: '2027-03-19', skipped: true, arrival: null },
      { date: '2027-03-26', skipped: false, arrival: '2027-03-25' },
      { date: '2027-03-27', skipped: true, arrival: null },
    ];
    expect(occurrencesOf(['2027-03-12', '2027-03-19', '2027-03-26'], slack, said, TODAY)).toEqual([
      {
        ...{ date: '2027-03-12', skipped: false, wanted: { arrival: '2027-03-12', departure: '2027-03-14' } },
        window: { from: '2027-03-10', to: '2027-03-15' },
      },
      {
        ...{ date: '2027-03-19', skipped: true, wanted: { arrival: '2027-03-19', departure: '2027-03-21' } },
        window: { from: '2027-03-17', to: '2027-03-22' },
      },
      {
        ...{ date: '2027-03-26', skipped: false, wanted: { arrival: '2027-03-25', departure: '2027-03-27' } },
        window: { from: '2027-03-23', to: '2027-03-28' },
      },
    ]);
  });

  it('looks at no day before today', () => {
    const [first] = occurrencesOf(['2027-03-12'], slack, [], '2027-03-11');
    expect(first!.window).toEqual({ from: '2027-03-11', to: '2027-03-15' });
  });
});
