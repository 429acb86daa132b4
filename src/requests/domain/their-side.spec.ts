import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import type { Assessed, PairFact } from '../../matching/domain/assessed.js';
import { FACTOR_IDS, LEVELS, RISK_STATUSES } from '../../matching/domain/factors.js';
import { factsByPair, pairJudge } from '../../matching/domain/judge-night.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import type { Signed } from './decided-nights.js';
import { fitsOf, fitted } from './fit.js';
import type { Obstacle } from './obstacles.js';
import { optionsFor, type House } from './options.js';
import { nightsAsTold, outcomesOf } from './their-nights.js';
import { NOT_AS_THINGS_STAND, theirSide, TOLD, TOLD_ALIKE, type OwnSide } from './their-side.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const nights = { arrival: '2027-03-12', departure: '2027-03-14' };
const own: OwnSide = { missing: [], alone: { verdict: 'suitable', contributions: [] } };
const say = () => 'Support for 2 on this night, with staff for 1';

describe('what a key worker is told of nights', () => {
  it.each([
    ['suitable', 'suitable', []],
    ['only_with_mitigation', 'suitable_with_plan', []],
    ['unsuitable', 'not_these_nights', [NOT_AS_THINGS_STAND]],
    ['not_assessed', 'not_these_nights', [NOT_AS_THINGS_STAND]],
  ] as const)('the advice "%s" is "%s"', (verdict, told, reasons) => {
    expect(theirSide({ ...nights, reasons: [], verdict }, own, say)).toEqual({
      ...nights,
      told,
      reasons,
      decidedAt: null,
    });
  });

  it.each(TOLD_ALIKE)('"%s" is told as any other reason that may be another child', (code) => {
    const reasons: Obstacle[] = [{ code, sentence: 'Kit is there' }];
    const told = theirSide({ ...nights, reasons }, own, say);
    expect(told).toEqual(theirSide({ ...nights, reasons: [], verdict: 'unsuitable' }, own, say));
  });

  it('what stands against them of their own is told, and alone', () => {
    const age: Obstacle = { code: 'age', sentence: 'They would be 11.' };
    const apart: Obstacle = { code: 'kept_apart', sentence: 'Somebody is kept apart from them' };
    const told = theirSide({ ...nights, reasons: [age, apart] }, own, say);
    expect(told).toEqual({ ...nights, told: 'not_these_nights', reasons: ['They would be 11.'], decidedAt: null });
    expect(told).toEqual(theirSide({ ...nights, reasons: [age] }, own, say));
  });

  it.each(VERDICTS)('until they are assessed themselves it is said whose move that is, and no more (%s)', (verdict) => {
    const unknown = { ...own, missing: ['Tia: not assessed.'] };
    const told = { ...nights, told: 'not_assessed', reasons: ['Tia: not assessed.'], decidedAt: null };
    expect(theirSide({ ...nights, reasons: [], verdict }, unknown, say)).toEqual(told);
    const apart: Obstacle = { code: 'kept_apart', sentence: 'x' };
    expect(theirSide({ ...nights, reasons: [apart] }, unknown, say)).toEqual(told);
  });

  it('what would stand against them in an empty house is told', () => {
    const contributions = [{ points: -40, rule: 'support' as const, from: null, to: null, count: 2, atMost: 1 }];
    const alone = { verdict: 'unsuitable' as const, contributions };
    const told = theirSide({ ...nights, reasons: [], verdict: 'unsuitable' }, { ...own, alone }, say);
    expect(told).toEqual({ ...nights, told: 'not_these_nights', reasons: [say()], decidedAt: null });
  });
});

const beds: Bed[] = [1, 2, 3].map((number) => ({
  ...{ id: `bed-${number}`, number, name: `Bed ${number}`, attributes: [], area: number === 3 ? 'Garden side' : 'Up' },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
}));

/** Somebody else who is there, in a bed of their own for all of the nights, with whatever there is to know of them. */
const anOther = fc.record({
  name: fc.constantFrom('zed', 'abe', 'mim', 'quy'),
  age: fc.integer({ min: 8, max: 18 }),
  support: fc.constantFrom('shared' as const, 'one_to_one' as const),
  gap: fc.option(fc.constantFrom('no_assessment' as const, 'out_of_date' as const), { nil: undefined }),
  ratings: fc.uniqueArray(
    fc.record({
      factor: fc.constantFrom(...FACTOR_IDS),
      poses: fc.constantFrom(...LEVELS),
      vulnerable: fc.constantFrom(...LEVELS),
      status: fc.constantFrom(...RISK_STATUSES),
    }),
    { selector: ({ factor }) => factor, maxLength: 5 },
  ),
  decision: fc.option(
    fc.constantFrom('never_together' as const, 'only_with_mitigation' as const, 'works_well' as const),
    {
      nil: undefined,
    },
  ),
  isOffer: fc.boolean(),
});
type Other = typeof anOther extends fc.Arbitrary<infer T> ? T : never;
const others = fc.uniqueArray(anOther, { selector: ({ name }) => name, maxLength: 3 });

