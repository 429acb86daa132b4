import type { EmergencyDecision } from './emergency-state.js';

export const BEFORE_ADMISSION = ['why', 'risk', 'impact', 'authority', 'decision'] as const;
/** What has to be on record before an emergency admission is written as planned. */
export type BeforeAdmission = (typeof BEFORE_ADMISSION)[number];

export interface Recorded {
  why: string;
  risk: string;
  authority: string;
  /** The last decision. */
  decision: EmergencyDecision | null;
  /** Those about whom somebody has said what it means for them. */
  impactOn: ReadonlySet<string>;
}

/**
 * What is still missing before a child may be written down as coming: why and what is known of risk, what it means for
 * each of those who stay tonight, the authority to place, and a manager who agrees. Nothing here stops a child who is
 * there already from being recorded.
 *
 * @param staying the ids of those who are there tonight
 * @example missingBefore({ why: 'Nobody at home', risk: 'None known', authority: '', decision: null, impactOn: new Set() }, []); // ['authority', 'decision']
 */
export function missingBefore(recorded: Recorded, staying: readonly string[]): BeforeAdmission[] {
  const { why, risk, authority, decision, impactOn } = recorded;
  const has: Record<BeforeAdmission, boolean> = {
    why: why !== '',
    risk: risk !== '',
    impact: staying.every((id) => impactOn.has(id)),
    authority: authority !== '',
    decision: decision === 'agreed' || decision === 'agreed_with_conditions',
  };
  return BEFORE_ADMISSION.filter((one) => !has[one]);
}
