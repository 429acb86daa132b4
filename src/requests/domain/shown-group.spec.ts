import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Assessed, PairFact } from '../../matching/domain/assessed.js';
import type { Verdict } from '../../matching/domain/verdicts.js';
import type { DecisionInputs, NightLookedAt } from './decision-inputs.js';
import { changedSince, LONGEST_WORD, shownAs, withoutAdvice } from './shown-group.js';

const NIGHTS = ['2027-03-12', '2027-03-13'];
const someone = (id: string, more: Partial<Assessed> = {}): Assessed => ({
  ...{ id, age: 14, support: 'shared', ratings: [] },
  ...more,
});
const night = (on: string, booked: string[], more: Partial<NightLookedAt> = {}): NightLookedAt => ({
  ...{ night: on, booked, offered: [], apart: [], staff: 3, eases: [] },
  ...more,
});
const inputs = (there: string[], more: Partial<DecisionInputs> = {}): DecisionInputs => ({
  ...{ guest: someone('tia'), others: there.map((id) => someone(id)), facts: [] },
  nights: NIGHTS.map((on) => night(on, there)),
  ...more,
});
const advice = (verdict: Verdict = 'suitable', score = 82) => ({ verdict, score });
const rated = (poses: 1 | 3): Partial<Assessed> => ({
  ratings: [{ factor: 'sleep', poses, vulnerable: 0, status: 'serious' }],
});
const well = (id: string): PairFact => ({ youngPeople: ['kit', 'tia'], decision: 'works_well', id });
const plan = (id: string): PairFact => ({ youngPeople: ['kit', 'tia'], decision: 'only_with_mitigation', id });
const shown = shownAs(inputs(['kit', 'sol']), advice());

