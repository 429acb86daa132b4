import { saySeries } from '../domain/say-series.js';
import { isSeries } from '../domain/series.js';
import { BESIDE_ROWS, mayBeside } from '../domain/beside.js';
import { looksOnAt, type Actor } from '../../identity/domain/actor.js';
import { addDays, dateIn, type Nights } from '../../kernel/nights.js';
import { STANDINGS } from '../../stays/domain/stay-state.js';
import { STAY_STATE_TEXT, stepsIn } from '../../stays/domain/stay-steps.js';
import { mayTakeForAny, partName, PLAIN_ACTIONS } from '../domain/parts.js';
import { reach } from '../domain/holding.js';
import { OPEN_STATES, STATE_TEXT, STILL_MEANT, type RequestState } from '../domain/states.js';
import { TRANSITIONS, type Action, type Transition } from '../domain/transitions.js';
import { actionsFor, mayTake } from '../domain/workflow.js';
import { staySpan } from '../../web/filters.js';
import type { OfferView, OpenedRequest, RequestView } from '../request-view.js';
import type { TimelineEntry } from '../timeline.service.js';
import { nightsKnown } from './choices.page.js';
import { notNow } from './not-now.page.js';
import { yesSaid } from './kept-yes.page.js';
import { story } from './timeline.page.js';
import { togetherLink } from './together-link.js';
import { checkPath } from './ask.page.js';
import { aimsOfOthers } from './check.page.js';
import { askedText, deadline, purposeText, nextText, personFacts, STATE_BAND, weekdaysText } from './words.page.js';

export interface ActionLink {
  href: string;
  label: string;
  /** The one that moves the request on, as a button; the others stand beside it. */
  main: boolean;
}

/** The page of the step that moves a stay on. */
const MAIN_OF_STAY: Partial<Record<RequestState, string>> = {
  booked: 'arrive',
  in_residence: 'depart',
  completed: 'review',
};

type Me = Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>;

const FOR_ALL: readonly Action[] = ['submit', ...PLAIN_ACTIONS, 'withdraw'];
const MAIN: readonly Action[] = ['submit', 'give_information', 'propose', 'sign', 'accept', 'confirm'];

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

