import { describe, expect, it } from '@jest/globals';
import { checkWanted } from './check-request.js';

const fields = (nights: number, from: string, to: string) =>
  checkWanted({ nights, from, to }, '2027-03-01', '2028-09-01').map((error) => error.field);

describe('what is asked for', () => {
  it.each([
    ['a fine request', 2, '2027-03-12', '2027-03-27', []],
    ['exactly as many nights as the window', 2, '2027-03-12', '2027-03-14', []],
    ['the longest planned stay', 17, '2027-03-12', '2027-04-27', []],
    ['a night too many', 18, '2027-03-12', '2027-04-27', ['nights']],
    ['no night', 0, '2027-03-12', '2027-03-14', ['nights']],
    ['a window shorter than the nights', 3, '2027-03-12', '2027-03-14', ['to']],
    ['a departure on the arrival', 1, '2027-03-12', '2027-03-12', ['to']],
    ['a departure before the arrival', 1, '2027-03-12', '2027-03-10', ['to']],
    ['a date that has passed', 1, '2027-02-28', '2027-03-10', ['from']],
    ['today', 1, '2027-03-01', '2027-03-02', []],
    ['a mistyped year', 1, '2127-03-12', '2127-03-14', ['from', 'to']],
    ['a window of years', 1, '2027-03-12', '2028-08-12', ['to']],
  ])('%s', (_, nights, from, to, wrong) => {
    expect(fields(nights, from, to)).toEqual(wrong);
  });
});
