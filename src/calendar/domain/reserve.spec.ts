import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, weekdayOf } from '../../kernel/nights.js';
import { checkReserve, MOST_RELEASE_HOURS, nightsKept, releasedAt, type WantedReserve } from './reserve.js';

const LONDON = 'Europe/London';
// 1 March 2027 is a Monday.
const rule = (more: Partial<WantedReserve> = {}): WantedReserve => ({
  ...{ bedId: 'one', firstNight: '2027-03-01', lastNight: null, weekdays: [], releaseHours: null, note: '' },
  ...more,
});

describe('the nights kept for emergencies', () => {
  it.each<[string, Partial<WantedReserve>, string, string, string[]]>([
    ['are all of them without weekdays', {}, '2027-03-01', '2027-03-04', ['01', '02', '03']],
    ['are those of its weekdays', { weekdays: [5, 6] }, '2027-03-01', '2027-03-10', ['05', '06']],
    ['begin with its first', { firstNight: '2027-03-03' }, '2027-03-01', '2027-03-05', ['03', '04']],
    ['leave out what is over', {}, '2027-03-03', '2027-03-05', ['03', '04']],
    ['end with its last', { lastNight: '2027-03-02' }, '2027-03-01', '2027-03-09', ['01', '02']],
    ['end before the end that is asked for', { lastNight: '2027-03-09' }, '2027-03-01', '2027-03-02', ['01']],
    ['are none once it is over', { lastNight: '2027-03-02' }, '2027-03-03', '2027-03-09', []],
    ['are none before it begins', { firstNight: '2027-03-09' }, '2027-03-01', '2027-03-05', []],
  ])('%s', (_, more, from, end, days) => {
    expect(nightsKept(rule(more), from, end)).toEqual(days.map((day) => `2027-03-${day}`));
  });

  it('are exactly the nights on which the rule holds', () => {
    const day = fc.nat(40).map((days) => addDays('2027-03-01', days));
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }));
    fc.assert(
      fc.property(day, fc.option(day), weekdays, day, day, (firstNight, lastNight, on, from, end) => {
        const kept = new Set(nightsKept(rule({ firstNight, lastNight, weekdays: on }), from, end));
        for (let night = '2027-02-20'; night < '2027-05-01'; night = addDays(night, 1)) {
          const isAsked = night >= from && night < end;
          const isRuled = night >= firstNight && (lastNight === null || night <= lastNight);
          const isDay = on.length === 0 || on.includes(weekdayOf(night));
          expect(kept.has(night)).toBe(isAsked && isRuled && isDay);
        }
      }),
    );
  });
});

describe('a night kept for emergencies is anybody’s again', () => {
  it.each<[string, string, number | null, string | null]>([
    ['so many hours before it begins', '2027-03-12', 24, '2027-03-11T16:00:00.000Z'],
    ['when it begins', '2027-03-12', 0, '2027-03-12T16:00:00.000Z'],
    ['in real hours where the clocks go forward', '2027-03-28', 24, '2027-03-27T15:00:00.000Z'],
    ['in real hours where they go back', '2026-10-25', 24, '2026-10-24T16:00:00.000Z'],
    ['never where it is kept through the night', '2027-03-12', null, null],
  ])('%s', (_, night, hours, at) => {
    expect(releasedAt(night, hours, '16:00', LONDON)?.toISOString() ?? null).toBe(at);
  });
});

describe('a reserve as it was asked for', () => {
  const horizon = '2028-03-01';
  it.each<[string, Partial<WantedReserve>, string[]]>([
    ['may begin today, and have no end', {}, []],
    ['may be one night', { lastNight: '2027-03-01' }, []],
    ['may not begin before today', { firstNight: '2027-02-28' }, ['from']],
    ['begins before what can be booked ends', { firstNight: horizon }, ['from']],
    ['does not end before it begins', { lastNight: '2027-02-28' }, ['to']],
    ['ends within ten years', { lastNight: '2037-03-18' }, ['to']],
    ['may be ten years', { lastNight: '2037-03-08' }, []],
    ['may be released at the night itself', { releaseHours: 0 }, []],
    ['may be released at most so long before', { releaseHours: MOST_RELEASE_HOURS }, []],
    ['may not be released longer before', { releaseHours: MOST_RELEASE_HOURS + 1 }, ['releaseHours']],
    ['may not be released afterwards', { releaseHours: -1 }, ['releaseHours']],
    ['says everything that is wrong', { firstNight: '2027-02-02', lastNight: '2027-02-01' }, ['from', 'to']],
  ])('%s', (_, more, fields) => {
    expect(checkReserve(rule(more), '2027-03-01', horizon).map(({ field }) => field)).toEqual(fields);
  });
});
