import type { Role } from '../../identity/domain/actor.js';
import type { StayState } from '../../stays/domain/stay-state.js';

export const EMERGENCY_DECISIONS = ['agreed', 'agreed_with_conditions', 'refused'] as const;
export type EmergencyDecision = (typeof EMERGENCY_DECISIONS)[number];

/** How the on-call manager was reached. */
export const HOW_REACHED = ['telephone', 'in_person', 'video_call'] as const;
export type HowReached = (typeof HOW_REACHED)[number];

export const EMERGENCY_STATES = [
  'asking',
  'decision_owed',
  'refused_but_here',
  'refused_but_held',
  'agreed',
  'to_countersign',
  'settled',
] as const;
export type EmergencyState = (typeof EMERGENCY_STATES)[number];

/** What an emergency has come to. */
export interface EmergencyFacts {
  /** Until when a manager is to be asked, on the clock. */
  askBy: Date;
  /** Until when they can have come once the last decision is taken, on the clock; `null` without a decision. */
  comeBy: Date | null;
  /** When they are to come, where somebody has said. */
  expectedAt: Date | null;
  /** Whether it was ended because no place is needed any more. */
  ended: boolean;
  stay: { state: StayState; arrivedAt: Date | null } | null;
  /** Whether a manager has decided since, looking again at the stay, that they can be there: then a refusal is over. */
  agreedSince: object | null;
  /** The latest last: it counts. */
  decisions: readonly DecisionFacts[];
}

export interface DecisionFacts {
  decision: EmergencyDecision;
  recordedAt: Date;
  /** Until when it is to be countersigned; null when the manager recorded it in person. */
  countersignBy: Date | null;
  /** What a manager said of it, once one has. */
  countersigned: object | null;
}

/** A step that somebody owes. */
export interface EmergencyStep {
  state: Exclude<EmergencyState, 'settled'>;
  /** As a sentence without its end. */
  action: string;
  owner: Role;
  due: Date | null;
}

const isThere = ({ state }: { state: StayState }) => state === 'in_residence' || state === 'completed';

/**
 * Those that a manager still has to countersign, the oldest first. Each was taken in the night on somebody's word, so each is
 * signed by itself: a later one does not stand in for it.
 */
export function unsigned<T extends Pick<DecisionFacts, 'countersignBy' | 'countersigned'>>(
  decisions: readonly T[],
): (T & { countersignBy: Date })[] {
  const isOwed = (one: T): one is T & { countersignBy: Date } => one.countersignBy !== null && !one.countersigned;
  return decisions.filter(isOwed);
}

/**
 * What is owed of an emergency, the most pressing first; nothing once it is settled. A child who is there is there: the
 * decision is then owed from their arrival on, and a refusal does not end it while they are still there, or while a bed is
 * held for them.
 */
export function emergencySteps(facts: EmergencyFacts): EmergencyStep[] {
  const { askBy, comeBy, expectedAt, ended, stay, decisions, agreedSince } = facts;
  const decision = decisions.at(-1);
  const isRefused = decision?.decision === 'refused' && !agreedSince;
  const staff = 'unit_staff' as const;
  const steps: EmergencyStep[] = [];
  if (!decision) {
    if (stay && isThere(stay))
      steps.push({
        state: 'decision_owed',
        action: 'Record the on-call manager’s decision',
        owner: staff,
        due: stay.arrivedAt,
      });
    else if (!ended && !stay)
      steps.push({ state: 'asking', action: 'Ask the on-call manager', owner: staff, due: askBy });
    return steps;
  }
  if (isRefused && stay?.state === 'in_residence')
    steps.push({
      ...{ state: 'refused_but_here', owner: staff, due: decision.recordedAt },
      action: 'Ring the on-call manager again, or record the departure',
    });
  if (isRefused && stay?.state === 'booked')
    steps.push({
      ...{ state: 'refused_but_held', owner: staff, due: decision.recordedAt },
      action: 'Cancel the stay, so that the bed is free again, or ring the on-call manager again',
    });
  if (decision.decision !== 'refused' && !ended && !stay)
    steps.push({
      ...{ state: 'agreed', action: 'Record that they have come', owner: staff },
      // Nobody comes before they may: a time that is over when it is agreed is nobody's to keep.
      due: expectedAt && expectedAt <= decision.recordedAt ? comeBy : expectedAt,
    });
  const [owed] = unsigned(decisions);
  if (owed)
    steps.push({
      ...{ state: 'to_countersign', owner: 'manager', due: owed.countersignBy },
      action: 'Countersign the decision of the night',
    });
  return steps;
}

/** Where an emergency stands: by the most pressing step that is owed. */
export function emergencyState(facts: EmergencyFacts): EmergencyState {
  return emergencySteps(facts)[0]?.state ?? 'settled';
}
