import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '../../kernel/domain-error.js';
import { checkAsked, emergencyNights, nightsAsked } from './emergency-nights.js';

const here = { now: new Date('2027-03-12T21:00:00Z'), zone: 'Europe/London', dayBegins: '06:00' };
const came = (
  arrivedAt: string,
  more: { departure?: string; departedAt?: string; certain?: boolean; now?: string } = {},
) => {
  const { departedAt, certain = false, now, ...rest } = more;
  try {
    return emergencyNights(
      { arrivedAt: new Date(arrivedAt), certain, ...rest, ...(departedAt && { departedAt: new Date(departedAt) }) },
      { ...here, ...(now && { now: new Date(now) }) },
    );
  } catch (error) {
    return (error as DomainError).errors[0]!.field;
  }
};

describe('the nights of somebody who came without a request', () => {
  it.each([
    ['who came tonight', '2027-03-12T20:00:00Z', '2027-03-13', ['2027-03-12', '2027-03-13']],
    ['whom nobody wrote down for a week', '2027-03-05T20:00:00Z', '2027-03-13', ['2027-03-05', '2027-03-13']],
    ['without a departure', '2027-03-12T20:00:00Z', undefined, 'departure'],
    ['with a departure that is over', '2027-03-10T20:00:00Z', '2027-03-11', 'departedAt'],
    ['with a departure today', '2027-03-10T20:00:00Z', '2027-03-12', 'departedAt'],
    ['until 31 days ahead', '2027-03-12T20:00:00Z', '2027-04-12', ['2027-03-12', '2027-04-12']],
    ['for longer', '2027-03-12T20:00:00Z', '2027-04-13', 'departure'],
    ['more than a month ago', '2027-02-08T20:00:00Z', '2027-03-13', 'certain'],
    ['more than a year ago', '2026-03-10T20:00:00Z', '2027-03-13', 'arrivedAt'],
  ])('%s', (_, arrivedAt, departure, expected) => {
    const nights = came(arrivedAt, { ...(departure && { departure }) });
    expect(nights).toEqual(Array.isArray(expected) ? { arrival: expected[0], departure: expected[1] } : expected);
  });

  it('more than a month ago are taken when they are confirmed', () => {
    expect(came('2027-02-08T20:00:00Z', { departure: '2027-03-13', certain: true })).toEqual({
      ...{ arrival: '2027-02-08', departure: '2027-03-13' },
    });
  });

  it.each([
    ['2027-03-12T07:00:00Z', ['2027-03-10', '2027-03-12']],
    ['2027-03-10T23:30:00Z', ['2027-03-10', '2027-03-11']],
    ['2027-03-10T20:00:00Z', ['2027-03-10', '2027-03-11']],
    ['2027-03-10T19:59:00Z', 'departedAt'],
  ])('of somebody who has left at %s are those that were spent; of one day, that day', (departedAt, expected) => {
    const nights = came('2027-03-10T20:00:00Z', { departedAt });
    expect(nights).toEqual(Array.isArray(expected) ? { arrival: expected[0], departure: expected[1] } : expected);
  });

  it.each([
    [
      'at one, written down at once, until that morning',
      '2027-03-13T01:00:00Z',
      '2027-03-13T01:00:00Z',
      '2027-03-13',
      '2027-03-12',
    ],
    [
      'at half past eleven, written down at two',
      '2027-03-12T23:30:00Z',
      '2027-03-13T02:00:00Z',
      '2027-03-14',
      '2027-03-12',
    ],
    ['at one, written down by day', '2027-03-13T01:00:00Z', '2027-03-13T11:00:00Z', '2027-03-14', '2027-03-12'],
    ['at six, when the day begins', '2027-03-13T06:00:00Z', '2027-03-13T06:00:00Z', '2027-03-14', '2027-03-13'],
  ])('of who came %s begin with the night that was running', (_, arrivedAt, now, departure, arrival) => {
    expect(came(arrivedAt, { now, departure })).toEqual({ arrival, departure });
  });

  it('of who came at half past midnight and left that morning are the one that was running', () => {
    const more = { now: '2027-03-13T10:00:00Z', departedAt: '2027-03-13T09:00:00Z' };
    expect(came('2027-03-13T00:30:00Z', more)).toEqual({ arrival: '2027-03-12', departure: '2027-03-13' });
  });
});

describe('the nights for which a place is asked', () => {
  it.each([
    ['nobody has said', null, null, ['2027-03-12', '2027-03-13']],
    ['they are to come later', '2027-03-15', null, ['2027-03-15', '2027-03-16']],
    ['they were to come before', '2027-03-10', '2027-03-11', ['2027-03-12', '2027-03-13']],
    ['somebody has said until when', '2027-03-15', '2027-03-18', ['2027-03-15', '2027-03-18']],
    ['that is a month and more', null, '2027-09-01', ['2027-03-12', '2027-04-12']],
  ])('where %s', (_, expected, until, [arrival, departure]) => {
    expect(nightsAsked({ expected, until }, '2027-03-12')).toEqual({ arrival, departure });
  });
});

describe('from when and until when a place is asked', () => {
  const evening = new Date('2027-03-12T20:00:00Z');
  const refusedAt = (given: Parameters<typeof checkAsked>[0], before: Parameters<typeof checkAsked>[1] = {}) => {
    try {
      checkAsked(given, before, 'Europe/London');
      return '';
    } catch (error) {
      return (error as DomainError).errors[0]!.field;
    }
  };
  it.each([
    ['as far as nobody has said', { expectedAt: null, until: null }, {}, ''],
    ['in their order', { expectedAt: evening, until: '2027-03-13' }, {}, ''],
    ['on one day', { expectedAt: evening, until: '2027-03-12' }, {}, ''],
    ['turned around', { expectedAt: evening, until: '2027-03-11' }, {}, 'until'],
    ['until before what was said', { until: '2027-03-11' }, { expectedAt: evening }, 'until'],
    ['from after what was said', { expectedAt: evening }, { until: '2027-03-11' }, 'expectedAt'],
    ['turned around before, and left so', {}, { expectedAt: evening, until: '2027-03-11' }, ''],
    ['turned around before, and taken back', { until: null }, { expectedAt: evening, until: '2027-03-11' }, ''],
    ['by the clocks of the unit', { expectedAt: new Date('2027-06-12T23:30:00Z'), until: '2027-06-12' }, {}, 'until'],
  ])('%s', (_, given, before, field) => expect(refusedAt(given, before)).toBe(field));
});
