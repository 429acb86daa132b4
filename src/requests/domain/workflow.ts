import { actsAs, LOOKS_ON, looksOnAt, maySign, type Actor, type Role } from '../../identity/domain/actor.js';
import { notYours } from '../../identity/domain/who-does.js';
import type { EndedBy } from '../../stays/domain/ending.js';
import { isOpen, whyNotThis, type OfferState } from './holding.js';
import { OPEN_STATES, STATES, STATE_TEXT, type RequestState } from './states.js';
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
      why: `This request is now “${STATE_TEXT[state]}”. “${transition.label}” is possible only while it is ${possible}.`,
      refusal: 'not_now',
    };
  }
  if (!transition.who.includes(role)) {
    return {
      available: false,
      why: notYours(transition.label, transition.who),
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
  /** The offers that are open, as far as the person may know of them; left out where they do not matter. */
  offers?: readonly { state: OfferState }[] | undefined;
  /** When it was sent to the unit; null for what never was, left out where it does not matter. */
  submittedAt?: Date | null;
  /** Of a break of a series: the date by which it is known. */
  occurrence?: string | null;
  /** Whether it is several breaks, and so not one of them. */
  standsForAll?: boolean;
  /** Who called off the stay that it had, where it was. */
  calledOffBy?: EndedBy | null;
  /** Whether every night that was asked for is over. */
  isOver?: boolean;
  /** Whether the actor reads it only because they work on a request of the young person. */
  jointly?: boolean;
  /** Who works on it beside the key worker. */
  coWorkers?: readonly { id: string }[];
}

export const JOINTLY_ONLY =
  'You work on this with others: you add notes and answer what the unit asks. The key worker does the rest, so ask them.';

const NEVER_SENT =
  'This was given up before it was sent to the unit, so there is nothing to open again. Ask for a new break.';

const UNITS_END = 'The unit called this stay off, so the unit puts it back. Ask them, or ask for another break.';

const NIGHTS_OVER = 'The nights that were asked for are over. If they still need a break, ask for a new one.';

/** Whether the actor, or somebody for whom they stand in, is named on this request. */
export function takesPart({ coWorkers = [] }: ActedOn, actor: Pick<Actor, 'id' | 'standsInFor'>): boolean {
  return coWorkers.some(({ id }) => actsAs(actor, id));
}

/**
 * Whether this person may take the action on this request now: by the table, and by what the table cannot say.
 * Some steps are for the registered manager or a delegate only, and unit staff withdraw only what they asked for.
 *
 * @param offer the open offer that it is about, where it is about one; otherwise any of those that fit
 */
export function mayTake(
  action: Action,
  on: ActedOn,
  actor: Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>,
  offer?: { state: OfferState },
): Availability {
  const ofBreak = breakRow(action, on);
  const answer: Availability = ofBreak
    ? { available: true, transition: ofBreak }
    : availability(action, on.state, actor.role);
  if (!answer.available) return answer;
  if (looksOnAt(actor, on.unit.id)) return { available: false, why: LOOKS_ON, refusal: 'not_yours' };
  if (on.jointly && !(answer.transition.jointly && takesPart(on, actor)))
    return { available: false, why: JOINTLY_ONLY, refusal: 'not_yours' };
  if (action === 'reopen' && on.submittedAt === null) return { available: false, why: NEVER_SENT, refusal: 'not_now' };
  if (on.isOver && answer.transition.asksAnew && !OPEN_STATES.includes(on.state))
    return { available: false, why: NIGHTS_OVER, refusal: 'not_now' };
  const states = statesAbout(answer.transition, on, offer);
  if (states.length === 0) {
    const why = `This request is now “${STATE_TEXT[on.state]}”. ${whyNotThis((offer ?? on.offers?.[0])?.state)}`;
    return { available: false, why, refusal: 'not_now' };
  }
  // Of several offers the action may be about one that needs no signature.
  const needsSigner = !ofBreak && states.every((state) => answer.transition.signedIn?.includes(state));
  if (needsSigner && !maySign(actor, on.unit.id)) {
    const why = 'Only the registered manager of the unit or a named delegate can do this.';
    return { available: false, why, refusal: 'not_yours' };
  }
  // Whose it was to call the stay off, theirs it is to want it again.
  const isUnits = ofBreak !== undefined && on.calledOffBy === 'unit';
  if (isUnits && actor.role === 'cas_worker') return { available: false, why: UNITS_END, refusal: 'not_yours' };
  const isAskers = (action === 'withdraw' || ofBreak) && !isUnits;
  if (isAskers && actor.role === 'unit_staff' && actor.id !== on.askedBy.id) {
    const what = ofBreak ? 'put this break back' : 'withdraw this request';
    const why = `Only the key worker, a manager or whoever asked can ${what}.`;
    return { available: false, why, refusal: 'not_yours' };
  }
  return answer;
}

/** The row of an action that one break of a series can take by itself, in its state. */
function breakRow(action: Action, { state, occurrence, standsForAll }: ActedOn): Transition | undefined {
  if (!occurrence || standsForAll !== false) return undefined;
  return TRANSITIONS.find((row) => row.action === action && row.ofBreak?.includes(state));
}

/** The states that it is a matter of: of the offers that the action fits, or else of the request. */
function statesAbout({ offers: fitting }: Transition, on: ActedOn, offer?: { state: OfferState }): RequestState[] {
  const about = offer ? [offer] : on.offers;
  if (!fitting || !about) return [on.state];
  return about.map(({ state }) => state).filter((state) => isOpen(state) && fitting.includes(state)) as RequestState[];
}

/** The actions that the role may take in the state, in the table's order. */
export function actionsFor(state: RequestState, role: Role): Transition[] {
  return TRANSITIONS.filter((row) => row.from.includes(state) && row.who.includes(role));
}

/** The states in which nights are wanted and none are held: they can be proposed, and what is free is for these first. */
export const PROPOSABLE_STATES: readonly RequestState[] = OPEN_STATES.filter(
  (state) =>
    STATES[state].deadline !== 'offer' &&
    TRANSITIONS.some(({ action, from }) => action === 'propose' && from.includes(state)),
);
