import type { Role } from '../../identity/domain/actor.js';
import type { OpenOfferState } from './holding.js';
import type { PartState, RequestState } from './states.js';

export type Action =
  | 'submit'
  | 'edit'
  | 'review'
  | 'ask_information'
  | 'give_information'
  | 'propose'
  | 'sign'
  | 'take_back'
  | 'accept'
  | 'keep_yes'
  | 'confirm'
  | 'decline_offer'
  | 'free_option'
  | 'answer_late'
  | 'lapse'
  | 'lapse_unsigned'
  | 'lapse_undecided'
  | 'waitlist'
  | 'decline'
  | 'reopen'
  | 'extend_offer'
  | 'take_place'
  | 'withdraw';

export interface Transition {
  action: Action;
  from: readonly RequestState[];
  /** While another offer is open, a part keeps the state that this one gives it: see `stateHolding`. */
  to: PartState;
  /** The states that it leaves as they are, because an offer is open that it is not about. */
  keeps?: readonly RequestState[];
  /** The states of the open offers that it is about, each of them by itself. */
  offers?: readonly OpenOfferState[];
  /** Who may; empty for what the clock does. `sign` also asks for the capacity to sign at the unit. */
  who: readonly Role[];
  /** What the person must give beside the action. */
  needs?: 'reasons';
  /** States, of the offer that it is about or else of the part, in which only who may sign at the unit can take it. */
  signedIn?: readonly RequestState[];
  /** The states in which a break of a series, by itself, is as well for whoever may withdraw it. */
  ofBreak?: readonly RequestState[];
  /** Whether those may, too, who work on this request and with the young person otherwise not. */
  jointly?: true;
  /** The action on a button or a link. */
  label: string;
  /** Where it is too late for it, in a state: what to do instead, as a sentence. */
  instead?: Partial<Record<RequestState, string>>;
  /** It asks for the nights anew where a request has come to its end: not once they are over. */
  asksAnew?: true;
  /** What it sets in motion, for the diagram and the reader. */
  sets?: string;
}

const ASKERS: readonly Role[] = ['cas_worker', 'unit_staff', 'manager'];
const UNIT: readonly Role[] = ['unit_staff', 'manager'];
const FAMILY_ANSWER: readonly Role[] = ['cas_worker', 'manager'];

const TOO_LATE = {
  agreed:
    'The family’s yes is recorded, and the bed is kept: a manager looks at the nights again before they are booked. If the family has changed its mind, record that.',
  booked:
    'This request is now “Booked”: what the family answered is recorded. If they want other nights, change the stay, or cancel it and ask again.',
  offer_lapsed:
    'The time to answer ran out, so the bed went back. Record it as a late answer: the unit looks for nights again, these first if they are still free.',
};

const TOO_LATE_TO_WITHDRAW = {
  in_residence:
    'This request is “Staying now”: what has begun is not withdrawn. If the stay is to end early, record the departure when they leave.',
  completed: 'This request is “Stay completed”: what has happened stays on record. There is nothing left to withdraw.',
  reviewed: 'This request is “Stay reviewed”: what has happened stays on record. There is nothing left to withdraw.',
  cancelled: 'This request is “Stay cancelled”: no bed is held for it any more. There is nothing left to withdraw.',
  no_show: 'This request is “Did not arrive”: no bed is held for it any more. There is nothing left to withdraw.',
};

/**
 * The workflow of a part of a request: one row for each action. Pages, API and tests are driven by this
 * table; an action is available exactly where its row says so.
 */
