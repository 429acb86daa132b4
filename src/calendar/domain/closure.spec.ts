import { describe, expect, it } from '@jest/globals';
import { runsOf } from './closure.js';

describe('runs of closed nights', () => {
  it.each([
    [['2027-03-01'], 1, undefined, [['2027-03-01', '2027-03-02']]],
    [
      ['2027-03-08', '2027-03-01', '2027-03-02'],
      1,
      undefined,
      [
        ['2027-03-01', '2027-03-03'],
        ['2027-03-08', '2027-03-09'],
      ],
    ],
    [['2027-03-01', '2027-03-03'], 7, undefined, [['2027-03-01', '2027-03-10']]],
    [['2027-03-01', '2027-03-08'], 2, '2027-03-02', [['2027-03-01', '2027-03-02']]],
    [['2027-03-01'], 2, '2027-03-01', []],
    [[], 2, undefined, []],
  ])('of %j, %i nights each, over on %s', (dates, length, endedOn, runs) => {
    expect(runsOf(dates, length, endedOn).map(({ arrival, departure }) => [arrival, departure])).toEqual(runs);
  });
});
