import type { Verdict } from '../../matching/domain/verdicts.js';
import type { EmergencyDecision, HowReached } from './emergency-state.js';
import { decisionSaid } from './emergency-text.js';
import { goesAgainst, type Decided, type Decision, type Mitigation } from './match-decision.js';

const MEANT: Record<EmergencyDecision, Decision> = {
  agreed: 'suitable',
  agreed_with_conditions: 'suitable_with_mitigations',
  refused: 'not_suitable',
};

/**
 * What stands as the plan where the on-call manager set conditions. Their words stay with the reasons, which only the unit
 * reads: they were said in the night of everybody who was there, and the plan is read by the key worker and the family.
 */
export const CONDITIONS: Mitigation = { what: 'The conditions that the on-call manager set', who: 'Unit staff' };

/**
 * What the on-call manager said of a child who is placed at once, as the decision on who is there with whom that it is:
 * nobody is asked the same a second time. Who agrees where the advice is another goes against it with what they said as the
 * reason, and so does who refuses where it is “suitable”; a child who comes from nowhere is never assessed, so nearly everybody who agrees does.
 *
 * @example emergencyDecided({ decision: 'refused', said: 'Nobody awake', by: 'May', how: 'telephone' }, 'suitable').decision; // 'not_suitable'
 */
export function emergencyDecided(
  { said, ...told }: { decision: EmergencyDecision; said: string; by: string; how: HowReached },
  verdict: Verdict,
): Decided {
  const decision = MEANT[told.decision];
  return {
    decision,
    reasons: `${decisionSaid(told)}: ${said}`,
    mitigations: decision === 'suitable_with_mitigations' ? [CONDITIONS] : [],
    againstAdvice: goesAgainst(decision, verdict) ? said : null,
  };
}
