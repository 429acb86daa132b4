import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/nights.js';
import { asPriorityRule } from './check-priority-rule.js';
import { byPriority, CRITERIA, priorityOf, SCALES, type PriorityFacts, type PriorityRule } from './priority.js';

const TODAY = '2027-05-07';
const delivered = (): PriorityRule =>
  JSON.parse(readFileSync('config/priority-rule.default.json', 'utf8')) as PriorityRule;
const rule = delivered();
const nothing: PriorityFacts = {
  ...{ number: 1, position: 1, urgency: 'standard', strain: null, lastBreak: TODAY, since: TODAY, scarceNights: 24 },
};
const one = (facts: Partial<PriorityFacts>): PriorityFacts => ({ ...nothing, ...facts });
const strain = (value: number, on = '2027-04-01') => ({ value, on });
const pointsOf = (facts: Partial<PriorityFacts>) =>
  Object.fromEntries(
    priorityOf(one(facts), rule, TODAY).shares.map(({ criterion, points }) => [criterion, points]),
  ) as Record<string, number>;

const someFacts = fc.record<PriorityFacts>({
  number: fc.integer({ min: 1, max: 1_000_000 }),
  position: fc.integer({ min: 1, max: 80 }),
  urgency: fc.constantFrom('standard' as const, 'short_notice' as const, 'emergency' as const),
  strain: fc.option(
    fc.record({
      value: fc.integer({ min: 0, max: 10 }),
      on: fc.integer({ min: -500, max: 0 }).map((days) => addDays(TODAY, days)),
    }),
  ),
  lastBreak: fc.option(fc.integer({ min: -900, max: 200 }).map((days) => addDays(TODAY, days))),
  since: fc.integer({ min: -900, max: 0 }).map((days) => addDays(TODAY, days)),
  scarceNights: fc.integer({ min: 0, max: 200 }),
});
const aRule = fc
  .record({
    points: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: CRITERIA.length, maxLength: CRITERIA.length }),
    full: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: SCALES.length, maxLength: SCALES.length }),
  })
  .map(({ points, full }): PriorityRule => ({
    title: 'Any',
    weights: Object.fromEntries(
      CRITERIA.map((name, at) => [name, { points: points[at], why: '…' }]),
    ) as PriorityRule['weights'],
    scales: Object.fromEntries(
      SCALES.map((name, at) => [name, { full: full[at], why: '…' }]),
    ) as PriorityRule['scales'],
  }));