/** How the stay of a request lies in time. */
interface OfStay {
  /** Its first night has begun, so that it is known whether they came. */
  hasBegun: boolean;
  /** A night of it is still to come, so that it could be booked again. */
  isToCome: boolean;
}
const TO_COME: OfStay = { hasBegun: false, isToCome: true };

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
        (nextAction.owner === actor.role && !request.jointly) ||
        (request.state === 'draft' && request.askedBy.id === actor.id),
      due: deadline(nextAction.due, zone, nextAction.lateMinutes, nextAction.on),
    },
    also: request.alsoOwed && {
      text: nextText(request.alsoOwed, request.youngPerson.keyWorker.name),
      due: deadline(request.alsoOwed.due, zone, request.alsoOwed.lateMinutes),
    },
    offers: request.offers.map((offer) => ({
      ...{ ...offer, called: CALLED[offer.state] ?? '', yesSaid: yesSaid(offer, zone) },
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

const CALLED: Partial<Record<OfferView['state'], string>> = {
  ...{ proposed: 'Proposed, not signed yet', offered: 'Offered to the family', agreed: 'The family says yes' },
};

/** How it repeats, and where all its breaks stand beside each other. */
const seriesLine = ({ id, series }: OpenedRequest) =>
  series && isSeries(series) ? { said: saySeries(series), href: breaksPath(id) } : null;

const breaksPath = (requestId: string): string => `/requests/${requestId}/breaks`;

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

/**
 * What the actor can do with the request now, by the workflow's table. The main step comes first. What is done to one of
 * several options stands beside that one.
 */
export function actionLinks(request: OpenedRequest, actor: Me, ofStay = TO_COME): ActionLink[] {
  if (request.standsForAll) return linksForAll(request, actor, ofStay);
  const several = request.offers.length > 1;
  const links = actionsFor(request.state, actor.role)
    .filter(({ action }) => mayTake(action, request, actor).available && !(several && OF_ONE.includes(action)))
    .flatMap((row): ActionLink[] => {
      const href = pathOf(row, request);
      const holds = row.action === 'propose' && request.offers.length > 0;
      const label = holds
        ? 'Hold another option'
        : (((several && OF_SEVERAL[row.action]) || SAID_YES[request.state]?.[row.action]) ?? row.label);
      return href ? [{ href, label, main: MAIN.includes(row.action) && !holds }] : [];
    });
  const once = links.filter((link, place) => links.findIndex(({ href }) => href === link.href) === place);
  return [...once, ...stayLinks(request, actor, ofStay)].toSorted((a, b) => Number(b.main) - Number(a.main));
}

/** The steps that all parts can take at once; nights are looked for with each by itself, or for brothers and sisters together. */
function linksForAll(request: OpenedRequest, actor: Me, ofStay: OfStay): ActionLink[] {
  const { parts, id } = request;
  const together = togetherLink(request);
  const open = parts.filter(({ state }) => OPEN_STATES.includes(state));
  const search =
    together && open.every((part) => mayTake('propose', { ...request, ...part, offers: [] }, actor).available)
      ? [{ href: together.href, label: `Look for nights for ${together.names} together`, main: true }]
      : [];
  const links = TRANSITIONS.filter(({ action }) => FOR_ALL.includes(action))
    .filter(({ action }) => mayTakeForAny(action, request, parts, actor).available)
    .map(({ action, label }) => ({
      href: action === 'submit' ? `/requests/${id}/check` : stepPath(id, action),
      label,
      main: MAIN.includes(action),
    }));
  const ofLead = linksOfLead(request, actor, ofStay).map((link) => ({ ...link, main: search.length === 0 }));
  return [...search, ...ofLead, ...links].toSorted((a, b) => Number(b.main) - Number(a.main));
}

/** The step that moves the most pressing part on, where it is taken with that part alone: what is done next leads there. */
function linksOfLead(request: OpenedRequest, actor: Me, ofStay: OfStay): ActionLink[] {
  const lead = request.parts.find(({ id }) => id === request.partId);
  if (!lead) return [];
  const one = { ...request, pathId: lead.id };
  const isNext = ({ action }: Transition) =>
    MAIN.includes(action) && !FOR_ALL.includes(action) && !(action === 'propose' && one.offers.length > 0);
  const steps = actionsFor(one.state, actor.role)
    .filter((row) => isNext(row) && mayTake(row.action, one, actor).available)
    .map((row) => ({ ...row, href: pathOf(row, one) }));
  const [step] = steps;
  const together = step && ofSeries(step.action, request, actor);
  if (together) return [together];
  const [link] = [...steps, ...stayLinks(one, actor, ofStay).filter(({ main }) => main)];
  return link?.href ? [{ href: link.href, label: `${link.label}: ${partName(lead, request.parts)}`, main: true }] : [];
}

/** The same where it is taken for several breaks of a series: where they stand beside each other. */
function ofSeries(action: Action, request: OpenedRequest, actor: Me): ActionLink | undefined {
  const words = OF_BREAKS[action];
  if (!request.series || !words) return undefined;
  const count = request.parts.filter((part) => {
    const one = { ...request, ...part, id: request.id, standsForAll: false };
    const isHeld = action === 'propose' && part.offers.length > 0;
    return part.occurrence !== null && !isHeld && mayTake(action, one, actor).available;
  }).length;
  return count > 1 ? { href: breaksPath(request.id), label: words(count), main: true } : undefined;
}

const OF_BREAKS: Partial<Record<Action, (count: number) => string>> = {
  propose: (count) => `Propose nights for ${count} breaks`,
  sign: (count) => `Sign ${count} proposals`,
  accept: (count) => `Record the family’s answer to ${count} breaks`,
};

/** What the actor can do with one of several options. */
function offerLinks(request: RequestView, offer: OfferView, actor: Me): ActionLink[] {
  return actionsFor(request.state, actor.role)
    .filter(({ action }) => OF_ONE.includes(action) && mayTake(action, request, actor, offer).available)
    .flatMap((row) => {
      const href = pathOf(row, { ...request, offers: [offer] });
      return href ? [{ href, label: row.label, main: false }] : [];
    });
}

/** What a step is called once the family has said yes. */
const SAID_YES: Partial<Record<RequestState, Partial<Record<Action, string>>>> = {
  agreed: { decline_offer: 'The family has changed its mind' },
};

/** Signing and answering are one page for all options. */
const OF_ONE: readonly Action[] = ['take_back', 'extend_offer'];
const OF_SEVERAL: Partial<Record<Action, string>> = { sign: 'Sign what is proposed' };

function pathOf({ action, offers: fitting }: Transition, { pathId: id, offers }: RequestView): string | undefined {
  const offer = offers.find(({ state }) => fitting?.some((one) => one === state));
  const ofOffer = (page: string) => offer && `/offers/${offer.id}/${page}`;
  const paths: Partial<Record<Action, string | undefined>> = {
    // Answers are changed from where they are checked before they are sent.
    edit: undefined,
    submit: checkPath(id),
    propose: `/requests/${id}/options`,
    sign: ofOffer('sign'),
    take_back: ofOffer('return'),
    accept: ofOffer('answer'),
    confirm: ofOffer('confirm'),
    decline_offer: ofOffer(offer?.state === 'agreed' ? 'changed-mind' : 'answer'),
    extend_offer: ofOffer('extend'),
  };
  return action in paths ? paths[action] : stepPath(id, action);
}

/** The page on which a step is asked for and taken. @example stepPath('r', 'ask_information'); // '/requests/r/ask-information' */
export const stepPath = (id: string, action: Action): string => `/requests/${id}/${action.replaceAll('_', '-')}`;

function stayLinks(
  { stay, state, unit, jointly }: RequestView,
  actor: Me,
  { hasBegun, isToCome }: OfStay,
): ActionLink[] {
  if (!stay || jointly || looksOnAt(actor, unit.id)) return [];
  const ofStay = STANDINGS.find((one) => one === state);
  // Whether there is an ending to correct is known on the page of the stay.
  const isOffered = ({ path }: { path: string }) =>
    path !== 'correct-ending' && (path !== 'no-show' || hasBegun) && (path !== 'undo-ending' || isToCome);
  const steps = ofStay ? stepsIn(ofStay, actor.role).filter(isOffered) : [];
  // Whose nights were decided not to suit: that is looked at before anybody waits for them.
  const isAhead = stay.isRefused && state === 'booked' && actor.role !== 'cas_worker';
  const again = { href: `/stays/${stay.id}/look-again`, label: 'Look at the decision again', main: true };
  return [
    ...(isAhead ? [again] : []),
    ...steps.map(({ path, label }) => ({
      href: `/stays/${stay.id}/${path}`,
      label,
      main: MAIN_OF_STAY[state] === path && !isAhead,
    })),
  ];
}
