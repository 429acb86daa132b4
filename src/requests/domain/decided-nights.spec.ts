import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decidedOf, type DecidedNights } from './decided-nights.js';
import { DECISIONS } from './match-decision.js';

const nights = { arrival: '2027-03-12', departure: '2027-03-14' };
const signedAt = new Date('2027-03-01T10:00:00Z');
const one = (more: Partial<DecidedNights> = {}): DecidedNights => ({
  ...{ part: 'tia', about: 'offer', isHeld: true, decision: 'suitable', mitigations: [], signedAt, ...nights },
  ...more,
});
const of = (decisions: DecidedNights[], parts = ['tia']) => decidedOf(decisions, parts, nights)?.decision;

describe('what a named person has decided of nights', () => {
  it.each<[string, DecidedNights[], string | undefined]>([
    ['nothing', [], undefined],
    ['a yes while the nights are held', [one()], 'suitable'],
    ['no longer a yes once they are given up', [one({ isHeld: false })], undefined],
    ['a no, though the bed is free again', [one({ decision: 'not_suitable', isHeld: false })], 'not_suitable'],
    ['the last on the same stay', [one({ decision: 'not_suitable' }), one()], 'not_suitable'],
    [
      'a yes to another bed, before a no to this one',
      [one({ decision: 'not_suitable', isHeld: false }), one({ about: 'other bed' })],
      'suitable',
    ],
    [
      'a no no more once somebody said yes, though that is given up, too',
      [one({ about: 'later', isHeld: false }), one({ decision: 'not_suitable', isHeld: false })],
      undefined,
    ],
    ['nothing of other nights', [one({ departure: '2027-03-15' })], undefined],
    ['nothing of another part', [one({ part: 'una' })], undefined],
  ])('is %s', (_, decisions, expected) => {
    expect(of(decisions)).toBe(expected);
  });

  it('of brothers and sisters is a yes once it was said of each, with the plans of all', () => {
    const plan = [{ what: 'Checks', who: 'Jo' }];
    const ofUna = one({ part: 'una', about: 'hers', decision: 'suitable_with_mitigations', mitigations: plan });
    expect(of([one()], ['tia', 'una'])).toBeUndefined();
    expect(decidedOf([one(), ofUna], ['tia', 'una'], nights)).toEqual({
      ...{ decision: 'suitable_with_mitigations', mitigations: plan, signedAt },
    });
    expect(of([one(), { ...ofUna, decision: 'not_suitable' }], ['tia', 'una'])).toBe('not_suitable');
  });

  it('never is a yes of nights that nobody holds, and never of fewer than all', () => {
    const anyOne = fc.record({
      part: fc.constantFrom('tia', 'una'),
      about: fc.constantFrom('a', 'b'),
      isHeld: fc.boolean(),
      decision: fc.constantFrom(...DECISIONS),
    });
    fc.assert(
      fc.property(fc.array(anyOne, { maxLength: 8 }), (rows) => {
        const decisions = rows.map((row) => one({ ...row, about: `${row.part} ${row.about}` }));
        const found = of(decisions, ['tia', 'una']);
        if (found === undefined || found === 'not_suitable') return;
        for (const part of ['tia', 'una'])
          expect(decisions.some((row) => row.part === part && row.isHeld && row.decision !== 'not_suitable')).toBe(
            true,
          );
      }),
    );
  });
});
