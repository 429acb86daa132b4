import type { Role } from '../../identity/domain/actor.js';
import type { RequestState } from './workflow.js';

export interface NextAction {
  /** What is to be done, as a sentence without its end. */
  action: string;
  /** Whose move it is. */
  owner: Role;
  /** When it must be done by, or null where no time is set. */
  due: Date | null;
}

const STEPS: Partial<Record<RequestState, Omit<NextAction, 'due'>>> = {
  draft: { action: 'Check the answers and submit the request', owner: 'cas_worker' },
  submitted: { action: 'Look at the options and propose nights', owner: 'unit_staff' },
  in_review: { action: 'Propose nights, or put the request on the waiting list', owner: 'unit_staff' },
  proposed: { action: 'Sign the proposal, or take it back', owner: 'manager' },
  offered: { action: 'Ask the family and record their answer', owner: 'cas_worker' },
  booked: { action: 'Record the arrival', owner: 'unit_staff' },
  in_residence: { action: 'Record the departure', owner: 'unit_staff' },
  waitlisted: { action: 'Look for nights that have become free', owner: 'unit_staff' },
  offer_lapsed: { action: 'Propose other nights, or put the request on the waiting list', owner: 'unit_staff' },
};

/**
 * Whose move it is: the next step of a request, who owes it and by when. `undefined` when nobody owes
 * anything any more. `deadline` is the end of the offer, or the date of the stay.
 */
export function nextAction(state: RequestState, deadline: Date | null): NextAction | undefined {
  const step = STEPS[state];
  return step && { ...step, due: deadline };
}

/** Where steps without a date stand among those with one: after them, and the waiting list at the very end. */
export const NOT_DATED = '9999-12-30T00:00:00.000Z';
export const DUE_LAST = '9999-12-31T00:00:00.000Z';

/** The place of a request in the order of urgency, as an instant; ties go to the older request. */
export function urgencyOf(state: RequestState, due: Date | null): string {
  return due?.toISOString() ?? (state === 'waitlisted' ? DUE_LAST : NOT_DATED);
}

/** The states in which the next step is for somebody of the role. */
export function statesOwnedBy(role: Role): RequestState[] {
  return (Object.keys(STEPS) as RequestState[]).filter((state) => STEPS[state]?.owner === role);
}