const tia: Assessed = {
  ...{ id: 'tia', age: 14, support: 'shared' },
  ratings: [{ factor: 'bullying', poses: 0, vulnerable: 3, status: 'serious' }],
};

/** The whole way from what is known of everybody to what the key worker of Tia reads. */
function toldAbout(company: readonly Other[], gap: Assessed['gap'] | null = null, signed?: Signed): string {
  const guest = { ...tia, ...(gap && { gap }) };
  const people = new Map<string, Assessed>([
    ['tia', guest],
    ...company.map(({ name, age, support, ratings, gap: missing }): [string, Assessed] => [
      name,
      { id: name, age, support, ratings, ...(missing && { gap: missing }) },
    ]),
  ]);
  const facts = company.flatMap(({ name, decision }): PairFact[] =>
    decision ? [{ youngPeople: ['tia', name], decision }] : [],
  );
  const factOf = factsByPair(facts);
  const claims = company.map(({ name, support, isOffer }, place): Claim => ({
    ...{ id: name, bedId: beds[place]!.id, ...nights, purpose: isOffer ? 'offer' : 'stay', youngPersonId: name },
    ...{ requestId: 'r', stayId: isOffer ? null : name, arrived: false, announced: true },
    ...{ support, needs: [], keepsRoom: false },
  }));
  const standing = { gap, countsUntil: null, says: gap ? 'Not assessed.' : 'Assessed.', move: null };
  const known = { rules, factOf, judge: pairJudge(rules, factOf), people, standings: new Map([['tia', standing]]) };
  const house: House = { beds, claims, youngest: 12, oldest: 17, staffed: [], visitors: [] };
  const apart = new Set(company.flatMap(({ name, decision }) => (decision === 'never_together' ? [name] : [])));
  const question = { from: nights.arrival, to: nights.departure, nights: 2, weekdays: [] };
  const answers = optionsFor({ ...question, today: '2027-03-01', horizon: '2028-09-01' }, house, {
    ...{ dateOfBirth: '2013-01-01', apart, own: [], needs: [], support: 'shared' },
  });
  const fits = fitsOf(guest, house, known, nights);
  const outcomes = outcomesOf(
    answers,
    (option) => fitted(option, fits).fit.compatibility.verdict,
    () => signed,
  );
  const named = { id: 'tia', firstName: 'Tia', lastName: 'Heron' };
  return JSON.stringify(nightsAsTold(outcomes, [named], house, known));
}

describe('nights that a named person has decided', () => {
  const signedAt = new Date('2027-03-01T10:00:00Z');
  const plan = [{ what: 'A night light', who: 'Night staff' }];
  it.each<[Signed, string, string[]]>([
    [{ decision: 'suitable', mitigations: [], signedAt }, 'suitable', []],
    [
      { decision: 'suitable_with_mitigations', mitigations: plan, signedAt },
      'suitable_with_plan',
      ['The plan: A night light (Night staff).'],
    ],
    [{ decision: 'not_suitable', mitigations: [], signedAt }, 'not_these_nights', [NOT_AS_THINGS_STAND]],
  ])('are told as it was signed, whoever is there, whatever the advice: %j', (signed, told, reasons) => {
    fc.assert(
      fc.property(others, fc.constantFrom(null, 'no_assessment' as const, 'out_of_date' as const), (company, gap) => {
        const decidedAt = signedAt.toISOString();
        expect(JSON.parse(toldAbout(company, gap, signed))).toEqual([{ ...nights, told, reasons, decidedAt }]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('of other children a key worker is told nothing', () => {
  it('so that there are no more answers than there are words for it, whoever is there and whatever is known of them', () => {
    const heard = new Map<string, string>();
    fc.assert(
      fc.property(others, (company) => {
        const text = toldAbout(company);
        const { told } = (JSON.parse(text) as [{ told: string }])[0];
        const before = heard.get(told) ?? text;
        heard.set(told, before);
        expect(text).toBe(before);
      }),
      { numRuns: 600 },
    );
    expect([...heard.keys()].toSorted()).toEqual(['not_these_nights', 'suitable', 'suitable_with_plan']);
    for (const text of heard.values()) expect(text).not.toMatch(/zed|abe|mim|quy|Bed|bed-|score/);
  });

  it('while theirs is not assessed themselves: then every house is told in the same words', () => {
    const empty = toldAbout([], 'no_assessment');
    fc.assert(fc.property(others, (company) => toldAbout(company, 'no_assessment') === empty));
    expect(empty).toContain('not_assessed');
  });

  it('has a word for each answer and no others', () => {
    expect(TOLD).toEqual(['suitable', 'suitable_with_plan', 'not_these_nights', 'not_assessed']);
  });
});
