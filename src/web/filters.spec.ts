import { describe, expect, it } from '@jest/globals';
import { addDays } from '../kernel/nights.js';
import { birthDate, date, dateTime, nightSpan, nightsText, shortDate, staySpan, typedDate } from './filters.js';

describe('what templates write', () => {
  it('dates, by their day of the week', () => {
    expect(date('2027-03-12')).toBe('Fri 12 March 2027');
    expect(shortDate('2027-03-01')).toBe('Mon 1 March');
    expect(birthDate('2013-03-12')).toBe('12 March 2013');
    expect(typedDate('2027-03-02')).toBe('2/3/2027');
    expect(typedDate('31/2/2027')).toBe('31/2/2027');
  });

  it('every day of fifty years as a formatter would', () => {
    const parts = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' } as const;
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...parts });
    for (let day = '2000-01-01'; day < '2050-01-01'; day = addDays(day, 1))
      expect(date(day)).toBe(format.format(new Date(`${day}T00:00:00Z`)).replace(',', ''));
  });

  it('instants by the clocks of London, in winter and in summer', () => {
    expect(dateTime('2027-03-05T13:00:00Z')).toBe('5 March 2027, 13:00');
    expect(dateTime(new Date('2027-06-30T23:30:00Z'))).toBe('1 July 2027, 00:30');
  });

  it('numbers of nights', () => {
    expect([0, 1, 2].map(nightsText)).toEqual(['0 nights', '1 night', '2 nights']);
  });

  it('a stay without what is said twice', () => {
    expect(staySpan({ arrival: '2027-03-12', departure: '2027-03-14' })).toBe('Fri 12 to Sun 14 March 2027');
    expect(staySpan({ arrival: '2027-03-31', departure: '2027-04-02' })).toBe('Wed 31 March to Fri 2 April 2027');
    expect(staySpan({ arrival: '2027-12-31', departure: '2028-01-02' })).toBe(
      'Fri 31 December 2027 to Sun 2 January 2028',
    );
  });

  it('nights by the first and the last of them', () => {
    expect(nightSpan({ arrival: '2027-03-12', departure: '2027-03-14' })).toBe('Fri 12 to Sat 13 March 2027');
    expect(nightSpan({ arrival: '2027-03-12', departure: '2027-03-13' })).toBe('Fri 12 March 2027');
  });

  it('nothing for what is not there', () => {
    for (const filter of [date, birthDate, shortDate, typedDate, dateTime, nightsText, staySpan, nightSpan]) {
      expect([filter(undefined), filter(null)]).toEqual(['', '']);
    }
    expect([date('x'), dateTime('x')]).toEqual(['', '']);
  });
});
