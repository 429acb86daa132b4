import { describe, expect, it } from '@jest/globals';
import { sayCount, sayList } from './say-words.js';

describe('a count', () => {
  it.each([
    [0, '0'],
    [0.5, '½'],
    [1, '1'],
    [1.5, '1½'],
    [14, '14'],
    [9999.5, '9999½'],
  ])('of %s is written %s', (count, said) => {
    expect(sayCount(count)).toBe(said);
  });
});

describe('a list', () => {
  it.each([
    [[], ''],
    [['Ash'], 'Ash'],
    [['Ash', 'Bo'], 'Ash and Bo'],
    [['Ash', 'Bo', 'Kit'], 'Ash, Bo and Kit'],
  ])('of %j is said %s', (words, said) => {
    expect(sayList(words)).toBe(said);
  });
});
