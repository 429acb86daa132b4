import { REQUEST_STATES, OPEN_STATES, STATE_TEXT, type RequestState } from '../domain/states.js';
import type { RequestView } from '../request-view.js';
import { nightsKnown } from './choices.page.js';
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
    ...nightsKnown({ stay, offer, offers }),
    next: nextAction && {
      text: nextText(nextAction, youngPerson.keyWorker.name),
      due: deadline(nextAction.due, unit.zone, null, nextAction.on),
    },
  };
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
