import { describe, expect, it } from '@jest/globals';
import { sayDate, sayNights, sayStay } from './say-date.js';

describe('dates in sentences', () => {
  it('says the weekday with the date', () => {
    expect(sayDate('2027-03-12')).toBe('Friday 12 March 2027');
  });
  it('puts nights in a row together, also over the end of a month', () => {
    expect(sayNights(['2027-03-12', '2027-03-13', '2027-03-15'])).toBe('12 to 13 March, 15 March');
    expect(sayNights(['2027-03-31', '2027-04-01'])).toBe('31 March to 1 April');
    expect(sayNights([])).toBe('');
  });
  it('says a stay by its arrival and departure', () => {
    expect(sayStay({ arrival: '2027-12-31', departure: '2028-01-02' })).toBe('31 December to 2 January');
  });
});
