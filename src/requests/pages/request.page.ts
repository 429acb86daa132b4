import { actionLinks, breaksPath, offerLinks, TO_COME, type Me } from './action-links.js';
import { saySeries } from '../domain/say-series.js';
import { isSeries } from '../domain/series.js';
import { BESIDE_ROWS, mayBeside } from '../domain/beside.js';
import { maySign } from '../../identity/domain/actor.js';
import { addDays, dateIn, type Nights } from '../../kernel/nights.js';
import { STAY_STATE_TEXT } from '../../stays/domain/stay-steps.js';
import { partName } from '../domain/parts.js';
import { reach } from '../domain/holding.js';
import { OPEN_STATES, SIGNERS_STATES, STATE_TEXT, STILL_MEANT } from '../domain/states.js';
import { staySpan } from '../../web/filters.js';
import type { OfferView, OpenedRequest, RequestView } from '../request-view.js';
import type { TimelineEntry } from '../timeline.service.js';
import { nightsKnown } from './choices.page.js';
import { notNow } from './not-now.page.js';
import { yesSaid } from './kept-yes.page.js';
import { story } from './timeline.page.js';
import { togetherLink } from './together-link.js';
import { aimsOfOthers } from './check.page.js';
import { askedText, deadline, purposeText, nextText, personFacts, STATE_BAND, weekdaysText } from './words.page.js';

/** The request's facts that every page about it begins with. */
export function requestHead(request: RequestView, now: Date) {
  const { zone } = request.unit;
  return {
    id: request.pathId,
    number: request.number,
    unit: request.unit.name,
    person: personFacts(request.youngPerson, dateIn(now, zone)),
    state: STATE_TEXT[request.state],
    band: STATE_BAND[request.state],
    nights: request.nights,
    window: request.from && request.to ? { arrival: request.from, departure: request.to } : null,
    isWhole: request.nights !== null && request.from !== null && request.to !== null,
    asked: askedText(request),
    windows: windowsText(request.windows),
    part: request.part.of > 1 ? request.part : null,
    weekdays: weekdaysText(request.weekdays),
    purpose: purposeText(request),
    wishes: request.wishes,
    familyWishes: request.familyWishes,
    unitShouldKnow: request.unitShouldKnow,
    isEmergency: request.urgency === 'emergency',
    askedBy: request.askedBy.name,
    askedAt: request.submittedAt,
  };
}

/** Everything about a request, for somebody who may read it. */
export function requestPage(
  request: OpenedRequest,
  events: readonly TimelineEntry[],
  actor: Me,
  now: Date,
  ofStay = TO_COME,
) {
  const { zone } = request.unit;
  const { nextAction } = request;
  return {
    ...requestHead(request, now),
    says: whoSays(request),
    next: nextAction && {
      text: nextText(nextAction, request.youngPerson.keyWorker.name),
      // Who works on it jointly does not owe what its key worker owes.
      mine:
        (nextAction.owner === actor.role && !request.jointly && mayMove(request, actor)) ||
        (request.state === 'draft' && request.askedBy.id === actor.id),
      due: deadline(nextAction.due, zone, nextAction.lateMinutes, nextAction.on),
    },
    also: request.alsoOwed && {
      text: nextText(request.alsoOwed, request.youngPerson.keyWorker.name),
      due: deadline(request.alsoOwed.due, zone, request.alsoOwed.lateMinutes),
    },
    offers: request.offers.map((offer) => ({
      ...{ ...offer, called: calledOf(offer, request), yesSaid: yesSaid(offer, zone) },
      until: deadline(offer.expires, zone),
      actions: request.offers.length > 1 ? offerLinks(request, offer, actor) : [],
    })),
    stay: request.stay,
    otherStays: request.otherStays.map((stay) => ({ ...stay, stateText: STAY_STATE_TEXT[stay.state] })),
    bookedBeside: request.stay !== null && request.otherStays.some(({ state }) => state === 'booked'),
    actions: actionLinks(request, actor, ofStay),
    notNow: notNow(request, actor),
    coWorkers: request.coWorkers.map(({ name }) => name).join(', ') || 'Nobody else',
    theirOptions: theirOptionsPath(request, actor),
    coWorkersPath: `/requests/${request.pathId}/co-workers`,
    addNote: mayBeside('add_note', request, actor).may
      ? { href: `/requests/${request.pathId}/note`, label: BESIDE_ROWS.add_note.label }
      : null,
    story: storyOf(request, events),
    entire: entirePage(request),
    series: request.state === 'draft' ? null : seriesLine(request),
    ...(request.series && request.standsForAll && { windows: wholeSpan(request.parts) }),
    withheld: request.withheld,
    theirAims: aimsOfOthers(request)
      .map(({ text }) => text)
      .join('\n'),
  };
}