export const TRANSITIONS: readonly Transition[] = [
  { action: 'edit', from: ['draft'], to: 'draft', who: ASKERS, jointly: true, label: 'Change answers' },
  { action: 'submit', from: ['draft'], to: 'submitted', who: ASKERS, label: 'Submit the request' },
  {
    action: 'review',
    from: ['submitted', 'waitlisted', 'offer_lapsed', 'cancelled', 'no_show'],
    to: 'in_review',
    who: UNIT,
    asksAnew: true,
    label: 'Take it up',
  },
  {
    action: 'ask_information',
    from: ['submitted', 'in_review', 'waitlisted', 'offer_lapsed'],
    to: 'more_information_needed',
    who: UNIT,
    needs: 'reasons',
    label: 'Ask for more information',
    sets: 'the clock stops; the key worker is asked',
  },
  {
    action: 'give_information',
    from: ['more_information_needed'],
    to: 'in_review',
    who: ASKERS,
    needs: 'reasons',
    jointly: true,
    label: 'Give the information',
    sets: 'the clock starts anew',
  },
  {
    action: 'propose',
    from: ['submitted', 'in_review', 'waitlisted', 'offer_lapsed', 'cancelled', 'no_show', 'proposed', 'offered'],
    to: 'proposed',
    keeps: ['offered'],
    who: UNIT,
    asksAnew: true,
    label: 'Propose nights',
    sets: 'a bed is held until the signature is due, beside others that are held for the request',
  },
  {
    action: 'sign',
    from: ['proposed', 'offered'],
    to: 'offered',
    offers: ['proposed'],
    who: ['manager'],
    signedIn: ['proposed'],
    needs: 'reasons',
    label: 'Sign the proposal',
    sets: 'the key worker hears of it; the bed is held until the answer is due',
  },
  {
    action: 'take_back',
    from: ['proposed', 'offered', 'agreed'],
    to: 'in_review',
    offers: ['proposed', 'offered', 'agreed'],
    who: UNIT,
    signedIn: ['offered', 'agreed'],
    needs: 'reasons',
    label: 'Take the nights back',
    sets: 'the bed is free again; with the last option, nights are looked for anew',
  },
  {
    action: 'extend_offer',
    from: ['offered'],
    to: 'offered',
    offers: ['offered'],
    who: UNIT,
    needs: 'reasons',
    label: 'Give the family more time',
    sets: 'the bed is held longer, once',
  },
  {
    action: 'accept',
    from: ['offered'],
    to: 'booked',
    offers: ['offered'],
    who: FAMILY_ANSWER,
    label: 'Record the family’s answer',
    instead: TOO_LATE,
    sets: 'the bed is the stay’s',
  },
  {
    action: 'keep_yes',
    from: ['offered'],
    to: 'agreed',
    offers: ['offered'],
    who: [],
    label: 'The family says yes, and something has changed since it was signed',
    sets: 'the bed is kept; whoever signs hears of it',
  },
  {
    action: 'confirm',
    from: ['agreed'],
    to: 'booked',
    offers: ['agreed'],
    who: ['manager'],
    signedIn: ['agreed'],
    needs: 'reasons',
    label: 'Look at the nights again',
    sets: 'the bed is the stay’s, and the key worker hears of it',
  },
  {
    action: 'free_option',
    from: ['offered', 'agreed'],
    to: 'booked',
    offers: ['proposed', 'offered'],
    who: [],
    label: 'The family took another option',
    sets: 'the bed of this one is free again',
  },
  {
    action: 'decline_offer',
    from: ['offered', 'agreed'],
    to: 'in_review',
    offers: ['offered', 'agreed'],
    who: FAMILY_ANSWER,
    label: 'Record the family’s answer',
    instead: { booked: TOO_LATE.booked, offer_lapsed: TOO_LATE.offer_lapsed },
    sets: 'the bed is free again; with the last option, nights are looked for anew',
  },
  {
    action: 'answer_late',
    from: ['offer_lapsed'],
    to: 'in_review',
    who: FAMILY_ANSWER,
    needs: 'reasons',
    label: 'Record a late answer',
    sets: 'the unit looks for nights again, with what the family said',
  },
  {
    action: 'lapse',
    from: ['offered', 'agreed'],
    to: 'offer_lapsed',
    keeps: ['agreed'],
    offers: ['offered'],
    who: [],
    label: 'The family did not answer in time',
    sets: 'the bed is free again',
  },
  {
    action: 'lapse_unsigned',
    from: ['proposed', 'offered', 'agreed'],
    to: 'in_review',
    keeps: ['offered', 'agreed'],
    offers: ['proposed'],
    who: [],
    label: 'Nobody signed in time',
    sets: 'the bed is free again; with the last option, nights are looked for anew',
  },
  {
    action: 'lapse_undecided',
    from: ['agreed'],
    to: 'in_review',
    offers: ['agreed'],
    who: [],
    label: 'The first night was over before anybody looked again',
    sets: 'the bed is free again; with the last option, nights are looked for anew',
  },
  {
    action: 'waitlist',
    from: ['submitted', 'in_review', 'offer_lapsed'],
    to: 'waitlisted',
    who: UNIT,
    needs: 'reasons',
    label: 'Put on the waiting list',
  },
  {
    action: 'decline',
    from: ['submitted', 'in_review', 'more_information_needed', 'waitlisted', 'offer_lapsed'],
    to: 'declined',
    who: ['manager'],
    signedIn: ['submitted', 'in_review', 'more_information_needed', 'waitlisted', 'offer_lapsed'],
    needs: 'reasons',
    label: 'Decline the request',
  },
  {
    action: 'reopen',
    from: ['declined', 'withdrawn'],
    to: 'in_review',
    who: ['manager'],
    signedIn: ['declined', 'withdrawn'],
    // One that was left out, or whose stay was called off, is put back by itself; what a manager declined stays theirs.
    ofBreak: ['withdrawn', 'cancelled'],
    needs: 'reasons',
    asksAnew: true,
    label: 'Open the request again',
    sets: 'the unit sees the young person again',
  },
  {
    action: 'take_place',
    from: [
      'in_review',
      'more_information_needed',
      'proposed',
      'offered',
      'agreed',
      'waitlisted',
      'offer_lapsed',
      'declined',
      'withdrawn',
    ],
    to: 'booked',
    who: [],
    label: 'They came after all, on the stay that was booked before',
    sets: 'what is still offered is taken back',
  },
  {
    action: 'withdraw',
    from: [
      'draft',
      'submitted',
      'in_review',
      'more_information_needed',
      'proposed',
      'offered',
      'agreed',
      'waitlisted',
      'offer_lapsed',
      'booked',
    ],
    to: 'withdrawn',
    who: ASKERS,
    needs: 'reasons',
    label: 'Withdraw the request',
    instead: TOO_LATE_TO_WITHDRAW,
    sets: 'the beds that are held are free again, and a stay to come is cancelled',
  },
];
