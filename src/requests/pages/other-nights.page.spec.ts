import { describe, expect, it } from '@jest/globals';
import type { StayView } from '../../stays/stays.service.js';
import { droppedNights, wantedNights } from './other-nights.page.js';

const stay = { arrival: '2027-03-12', departure: '2027-03-15', bed: { id: 'one', name: 'Bed 1' } } as StayView;
const wanted = (arrival: string, departure: string, bed: string | string[] = 'one') =>
  wantedNights(stay, { arrival, departure, bed });

describe('what the form is filled with', () => {
  it('is the stay as it is where nothing was dragged', () => {
    expect(droppedNights(stay, {})).toEqual({ arrival: '2027-03-12', departure: '2027-03-15', bed: 'one' });
  });

  it.each([
    ['2027-03-13', '2027-03-10', '2027-03-09', '2027-03-12'],
    ['2027-03-12', '2027-03-20', '2027-03-20', '2027-03-23'],
    // Across the change of the clocks a night is a night.
    ['2027-03-12', '2027-03-28', '2027-03-28', '2027-03-31'],
  ])('is as long a stay, further by as many nights as from %s to %s', (from, to, arrival, departure) => {
    expect(droppedNights(stay, { from, to, bed: 'two' })).toEqual({ arrival, departure, bed: 'two' });
  });
});

describe('the nights that are asked for', () => {
  it.each([
    ['2027-03-20', '2027-03-23', 'one'],
    ['2027-03-20', '2027-03-21', 'one'],
    ['2027-03-12', '2027-03-15', 'two'],
  ])('are %s to %s in bed %s', (arrival, departure, bed) => {
    expect(wanted(arrival, departure, bed)).toEqual({ arrival, departure, bed });
  });

  it.each([
    ['those that it has', '2027-03-12', '2027-03-15', 'one'],
    ['more than were agreed', '2027-03-20', '2027-03-24', 'one'],
    ['none', '2027-03-20', '2027-03-20', 'one'],
    ['no dates', '20 March', '23 March', 'one'],
    ['in no bed', '2027-03-20', '2027-03-23', ''],
    ['in several beds', '2027-03-20', '2027-03-23', ['one', 'two']],
  ])('are no nights to judge where they are %s', (_, arrival, departure, bed) => {
    expect(wanted(arrival, departure, bed)).toBeUndefined();
  });
});
