import { describe, expect, it } from '@jest/globals';
import { isAhead, isWithin, momentOf } from './moment.js';

const LONDON = 'Europe/London';
const at = (instant: string) => momentOf(new Date(instant), LONDON, '06:00');

describe('the moment of a look', () => {
  it.each([
    ['by day', '2027-03-12T12:00Z', '2027-03-12', '2027-03-12'],
    ['just before midnight', '2027-03-12T23:59Z', '2027-03-12', '2027-03-12'],
    ['after midnight, before the day begins', '2027-03-13T02:00Z', '2027-03-13', '2027-03-12'],
    ['at the minute in which the day begins', '2027-03-13T06:00Z', '2027-03-13', '2027-03-13'],
    ['in summer, when the clocks are an hour ahead', '2027-07-13T05:00Z', '2027-07-13', '2027-07-13'],
    ['in the night in which the clocks go forward', '2027-03-28T02:30Z', '2027-03-28', '2027-03-27'],
    ['in the hour that the clocks show twice', '2027-10-31T01:30Z', '2027-10-31', '2027-10-30'],
  ])('%s has its date and its night', (_, instant, today, tonight) => {
    expect(at(instant)).toMatchObject({ today, tonight, zone: LONDON });
  });

  it.each([
    ['2027-03-11', false],
    ['2027-03-12', true],
    ['2027-03-14', true],
    ['2027-03-15', false],
  ])('after midnight counts %s among tonight and a day after today: %s', (date, is) => {
    expect(isAhead(date, 1, at('2027-03-13T02:00Z'))).toBe(is);
  });

  it('counts hours on the clock across the change of the clocks', () => {
    const moment = at('2027-03-27T20:00Z');
    expect(isWithin(new Date('2027-03-28T19:59Z'), 24, moment)).toBe(true);
    expect(isWithin(new Date('2027-03-28T20:01Z'), 24, moment)).toBe(false);
    expect(isWithin(new Date('2027-03-26T20:00Z'), 0, moment)).toBe(true);
  });
});
