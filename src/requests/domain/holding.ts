import type { Nights } from '../../kernel/nights.js';

/**
 * The states of an offer that holds a bed: nobody has signed it yet, the family is asked, or the family says yes and a
 * manager looks at the nights again before they are booked. A part that holds nights is in one of these, too.
 */
export const OPEN_OFFER_STATES = ['proposed', 'offered', 'agreed'] as const;
export type OpenOfferState = (typeof OPEN_OFFER_STATES)[number];

/** The same as a list in SQL: it stands in the text, since a plan for any values uses no index of some states. */
export const OPEN_OFFERS = OPEN_OFFER_STATES.map((state) => `'${state}'`).join(', ');

export const OFFER_STATES = [
  ...OPEN_OFFER_STATES,
  'accepted',
  'declined',
  'lapsed',
  'taken_back',
  'not_chosen',
] as const;
export type OfferState = (typeof OFFER_STATES)[number];

export const isOpen = (state: OfferState): state is OpenOfferState =>
  (OPEN_OFFER_STATES as readonly OfferState[]).includes(state);

/**
 * The state of a part whose open offers these are: a yes that is kept before all else, since the family took that one; then
 * the family is asked as soon as one of them is signed, whatever else is proposed beside it. `undefined` when none is open:
 * only with the last of them does the part leave.
 *
 * @example stateHolding([{ state: 'proposed' }, { state: 'offered' }]); // 'offered'
 */
export function stateHolding(offers: readonly { state: OfferState }[]): OpenOfferState | undefined {
  const open = offers.map(({ state }) => state).filter(isOpen);
  return (['agreed', 'offered'] as const).find((state) => open.includes(state)) ?? open[0];
}

/**
 * Of the offers that are held, those that are to become a stay still: the one to which the family said yes, where it did, and
 * else all of them, among which it chooses.
 *
 * @example stillMeant([{ state: 'agreed' }, { state: 'offered' }]); // [{ state: 'agreed' }]
 */
export function stillMeant<T extends { state: OfferState }>(held: readonly T[]): readonly T[] {
  const taken = held.filter(({ state }) => state === 'agreed');
  return taken.length > 0 ? taken : held;
}

/** Why an action is not possible with this one of the offers, in a sentence that says what to do. */
export function whyNotThis(state: OfferState | undefined): string {
  return state ? NOT_THIS[state] : 'This offer is no longer open. Look at the request again.';
}

const NOT_THIS: Record<OfferState, string> = {
  proposed: 'This option is not signed yet. Once a manager has signed it, the family can be asked.',
  offered: 'This option is signed already. Look at the request again.',
  agreed:
    'The family’s yes to this option is recorded, and its bed is kept: a manager looks at the nights again. Look at the request again.',
  accepted: 'The family took this option: the break is booked. Look at the request again.',
  declined: 'The family said no to this option. Look at what else is offered.',
  lapsed: 'The time for this option ran out, so its bed went back. Look at what else is offered.',
  taken_back: 'The unit took this option back. Look at what else is offered.',
  not_chosen: 'The family took another option, so the bed of this one was freed. Look at the request again.',
};

/**
 * Why no further bed is held for a request, in a sentence; `undefined` while one more may be.
 *
 * @param open how many are held now
 * @param most how many may be at once: each is a bed that others wait for
 */
export function tooManyHeld(open: number, most: number): string | undefined {
  if (open < most) return undefined;
  const beds = most === 1 ? 'A bed is' : `${most} beds are`;
  return `${beds} held for this request already, and no more may be at once: others wait for them. Take one back first, or wait for the family’s answer.`;
}

/** From the earliest arrival to the latest departure of the options that are held; `undefined` of none. */
export function reach(offers: readonly Nights[]): Nights | undefined {
  const arrival = offers.map((offer) => offer.arrival).toSorted()[0];
  const departure = offers
    .map((offer) => offer.departure)
    .toSorted()
    .at(-1);
  return arrival !== undefined && departure !== undefined ? { arrival, departure } : undefined;
}
