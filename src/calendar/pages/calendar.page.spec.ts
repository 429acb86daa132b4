import { describe, expect, it } from '@jest/globals';
import { countBedNights } from '../domain/count-bed-nights.js';
import { aBoard, aClaim } from './a-board.js';
import { aroundCalendar, calendarPage, shownRange, typedRange } from './calendar.page.js';
import type { Choosing } from './board.page.js';

const today = '2027-03-04';
const horizon = '2028-09-04';
const choosing: Choosing = { unitId: 'unit', today, horizon, to: 'choose' };
const units = [{ id: 'unit', name: 'Seaview' }];
const ofStaff = { staffed: [], visitors: [], waiting: new Map([['2027-03-05', 2]]) };

function page(from?: string) {
  const range = shownRange(from, today, horizon);
  const board = aBoard([aClaim(1, '2027-03-05', 2)], range, [{ id: 'ash', firstName: 'Ash', lastName: 'Kestrel' }]);
  return calendarPage(board, range, choosing, { ...ofStaff, ahead: countBedNights(board.rows), units });
}

describe('the four weeks shown', () => {
  it('begin on Monday of this week, or on the day asked for', () => {
    expect(shownRange(undefined, today, horizon)).toEqual({ arrival: '2027-03-01', departure: '2027-03-29' });
    expect(shownRange('2027-04-07', today, horizon).arrival).toBe('2027-04-07');
  });
  it.each(['2014-12-31', '1999-01-01', '2028-09-05', '2199-01-01'])('refuse %s with a sentence', (from) => {
    expect(() => shownRange(from, today, horizon)).toThrow(
      'The calendar goes from Thursday 1 January 2015 to Monday 4 September 2028. Check the year.',
    );
  });
});

describe('a date that was typed', () => {
  const week = { arrival: '2027-03-01', departure: '2027-03-29' };
  it.each([
    [undefined, week, ''],
    ['7/4/2027', { arrival: '2027-04-07', departure: '2027-05-05' }, ''],
    ['30/2/2027', week, '30 February 2027 does not exist. Check the date.'],
    ['yesterday', week, 'The date must be a date with a day, a month and a year.'],
    ['1/1/2199', week, 'The calendar goes from Thursday 1 January 2015 to Monday 4 September 2028. Check the year.'],
  ])('of %s shows its nights, or this week and a sentence', (typed, range, error) => {
    expect(typedRange(typed, today, horizon)).toEqual({ range, error });
  });
});

describe('the page of the calendar', () => {
  it('has its months and days, and the ways to the weeks before and after', () => {
    expect(page()).toMatchObject({
      heading: 'Mon 1 to Sun 28 March 2027',
      months: [{ text: 'March 2027', span: 28 }],
      earlier: '/calendar?from=2027-02-01&unit=unit',
      later: '/calendar?from=2027-03-29&unit=unit',
    });
    expect(page('2027-03-15').months).toEqual([
      { text: 'March 2027', span: 17 },
      { text: 'April 2027', span: 11 },
    ]);
    expect(page('2027-03-29').months[0]).toEqual({ text: 'March 2027', span: 3, short: 'Mar' });
  });
  it('leads nowhere beyond its ends', () => {
    expect(page('2015-01-02').earlier).toBeUndefined();
    expect(page('2028-08-20').later).toBeUndefined();
  });
  it('lists the nights from today on, each with its free beds, the first of them to choose, and who is there', () => {
    const { nights } = page();
    expect(nights[0]).toMatchObject({ night: today, isToday: true, free: 2, taken: [] });
    expect(nights[1]).toMatchObject({
      free: 1,
      href: '/requests/choose?from=2027-03-05&unit=unit&bed=bed-2',
      taken: [{ bed: 'Bed 1', name: 'Ash K.' }],
    });
    expect(nights).toHaveLength(25);
    expect(page().gone.map(({ night }) => night)).toEqual(['2027-03-01', '2027-03-02', '2027-03-03']);
  });
  it('lists every night of weeks that are over', () => {
    expect(page('2027-01-04').nights).toHaveLength(28);
    expect(page('2027-01-04').gone).toEqual([]);
  });
  it('leads to the pages around it that the reader may open', () => {
    const texts = (isOfUnit: boolean, signs: boolean) => aroundCalendar('u', isOfUnit, signs).map(({ text }) => text);
    const ofUnit = [
      'Who could come',
      'Who fits with whom',
      'How many we can take',
      'Visits',
      'Beds kept for emergencies',
      'Closed nights',
      'Diaries brought in',
      'School terms',
    ];
    expect(texts(false, false)).toEqual(['Visits', 'School terms']);
    expect(texts(true, false)).toEqual(ofUnit);
    expect(texts(true, true)).toEqual([...ofUnit, 'Unit settings']);
  });
  it('counts what is taken, and no share where nothing is available', () => {
    expect(page().ahead).toMatchObject({ taken: 2, available: 56, rate: 4 });
    const nothing = { ...aBoard([], shownRange(undefined, today, horizon), []), rows: [] };
    const empty = calendarPage(nothing, shownRange(undefined, today, horizon), choosing, {
      ...ofStaff,
      ahead: countBedNights([]),
      units,
    });
    expect(empty.ahead.rate).toBeUndefined();
  });
  it('says for how many requests a free night is, to the unit’s people and of nights to come only', () => {
    expect(page().free.filter(({ waiting }) => waiting)).toMatchObject([
      { night: '2027-03-05', waiting: { count: 2, href: '/requests/choose?from=2027-03-05&unit=unit' } },
    ]);
  });
});
