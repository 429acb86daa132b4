import { describe, expect, it } from '@jest/globals';
import { pastFacts } from './past-fact.js';

describe('what stood on a record', () => {
  it('is kept of what is written anew, and of nothing else', () => {
    const before = { firstName: 'Ash', dateOfBirth: '2012-05-03', dateOfBirthIsGuess: true };
    expect(pastFacts(before, { ...before })).toEqual([]);
    expect(pastFacts(before, { firstName: 'Ash', dateOfBirth: '2012-05-04', dateOfBirthIsGuess: false })).toEqual([
      { field: 'dateOfBirth', was: '2012-05-03' },
      { field: 'dateOfBirthIsGuess', was: 'true' },
    ]);
  });
  it('of a list is kept where it is another list, in whatever order', () => {
    const before = { roomNeeds: ['step-free', 'en-suite'] };
    expect(pastFacts(before, { roomNeeds: ['en-suite', 'step-free'] })).toEqual([]);
    expect(pastFacts(before, { roomNeeds: [] })).toEqual([{ field: 'roomNeeds', was: 'en-suite, step-free' }]);
  });
});
