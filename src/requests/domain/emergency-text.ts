import { sayList } from '../../kernel/say-words.js';
import type { BeforeAdmission } from './before-admission.js';
import type { EmergencyDecision, EmergencyState, HowReached } from './emergency-state.js';

export const EMERGENCY_DECISION_TEXT: Record<EmergencyDecision, string> = {
  agreed: 'Agreed',
  agreed_with_conditions: 'Agreed with conditions',
  refused: 'Refused',
};

export const HOW_REACHED_TEXT: Record<HowReached, string> = {
  telephone: 'by telephone',
  in_person: 'in person',
  video_call: 'by video call',
};

export const EMERGENCY_STATE_TEXT: Record<EmergencyState, string> = {
  asking: 'Being asked',
  decision_owed: 'Here, decision owed',
  refused_but_here: 'Refused, and still here',
  refused_but_held: 'Refused, and a bed is held',
  agreed: 'Agreed, to come',
  to_countersign: 'To countersign',
  settled: 'Settled',
};

/** What is missing, to stand in a list. */
export const BEFORE_ADMISSION_TEXT: Record<BeforeAdmission, string> = {
  why: 'why they need a place',
  risk: 'what is known of risk',
  impact: 'what it means for each who is staying tonight',
  authority: 'who has the authority to place them',
  decision: 'the on-call manager’s agreement',
};

/** What is missing, as a list in words; empty where nothing is. */
export const missingText = (missing: readonly BeforeAdmission[]): string =>
  sayList(missing.map((one) => BEFORE_ADMISSION_TEXT[one]));

/** The same as a refusal. */
export const missingSaid = (missing: readonly BeforeAdmission[]): string =>
  `Before a bed is held for them, record ${missingText(missing)}. If they are here already, record that instead.`;

/** A decision in a sentence. @example decisionSaid({ decision: 'agreed', by: 'May Example', how: 'telephone' }); // 'Agreed by May Example, by telephone' */
export function decisionSaid({
  decision,
  by,
  how,
}: {
  decision: EmergencyDecision;
  by: string;
  how: HowReached;
}): string {
  const said: Record<EmergencyDecision, string> = {
    agreed: `Agreed by ${by}`,
    agreed_with_conditions: `Agreed with conditions by ${by}`,
    refused: `Refused by ${by}`,
  };
  return `${said[decision]}, ${HOW_REACHED_TEXT[how]}`;
}
