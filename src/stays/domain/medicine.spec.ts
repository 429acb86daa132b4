import { describe, expect, it } from '@jest/globals';
import { checkCount, countDifference } from './medicine.js';

describe('a count', () => {
  it.each([
    ['Sam Example', 'Kit Example', []],
    ['Sam Example', 'Sam Example', ['witnessedBy']],
    ['Sam Example', ' sam  EXAMPLE ', ['witnessedBy']],
  ])('by “%s” and “%s” is wrong at %j', (countedBy, witnessedBy, fields) => {
    expect(checkCount({ countedBy, witnessedBy }).map(({ field }) => field)).toEqual(fields);
  });
});

describe('the difference of the counts', () => {
  it.each<[number | undefined, number | undefined, string]>([
    [14, 14, 'The same'],
    [14, 10, '4 fewer out than in'],
    [10, 14, '4 more out than in'],
    [14, 0, '14 fewer out than in'],
    [0, 0, 'The same'],
    [14, 12.5, '1½ fewer out than in'],
    [1.5, 2, '½ more out than in'],
    [2.5, 2.5, 'The same'],
    [14, undefined, 'Not counted out yet'],
    [0, undefined, 'Not counted out yet'],
    [undefined, 3, 'Not counted in'],
    [undefined, undefined, 'Not counted'],
  ])('of %s in and %s out is said as “%s”', (counted, out, said) => {
    expect(countDifference(counted, out)).toBe(said);
  });
});
