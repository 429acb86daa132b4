import type { Actor } from '../../identity/domain/actor.js';
import { OPEN_STATES, STATE_TEXT } from '../domain/states.js';
import type { RequestFilter } from '../request-filter.js';
import type { RequestView } from '../request-view.js';
import { myAction, othersAction, whoseStates } from './today.page.js';

/** Requests that a key worker has asked for in an emergency, as far as nothing is booked yet. */
export const ASKED_IN_EMERGENCY: RequestFilter = {
  states: OPEN_STATES.filter((state) => state !== 'draft'),
  inEmergency: true,
  urgent: true,
  limit: 20,
};

/** What is asked for one child and not booked yet. */
export const BESIDE: RequestFilter = { states: OPEN_STATES.filter((state) => state !== 'draft'), limit: 5 };

/** Each beside the emergencies that are asked for in the house: whose move it is, by when, and who asked. */
export function askedInEmergency(
  requests: readonly RequestView[],
  actor: Pick<Actor, 'id' | 'role' | 'units'>,
  now: Date,
) {
  const { mine } = whoseStates(actor);
  return requests.map((request) => {
    const item = mine.includes(request.state) ? myAction(request, actor, now) : othersAction(request, now);
    const asked = `Asked for in an emergency by ${request.youngPerson.keyWorker.name}: ${item.asked}`;
    return {
      href: item.href,
      what: mine.includes(request.state) ? item.what : `${item.what}: ${STATE_TEXT[request.state]}`,
      detail: [item.detail, asked].filter(Boolean).join('. '),
      due: item.due,
      today: item.today,
      isLate: item.due !== null && item.due.late !== '',
    };
  });
}

/** Requests of the same child, on the page of an emergency: whoever decides on a place knows that one is asked for already. */
export const requestsBeside = (requests: readonly RequestView[]) =>
  requests.map(({ pathId, number, state }) => ({
    href: `/requests/${pathId}`,
    text: `Request ${number}: ${STATE_TEXT[state]}`,
  }));
