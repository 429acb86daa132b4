import type { Role } from '../../identity/domain/actor.js';
import { OPEN_OFFER_STATES } from './holding.js';

/** The states that a part of a request keeps itself, and those it reads from its stay. */
export const PART_STATES = [
  'draft',
  'submitted',
  'in_review',
  'more_information_needed',
  'proposed',
  'offered',
  'agreed',
  'booked',
  'waitlisted',
  'declined',
  'withdrawn',
  'offer_lapsed',
] as const;
export const STAY_STATES = ['in_residence', 'completed', 'reviewed', 'no_show', 'cancelled'] as const;
export type PartState = (typeof PART_STATES)[number];
export type RequestState = PartState | (typeof STAY_STATES)[number];
export const REQUEST_STATES: readonly RequestState[] = [...PART_STATES, ...STAY_STATES];

/**
 * What the time of a state is reckoned by: working days from when it came in (`decision` by how urgent it is), the offer's
 * own end, the time of a signature beside a bed that is held for longer, a date of the stay, or the time by which it is on
 * record how the stay went.
 */
export type Deadline =
  'decision' | 'information' | 'waiting_list' | 'offer' | 'signature' | 'arrival' | 'departure' | 'review';

export interface StateRow {
  /** As staff say it. */
  text: string;
  /** The next step, as a sentence without its end, and whose move it is; nothing where nobody owes anything any more. */
  next?: { action: string; owner: Role };
  deadline?: Deadline;
  /** A request with such a part is open: somebody still owes a step before there is a stay. */
  isOpen?: true;
}

const open = (text: string, owner: Role, action: string, deadline?: Deadline): StateRow => ({
  ...{ text, next: { action, owner }, isOpen: true },
  ...(deadline && { deadline }),
});

const AGREED_NEXT = 'Look at the nights again: something has changed since they were signed';

/** What each state means: whose move it is, what that move is, and by when. */
export const STATES: Record<RequestState, StateRow> = {
  draft: open('Draft', 'cas_worker', 'Check the answers and submit the request'),
  submitted: open('Submitted', 'unit_staff', 'Look at the options and propose nights', 'decision'),
  in_review: open(
    'Being looked at',
    'unit_staff',
    'Propose nights, or put the request on the waiting list',
    'decision',
  ),
  more_information_needed: open(
    'More information needed',
    'cas_worker',
    'Answer what the unit has asked',
    'information',
  ),
  proposed: open('Waiting for signature', 'manager', 'Sign the proposal, or take it back', 'offer'),
  offered: open('Offered to the family', 'cas_worker', 'Ask the family and record their answer', 'offer'),
  agreed: open('The family says yes', 'manager', AGREED_NEXT, 'signature'),
  booked: {
    ...{ text: 'Booked', deadline: 'arrival' },
    next: { action: 'Record the arrival', owner: 'unit_staff' },
  },
  waitlisted: open('On the waiting list', 'unit_staff', 'Look for nights that have become free', 'waiting_list'),
  declined: { text: 'Declined' },
  withdrawn: { text: 'Withdrawn' },
  offer_lapsed: open(
    'Offer ran out',
    'unit_staff',
    'Propose other nights, or put the request on the waiting list',
    'decision',
  ),
  in_residence: {
    ...{ text: 'Staying now', deadline: 'departure' },
    next: { action: 'Record the departure', owner: 'unit_staff' },
  },
  completed: {
    ...{ text: 'Stay completed', deadline: 'review' },
    next: { action: 'Record how it went', owner: 'cas_worker' },
  },
  reviewed: { text: 'Stay reviewed' },
  no_show: { text: 'Did not arrive' },
  cancelled: { text: 'Stay cancelled' },
};

/** The next step of a stay that is booked though it was decided since that its nights do not suit: nobody waits for its arrival. */
export const REFUSED_NEXT: NonNullable<StateRow['next']> = {
  action: 'Cancel the stay, change its nights or its bed, or look at the decision again',
  owner: 'manager',
};

/** The states in which the next step is for nobody but who may sign at the unit, whatever their role. */
export const SIGNERS_STATES: readonly RequestState[] = ['proposed', 'agreed'];

const statesWhere = (is: (row: StateRow) => boolean): RequestState[] =>
  REQUEST_STATES.filter((state) => is(STATES[state]));

/** The states in which somebody still owes a step. */
export const OPEN_STATES: readonly RequestState[] = statesWhere(({ isOpen }) => isOpen === true);

/** Those in which a part asks for nights and holds none: how it would come out is judged, and it can be asked for on other days. */
export const ASKING_STATES: readonly RequestState[] = OPEN_STATES.filter(
  (state) => !(OPEN_OFFER_STATES as readonly RequestState[]).includes(state),
);

/** Those of a request that still asks for nights, holds some, or has some that are not over. */
export const STILL_MEANT: readonly RequestState[] = [...OPEN_STATES, 'booked', 'in_residence'];

/** States as staff say them. */
export const STATE_TEXT = Object.fromEntries(REQUEST_STATES.map((state) => [state, STATES[state].text])) as Record<
  RequestState,
  string
>;

/** The states in which the next step is for somebody of the role. */
export function statesOwnedBy(role: Role): RequestState[] {
  return statesWhere(({ next }) => next?.owner === role);
}
