import { describe, expect, it } from '@jest/globals';
import { aRequestView } from '../../../test/support/request-views.js';
import { askedBefore, askedFirst, askPage, unitsToAsk, weekdayChoices } from './ask.page.js';

const one = [{ id: 'u-1', name: 'Seaview House' }];
const two = [...one, { id: 'u-2', name: 'Hillside' }];

describe('a new request begins', () => {
  it('with the only unit, or the one chosen', () => {
    expect(askedFirst({ youngPerson: 'y-1' }, one, '2027-03-04')).toEqual({ youngPerson: 'y-1', unit: 'u-1' });
    expect(askedFirst({}, two, '2027-03-04')['unit']).toBe('');
    expect(askedFirst({ unit: 'u-2' }, two, '2027-03-04')['unit']).toBe('u-2');
    expect(askedFirst({ unit: 'another' }, two, '2027-03-04')['unit']).toBe('');
  });
  it('with the night chosen on the calendar, unless it has passed or is no date', () => {
    expect(askedFirst({ from: '2027-03-12' }, one, '2027-03-04')).toMatchObject({
      from: '2027-03-12',
      to: '2027-03-19',
    });
    expect(askedFirst({ from: '2027-03-03' }, one, '2027-03-04')).not.toHaveProperty('from');
    expect(askedFirst({ from: '<b>' }, one, '2027-03-04')).not.toHaveProperty('from');
  });
});

describe('the form', () => {
  it('shows a draft as it was left', () => {
    expect(askedBefore(aRequestView())).toEqual({
      nights: '2',
      from: '2027-03-12',
      to: '2027-03-27',
      weekdays: ['5', '6'],
      purpose: 'A weekend to sleep',
      wishes: 'Cook something',
    });
  });
  it('ticks one weekday that came as text, and several that came as a list', () => {
    const ticked = (weekdays: string | string[]) =>
      weekdayChoices({ weekdays })
        .filter(({ checked }) => checked)
        .map(({ text }) => text);
    expect(ticked('5')).toEqual(['Friday night']);
    expect(ticked(['5', '6'])).toEqual(['Friday night', 'Saturday night']);
    expect(weekdayChoices({}).some(({ checked }) => checked)).toBe(false);
  });
  it('gives a Friday to come as its example', () => {
    expect(askPage({}, '2027-03-04', one).example).toBe('2027-03-12');
    expect(askPage({}, '2027-03-05', one).example).toBe('2027-03-12');
  });
  it('offers the units that the actor may ask', () => {
    const units = [{ id: 'u-1', name: 'Seaview House', capacity: 'referrer' as const }];
    expect(unitsToAsk({ role: 'cas_worker', units })).toEqual(one);
    expect(unitsToAsk({ role: 'administrator', units })).toEqual([]);
  });
});
