import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Assessed, PairFact, Rating } from '../../matching/domain/assessed.js';
import { factsByPair, pairJudge } from '../../matching/domain/judge-night.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { fitOf, type HeldBed, type Household, type Matching } from './fit.js';
import { groupOf } from './group.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const bed = (id: string, area: string) => ({
  ...{ id, number: Number(id), name: `Bed ${id}`, attributes: [], area },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});
const beds = [bed('1', 'Upstairs'), bed('2', 'Upstairs'), bed('3', 'Garden side'), bed('4', 'Garden side')];
const range = { arrival: '2027-03-11', departure: '2027-03-16' };
const both = { arrival: '2027-03-12', departure: '2027-03-14' };

const someone = (id: string, ratings: Rating[] = [], more: Partial<Assessed> = {}): Assessed => ({
  ...{ id, age: 14, support: 'shared', ratings },
  ...more,
});
const rated = (factor: Rating['factor'], poses: 0 | 3, vulnerable: 0 | 3): Rating => ({
  ...{ factor, poses, vulnerable, status: 'serious' },
});
const held = (youngPersonId: string, bedId: string, when = both): HeldBed => ({
  ...{ ...when, youngPersonId, bedId, stayId: null },
});
function matching(people: Assessed[], facts: PairFact[] = []): Matching {
  const factOf = factsByPair(facts);
  return { rules, factOf, judge: pairJudge(rules, factOf), people: new Map(people.map((one) => [one.id, one])) };
}
const house = (claims: HeldBed[], more: Partial<Household> = {}): Household => ({ beds, claims, staffed: [], ...more });

const kit = someone('kit', [rated('sleep', 3, 0)]);
const tia = someone('tia', [rated('sleep', 0, 3)]);
const sol = someone('sol');

describe('a group as a picture', () => {
  it('has a pair for any two who share a night, with the nights they share and the night it is about', () => {
    const late = { arrival: '2027-03-13', departure: '2027-03-15' };
    const claims = [
      held('kit', '1'),
      held('tia', '2', late),
      held('sol', '3', { arrival: '2027-03-14', departure: '2027-03-16' }),
    ];
    const { pairs, people } = groupOf(house(claims), matching([kit, tia, sol]), range);
    expect(pairs.map(({ between, nights }) => [...between, ...nights])).toEqual([
      ['kit', 'tia', '2027-03-13'],
      ['sol', 'tia', '2027-03-14'],
    ]);
    expect(people.map(({ id, nights }) => [id, nights.length])).toEqual([
      ['kit', 2],
      ['sol', 2],
      ['tia', 2],
    ]);
  });

  it('says from whom the risk comes, where the two directions differ', () => {
    const { pairs } = groupOf(house([held('kit', '1'), held('tia', '2')]), matching([kit, tia]), range);
    expect(pairs[0]!.verdict).toBe('only_with_mitigation');
    expect(pairs[0]!.from).toEqual({ kit: expect.stringMatching(/medium|high/), tia: null });
  });

  it('counts that rooms lie apart, on the night on which they do not most of all', () => {
    const apart = groupOf(house([held('kit', '1'), held('tia', '3')]), matching([kit, tia]), range).pairs[0]!;
    const moved = [held('kit', '1'), held('tia', '3', { arrival: '2027-03-12', departure: '2027-03-13' })];
    const near = held('tia', '2', { arrival: '2027-03-13', departure: '2027-03-14' });
    const once = groupOf(house([...moved, near]), matching([kit, tia]), range).pairs[0]!;
    expect(once.score).toBeLessThan(apart.score);
    expect(once.night).toBe('2027-03-13');
  });

  it('is held two beds: rooms lie apart only where both do', () => {
    const held2 = groupOf(house([held('kit', '1'), held('tia', '3'), held('tia', '2')]), matching([kit, tia]), range);
    const near = groupOf(house([held('kit', '1'), held('tia', '2')]), matching([kit, tia]), range);
    expect(held2.pairs[0]!.score).toBe(near.pairs[0]!.score);
  });

  it('never says of two who must not be together that it is anything but not suitable', () => {
    const facts: PairFact[] = [{ youngPeople: ['kit', 'sol'], decision: 'never_together' }];
    const { pairs } = groupOf(house([held('kit', '1'), held('sol', '3')]), matching([kit, sol], facts), range);
    expect(pairs[0]).toMatchObject({ verdict: 'unsuitable', score: 0 });
  });

  it('adds up what all of them ask of the house, night by night', () => {
    const ada = someone('ada', [], { support: 'one_to_one' });
    const staffed = [
      { night: '2027-03-12', figure: { take: 2, high: 1 }, from: 'night', booked: 2, highBooked: 1 } as const,
    ];
    const { nights } = groupOf(house([held('ada', '1'), held('sol', '2')], { staffed }), matching([ada, sol]), range);
    const limitsOn = (night: string) =>
      Object.fromEntries(
        nights.find((one) => one.night === night)!.limits.map(({ rule, count, atMost }) => [rule, [count, atMost]]),
      );
    expect(limitsOn('2027-03-12')).toMatchObject({
      high_support: [1, rules.group.highSupport.atMost],
      support: [rules.group.support.needs.one_to_one + rules.group.support.needs.shared, 2],
    });
    expect(limitsOn('2027-03-13')['support']![1]).toBeNull();
    expect(limitsOn('2027-03-15')['support']![0]).toBe(0);
  });
});