describe('the place of a stay that is waited for', () => {
  it.each<[string, Partial<PriorityFacts>, string, number]>([
    ['an emergency has all of it', { urgency: 'emergency' }, 'urgency', 30],
    ['short notice has half', { urgency: 'short_notice' }, 'urgency', 15],
    ['a strain of 8 and above has all of it', { strain: strain(8) }, 'need', 25],
    ['a strain of 7 has half, rounded', { strain: strain(7) }, 'need', 13],
    ['a strain below 4 has none', { strain: strain(3) }, 'need', 0],
    ['a strain that nobody recorded counts as the middle', {}, 'need', 13],
    ['a strain of more than a year ago as well', { strain: strain(10, '2026-05-06') }, 'need', 13],
    ['who has had no break has all of it', { lastBreak: null }, 'last_break', 20],
    ['thirteen weeks without a break are half', { lastBreak: addDays(TODAY, -91) }, 'last_break', 10],
    ['two years without a break are no more than half a year', { lastBreak: '2025-05-01' }, 'last_break', 20],
    ['a break that is booked is no time without one', { lastBreak: '2027-06-01' }, 'last_break', 0],
    ['six days are no week', { lastBreak: addDays(TODAY, -6), since: addDays(TODAY, -6) }, 'waiting', 0],
    ['thirteen weeks on the list, half, rounded', { since: addDays(TODAY, -91) }, 'waiting', 8],
    ['no weekend night had, all of it', { scarceNights: 0 }, 'fairness', 10],
    ['a weekend every two months', { scarceNights: 12 }, 'fairness', 5],
    ['more than a weekend a month, none', { scarceNights: 60 }, 'fairness', 0],
  ])('%s', (_, facts, criterion, points) => {
    expect(pointsOf(facts)[criterion]).toBe(points);
  });

  it('says why of each, in words for a family', () => {
    const facts = one({ strain: strain(9), lastBreak: '2027-03-01', since: '2027-05-06', scarceNights: 1 });
    expect(priorityOf(facts, rule, TODAY).shares.map(({ why }) => why)).toEqual([
      'The request is neither an emergency nor at short notice.',
      'The family put the strain at 9 of 10 on Thursday 1 April 2027.',
      'Their last break ended on Monday 1 March 2027, 9 weeks ago.',
      'The request came in on Thursday 6 May 2027, yesterday.',
      'They have had, or have booked, 1 night of weekends and holidays in the last twelve months.',
    ]);
  });

  it('is whole points that add up, between nothing and what the rule gives', () => {
    fc.assert(
      fc.property(someFacts, aRule, (facts, any) => {
        const { points, of, shares } = priorityOf(facts, any, TODAY);
        expect(points).toBe(shares.reduce((sum, share) => sum + share.points, 0));
        expect(of).toBe(CRITERIA.reduce((sum, name) => sum + any.weights[name].points, 0));
        for (const share of shares) {
          expect(Number.isInteger(share.points)).toBe(true);
          expect(share.points).toBeGreaterThanOrEqual(0);
          expect(share.points).toBeLessThanOrEqual(share.of);
        }
      }),
    );
  });

  it('never falls because somebody waits longer, is under more strain or has had fewer breaks', () => {
    fc.assert(
      fc.property(someFacts, aRule, fc.nat({ max: 300 }), (facts, any, days) => {
        const at = (changed: Partial<PriorityFacts>) => priorityOf({ ...facts, ...changed }, any, TODAY).points;
        const now = at({});
        expect(at({ since: addDays(facts.since, -days) })).toBeGreaterThanOrEqual(now);
        expect(at({ scarceNights: Math.max(0, facts.scarceNights - days) })).toBeGreaterThanOrEqual(now);
        expect(at({ urgency: 'emergency' })).toBeGreaterThanOrEqual(now);
        expect(at({ lastBreak: null })).toBeGreaterThanOrEqual(now);
        if (facts.lastBreak) expect(at({ lastBreak: addDays(facts.lastBreak, -days) })).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  it('depends on no order and on nobody else, and ties go to whose request came in first', () => {
    const several = fc.uniqueArray(someFacts, { selector: ({ number }) => number, minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(several, aRule, (all, any) => {
        const numbers = (these: readonly PriorityFacts[]) =>
          byPriority(these, (facts) => facts, any, TODAY).map((placed) => placed.one.number);
        const whole = numbers(all);
        expect(numbers(all.toReversed())).toEqual(whole);
        const [gone] = whole;
        expect(numbers(all.filter(({ number }) => number !== gone))).toEqual(whole.slice(1));
      }),
    );
    const [first] = byPriority([one({ number: 9 }), one({ number: 8 })], (facts) => facts, rule, TODAY);
    expect(first).toMatchObject({ place: 1, one: { number: 8 } });
  });
});

describe('a priority rule', () => {
  it('as delivered is one, and gives a hundred points', () => {
    expect(asPriorityRule(rule)).toEqual({ rule });
    expect(CRITERIA.reduce((sum, name) => sum + rule.weights[name].points, 0)).toBe(100);
  });

  it.each<[string, (given: PriorityRule) => unknown, string]>([
    ['nothing', () => null, 'title'],
    ['no title', (given) => ({ ...given, title: ' ' }), 'title'],
    ['no weights', ({ weights: _, ...others }) => others, 'weights.urgency.points'],
    ['a weight below nothing', (given) => withWeight(given, { points: -1 }), 'weights.need.points'],
    ['a weight that is no whole number', (given) => withWeight(given, { points: 1.5 }), 'weights.need.points'],
    ['a weight that is a word', (given) => withWeight(given, { points: '25' }), 'weights.need.points'],
    ['a weight without a reason', (given) => withWeight(given, { why: '' }), 'weights.need.why'],
    [
      'a criterion of its own',
      (given) => ({ ...given, weights: { ...given.weights, religion: { points: 1, why: '…' } } }),
      'weights.religion',
    ],
    [
      'a scale that is full at nothing',
      (given) => ({ ...given, scales: { ...given.scales, weeks_waiting: { full: 0, why: '…' } } }),
      'scales.weeks_waiting.full',
    ],
    [
      'no weight at all',
      (given) => ({
        ...given,
        weights: Object.fromEntries(CRITERIA.map((name) => [name, { points: 0, why: '…' }])),
      }),
      'weights',
    ],
  ])('with %s is refused, and says where', (_, spoil, place) => {
    expect(asPriorityRule(spoil(delivered()))).toMatchObject({ place });
  });
});

const withWeight = (given: PriorityRule, need: object) => ({
  ...given,
  weights: { ...given.weights, need: { ...given.weights.need, ...need } },
});
