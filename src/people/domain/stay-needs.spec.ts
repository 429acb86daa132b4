import { describe, expect, it } from '@jest/globals';
import { isHighSupport, missingIn, SUPPORT_LEVELS } from './stay-needs.js';

describe('what a stay asks of the house', () => {
  it('is high support from one adult for themselves on', () => {
    expect(SUPPORT_LEVELS.filter(isHighSupport)).toEqual(['one_to_one', 'two_to_one']);
  });
  it.each([
    [['en-suite', 'step-free'], ['step-free'], []],
    [['en-suite'], ['step-free', 'en-suite'], ['step-free']],
    [[], ['step-free'], ['step-free']],
    [['en-suite'], [], []],
  ])('a room with %j lacks, of %j, %j', (attributes, needs, missing) => {
    expect(missingIn(attributes, needs)).toEqual(missing);
  });
});