/** What an offer is called; what is held beside the one that the family took waits for what becomes of that. */
const calledOf = ({ state }: OfferView, request: OpenedRequest): string =>
  request.state === 'agreed' && state === 'offered' ? 'Kept beside it' : (CALLED[state] ?? '');

/** Whether nobody else has to sign first. */
const mayMove = ({ state, unit }: OpenedRequest, actor: Me): boolean =>
  !SIGNERS_STATES.includes(state) || maySign(actor, unit.id);

const CALLED: Partial<Record<OfferView['state'], string>> = {
  ...{ proposed: 'Proposed, not signed yet', offered: 'Offered to the family', agreed: 'The family says yes' },
};

/** How it repeats, and where all its breaks stand beside each other. */
const seriesLine = ({ id, series }: OpenedRequest) =>
  series && isSeries(series) ? { said: saySeries(series), href: breaksPath(id) } : null;

/** From the first arrival to the last departure of the breaks that are meant still, or of all where none is. */
function wholeSpan(parts: OpenedRequest['parts']): string[] {
  const meant = parts.filter(({ state }) => STILL_MEANT.includes(state));
  const each = (meant.length > 0 ? meant : parts).flatMap(
    (part) => nightsKnown(part).nightsAgreed ?? nightsAsked(part),
  );
  const span = reach(each);
  return span ? [staySpan(span)] : [];
}

const nightsAsked = ({ wishedArrival, nights, from, to }: OpenedRequest['parts'][number]): Nights[] => {
  if (wishedArrival !== null && nights !== null)
    return [{ arrival: wishedArrival, departure: addDays(wishedArrival, nights) }];
  return from && to ? [{ arrival: from, departure: to }] : [];
};

/** What they say, each in their own words: of a request as a whole all of them, in the order of its parts. */
function whoSays({ standsForAll, parts, ...one }: OpenedRequest) {
  const people = standsForAll ? [...new Map(parts.map((part) => [part.youngPerson.id, part])).values()] : [one];
  return people.map(({ youngPerson, wishes }) => ({
    key: `What ${youngPerson.firstName} says`,
    text: wishes,
    said: true,
  }));
}

/** Where a key worker sees which of the nights asked for suit; the unit looks for nights by its own step. */
function theirOptionsPath(request: OpenedRequest, { role }: Me): string {
  const { pathId, state, nights, from, to, standsForAll } = request;
  const isSaid = nights !== null && from !== null && to !== null && OPEN_STATES.includes(state);
  // Of several breaks for one young person each has nights of its own.
  const isOne = !standsForAll || togetherLink(request) !== null;
  return role === 'cas_worker' && isSaid && isOne ? `/requests/${pathId}/options` : '';
}

/** The steps in words: of the whole each with the part that it is of. */
export const storyOf = ({ standsForAll, parts }: OpenedRequest, events: readonly TimelineEntry[]) =>
  standsForAll ? story(events, named(parts)) : story(events);

/** The page of the steps before a place in the story, or of the latest. */
export const storyPath = ({ pathId }: Pick<RequestView, 'pathId'>, cursor?: string): string =>
  `/requests/${pathId}/story${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`;

const named = (parts: OpenedRequest['parts']) => parts.map((part) => ({ id: part.id, called: partName(part, parts) }));

/** The parts beside each other, where the request wants several stays. */
function entirePage({ id, parts, partId, standsForAll, unit }: OpenedRequest) {
  if (parts.length < 2) return null;
  const people = [...new Map(parts.map(({ youngPerson }) => [youngPerson.id, youngPerson])).values()];
  return {
    id,
    standsForAll,
    people: people.map(({ firstName, lastName }) => `${firstName} ${lastName}`),
    parts: parts.map((part) => ({
      href: `/requests/${part.id}`,
      called: partName(part, parts),
      isThis: !standsForAll && part.id === partId,
      state: STATE_TEXT[part.state],
      band: STATE_BAND[part.state],
      ...nightsKnown(part),
      nights: part.nights,
      windows: windowsText(part.windows),
      next: part.nextAction && {
        text: nextText(part.nextAction, part.youngPerson.keyWorker.name),
        due: deadline(part.nextAction.due, unit.zone, part.nextAction.lateMinutes, part.nextAction.on),
      },
    })),
  };
}

/** The stretches of dates, each as people say it. */
function windowsText(windows: RequestView['windows']): string[] {
  return windows.map(({ from, to }) => staySpan({ arrival: from, departure: to }));
}
