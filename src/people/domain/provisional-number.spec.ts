import { describe, expect, it } from '@jest/globals';
import { looksProvisional, nextProvisional } from './provisional-number.js';

describe('a provisional case number', () => {
  it.each<[string[], string]>([
    [[], 'New 2027-0001'],
    [['New 2026-0007'], 'New 2027-0001'],
    [['New 2027-0001', 'NEW 2027-0003', 'C-1'], 'New 2027-0004'],
    [['New 2027-9999'], 'New 2027-10000'],
    [['New 2027-10000', 'New 2027-9999'], 'New 2027-10001'],
  ])('after %j is %s', (given, next) => {
    expect(nextProvisional(2027, given)).toBe(next);
    expect(looksProvisional(next)).toBe(true);
  });
  it.each(['New 2027', 'Newcastle 2027-0001', '2027-0001', 'New 2027-0001 b'])('is not %s', (text) => {
    expect(looksProvisional(text)).toBe(false);
  });
});
