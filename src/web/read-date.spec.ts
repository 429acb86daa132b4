import { describe, expect, it } from '@jest/globals';
import { readDate } from './read-date.js';

describe('readDate', () => {
  it.each([
    ['12/3/2027', '2027-03-12'],
    ['12/03/2027', '2027-03-12'],
    [' 1.3.2027 ', '2027-03-01'],
    ['1-3-2027', '2027-03-01'],
    ['1 3 2027', '2027-03-01'],
    ['12 March 2027', '2027-03-12'],
    ['12 mar 2027', '2027-03-12'],
    ['3 Sept 2027', '2027-09-03'],
    ['2027-03-12', '2027-03-12'],
    ['2027-3-2', '2027-03-02'],
    ['29/2/2028', '2028-02-29'],
    ['31/12/2199', '2199-12-31'],
    ['1/1/1900', '1900-01-01'],
  ])('reads %s', (typed, date) => {
    expect(readDate('Arrival', typed)).toEqual({ date });
  });

  it.each([
    ['31/2/2027', '31 February 2027 does not exist. Check the date.'],
    ['29/2/2027', '29 February 2027 does not exist. Check the date.'],
    ['29/2/2100', '29 February 2100 does not exist. Check the date.'],
    ['0/3/2027', '0 March 2027 does not exist. Check the date.'],
    ['2027-04-31', '31 April 2027 does not exist. Check the date.'],
    ['3/13/2027', 'There is no month 13. Check the date.'],
    ['3/0/2027', 'There is no month 0. Check the date.'],
    ['12/3/2206', 'The year 2206 is out of range. Check the year.'],
    ['12/3/206', 'The year 206 is out of range. Check the year.'],
    ['2206-03-12', 'The year 2206 is out of range. Check the year.'],
    ['206-03-12', 'The year 206 is out of range. Check the year.'],
    ['12/3/27', 'The year 27 is out of range. Check the year.'],
    ['12/3/20270', 'The year 20270 is out of range. Check the year.'],
    ['1/1/1899', 'The year 1899 is out of range. Check the year.'],
    ['29 Feb', 'Arrival must be a date with a day, a month and a year.'],
    ['tomorrow', 'Arrival must be a date with a day, a month and a year.'],
    ['12 Mor 2027', 'Arrival must be a date with a day, a month and a year.'],
    ['2027-03-12T00:00:00Z', 'Arrival must be a date with a day, a month and a year.'],
    ['１２/3/2027', 'Arrival must be a date with a day, a month and a year.'],
    ['12/3/2027\u0000', 'Arrival must be a date with a day, a month and a year.'],
    ['9'.repeat(5000), 'Arrival must be a date with a day, a month and a year.'],
  ])('refuses %s with a sentence', (typed, sentence) => {
    expect(readDate('Arrival', typed)).toEqual({ sentence });
  });
});
