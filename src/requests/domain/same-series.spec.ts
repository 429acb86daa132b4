import { describe, expect, it } from '@jest/globals';
import { sameSeries } from './same-series.js';
import { NOTHING_REPEATS } from './series.js';

const skipped = (date: string) => ({ date, skipped: true, arrival: null });
const series = {
  ...NOTHING_REPEATS,
  ...{ every: '2_weeks' as const, from: '2027-03-05', nights: 2, times: 4 as number | null },
  exceptions: [skipped('2027-03-05'), skipped('2027-04-02')],
};
const dates = ['2027-03-05', '2027-03-19', '2027-04-02', '2027-04-16'];

describe('the same series for a brother or sister', () => {
  it('is just the same until it has begun, and where none of its dates is to come', () => {
    expect(sameSeries(series, dates, '2027-03-05')).toBe(series);
    expect(sameSeries(series, [], '2027-03-06')).toBe(series);
    expect(sameSeries(series, dates, '2027-04-17')).toBe(series);
  });

  it('goes on from the next date, with as many breaks as are left and what was said of their dates', () => {
    expect(sameSeries(series, dates, '2027-03-06')).toEqual({
      ...series,
      ...{ from: '2027-03-19', times: 3, exceptions: [skipped('2027-04-02')] },
    });
    expect(sameSeries({ ...series, times: null }, dates, '2027-04-16')).toMatchObject({
      from: '2027-04-16',
      times: null,
    });
  });
});