describe('the group, whoever it is', () => {
  const levels = fc.constantFrom<0 | 3>(0, 3);
  const anybody = fc.record({
    ratings: fc
      .tuple(levels, levels)
      .map(([poses, vulnerable]) => [rated('sleep', poses, vulnerable), rated('bullying', vulnerable, poses)]),
    support: fc.constantFrom<Assessed['support']>('shared', 'one_to_two', 'one_to_one'),
    gap: fc.option(fc.constant('out_of_date' as const), { nil: undefined }),
    bedId: fc.constantFrom('1', '2', '3', '4'),
    from: fc.integer({ min: 0, max: 3 }),
    length: fc.integer({ min: 1, max: 5 }),
  });
  const day = (days: number) => `2027-03-${String(10 + days)}`;
  const several = fc.array(anybody, { minLength: 2, maxLength: 5 }).map((all) => {
    const people = all.map(({ ratings, support, gap }, place) =>
      someone(`p${place}`, ratings, { support, ...(gap && { gap }) }),
    );
    const claims = all.map(({ bedId, from, length }, place) =>
      held(`p${place}`, bedId, { arrival: day(from), departure: day(from + length) }),
    );
    return { people, claims };
  });

  it('is the same in whatever order the claims and the people are given', () => {
    fc.assert(
      fc.property(several, ({ people, claims }) => {
        const one = groupOf(house(claims), matching(people), range);
        const other = groupOf(house(claims.toReversed()), matching(people.toReversed()), range);
        expect(other).toEqual(one);
      }),
    );
  });

  it('somebody more changes nothing between the others', () => {
    fc.assert(
      fc.property(several, ({ people, claims }) => {
        const all = groupOf(house(claims), matching(people), range).pairs.filter(
          ({ between }) => !between.includes('p0'),
        );
        const less = groupOf(house(claims.slice(1)), matching(people.slice(1)), range).pairs;
        expect(all).toEqual(less);
      }),
    );
  });

  it('says of each two what the advice on one of them says of the other', () => {
    fc.assert(
      fc.property(several, ({ people, claims }) => {
        const known = matching(people);
        const [first] = claims as [HeldBed];
        const here = {
          arrival: first.arrival > range.arrival ? first.arrival : range.arrival,
          departure: first.departure,
        };
        if (here.arrival >= here.departure) return;
        const bedOf = beds.find(({ id }) => id === first.bedId)!;
        const fit = fitOf(people[0]!, house(claims), known, { ...here, bed: bedOf, beds: [bedOf], moves: [] });
        const gravest = (id: string) =>
          Math.min(
            ...fit.compatibility.nights.flatMap(({ pairs }) =>
              pairs.filter((one) => one.with === id).map(({ score }) => score),
            ),
          );
        for (const { between, score, verdict } of groupOf(house(claims), known, range).pairs) {
          const [, other] = between;
          if (between[0] === 'p0' && verdict !== 'not_assessed') expect(score).toBe(gravest(other));
        }
      }),
    );
  });
});
