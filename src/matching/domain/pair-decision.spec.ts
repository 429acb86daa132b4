import { describe, expect, it } from '@jest/globals';
import { faultsOfPair, liftsVeto, PAIR_DECISIONS, type Decided } from './pair-decision.js';

const TODAY = '2027-03-12';
const whole: Decided = { youngPeople: ['a', 'b'], decision: 'works_well', evidence: 'They cook', reviewBy: TODAY };

describe('a decision about two', () => {
  it.each<[string, Partial<Decided>, string[]]>([
    ['whole', {}, []],
    ['with a plan that it needs', { decision: 'only_with_mitigation', mitigation: 'Rooms apart' }, []],
    ['without a plan that it needs', { decision: 'only_with_mitigation' }, ['mitigation']],
    ['with a plan that it has no use for', { decision: 'never_together', mitigation: 'Rooms apart' }, ['mitigation']],
    ['to be looked at in the past', { reviewBy: '2027-03-11' }, ['reviewBy']],
    ['to be looked at in a year', { reviewBy: '2028-03-11' }, []],
    ['to be looked at in more than a year', { reviewBy: '2028-03-12' }, ['reviewBy']],
    ['superseding without a reason', { supersedes: 'x' }, ['supersedesWhy']],
  ])('%s', (_, changes, fields) => {
    expect(faultsOfPair({ ...whole, ...changes }, TODAY).map(({ field }) => field)).toEqual(fields);
  });

  it('lifts a veto only where it takes the place of one with something else', () => {
    const lifted = PAIR_DECISIONS.flatMap((standing) =>
      PAIR_DECISIONS.filter((next) => liftsVeto({ decision: standing }, { decision: next })).map(
        (next) => `${standing} ${next}`,
      ),
    );
    expect(lifted).toEqual(['never_together only_with_mitigation', 'never_together works_well']);
  });
});
