import { describe, expect, it } from '@jest/globals';
import { alike } from './alike.js';

const asked = (id: string, arrival: string, departure: string) => ({
  id,
  state: 'submitted' as const,
  arrival,
  departure,
});

describe('requests for the same nights', () => {
  const one = asked('a', '2027-05-03', '2027-05-09');
  it('are those of others that share a night with it', () => {
    const meets = asked('b', '2027-05-08', '2027-05-20');
    expect(alike(one, [one, meets, asked('c', '2027-05-09', '2027-05-12')])).toEqual([meets]);
  });
  it('are said once where several breaks of one request want the same', () => {
    const twice = asked('b', '2027-05-03', '2027-05-24');
    const held = asked('b', '2027-05-04', '2027-05-06');
    expect(alike(one, [twice, { ...twice }, held])).toEqual([twice, held]);
  });
});
