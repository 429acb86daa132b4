import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NEVER_TOGETHER, STORY, YOUNG_PEOPLE } from '../../config/demonstration/people.js';
import { addDays, daysBetween, nightsOf, overlaps } from '../kernel/nights.js';
import { BACK, planStays, type Planned } from './plan.js';

const house = { people: YOUNG_PEOPLE.length, beds: 4, neverTogether: NEVER_TOGETHER.pair, story: STORY };
const someDay = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-11-01', days));
const pairs = (planned: Planned[]) =>
  planned.flatMap((one, place) => planned.slice(place + 1).map((other): [Planned, Planned] => [one, other]));

describe('the demonstration’s plan', () => {
  it('never has a bed or a young person twice in a night, and keeps the pair apart, whatever the day', () => {
    const [a, b] = NEVER_TOGETHER.pair;
    const isWrong = ([one, other]: [Planned, Planned]) =>
      overlaps(one, other) &&
      (one.bed === other.bed ||
        one.person === other.person ||
        (one.person === a && other.person === b) ||
        (one.person === b && other.person === a));
    for (let day = 0; day < 731; day += 1) {
      const today = addDays('2026-11-01', day);
      expect([today, pairs(planStays(today, house)).filter(isWrong)]).toEqual([today, []]);
    }
  });
  it('is the same for the same day', () => {
    expect(planStays('2027-03-04', house)).toEqual(planStays('2027-03-04', house));
  });
  it('has three months of stays at about three fifths, and each kind of what is open', () => {
    fc.assert(
      fc.property(someDay, (today) => {
        const planned = planStays(today, house);
        const slept = planned
          .filter(({ outcome }) => outcome === 'stayed' || outcome === 'here')
          .flatMap(nightsOf)
          .filter((night) => night < today);
        expect(slept.length / (BACK * house.beds)).toBeGreaterThan(0.52);
        expect(slept.length / (BACK * house.beds)).toBeLessThan(0.72);
        const outcomes = new Set(planned.map(({ outcome }) => outcome));
        for (const outcome of ['here', 'booked', 'offered', 'proposed', 'lapsed', 'story'] as const)
          expect(outcomes).toContain(outcome);
        for (const stay of planned) expect(daysBetween(stay.arrival, stay.departure)).toBeLessThanOrEqual(5);
        for (const { outcome, arrival, departure } of planned) {
          if (outcome === 'stayed') expect(departure < today).toBe(true);
          if (outcome === 'booked') expect(arrival >= today).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });
});
