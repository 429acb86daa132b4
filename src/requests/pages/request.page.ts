import { looksOnAt, type Actor } from '../../identity/domain/actor.js';
import { dateIn } from '../../kernel/nights.js';
import { STANDINGS } from '../../stays/domain/stay-state.js';
import { STAY_STATE_TEXT, stepsIn } from '../../stays/domain/stay-steps.js';
import { STATE_TEXT, type RequestState } from '../domain/states.js';
import type { Action, Transition } from '../domain/transitions.js';
import { actionsFor, mayTake } from '../domain/workflow.js';
import type { RequestView } from '../request-view.js';
import type { TimelineEntry } from '../timeline.service.js';
import { story } from './timeline.page.js';
import { checkPath } from './ask.page.js';
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

type Me = Pick<Actor, 'id' | 'role' | 'units'>;

const MAIN: readonly Action[] = ['submit', 'give_information', 'propose', 'sign', 'accept'];

/** The request's facts that every page about it begins with. */
export function requestHead(request: RequestView, now: Date) {
  const { zone } = request.unit;
  return {
    id: request.id,
    number: request.number,
    unit: request.unit.name,
    person: personFacts(request.youngPerson, dateIn(now, zone)),
    state: STATE_TEXT[request.state],
    band: STATE_BAND[request.state],
    nights: request.nights,
    window: request.from && request.to ? { arrival: request.from, departure: request.to } : null,
    isWhole: request.nights !== null && request.from !== null && request.to !== null,
    asked: askedText(request),
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
export function requestPage(request: RequestView, events: readonly TimelineEntry[], actor: Me, now: Date) {
  const { zone } = request.unit;
  const { nextAction } = request;
  return {
    ...requestHead(request, now),
    next: nextAction && {
      text: nextText(nextAction, request.youngPerson.keyWorker.name),
      mine: nextAction.owner === actor.role || (request.state === 'draft' && request.askedBy.id === actor.id),
      due: deadline(nextAction.due, zone, nextAction.lateMinutes),
    },
    offer: request.offer && { ...request.offer, until: deadline(request.offer.expires, zone) },
    stay: request.stay,
    otherStays: request.otherStays.map((stay) => ({ ...stay, stateText: STAY_STATE_TEXT[stay.state] })),
    bookedBeside: request.stay !== null && request.otherStays.some(({ state }) => state === 'booked'),
    actions: actionLinks(request, actor),
    story: story(events),
  };
}

/** What the actor can do with the request now, by the workflow's table. The main step comes first. */
export function actionLinks(request: RequestView, actor: Me): ActionLink[] {
  const links = actionsFor(request.state, actor.role)
    .filter((row) => mayTake(row.action, request, actor).available)
    .flatMap((row): ActionLink[] => {
      const href = pathOf(row, request);
      return href ? [{ href, label: row.label, main: MAIN.includes(row.action) }] : [];
    });
  const once = links.filter((link, place) => links.findIndex(({ href }) => href === link.href) === place);
  return [...once, ...stayLinks(request, actor)].toSorted((a, b) => Number(b.main) - Number(a.main));
}

function pathOf({ action }: Transition, { id, offer }: RequestView): string | undefined {
  const ofOffer = (page: string) => offer && `/offers/${offer.id}/${page}`;
  const paths: Partial<Record<Action, string | null>> = {
    // Answers are changed from where they are checked before they are sent.
    edit: null,
    submit: checkPath(id),
    propose: `/requests/${id}/options`,
    sign: ofOffer('sign'),
    take_back: ofOffer('return'),
    accept: ofOffer('answer'),
    decline_offer: ofOffer('answer'),
    extend_offer: ofOffer('extend'),
  };
  return action in paths ? (paths[action] ?? undefined) : stepPath(id, action);
}

/** The page on which a step is asked for and taken. @example stepPath('r', 'ask_information'); // '/requests/r/ask-information' */
export const stepPath = (id: string, action: Action): string => `/requests/${id}/${action.replaceAll('_', '-')}`;

function stayLinks({ stay, state, unit }: RequestView, actor: Me): ActionLink[] {
  if (!stay || looksOnAt(actor, unit.id)) return [];
  const ofStay = STANDINGS.find((one) => one === state);
  const steps = ofStay ? stepsIn(ofStay, actor.role) : [];
  return steps.map(({ path, label }) => ({
    href: `/stays/${stay.id}/${path}`,
    label,
    main: MAIN_OF_STAY[state] === path,
  }));
}
