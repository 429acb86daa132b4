import { LOOKS_ON, looksOnAt, maySign, type Actor, type Role } from '../../identity/domain/actor.js';
import { OPEN_STATES, STATE_TEXT, type RequestState } from './states.js';
import { TRANSITIONS, type Action, type Transition } from './transitions.js';

export type Availability =
  { available: true; transition: Transition } | { available: false; why: string; refusal: 'not_now' | 'not_yours' };

/**
 * Whether somebody of the role may take the action now, and if not, why, in a sentence that says what to do.
 *
 * @example availability('sign', 'in_review', 'manager'); // { available: false, why: 'This request is being looked at: …' }
 */
export function availability(action: Action, state: RequestState, role: Role): Availability {
  const transition = TRANSITIONS.find((row) => row.action === action);
  if (!transition) return { available: false, why: 'There is no such action.', refusal: 'not_now' };
  if (!transition.from.includes(state)) {
    const instead = transition.instead?.[state];
    if (instead) return { available: false, why: instead, refusal: 'not_now' };
    const possible = transition.from.map((from) => `“${STATE_TEXT[from]}”`).join(' or ');
    return {
      available: false,
      why: `This request is now “${STATE_TEXT[state]}”. “${transition.label}” is possible only while it is ${possible}. Look at the request again.`,
      refusal: 'not_now',
    };
  }
  if (!transition.who.includes(role)) {
    return {
      available: false,
      why: `“${transition.label}” is not one of your tasks. ${whoMay(transition)}`,
      refusal: 'not_yours',
    };
  }
  return { available: true, transition };
}

/** A request as far as it matters to who may do what with it. */
export interface ActedOn {
  state: RequestState;
  unit: { id: string };
  askedBy: { id: string };
}

/**
 * Whether this person may take the action on this request now: by the table, and by what the table cannot say.
 * Some steps are for the registered manager or a delegate only, and unit staff withdraw only what they asked for.
 */
export function mayTake(action: Action, on: ActedOn, actor: Pick<Actor, 'id' | 'role' | 'units'>): Availability {
  const answer = availability(action, on.state, actor.role);
  if (!answer.available) return answer;
  if (looksOnAt(actor, on.unit.id)) return { available: false, why: LOOKS_ON, refusal: 'not_yours' };
  if (answer.transition.signedIn?.includes(on.state) && !maySign(actor, on.unit.id)) {
    const why = 'Only the registered manager of the unit or a named delegate can do this.';
    return { available: false, why, refusal: 'not_yours' };
  }
  if (action === 'withdraw' && actor.role === 'unit_staff' && actor.id !== on.askedBy.id) {
    const why = 'Only the key worker, a manager or whoever asked can withdraw this request.';
    return { available: false, why, refusal: 'not_yours' };
  }
  return answer;
}

/** The actions that the role may take in the state, in the table's order. */
export function actionsFor(state: RequestState, role: Role): Transition[] {
  return TRANSITIONS.filter((row) => row.from.includes(state) && row.who.includes(role));
}

/** The states in which nights can be proposed: the request wants some and holds none. */
export const PROPOSABLE_STATES: readonly RequestState[] = OPEN_STATES.filter((state) =>
  TRANSITIONS.some(({ action, from }) => action === 'propose' && from.includes(state)),
);

const ROLE_TEXT: Record<Role, string> = {
  cas_worker: 'the key worker',
  unit_staff: 'unit staff',
  manager: 'a manager',
  administrator: 'an administrator',
};

function whoMay(transition: Transition): string {
  if (transition.who.length === 0) return 'It happens by itself.';
  return `It is for ${transition.who.map((role) => ROLE_TEXT[role]).join(' or ')}.`;
}
