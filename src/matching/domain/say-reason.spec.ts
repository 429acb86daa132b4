import { describe, expect, it } from '@jest/globals';
import type { Contribution } from './judge-pair.js';
import type { PairVerdict } from './pair-decision.js';
import { wordsFor } from './pair-word.js';
import { sayReason, sayRemedy, sayStrength } from './say-reason.js';

const nameOf = (id: string) => ({ a: 'Kit', b: 'Tia' })[id] ?? 'somebody';
const between = { from: 'a', to: 'b' };

const cases: [Contribution, string][] = [
  [
    {
      ...between,
      points: -30,
      rule: 'interaction',
      factor: 'aggression_to_peers',
      meets: 'bullying',
      levels: [3, 2],
      status: 'serious',
    },
    'Aggression to peers: high risk from Kit, serious without intervention; medium risk to Tia (bullying)',
  ],
  [
    {
      ...between,
      points: -8,
      rule: 'interaction',
      factor: 'sleep',
      meets: 'sleep',
      levels: [2, 2],
      status: 'mitigated',
      eased: ['rooms_apart'],
    },
    'Sleep and noise at night: medium risk from Kit, current but mitigated; medium risk to Tia. Eased by rooms away from each other',
  ],
  [
    {
      ...between,
      points: -12,
      rule: 'alike',
      factor: 'going_missing',
      levels: [2, 3],
      status: 'history_only',
      friends: true,
    },
    'Going missing: Kit (medium) and Tia (high) may draw each other in, history only; they get on well, which makes it more likely',
  ],
  [{ ...between, points: -10, rule: 'age_gap', count: 5, atMost: 3 }, '5 years between Kit and Tia, where 3 are free'],
  [{ ...between, points: -100, rule: 'decision' }, 'There is a decision about Kit and Tia'],
  [{ ...between, points: -100, rule: 'siblings' }, 'Kit and Tia are brothers or sisters who are to stay apart'],
  [
    { from: null, to: null, points: -15, rule: 'support', count: 3.5, atMost: 3 },
    'Support for 3½ on this night, with staff for 3',
  ],
  [
    { from: null, to: null, points: -15, rule: 'high_support', count: 3, atMost: 2 },
    '3 at high support on this night, 2 at most',
  ],
  [
    { from: null, to: null, points: -20, rule: 'concern', factor: 'going_missing', count: 3, atMost: 2 },
    'Going missing: 3 on this night for whom it is a concern, 2 at most',
  ],
  [{ from: null, to: null, points: 5, rule: 'floor' }, 'Nothing is below 0'],
];

describe('a reason in words', () => {
  it.each(cases)('%j', (reason, sentence) => {
    expect(sayReason(reason, nameOf)).toBe(sentence);
  });

  it('names nobody whom the reader may not see', () => {
    expect(sayStrength({ kind: 'works_well', between: ['a', 'c'] }, nameOf)).toBe(
      'Kit and somebody work well together',
    );
  });

  it('says of a decision which one it is, whose, since when and its plan, to who may know', () => {
    const signed = { id: '1', by: 'Jo Lane', on: '2027-03-12', plan: 'Rooms apart.' };
    const reason = { ...between, points: -30, rule: 'decision' as const };
    const said = (decision: PairVerdict, plan: string | null = null) =>
      sayReason(reason, nameOf, () => ({ decision, signed: { ...signed, plan } }));
    expect(said('only_with_mitigation', signed.plan)).toBe(
      'Only with a plan: Kit and Tia. Decided by Jo Lane on Friday 12 March 2027. The plan: Rooms apart',
    );
    expect(said('never_together')).toBe(
      'Kept apart for safety: Kit and Tia. Decided by Jo Lane on Friday 12 March 2027',
    );
    expect(sayReason(reason, nameOf, () => ({ decision: 'never_together' }))).toBe(
      'Kept apart for safety: Kit and Tia',
    );
    const strength = { kind: 'works_well' as const, between: ['a', 'b'] as const };
    expect(sayStrength(strength, nameOf, () => ({ decision: 'works_well', signed }))).toBe(
      'Kit and Tia work well together. Decided by Jo Lane on Friday 12 March 2027',
    );
  });

  it('says of a decision nothing to who may read only one of the two', () => {
    const wordOf = wordsFor(
      () => ({ decision: 'never_together' }),
      (id) => id === 'a',
    );
    expect(sayReason({ ...between, points: -100, rule: 'decision' }, nameOf, wordOf)).toBe(
      'There is a decision about Kit and Tia',
    );
  });

  it('says what would make it work', () => {
    const verdict = 'suitable' as const;
    const said = (remedy: Parameters<typeof sayRemedy>[0]) => sayRemedy(remedy, nameOf, () => 'Bed 3');
    expect(said({ kind: 'bed', bedId: '3', verdict, score: 90 })).toBe('Bed 3 instead');
    expect(said({ kind: 'ease', eases: ['waking_night', 'extra_staff'], verdict, score: 90 })).toBe(
      'a member of staff awake at night and one more member of staff',
    );
    expect(said({ kind: 'assess', youngPersonId: 'b', gap: 'no_assessment' })).toBe('an assessment of Tia that counts');
  });
});
