import { describe, expect, it } from '@jest/globals';
import { arrivalIncomplete } from './arrival-incomplete.js';
import { momentOf } from './moment.js';
import { offerAboutToLapse } from './offer-about-to-lapse.js';
import { requestLate } from './request-late.js';
import { reserveAboutToGo } from './reserve-about-to-go.js';
import { waitingWouldFit } from './waiting-would-fit.js';

const NOW = momentOf(new Date('2027-03-12T12:00Z'), 'Europe/London', '06:00');
const inHours = (hours: number) => new Date(NOW.now.getTime() + hours * 3_600_000);
const WHO = { partId: 'p', requestId: 'r', youngPersonId: 'kit' };

describe('a request without an answer', () => {
  const look = (hours: number, hoursBefore: number) =>
    requestLate([{ ...WHO, state: 'submitted', due: inHours(hours) }], { hoursBefore }, NOW);

  it.each([
    [25, 24, []],
    [24, 24, [[0, 'no']]],
    [0, 0, [[0, 'no']]],
    [1, 0, []],
    [-1, 0, [[1, 'yes']]],
    [-100, 24, [[1, 'yes']]],
  ])('due in %i hours and told of %i before is %j', (hours, before, expected) => {
    expect(look(hours, before).map(({ grade, figures }) => [grade, figures['late']])).toEqual(expected);
  });

  it('is a thing of its own with each step, whenever it is due', () => {
    expect(look(1, 24)[0]).toMatchObject({ about: WHO, dueAt: inHours(1), figures: { state: 'submitted' } });
    expect(look(1, 24)[0]!.key).toBe(look(2, 24)[0]!.key);
    const [next] = requestLate([{ ...WHO, state: 'proposed', due: inHours(1) }], { hoursBefore: 24 }, NOW);
    expect(next!.key).not.toBe(look(1, 24)[0]!.key);
  });
});

describe('an offer about to run out', () => {
  const look = (hours: number) =>
    offerAboutToLapse(
      [{ ...WHO, offerId: 'o', arrival: '2027-03-20', departure: '2027-03-22', expires: inHours(hours) }],
      { hoursBefore: 24 },
      NOW,
    );

  it.each([
    [25, 0],
    [24, 1],
    [0.01, 1],
    [0, 0],
    [-1, 0],
  ])('in %d hours is found %i times', (hours, times) => {
    expect(look(hours)).toHaveLength(times);
  });

  it('is the same thing while it is held for longer', () => {
    expect(look(5)[0]).toMatchObject({ about: { ...WHO, offerId: 'o' }, dueAt: inHours(5) });
    expect(look(5)[0]!.key).toBe(look(6)[0]!.key);
  });
});

describe('a bed kept for emergencies', () => {
  const kept = { claimId: 'c', reserveId: 'r', bed: 'Bed 1', night: '2027-03-13' };
  const look = (hours: number, claimId = 'c') =>
    reserveAboutToGo([{ ...kept, claimId, releaseAt: inHours(hours) }], { hoursBefore: 24 }, NOW);

  it.each([
    [25, 0],
    [24, 1],
    [0, 0],
  ])('that is anybody’s in %i hours is found %i times', (hours, times) => {
    expect(look(hours)).toHaveLength(times);
  });

  it('is the same thing when it is kept anew for the same night', () => {
    expect(look(5, 'other')[0]!.key).toBe(look(5)[0]!.key);
    expect(look(5)[0]).toMatchObject({ about: { claimId: 'c' }, figures: { bed: 'Bed 1', night: '2027-03-13' } });
  });
});

describe('an arrival with something missing', () => {
  const stay = { stayId: 's', youngPersonId: 'kit', begins: inHours(28), open: ['care_plan', 'contact'], own: 1 };
  const look = (arrival: string, changes: Partial<typeof stay> = {}, daysAhead = 1) =>
    arrivalIncomplete([{ ...stay, arrival, ...changes }], { daysAhead }, NOW);

  it.each([
    ['2027-03-11', 1, 0],
    ['2027-03-12', 1, 1],
    ['2027-03-13', 1, 1],
    ['2027-03-14', 1, 0],
    ['2027-03-14', 2, 1],
  ])('on %s and %i days ahead is found %i times', (arrival, days, times) => {
    expect(look(arrival, {}, days)).toHaveLength(times);
  });

  it('says what is open, by code and count, and is none where nothing is', () => {
    expect(look('2027-03-13')).toMatchObject([
      { key: 's', figures: { open: 3, items: 'care_plan contact', own: 1 }, dueAt: inHours(28) },
    ]);
    expect(look('2027-03-13', { open: [], own: 0 })).toEqual([]);
    expect(look('2027-03-13', { open: [] })).toMatchObject([{ figures: { open: 1 } }]);
  });
});

it('tells of each who waits and would fit, with the best nights', () => {
  const best = { arrival: '2027-03-20', departure: '2027-03-22', withPlan: true };
  expect(waitingWouldFit([{ ...WHO, best, options: 3 }])).toMatchObject([
    { key: 'p', about: WHO, figures: { arrival: '2027-03-20', departure: '2027-03-22', options: 3, plan: 'yes' } },
  ]);
});
