import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BedRow, NightState } from './night-state.js';
import { addDays } from '../../kernel/nights.js';
import { countBedNights, countByWeek, occupancyRate } from './count-bed-nights.js';

const states: NightState[] = ['free', 'offer', 'booked', 'occupied', 'out_of_service', 'closed', 'reserve'];
const bed = { id: 'b', number: 1, name: 'Bed 1', attributes: [], registeredFrom: '2020-01-01', registeredUntil: null };
const row = (of: readonly NightState[], from = '2027-03-01'): BedRow => ({
  bed,
  nights: of.map((state, n) => ({ night: addDays(from, n), state })),
});

describe('counting bed nights', () => {
  it('counts each state as what it is', () => {
    expect(countBedNights([row(states)])).toEqual({
      registered: 7,
      available: 5,
      booked: 1,
      occupied: 1,
      held: 1,
      reserve: 1,
      empty: 1,
      outOfService: 1,
      closed: 1,
    });
  });
  it('adds up, however the nights are, and week by week to the same', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom(...states), { maxLength: 40 }), { maxLength: 5 }), (rows) => {
        const all = rows.map((one) => row(one));
        const total = countBedNights(all);
        expect(total.available).toBe(total.booked + total.occupied + total.held + total.reserve + total.empty);
        expect(total.registered).toBe(total.available + total.outOfService + total.closed);
        expect(total.registered).toBe(rows.flat().length);
        const weeks = countByWeek(all);
        expect(weeks.reduce((sum, week) => sum + week.count.occupied, 0)).toBe(total.occupied);
        expect(weeks.map((week) => week.week)).toEqual(weeks.map((week) => week.week).toSorted());
      }),
    );
  });
  it('takes the rate of available nights, and has none where nothing was available', () => {
    expect(occupancyRate(countBedNights([row(['occupied', 'booked', 'free', 'closed'])]))).toBe(67);
    expect(occupancyRate(countBedNights([row(['closed'])]))).toBeUndefined();
  });
});
