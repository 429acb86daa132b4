import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SUPPORT_LEVELS } from '../../people/domain/stay-needs.js';
import { GAPS, type Assessed, type PairFact, type Rating } from './assessed.js';
import { EASES, FACTOR_IDS, LEVELS, RISK_STATUSES, type Level } from './factors.js';
import { factsByPair, judgeNight, pairJudge, type House } from './judge-night.js';
import { judgePair, weigh } from './judge-pair.js';
import { stayJudge, within } from './judge-stay.js';
import type { RuleSet } from './rule-set.js';
import { VERDICTS } from './verdicts.js';
import { whatWouldWork } from './what-would-work.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;

const rating = fc.record({
  factor: fc.constantFrom(...FACTOR_IDS),
  poses: fc.constantFrom(...LEVELS),
  vulnerable: fc.constantFrom(...LEVELS),
  status: fc.constantFrom(...RISK_STATUSES),
});
const ratings = fc.uniqueArray(rating, { selector: ({ factor }) => factor, maxLength: 6 });
const somebody = (id: string): fc.Arbitrary<Assessed> =>
  fc.record(
    {
      id: fc.constant(id),
      age: fc.integer({ min: 10, max: 17 }),
      support: fc.constantFrom(...SUPPORT_LEVELS),
      ratings,
      gap: fc.constantFrom(...GAPS),
    },
    { requiredKeys: ['id', 'age', 'support', 'ratings'] },
  );
const knownBody = (id: string) => somebody(id).map(({ gap: _, ...known }): Assessed => known);
const IDS = ['k', 'm', 'p', 'z'] as const;
const eases = fc.subarray([...EASES]);
const facts = fc.array(
  fc.record(
    {
      youngPeople: fc.subarray(['guest', ...IDS], { minLength: 2, maxLength: 2 }) as unknown as fc.Arbitrary<
        [string, string]
      >,
      decision: fc.constantFrom('never_together' as const, 'only_with_mitigation' as const, 'works_well' as const),
      siblings: fc.constantFrom('together' as const, 'apart' as const),
    },
    { requiredKeys: ['youngPeople'] },
  ),
  { maxLength: 3 },
);
const company = fc.tuple(...IDS.map(somebody)).chain((all) => fc.subarray(all));
const house = (night: string, others: fc.Arbitrary<Assessed[]> = company) =>
  fc.record({ night: fc.constant(night), others, staff: fc.option(fc.integer({ min: 1, max: 5 })), eases });
const scene = fc.record({ guest: somebody('guest'), house: house('2027-03-12'), facts });

const onNight = (guest: Assessed, where: House, decided: readonly PairFact[], apart: readonly string[] = []) => {
  const factOf = factsByPair(decided);
  return judgeNight(rules, pairJudge(rules, factOf), guest, where, new Set(apart));
};
const worse = (level: Level): Level => Math.min(4, level + 1) as Level;

