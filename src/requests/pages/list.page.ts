import type { Nights } from '../../kernel/nights.js';
import { REQUEST_STATES, OPEN_STATES, STATE_TEXT, type RequestState } from '../domain/states.js';
import type { RequestView } from '../request-view.js';
import { requestHead } from './request.page.js';
import { deadline, nextText } from './words.page.js';

/** What a list of requests can show: the open ones, all, or those of one state. */
export const SHOWN = ['open', 'all', ...REQUEST_STATES] as const;
export type Shown = 'open' | 'all' | RequestState;

export function statesOf(shown: Shown): readonly RequestState[] | undefined {
  if (shown === 'all') return undefined;
  return shown === 'open' ? OPEN_STATES : [shown];
}

/** The choices of the filter, for a select. */
export function shownChoices(chosen: Shown): { value: string; text: string; selected: boolean }[] {
  const text = (shown: Shown) =>
    shown === 'open' ? 'Open requests' : shown === 'all' ? 'All requests' : STATE_TEXT[shown];
  return SHOWN.map((value) => ({ value, text: text(value), selected: value === chosen }));
}

/** The orders of a list of requests: by their number, or by when the next step is due. */
export const ORDERS = ['newest', 'due'] as const;
export type Order = (typeof ORDERS)[number];
export const ORDER_TEXT: Record<Order, string> = { newest: 'Newest first', due: 'Due first' };

export const orderChoices = (chosen: Order) =>
  ORDERS.map((value) => ({ value, text: ORDER_TEXT[value], selected: value === chosen }));

/** One row of a list of requests. */
export function requestRow(request: RequestView, now: Date) {
  const { nextAction, youngPerson, unit, stay, offer, offers } = request;
  return {
    ...requestHead(request, now),
    href: `/requests/${request.pathId}`,
    nightsAgreed: stay ?? (offer ? { arrival: offer.arrival, departure: offer.departure } : null),
    /** The nights of each option that is held, earliest first, where they are several. */
    options: stay ? [] : optionsOf(offers),
    next: nextAction && {
      text: nextText(nextAction, youngPerson.keyWorker.name),
      due: deadline(nextAction.due, unit.zone, null, nextAction.on),
    },
  };
}

/** Each of several options by its nights; two beds for the same nights are one choice to a family. */
function optionsOf(offers: RequestView['offers']): Nights[] {
  const each = new Map(offers.map(({ arrival, departure }) => [`${arrival} ${departure}`, { arrival, departure }]));
  const inOrder = [...each].toSorted(([one], [other]) => one.localeCompare(other)).map(([, nights]) => nights);
  return inOrder.length > 1 ? inOrder : [];
}

/** The count as people say it; counting stops at the limit. */
export function countText(count: number, limit: number): string {
  if (count >= limit) return `${limit} or more open requests`;
  return count === 1 ? '1 open request' : `${count === 0 ? 'No' : count} open requests`;
}

/** A link to the same list with other parameters; what is empty is left out. */
export function listLink(path: string, parameters: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
