import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/nights.js';
import type { Assessed, PairFact } from '../../matching/domain/assessed.js';
import { FACTOR_IDS, RISK_STATUSES } from '../../matching/domain/factors.js';
import { factsByPair, pairJudge } from '../../matching/domain/judge-night.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { inputsOf, judgeInputs, type DecisionInputs } from './decision-inputs.js';
import { fitOf, type HeldBed, type Household } from './fit.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const beds = ['1', '2', '3', '4'].map((id) => ({
  ...{ id, number: Number(id), name: `Bed ${id}`, attributes: [], area: Number(id) > 2 ? 'Garden side' : 'Upstairs' },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
}));
const NAMES = ['ash', 'bo', 'kit', 'tia'] as const;
const [FIRST, LAST] = ['2027-03-12', '2027-03-15'];
const option = { arrival: FIRST, departure: LAST, bed: beds[3]!, beds: [beds[3]!], moves: [] };

const level = fc.constantFrom(0, 1, 2, 3, 4) as fc.Arbitrary<0 | 1 | 2 | 3 | 4>;
const rating = fc.record({
  ...{ factor: fc.constantFrom(...FACTOR_IDS), poses: level, vulnerable: level },
  status: fc.constantFrom(...RISK_STATUSES),
});
const people = fc.tuple(
  ...NAMES.map((id) =>
    fc.record({
      id: fc.constant(id as string),
      ...{ age: fc.integer({ min: 11, max: 17 }), support: fc.constantFrom('shared', 'one_to_one') },
      ratings: fc.uniqueArray(rating, { maxLength: 3, selector: ({ factor }) => factor }),
      gap: fc.constantFrom(undefined, undefined, 'no_assessment'),
    }),
  ),
) as unknown as fc.Arbitrary<Assessed[]>;
/** Each of the others from a night on, or not at all; a bed of their own, by a stay or by an offer. */
const claims = fc
  .tuple(...[0, 1, 2].map(() => fc.record({ from: fc.integer({ min: 0, max: 3 }), isStay: fc.boolean() })))
  .map((all) =>
    all.flatMap(({ from, isStay }, place): HeldBed[] => {
      const id = NAMES[place + 1]!;
      const stayId = isStay ? `stay-${id}` : null;
      const arrival = addDays(FIRST, from);
      return from > 2 ? [] : [{ youngPersonId: id, bedId: beds[place]!.id, stayId, arrival, departure: LAST }];
    }),
  );
const facts = fc.subarray<PairFact>([
  { youngPeople: ['kit', 'ash'], decision: 'only_with_mitigation' },
  { youngPeople: ['ash', 'bo'], siblings: 'together' },
  { youngPeople: ['ash', 'bo'], decision: 'works_well' },
  { youngPeople: ['kit', 'bo'], decision: 'never_together' },
]);
const staffed = [0, 1, 2].map((day) => ({
  ...{ night: addDays(FIRST, day), figure: { take: 2, high: 1 }, from: 'night' as const, booked: 0, highBooked: 0 },
}));

const matching = (all: readonly Assessed[], known: readonly PairFact[]) => {
  const factOf = factsByPair(known);
  const byId = new Map(all.map((one) => [one.id, one]));
  return { rules, factOf, judge: pairJudge(rules, factOf), people: byId, facts: known };
};
const looked = (all: Assessed[], held: HeldBed[], known: PairFact[]) => {
  const house: Household = { beds, claims: held, staffed, wakingNight: false };
  return { house, inputs: inputsOf(all[0]!, house, matching(all, known), option) };
};

describe('what a decision was made of', () => {
  it('judges again to exactly the advice that was shown, also once it was stored and read', () => {
    fc.assert(
      fc.property(people, claims, facts, (all, held, known) => {
        const { house, inputs } = looked(all, held, known);
        const shown = fitOf(all[0]!, house, matching(all, known), option).compatibility;
        const stored = JSON.parse(JSON.stringify(inputs)) as DecisionInputs;
        expect(judgeInputs(rules, stored)).toEqual(shown);
      }),
    );
  });

  it('is the same whoever is named first, and whatever two of the others are to each other', () => {
    fc.assert(
      fc.property(people, claims, facts, (all, held, known) => {
        const { inputs } = looked(all, held, known);
        const turned = looked(all, held.toReversed(), known.toReversed());
        expect(turned.inputs).toEqual(inputs);
        const ofOthers = known.filter(({ youngPeople }) => !youngPeople.includes('ash'));
        expect(looked(all, held, [...known.filter((one) => !ofOthers.includes(one))]).inputs).toEqual(inputs);
      }),
    );
  });

  it('tells who has a stay from who is held a bed by an offer, night by night', () => {
    const [ash, bo, kit] = NAMES.map((id) => ({ id, age: 14, support: 'shared' as const, ratings: [] }));
    const { inputs } = looked(
      [ash!, bo!, kit!],
      [
        { youngPersonId: 'bo', bedId: '1', stayId: 's', arrival: FIRST, departure: LAST },
        { youngPersonId: 'kit', bedId: '3', stayId: null, arrival: '2027-03-13', departure: '2027-03-14' },
      ],
      [],
    );
    expect(inputs.nights.map(({ night, booked, offered, apart }) => [night, booked, offered, apart])).toEqual([
      ['2027-03-12', ['bo'], [], ['bo']],
      ['2027-03-13', ['bo'], ['kit'], ['bo']],
      ['2027-03-14', ['bo'], [], ['bo']],
    ]);
  });
});