describe('the score of a night', () => {
  it('is 100 and its contributions, exactly, and lies between 0 and 100', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const { score, contributions, pairs } = onNight(one.guest, one.house, one.facts);
        for (const part of [{ score, contributions }, ...pairs]) {
          expect(part.contributions.reduce((sum, { points }) => sum + points, 100)).toBe(part.score);
          expect(part.score).toBeGreaterThanOrEqual(0);
          expect(part.score).toBeLessThanOrEqual(100);
          for (const { points, rule } of part.contributions) {
            expect(Number.isInteger(points)).toBe(true);
            expect(rule === 'floor' ? points > 0 : points < 0).toBe(true);
          }
        }
      }),
    );
  });

  it('does not depend on any order', () => {
    const shuffled = scene.chain((one) =>
      fc.record({
        one: fc.constant(one),
        others: fc.shuffledSubarray([...one.house.others], { minLength: one.house.others.length }),
        facts: fc.shuffledSubarray(one.facts, { minLength: one.facts.length }),
        ratings: fc.shuffledSubarray([...one.guest.ratings], { minLength: one.guest.ratings.length }),
      }),
    );
    const apart = (decided: readonly PairFact[]) => new Set(decided.map(({ youngPeople }) => youngPeople.join())).size;
    fc.assert(
      fc.property(shuffled, ({ one, others, facts: decided, ratings: again }) => {
        // Two facts of one pair that contradict each other are none: the database keeps one decision a pair.
        fc.pre(apart(decided) === decided.length);
        const answer = onNight(one.guest, one.house, one.facts);
        expect(onNight({ ...one.guest, ratings: again }, { ...one.house, others }, decided)).toEqual(answer);
      }),
    );
  });

  it('of two is the same whoever is named first', () => {
    fc.assert(
      fc.property(somebody('a'), somebody('b'), facts, eases, (a, b, [fact], inForce) => {
        expect(judgePair(rules, b, a, fact, inForce)).toEqual(judgePair(rules, a, b, fact, inForce));
      }),
    );
  });

  it('names who poses a risk and whom it meets', () => {
    const strong: Assessed = {
      id: 'a',
      age: 14,
      support: 'shared',
      ratings: [{ factor: 'bullying', poses: 4, vulnerable: 0, status: 'serious' }],
    };
    const meek: Assessed = { ...strong, id: 'b', ratings: [{ ...strong.ratings[0]!, poses: 0, vulnerable: 4 }] };
    expect(judgePair(rules, meek, strong).contributions).toEqual([
      expect.objectContaining({ points: -60, rule: 'interaction', from: 'a', to: 'b', levels: [4, 4] }),
    ]);
  });

  it('of a pair stays as it is when somebody else comes', () => {
    fc.assert(
      fc.property(scene, somebody('y'), (one, another) => {
        const before = onNight(one.guest, one.house, one.facts);
        const after = onNight(one.guest, { ...one.house, others: [...one.house.others, another] }, one.facts);
        expect(after.pairs.filter((pair) => pair.with !== 'y')).toEqual(before.pairs);
        expect(after.score).toBeLessThanOrEqual(before.score);
        expect(VERDICTS.indexOf(after.verdict)).toBeGreaterThanOrEqual(VERDICTS.indexOf(before.verdict));
      }),
    );
  });

  it('is never raised by a risk that is rated higher, nor is its advice made milder', () => {
    const raised = scene.chain((one) =>
      fc.tuple(
        fc.constant(one),
        rating,
        fc.constantFrom('poses', 'vulnerable') as fc.Arbitrary<'poses' | 'vulnerable'>,
      ),
    );
    fc.assert(
      fc.property(raised, ([one, extra, way]) => {
        const has = one.guest.ratings.some(({ factor }) => factor === extra.factor);
        const raise = (rated: Rating): Rating =>
          rated.factor === extra.factor ? { ...rated, [way]: worse(rated[way]) } : rated;
        const after = has ? one.guest.ratings.map(raise) : [...one.guest.ratings, extra];
        const before = onNight(one.guest, one.house, one.facts);
        const then = onNight({ ...one.guest, ratings: after }, one.house, one.facts);
        expect(then.score).toBeLessThanOrEqual(before.score);
        expect(VERDICTS.indexOf(then.verdict)).toBeGreaterThanOrEqual(VERDICTS.indexOf(before.verdict));
      }),
    );
  });

  it('is never raised by a graver status, and never lowered by what the house does', () => {
    fc.assert(
      fc.property(scene, fc.constantFrom(...EASES), (one, ease) => {
        const graver = (rated: Rating): Rating => ({
          ...rated,
          status: RISK_STATUSES[Math.min(3, RISK_STATUSES.indexOf(rated.status) + 1)]!,
        });
        const before = onNight(one.guest, one.house, one.facts);
        const worst = onNight({ ...one.guest, ratings: one.guest.ratings.map(graver) }, one.house, one.facts);
        expect(worst.score).toBeLessThanOrEqual(before.score);
        const eased = onNight(one.guest, { ...one.house, eases: [...new Set([...one.house.eases, ease])] }, one.facts);
        expect(eased.score).toBeGreaterThanOrEqual(before.score);
      }),
    );
  });
});

