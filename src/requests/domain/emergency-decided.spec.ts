import { describe, expect, it } from '@jest/globals';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import { CONDITIONS, emergencyDecided } from './emergency-decided.js';
import { EMERGENCY_DECISIONS, type EmergencyDecision } from './emergency-state.js';
import { missingOf, type Decision } from './match-decision.js';

const told = (decision: EmergencyDecision) =>
  ({ decision, said: 'Two staff awake', by: 'May Example', how: 'telephone' }) as const;

describe('what the on-call manager said', () => {
  const MEANT: [EmergencyDecision, Decision][] = [
    ['agreed', 'suitable'],
    ['agreed_with_conditions', 'suitable_with_mitigations'],
    ['refused', 'not_suitable'],
  ];
  it.each(MEANT)('“%s” is the decision “%s”, with their words as the reasons', (said, decision) => {
    const decided = emergencyDecided(told(said), 'suitable');
    expect(decided).toMatchObject({ decision, againstAdvice: said === 'refused' ? 'Two staff awake' : null });
    expect(decided.reasons).toContain('by May Example, by telephone: Two staff awake');
  });

  it('is a decision that can be signed, whatever the advice', () => {
    for (const verdict of VERDICTS)
      for (const decision of EMERGENCY_DECISIONS)
        expect(missingOf(emergencyDecided(told(decision), verdict), verdict)).toEqual([]);
  });

  it('goes against the advice where it agrees to what is not assessed, or refuses what is suitable', () => {
    expect(emergencyDecided(told('agreed'), 'not_assessed').againstAdvice).toBe('Two staff awake');
    expect(emergencyDecided(told('agreed_with_conditions'), 'unsuitable').againstAdvice).toBe('Two staff awake');
    expect(emergencyDecided(told('agreed_with_conditions'), 'only_with_mitigation').againstAdvice).toBeNull();
    expect(emergencyDecided(told('refused'), 'unsuitable').againstAdvice).toBeNull();
    expect(emergencyDecided(told('refused'), 'suitable').againstAdvice).toBe('Two staff awake');
  });

  it('keeps the words of conditions out of the plan, which the family reads', () => {
    expect(emergencyDecided(told('agreed_with_conditions'), 'suitable').mitigations).toEqual([CONDITIONS]);
    expect(emergencyDecided(told('agreed'), 'suitable').mitigations).toEqual([]);
  });
});
