import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, ageOn } from '../../kernel/nights.js';
import { bornAbout, OLDEST } from './born-about.js';

describe('a date of birth from about how old somebody is', () => {
  it.each([
    [12, '2027-03-12', '2014-08-31'],
    [0, '2028-02-29', '2027-08-03'],
    [4, '2028-02-29', '2023-08-03'],
  ])('%s on %s is %s', (age, on, born) => {
    expect(bornAbout(age, on)).toBe(born);
  });
  it('gives that age on that day, and for months around it', () => {
    fc.assert(
      fc.property(fc.nat(OLDEST), fc.nat(3000), (age, days) => {
        const on = addDays('2026-01-01', days);
        for (const day of [-120, 0, 120]) expect(ageOn(bornAbout(age, on), addDays(on, day))).toBe(age);
      }),
    );
  });
});