describe('the word of what was shown', () => {
  it.each<[string, DecisionInputs, ReturnType<typeof advice>?, DecisionInputs?]>([
    [
      'one more is on duty',
      inputs(['kit', 'sol'], { nights: NIGHTS.map((on) => night(on, ['kit', 'sol'], { staff: 4 })) }),
    ],
    [
      'an offer became a stay',
      inputs(['kit', 'sol'], { nights: NIGHTS.map((on) => night(on, ['sol'], { offered: ['kit'] })) }),
    ],
    ['it was found in another order', inputs(['sol', 'kit'])],
    [
      'it is written down anew that two go well together',
      inputs(['kit', 'sol'], { facts: [well('second')] }),
      advice(),
      inputs(['kit', 'sol'], { facts: [well('first')] }),
    ],
    [
      'they are a year older, and the advice is the same',
      inputs(['kit', 'sol'], { guest: someone('tia', { age: 15 }) }),
    ],
  ])('is the same where %s', (_, now, on = advice(), before = inputs(['kit', 'sol'])) => {
    expect(shownAs(now, on)).toBe(shownAs(before, advice()));
    expect(changedSince(shownAs(before, advice()), shownAs(now, on))).toBeUndefined();
  });

  it.each<[string, string, DecisionInputs, ReturnType<typeof advice>?, DecisionInputs?]>([
    ['group', 'another is there', inputs(['kit', 'rae'])],
    ['group', 'nobody is there any more', inputs([])],
    [
      'group',
      'somebody leaves a night earlier',
      inputs(['kit', 'sol'], { nights: [night(NIGHTS[0]!, ['kit', 'sol']), night(NIGHTS[1]!, ['kit'])] }),
    ],
    [
      'group',
      'there is a night more',
      inputs(['kit', 'sol'], { nights: [...NIGHTS, '2027-03-14'].map((on) => night(on, ['kit', 'sol'])) }),
    ],
    [
      'known',
      'a new assessment says otherwise',
      inputs(['kit', 'sol'], { others: [someone('kit', rated(3)), someone('sol')] }),
    ],
    [
      'known',
      'somebody counts as assessed no more',
      inputs(['kit', 'sol'], { guest: someone('tia', { gap: 'out_of_date' }) }),
    ],
    [
      'known',
      'something is decided about two',
      inputs(['kit', 'sol'], { facts: [{ youngPeople: ['kit', 'tia'], decision: 'works_well' }] }),
    ],
    [
      'known',
      'another plan takes the place of the one that stood between two',
      inputs(['kit', 'sol'], { facts: [plan('second')] }),
      advice(),
      inputs(['kit', 'sol'], { facts: [plan('first')] }),
    ],
    ['advice', 'the advice is graver', inputs(['kit', 'sol']), advice('unsuitable')],
    ['advice', 'the score is another', inputs(['kit', 'sol']), advice('suitable', 70)],
  ])('says that the %s is another where %s', (part, _, now, on = advice(), before = inputs(['kit', 'sol'])) => {
    expect(changedSince(shownAs(before, advice()), shownAs(now, on))).toBe(part);
  });

  it('without the advice it is the same whatever the advice', () => {
    const bare = withoutAdvice(shown);
    expect(changedSince(bare, shownAs(inputs(['kit', 'sol']), advice('unsuitable')))).toBeUndefined();
    expect(changedSince(bare, shownAs(inputs(['kit']), advice()))).toBe('group');
    const known = inputs(['kit', 'sol'], { guest: someone('tia', rated(3)) });
    expect(changedSince(bare, shownAs(known, advice()))).toBe('known');
  });

  it('is short, names nobody, and of a word that nobody gave out everything is another', () => {
    expect(shown).toMatch(/^[0-9a-f.]+$/);
    expect(shown.length).toBeLessThanOrEqual(LONGEST_WORD);
    for (const strange of ['', 'suitable', `${shown}.more`]) expect(changedSince(strange, shown)).toBe('group');
  });

  it('is the same as long as each two have the plan that they had, whichever those of others are', () => {
    const plans = fc.dictionary(fc.constantFrom('kit', 'sol', 'rae'), fc.constantFrom('first', 'second'));
    const about = (of: Record<string, string>): DecisionInputs =>
      inputs(Object.keys(of), {
        facts: Object.entries(of).map(([id, one]) => ({ ...plan(one), youngPeople: ['tia', id] })),
      });
    fc.assert(
      fc.property(plans, plans, (was, is) => {
        const differs = Object.keys(was).some((id) => id in is && was[id] !== is[id]);
        const sameThere = Object.keys(was).toSorted().join() === Object.keys(is).toSorted().join();
        const changed = changedSince(shownAs(about(was), advice()), shownAs(about(is), advice()));
        expect(changed).toBe(sameThere ? (differs ? 'known' : undefined) : 'group');
      }),
    );
  });

  it('is of the whole set: the same in any order, another with anybody else in it', () => {
    const ids = fc.uniqueArray(fc.constantFrom('kit', 'sol', 'rae', 'uma', 'vic'), { minLength: 1 });
    const about = (there: string[], rough: string[]): DecisionInputs => ({
      guest: someone('tia'),
      others: there.map((id) => someone(id, rated(rough.includes(id) ? 3 : 1))),
      facts: there.map((id) => ({
        youngPeople: ['tia', id] as const,
        decision: rough.includes(id) ? 'only_with_mitigation' : 'works_well',
      })),
      nights: NIGHTS.map((on) => night(on, there)),
    });
    fc.assert(
      fc.property(
        ids,
        fc.subarray(['kit', 'sol', 'rae', 'uma', 'vic']),
        fc.integer({ min: 0, max: 100 }),
        (there, rough, score) => {
          const word = shownAs(about(there, rough), advice('suitable', score));
          const turned = about(there.toReversed(), rough);
          const shuffled = { ...turned, facts: turned.facts.toReversed(), nights: turned.nights.toReversed() };
          expect(shownAs(shuffled, advice('suitable', score))).toBe(word);
          const another = there.map((id, at) => (at === 0 ? 'another' : id));
          expect(changedSince(word, shownAs(about(another, rough), advice('suitable', score)))).toBe('group');
          const [first] = there as [string];
          const other = rough.includes(first) ? rough.filter((id) => id !== first) : [...rough, first];
          expect(changedSince(word, shownAs(about(there, other), advice('suitable', score)))).toBe('known');
        },
      ),
    );
  });
});
