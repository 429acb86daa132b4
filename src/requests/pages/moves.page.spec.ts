import { describe, expect, it } from '@jest/globals';
import type { Bed } from '../../calendar/domain/claim.js';
import type { StayMove } from '../domain/make-room.js';
import { howFree, needsMoves, sayMove } from './moves.page.js';

const bed = (number: number): Bed => ({
  id: `bed-${number}`,
  number,
  name: `Bed ${number}`,
  attributes: [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
});
const move: StayMove = {
  ...{ stayId: 's', claimId: 'c', requestId: null, youngPersonId: 'pip', from: bed(2), to: bed(4) },
  ...{ arrival: '2027-03-19', departure: '2027-03-21' },
};
const names = new Map([['pip', { firstName: 'Pip', lastName: 'Nolan' }]]);

describe('moves in words', () => {
  it('say who, from where to where, and for which nights', () => {
    expect(sayMove(move, names, 'moves ')).toBe('Pip Nolan moves from Bed 2 to Bed 4, 19 to 21 March');
  });
  it('name nobody to those who may not see them', () => {
    expect(sayMove(move, new Map(), 'moves ')).toBe('Another young person moves from Bed 2 to Bed 4, 19 to 21 March');
  });
  it('are none, one or many', () => {
    expect([0, 1, 3].map(needsMoves)).toEqual(['', 'One booked stay changes beds:', '3 booked stays change beds:']);
    expect([0, 1, 3].map((count) => howFree('Bed 1', count))).toEqual([
      'Bed 1 free',
      'Bed 1 after 1 move',
      'Bed 1 after 3 moves',
    ]);
  });
});
