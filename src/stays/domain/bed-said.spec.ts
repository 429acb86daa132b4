import { describe, expect, it } from '@jest/globals';
import { bedNoted, otherBedSaid, stayingOnSaid } from './bed-said.js';

describe('the bed of somebody who is there', () => {
  it.each([
    ['Snow', 'Bed 4', 'Bed 2', 'Snow. In Bed 2 from tonight, not in Bed 4.'],
    ['Snow.', 'Bed 4', 'Bed 4', 'Snow. In Bed 4.'],
    ['', null, 'Bed 4', 'In Bed 4.'],
    ['Snow', 'Bed 4', null, 'Snow'],
  ])('is noted with the words %p where it was %p and is %p', (words, before, now, noted) => {
    expect(bedNoted(words, before, now)).toBe(noted);
  });

  it.each([
    ['Bed 4', 'Bed 4', 'Recorded: Ash is staying on until Saturday 13 March 2027, in Bed 4.'],
    ['Bed 2', 'Bed 4', expect.stringMatching(/From tonight Ash has Bed 2, and not Bed 4 any more\.$/)],
    [null, 'Bed 4', expect.stringMatching(/There is no bed for Ash tonight: solve this today\.$/)],
  ])('is said of who stays on, now %p and before %p', (now, before, said) => {
    const stay = { youngPerson: { firstName: 'Ash' }, bed: now ? { name: now } : null, departure: '2027-03-13' };
    expect(stayingOnSaid(stay, before)).toEqual(said);
  });

  it.each([
    ['Bed 2', 'Bed 2', [], undefined],
    [null, 'Bed 2', [], undefined],
    ['Bed 2', 'Bed 4', ['Bo Example'], 'Ash has Bed 4 and not Bed 2: Bo Example is in Bed 2.'],
    ['Bed 2', 'Bed 4', [], 'Ash has Bed 4 and not Bed 2: Bed 2 is not free on all of the nights.'],
    [
      'Bed 2',
      null,
      ['Bo', 'Cy'],
      'Ash has no bed tonight: Bo and Cy are in Bed 2, and no other is free. Solve this today.',
    ],
  ])('is said of who comes, with the reason, where %p was meant and it is %p', (before, now, inIt, said) => {
    expect(otherBedSaid('Ash', { before, now, inIt })).toBe(said);
  });
});
