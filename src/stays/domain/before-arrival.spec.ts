import { describe, expect, it } from '@jest/globals';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { bedsAgain } from './before-arrival.js';

const bed = (id: string, number: number): Bed => ({
  ...{ id, number, name: id, attributes: [], registeredFrom: '2020-01-01', registeredUntil: null },
});
const run = (bedId: string, arrival: string, departure: string) => ({
  ...{ bedId, arrival: `2027-05-${arrival}`, departure: `2027-05-${departure}` },
});
const claim = (bedId: string, arrival: string, departure: string): Claim => ({
  ...{ ...run(bedId, arrival, departure), id: bedId, purpose: 'stay', youngPersonId: 'bo', requestId: null },
  ...{ stayId: 'other', arrived: true, announced: true, support: null, needs: [], keepsRoom: false },
});
const nights = { arrival: '2027-05-03', departure: '2027-05-07' };
const own = [run('one', '03', '07')];
const ask = { beds: [bed('one', 1), bed('two', 2)], youngPersonId: 'ash', tonight: '2027-05-04', lent: [], held: own };

describe('the beds of a stay that has not begun after all', () => {
  const taken = [claim('one', '04', '06')];
  const moved = [run('one', '03', '04'), run('two', '04', '07')];
  it.each([
    ['are as before', { pieces: own, held: moved, others: [] }, own],
    ['are as before, with a move of before', { pieces: moved, held: own, others: [] }, moved],
    ['from tonight the one it has now', { pieces: own, held: moved, others: taken }, moved],
    ['none that somebody lost to it', { pieces: own, held: moved, others: taken, lent: [run('two', '05', '08')] }, []],
    ['none where none is free', { pieces: own, held: own, others: taken }, []],
    ['the one that it has, where it had none', { pieces: [], held: own, others: [] }, own],
    ['none once the nights are over', { pieces: own, held: moved, others: taken, tonight: '2027-05-09' }, []],
  ])('%s', (_, { pieces, others, ...more }, expected) => {
    expect(bedsAgain({ ...ask, ...more, others, before: { ...nights, pieces, waitsFor: null } })).toEqual(expected);
  });

  it('is the one that it was waiting for before the one that it has', () => {
    const before = { ...nights, pieces: [], waitsFor: { bedId: 'one', becauseOf: 'other' } };
    expect(bedsAgain({ ...ask, before, held: [run('two', '03', '07')], others: [] })).toEqual(own);
  });
});
