import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Assessed, PairFact } from '../../matching/domain/assessed.js';
import { changesSince } from './company-changes.js';
import type { DecisionInputs } from './decision-inputs.js';

const NIGHTS = ['2027-03-12', '2027-03-13'];
const someone = (id: string, more: Partial<Assessed> = {}): Assessed => ({
  ...{ id, age: 14, support: 'shared', ratings: [] },
  ...more,
});
const looked = (
  there: Record<string, 'booked' | 'offered'>,
  more: Partial<DecisionInputs> = {},
  on: readonly string[] = NIGHTS,
): DecisionInputs => ({
  guest: someone('tia'),
  others: Object.keys(there).map((id) => someone(id)),
  facts: [],
  nights: on.map((night) => ({
    night,
    booked: Object.keys(there).filter((id) => there[id] === 'booked'),
    offered: Object.keys(there).filter((id) => there[id] === 'offered'),
    ...{ apart: [], staff: null, eases: [] },
  })),
  ...more,
});
const rated = (poses: 1 | 3) => [{ factor: 'sleep', poses, vulnerable: 0, status: 'serious' }] as const;
const plan = (id?: string): PairFact => ({
  ...{ youngPeople: ['kit', 'tia'], decision: 'only_with_mitigation', ...(id && { id }) },
});

describe('how the company differs from what was decided on', () => {
  it.each<[string, DecisionInputs, DecisionInputs, object[]]>([
    ['not at all', looked({ kit: 'booked' }), looked({ kit: 'booked' }), []],
    [
      'somebody new is booked',
      looked({}),
      looked({ kit: 'booked' }),
      [{ kind: 'came', youngPersonId: 'kit', held: false }],
    ],
    [
      'somebody new is held a bed',
      looked({}),
      looked({ kit: 'offered' }),
      [{ kind: 'came', youngPersonId: 'kit', held: true }],
    ],
    ['who was looked at as a maybe is booked', looked({ kit: 'offered' }), looked({ kit: 'booked' }), []],
    [
      'an offer that was looked at ends',
      looked({ kit: 'offered' }),
      looked({}),
      [{ kind: 'left', youngPersonId: 'kit', held: true }],
    ],
    ['who was booked is held a bed for the same nights', looked({ kit: 'booked' }), looked({ kit: 'offered' }), []],
    [
      'somebody does not come',
      looked({ kit: 'booked' }),
      looked({}),
      [{ kind: 'left', youngPersonId: 'kit', held: false }],
    ],
    [
      'nights are added',
      looked({}),
      looked({}, {}, [...NIGHTS, '2027-03-14']),
      [{ kind: 'nights', nights: ['2027-03-14'] }],
    ],
    ['nights are taken off', looked({ kit: 'booked' }), looked({ kit: 'booked' }, {}, NIGHTS.slice(0, 1)), []],
    [
      'a new assessment',
      looked({ kit: 'booked' }, { others: [someone('kit', { ratings: rated(1) })] }),
      looked({ kit: 'booked' }, { others: [someone('kit', { ratings: rated(3) })] }),
      [{ kind: 'assessment', youngPersonId: 'kit' }],
    ],
    [
      'their own assessment runs out',
      looked({}),
      looked({}, { guest: someone('tia', { gap: 'out_of_date' }) }),
      [{ kind: 'gap', youngPersonId: 'tia', isAssessed: false }],
    ],
    [
      'another reason for which they are not assessed',
      looked({}, { guest: someone('tia', { gap: 'no_assessment' }) }),
      looked({}, { guest: someone('tia', { gap: 'not_countersigned' }) }),
      [],
    ],
    [
      'somebody is assessed now',
      looked({ kit: 'booked' }, { others: [someone('kit', { gap: 'no_assessment' })] }),
      looked({ kit: 'booked' }),
      [{ kind: 'gap', youngPersonId: 'kit', isAssessed: true }],
    ],
    [
      'a matching decision about the two',
      looked({ kit: 'booked' }),
      looked({ kit: 'booked' }, { facts: [{ youngPeople: ['kit', 'tia'], decision: 'only_with_mitigation' }] }),
      [{ kind: 'decision', youngPersonId: 'kit', to: 'only_with_mitigation', isOtherPlan: false }],
    ],
    [
      'a plan for the two takes the place of another',
      looked({ kit: 'booked' }, { facts: [plan('first')] }),
      looked({ kit: 'booked' }, { facts: [plan('second')] }),
      [{ kind: 'decision', youngPersonId: 'kit', to: 'only_with_mitigation', isOtherPlan: true }],
    ],
    [
      'a plan that was looked at before it was kept which',
      looked({ kit: 'booked' }, { facts: [plan()] }),
      looked({ kit: 'booked' }, { facts: [plan('second')] }),
      [],
    ],
    ['a birthday', looked({ kit: 'booked' }), looked({ kit: 'booked' }, { others: [someone('kit', { age: 15 })] }), []],
  ])('%s', (_, then, now, changes) => {
    expect(changesSince(then, now)).toEqual(changes.map((one) => expect.objectContaining(one) as unknown));
  });

  it('says on which nights', () => {
    const now = looked({ kit: 'booked' });
    now.nights[0]!.booked = [];
    expect(changesSince(looked({}), now)).toEqual([
      { kind: 'came', youngPersonId: 'kit', nights: ['2027-03-13'], held: false },
    ]);
  });

  const facts: PairFact[] = [
    { youngPeople: ['bo', 'tia'], decision: 'works_well' },
    { youngPeople: ['tia', 'kit'], siblings: 'apart' },
  ];
  const state = fc.record({
    there: fc.dictionary(fc.constantFrom('bo', 'kit', 'ash'), fc.constantFrom('booked', 'offered' as const)),
    facts: fc.subarray(facts),
    ratings: fc.subarray([...rated(1), { ...rated(3)[0], factor: 'bullying' as const }]),
  });
  const asLooked = (
    { there, facts, ratings }: typeof state extends fc.Arbitrary<infer T> ? T : never,
    turned = false,
  ) => {
    const inputs = looked(there as Record<string, 'booked'>, { facts });
    const turn = <T>(list: readonly T[]) => (turned ? list.toReversed() : [...list]);
    inputs.others = turn(inputs.others.map((one) => ({ ...one, ratings: turn(ratings) })));
    inputs.facts = turn(inputs.facts);
    for (const night of inputs.nights) [night.booked, night.offered] = [turn(night.booked), turn(night.offered)];
    return inputs;
  };

  it('counts whoever the advice counts: an offer as much as the stay that it becomes', () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        const all = (how: 'booked' | 'offered', { there, ...rest }: typeof one) =>
          asLooked({ ...rest, there: Object.fromEntries(Object.keys(there).map((id) => [id, how])) });
        const kinds = (changes: { kind: string }[]) => changes.map((change) => ({ ...change, held: undefined }));
        expect(kinds(changesSince(all('offered', one), all('offered', other)))).toEqual(
          kinds(changesSince(all('booked', one), all('booked', other))),
        );
      }),
    );
  });

  it('is nothing once everything is as it was, and never depends on the order of those staying', () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        expect(changesSince(asLooked(one), asLooked(one, true))).toEqual([]);
        const sorted = (changes: object[]) => changes.map((change) => JSON.stringify(change)).toSorted();
        expect(sorted(changesSince(asLooked(one, true), asLooked(other, true)))).toEqual(
          sorted(changesSince(asLooked(one), asLooked(other))),
        );
      }),
    );
  });
});
