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
