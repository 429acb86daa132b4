import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../kernel/nights.js';
import { layOut, runOf, type BedPlan } from './bed-plan.js';
import type { Bed } from './claim.js';
import { exchangeTwo } from './exchange-two.js';

const beds = [1, 2, 3].map((number): Bed => ({
  ...{ id: `bed-${number}`, number, name: `Bed ${number}`, attributes: [] },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
}));
const nights = (from: number, to: number) => ({
  arrival: addDays('2027-05-01', from),
  departure: addDays('2027-05-01', to),
});
/** Of each bed its stays, from one day to another; one that ends in `!` does not move. */
const house = (...rows: string[]): BedPlan =>
  layOut(
    beds,
    rows.flatMap((row, place) =>
      row.split(' ').map((one) => {
        const [from, to] = one.replace('!', '').split('-').map(Number) as [number, number];
        const id = `${place + 1}: ${one}`;
        return { ...nights(from, to), id, bedId: beds[place]!.id, mayMove: !one.endsWith('!'), needs: [] };
      }),
    ),
  );
const asked = (plan: BedPlan, from: number, to: number) => {
  const found = exchangeTwo(plan, runOf(nights(from, to)), plan.fitsFor(nights(from, to), []));
  return found && [found.beds[0]! + 1, ...[...found.moved].map(([{ claim }, bed]) => `${claim.id} > ${bed + 1}`)];
};

describe('an exchange of two beds', () => {
  it('goes on from one bed to the other until both change hands', () => {
    const plan = house('0-2! 3-5 5-7 8-9', '0-3! 4-6 6-8 8-9', '0-9!');
    expect(asked(plan, 2, 4)).toEqual([1, '1: 3-5 > 2', '2: 4-6 > 1', '1: 5-7 > 2', '2: 6-8 > 1']);
  });
  it('leaves those alone whom nobody of the exchange meets', () => {
    const plan = house('0-2 3-4 6-7', '0-3 6-7', '0-9!');
    expect(asked(plan, 2, 4)).toEqual([1, '1: 3-4 > 2']);
  });
  it('takes the pair with the fewest moves', () => {
    const plan = house('0-2! 3-5 5-7 7-9', '0-3! 4-6 6-8', '0-3! 4-6 7-9');
    expect(asked(plan, 2, 4)).toEqual([1, '1: 3-5 > 3', '3: 4-6 > 1', '1: 5-7 > 3']);
  });
  it('is none where one whom it needs stays put', () => {
    expect(asked(house('0-2! 3-5', '0-3! 4-6!', '0-9!'), 2, 4)).toBeUndefined();
  });
  it('is none where somebody would come into the nights that are wanted', () => {
    expect(asked(house('0-2! 3-5', '0-2! 2-4', '0-9!'), 2, 4)).toBeUndefined();
  });
});
