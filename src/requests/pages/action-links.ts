import { looksOnAt, type Actor } from '../../identity/domain/actor.js';
import { STANDINGS } from '../../stays/domain/stay-state.js';
import { stepsIn } from '../../stays/domain/stay-steps.js';
import { mayTakeForAny, partName, PLAIN_ACTIONS } from '../domain/parts.js';
import { OPEN_STATES, type RequestState } from '../domain/states.js';
import { TRANSITIONS, type Action, type Transition } from '../domain/transitions.js';
import { actionsFor, mayTake } from '../domain/workflow.js';
import type { OfferView, OpenedRequest, RequestView } from '../request-view.js';
import { togetherLink } from './together-link.js';
import { checkPath } from './ask.page.js';

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

export type Me = Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>;

const FOR_ALL: readonly Action[] = ['submit', ...PLAIN_ACTIONS, 'withdraw'];
const MAIN: readonly Action[] = ['submit', 'give_information', 'propose', 'sign', 'accept', 'confirm'];

/** How the stay of a request lies in time. */
export interface OfStay {
  /** Its first night has begun, so that it is known whether they came. */
  hasBegun: boolean;
  /** A night of it is still to come, so that it could be booked again. */
  isToCome: boolean;
}
export const TO_COME: OfStay = { hasBegun: false, isToCome: true };

export const breaksPath = (requestId: string): string => `/requests/${requestId}/breaks`;

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
export function offerLinks(request: RequestView, offer: OfferView, actor: Me): ActionLink[] {
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