describe('the advice', () => {
  it('is *not suitable* wherever two must never be together, whatever else is so', () => {
    fc.assert(
      fc.property(scene, somebody('y'), (one, other) => {
        const decided = [...one.facts, { youngPeople: ['y', 'guest'] as const, decision: 'never_together' as const }];
        const answer = onNight(one.guest, { ...one.house, others: [...one.house.others, other] }, decided, ['y']);
        expect(answer).toMatchObject({ verdict: 'unsuitable', score: 0, band: 'very_high' });
      }),
    );
  });

  it('is never *suitable* where somebody is not assessed, and says who and what is missing', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const { verdict, gaps } = onNight(one.guest, one.house, one.facts);
        const missing = [one.guest, ...one.house.others].filter(({ gap }) => gap);
        expect(gaps.map(({ youngPersonId }) => youngPersonId).toSorted()).toEqual(
          missing.map(({ id }) => id).toSorted(),
        );
        if (missing.length > 0) expect(['not_assessed', 'unsuitable']).toContain(verdict);
      }),
    );
  });

  it('goes by the worst single reason: strengths stand beside it and take nothing off', () => {
    fc.assert(
      fc.property(knownBody('guest'), knownBody('k'), eases, (guest, other, inForce) => {
        const where = { night: '2027-03-12', others: [other], staff: null, eases: inForce };
        const plain = onNight(guest, where, []);
        const liked = onNight(guest, where, [{ youngPeople: ['guest', 'k'], decision: 'works_well' }]);
        expect(liked.strengths).toEqual([{ kind: 'works_well', between: ['guest', 'k'] }]);
        expect(liked.score).toBeLessThanOrEqual(plain.score);
        const worst = -Math.min(0, ...plain.contributions.map(({ points }) => points));
        expect(plain.band).toBe(rules.bands.findLast(({ from }) => worst >= from)!.band);
      }),
    );
  });

  it('is no milder for the sum than for the worst reason alone', () => {
    const reason = (points: number) => ({ points, rule: 'interaction' as const, from: 'a', to: 'b' });
    expect(weigh(rules, [reason(-36)])).toMatchObject({ score: 64, band: 'high', verdict: 'unsuitable' });
    expect(weigh(rules, [-12, -12, -12].map(reason))).toMatchObject({
      score: 64,
      band: 'low',
      verdict: 'only_with_mitigation',
    });
  });
});

describe('a stay', () => {
  /** Who is there differs from night to night; who they are does not. */
  const nights = fc.tuple(...IDS.map(somebody)).chain((all) => {
    const on = (night: string) => house(night, fc.subarray(all));
    return fc.tuple(on('2027-03-12'), on('2027-03-13'), on('2027-03-14'));
  });
  const judging = (guest: Assessed, decided: readonly PairFact[]) =>
    stayJudge(rules, pairJudge(rules, factsByPair(decided)), guest);

  it('is as its gravest night, which it names with the pair and the rule', () => {
    fc.assert(
      fc.property(somebody('guest'), nights, facts, (guest, houses, decided) => {
        const answer = judging(guest, decided)(houses);
        const each = houses.map((one) => onNight(guest, one, decided));
        expect(answer.nights).toEqual(each);
        const grave = (verdict: (typeof VERDICTS)[number]) => VERDICTS.indexOf(verdict);
        expect(grave(answer.verdict)).toBe(Math.max(...each.map(({ verdict }) => grave(verdict))));
        const worst = each.find(({ night }) => night === answer.worst.night)!;
        expect([answer.score, answer.contributions]).toEqual([worst.score, worst.contributions]);
        expect(answer.worst.reason).toEqual(worst.contributions[0] ?? null);
        const named = answer.worst.with;
        if (named)
          expect(houses.find(({ night }) => night === worst.night)!.others.map(({ id }) => id)).toContain(named);
      }),
    );
  });

  it('is what it is however many others were asked about before, in whatever room and with whatever more', () => {
    const stays = fc.array(fc.tuple(fc.subarray([0, 1, 2], { minLength: 1 }), fc.subarray([...IDS]), eases));
    fc.assert(
      fc.property(somebody('guest'), nights, facts, stays, (guest, houses, decided, asked) => {
        const judgeNights = judging(guest, decided);
        for (const [places, away, more] of asked) {
          const theirs = places.map((place) => houses[place]!);
          const inForce = (one: House) => EASES.filter((ease) => [...one.eases, ...more].includes(ease));
          const each = theirs.map((one) => onNight(guest, { ...one, eases: inForce(one) }, decided, away));
          expect(judgeNights(theirs, () => new Set(away), more).nights).toEqual(each);
        }
      }),
    );
  });

  it('takes its nights out of a longer range, and needs one', () => {
    const night = (date: string) => ({ night: date, others: [], staff: null, eases: [] });
    const range = ['2027-03-11', '2027-03-12', '2027-03-13', '2027-03-14'].map(night);
    const stay = { arrival: '2027-03-12', departure: '2027-03-14' };
    expect(within(range, stay).map((one) => one.night)).toEqual(['2027-03-12', '2027-03-13']);
    expect(() => judging({ id: 'guest', age: 14, support: 'shared', ratings: [] }, [])([])).toThrow(RangeError);
  });
});

