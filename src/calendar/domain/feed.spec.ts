import { describe, expect, it } from '@jest/globals';
import { feedRange, feedTitle } from './feed.js';

describe('a feed', () => {
  it.each([
    ['2027-03-31', 18, '2026-12-31', '2028-10-01'],
    ['2027-05-31', 18, '2027-02-28', '2028-12-01'],
    ['2028-02-29', 12, '2027-11-29', '2029-03-01'],
  ])('on %s with a horizon of %d months tells of %s to %s', (today, months, arrival, departure) => {
    expect(feedRange(today, months)).toEqual({ arrival, departure });
  });

  it('says short break to whoever asks for breaks, and occupied to everybody else', () => {
    expect(feedTitle('cas_worker')).toBe('Short break');
    for (const role of ['unit_staff', 'manager', 'administrator']) expect(feedTitle(role)).toBe('Occupied');
  });
});
