import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dateOfDay } from '../../kernel/nights.js';
import { dateOfSerial, readSaidDate, readSaidTime } from './said-date.js';

describe('readSaidDate', () => {
  it.each([
    ['3/4/2027', '2027-04-03', null],
    ['03/04/27', '2027-04-03', null],
    ['3.4.2027', '2027-04-03', null],
    ['3-4-2027', '2027-04-03', null],
    ['2027-04-03', '2027-04-03', null],
    ['20270403', '2027-04-03', null],
    ['2027-04-03T16:00', '2027-04-03', '16:00'],
    ['2027-04-03 16:00:00', '2027-04-03', '16:00'],
    ['3 April 2027', '2027-04-03', null],
    ['3rd Apr 27', '2027-04-03', null],
    ['3-Apr-27', '2027-04-03', null],
    ['Sat 3 April 2027', '2027-04-03', null],
    ['Saturday, 3 April 2027 at 4pm', '2027-04-03', '16:00'],
    ['03/04/2027 4.30 pm', '2027-04-03', '16:30'],
    ['03/04/2027 00:00', '2027-04-03', '00:00'],
    ['29/2/2028', '2028-02-29', null],
  ])('reads %s', (text, date, time) => {
    expect(readSaidDate(text)).toEqual({ date, time });
  });

  it.each([
    ['04/13/2027', /no month 13: the day comes first/],
    ['29/2/2027', /does not exist/],
    ['31/4/2027', /does not exist/],
    ['next Friday', /no date that we can read/],
    ['3/4', /no date that we can read/],
    ['3 Foo 2027', /no date that we can read/],
    ['3/4/2027 25:00', /a time that does not exist/],
    ['3/4/20277', /no date that we can read/],
  ])('refuses %s', (text, sentence) => {
    expect(readSaidDate(text)).toEqual({ problem: expect.stringMatching(sentence) });
  });
});

describe('readSaidTime', () => {
  it.each([
    ['16:00', '16:00'],
    ['4pm', '16:00'],
    ['12am', '00:00'],
    ['4.30 pm', '16:30'],
    ['9:05:00', '09:05'],
    ['16', undefined],
    ['25:00', undefined],
    ['after tea', undefined],
  ])('%s', (text, expected) => {
    expect(readSaidTime(text)).toBe(expected);
  });
});

describe('dateOfSerial', () => {
  it('counts as spreadsheets do', () => {
    expect(dateOfSerial(46480)).toBe('2027-04-03');
    expect(dateOfSerial(46480.6666667)).toBe('2027-04-03T16:00');
    expect(dateOfSerial(45018, true)).toBe('2027-04-03');
    expect(dateOfSerial(12)).toBeUndefined();
    expect(dateOfSerial(4e9)).toBeUndefined();
    expect(dateOfSerial(NaN)).toBeUndefined();
  });

  it('is the date so many days after the one before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 100_000 }), (serial) => {
        expect(dateOfSerial(serial)).toBe(addDays('1899-12-30', serial));
        expect(readSaidDate(dateOfDay(serial))).toEqual({ date: dateOfDay(serial), time: null });
      }),
    );
  });
});