describe('what would make it work', () => {
  const at = (guest: Assessed, others: Assessed[], more: Partial<House> = {}, decided: PairFact[] = []) => {
    const factOf = factsByPair(decided);
    const judgeNights = stayJudge(rules, pairJudge(rules, factOf), guest);
    const setting = {
      judgeNights,
      nights: [{ night: '2027-03-12', others, staff: null, eases: [], ...more }],
      apartFrom: (bedId: string) => () => new Set(bedId === 'far' ? others.map(({ id }) => id) : []),
      bedId: 'near',
      beds: ['near', 'far'],
    };
    return whatWouldWork(setting, judgeNights(setting.nights));
  };
  const one = (id: string, ...list: [Rating['factor'], Level, Level][]): Assessed => ({
    id,
    age: 14,
    support: 'shared',
    ratings: list.map(([factor, poses, vulnerable]) => ({ factor, poses, vulnerable, status: 'serious' })),
  });

  it('names another bed, and what the house can do', () => {
    const found = at(one('guest', ['sleep', 4, 0]), [one('k', ['sensory', 0, 3])]);
    expect(found).toEqual([{ kind: 'bed', bedId: 'far', verdict: 'suitable', score: 88 }]);
    expect(at(one('guest', ['sleep', 3, 0]), [one('k', ['sleep', 0, 3])]).map(({ kind }) => kind)).toEqual([
      'bed',
      'ease',
    ]);
  });

  it('names one more member of staff where support is short', () => {
    const guest = { ...one('guest'), support: 'two_to_one' as const };
    expect(at(guest, [one('k'), one('m')], { staff: 3 })).toEqual([
      { kind: 'ease', eases: ['extra_staff'], verdict: 'suitable', score: 100 },
    ]);
  });

  it('names what is missing, and nothing against a decision that keeps them apart', () => {
    const unknown = { ...one('guest'), gap: 'no_assessment' as const };
    expect(at(unknown, [one('k')])).toEqual([{ kind: 'assess', youngPersonId: 'guest', gap: 'no_assessment' }]);
    expect(at(one('guest'), [one('k')], {}, [{ youngPeople: ['guest', 'k'], decision: 'never_together' }])).toEqual([]);
  });

  it('only ever names what makes the advice milder', () => {
    fc.assert(
      fc.property(scene, ({ guest, house: where, facts: decided }) => {
        const now = onNight(guest, where, decided);
        for (const remedy of at(guest, [...where.others], where, decided)) {
          if (remedy.kind !== 'assess')
            expect(VERDICTS.indexOf(remedy.verdict)).toBeLessThan(VERDICTS.indexOf(now.verdict));
        }
      }),
    );
  });
});
