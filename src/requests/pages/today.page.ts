import { maySign, type Actor } from '../../identity/domain/actor.js';
import { dateIn, daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';
import { ABSENCE_TEXT, type Absence } from '../../stays/domain/absence.js';
import { dateTime, shortDate } from '../../web/filters.js';
import { reach, stillMeant } from '../domain/holding.js';
import { whoIsWhere } from '../domain/who-is-where.js';
import { OPEN_STATES, SIGNERS_STATES, STATE_TEXT, statesOwnedBy, type RequestState } from '../domain/states.js';
import type { RequestView } from '../request-view.js';
import { resumePath } from './ask.page.js';
import {
  askedText,
  deadline,
  nextText,
  personFacts,
  STATE_BAND,
  type Deadline,
  type PersonFacts,
} from './words.page.js';

/** What somebody is to do, for whom, by when, and the page that does it. */
export interface TodoItem {
  href: string;
  what: string;
  person: PersonFacts;
  detail: string;
  /** How many nights, and those that are held, else those between which they are asked for. */
  asked: string;
  /** Which it is of the breaks that its request wants, where it wants several. */
  part: { position: number; of: number } | null;
  due: Deadline | null;
  /** Of several breaks of a series that wait for the same: which they are. */
  breaks?: string;
  /** Whether it is due today, or was before. */
  today: boolean;
  /** Where no time is set: for how long it has been waiting. */
  waiting: string;
  state: string;
  band: string;
}

type Me = Pick<Actor, 'id' | 'role' | 'units'>;

/**
 * The states in which the next step is the actor's, and those in which it is somebody else's. A draft is
 * its author's. Arrivals and departures are lists of their own, so booked and staying are in neither.
 */
export function whoseStates(actor: Me): { mine: RequestState[]; others: RequestState[] } {
  const owned: RequestState[] = ['draft', ...statesOwnedBy(actor.role)];
  const signs = actor.role !== 'manager' || actor.units.some((unit) => maySign(actor, unit.id));
  const mine = OPEN_STATES.filter((state) => owned.includes(state) && (signs || !SIGNERS_STATES.includes(state)));
  return { mine, others: OPEN_STATES.filter((state) => !mine.includes(state)) };
}

/** The states in which the next step is the key worker's. Once theirs has left, a manager has to name another first. */
export const KEY_WORKERS_STATES: readonly RequestState[] = OPEN_STATES.filter(
  (state) => state !== 'draft' && statesOwnedBy('cas_worker').includes(state),
);

/** The request as the actor's next action. */
export function myAction(request: RequestView, actor: Me, now: Date): TodoItem {
  const name = `${request.youngPerson.firstName} ${request.youngPerson.lastName}`;
  const signs = maySign(actor, request.unit.id);
  const toSign = request.offers.find((offer) => offer.state === 'proposed');
  if (signs && request.alsoOwed && toSign) {
    const due = deadline(request.alsoOwed.due, request.unit.zone, request.alsoOwed.lateMinutes);
    const what = `Sign the further proposal for ${name}`;
    return { ...item(request, now, due, toSign), what, href: `/offers/${toSign.id}/sign` };
  }
  if (KEY_WORKERS_STATES.includes(request.state) && request.nextAction?.owner === 'manager') {
    const what = `Choose another key worker for ${name}: theirs has left`;
    return { ...item(request, now), what, href: `/young-people/${request.youngPerson.id}/key-worker` };
  }
  const step = STEP[request.state]?.(name);
  const offer = request.offer && `/offers/${request.offer.id}`;
  const paths: Partial<Record<RequestState, string | null>> = {
    draft: resumePath(request),
    submitted: `/requests/${request.pathId}/options`,
    in_review: `/requests/${request.pathId}/options`,
    waitlisted: `/requests/${request.pathId}/options`,
    offer_lapsed: `/requests/${request.pathId}/options`,
    proposed: signs ? offer && `${offer}/sign` : null,
    offered: offer && `${offer}/answer`,
    agreed: signs ? offer && `${offer}/confirm` : null,
    more_information_needed: `/requests/${request.pathId}/give-information`,
  };
  return { ...item(request, now), what: step ?? name, href: paths[request.state] ?? `/requests/${request.pathId}` };
}

/** The request as something that somebody else is to do next. */
export function othersAction(request: RequestView, now: Date): TodoItem {
  const { nextAction, youngPerson } = request;
  const detail = nextAction ? nextText(nextAction, youngPerson.keyWorker.name) : '';
  const base = item(request, now);
  return { ...base, what: base.person.name, detail, href: `/requests/${request.pathId}` };
}

const STEP: Partial<Record<RequestState, (name: string) => string>> = {
  draft: (name) => `Finish the request for ${name}`,
  submitted: (name) => `Propose nights for ${name}`,
  in_review: (name) => `Propose nights for ${name}`,
  waitlisted: (name) => `Look for free nights for ${name}`,
  offer_lapsed: (name) => `Propose other nights for ${name}: the offer ran out`,
  proposed: (name) => `Sign the proposal for ${name}`,
  offered: (name) => `Record the family’s answer for ${name}`,
  agreed: (name) => `Look at the nights of ${name} again: the family says yes`,
  more_information_needed: (name) => `Answer what the unit has asked about ${name}`,
};

function item(
  request: RequestView,
  now: Date,
  due = deadline(
    request.nextAction?.due ?? null,
    request.unit.zone,
    request.nextAction?.lateMinutes,
    request.nextAction?.on,
  ),
  one?: Nights,
): Omit<TodoItem, 'what' | 'href'> {
  const today = dateIn(now, request.unit.zone);
  const since = dateIn(request.submittedAt ?? request.createdAt, request.unit.zone);
  const meant = stillMeant(request.offers);
  const dates = new Set(meant.map(({ arrival, departure }) => `${arrival} ${departure}`));
  const held = one ?? reach(meant) ?? null;
  return {
    person: personFacts(request.youngPerson, today),
    detail: '',
    asked: askedText(request, held, one ? 1 : dates.size),
    part: request.part.of > 1 && request.state !== 'draft' ? request.part : null,
    due,
    today: due !== null && due.day <= today,
    waiting: waitingText(since, today),
    state: STATE_TEXT[request.state],
    band: STATE_BAND[request.state],
  };
}

/** Shortly after midnight what was asked in the evening is not a day old yet. @example waitingText('2027-03-02', '2027-03-05'); // 'Waiting 3 days' */
export function waitingText(since: PlainDate, today: PlainDate): string {
  const days = daysBetween(since, today);
  if (days <= 0) return 'New today';
  return days === 1 ? 'Since yesterday' : `Waiting ${days} days`;
}

interface OnTheHouse {
  /** The departure that was planned, of somebody whom the service has written on. */
  overdueSince?: PlainDate | null;
  state: string;
  arrival: PlainDate;
  departure: PlainDate;
  away?: Absence | null;
}

/**
 * Who comes, who stays and who goes today, each with what is overdue first; of whoever is away, where they are. After
 * midnight those of the night that is running are still to come, and whoever comes or leaves on the new date does so today:
 * the same as on the handover.
 */
export function houseToday<T extends OnTheHouse>(stays: readonly T[], today: PlainDate, tonight = today) {
  const byArrival = whoIsWhere(
    stays.toSorted((a, b) => a.arrival.localeCompare(b.arrival)),
    today,
    tonight,
  );
  const { leaving, inTheBuilding, away } = whoIsWhere(
    stays.toSorted((a, b) => a.departure.localeCompare(b.departure)),
    today,
    tonight,
  );
  const here = new Set([...inTheBuilding, ...away].filter((stay) => !leaving.includes(stay)));
  const late = (date: PlainDate, due: PlainDate) => Math.max(0, daysBetween(date, due));
  return {
    arrivals: byArrival.arriving.map((stay) => ({ ...stay, daysLate: late(stay.arrival, tonight) })),
    tomorrow: byArrival.arrivingTomorrow,
    staying: stays
      .filter((stay) => here.has(stay))
      .toSorted((a, b) => a.departure.localeCompare(b.departure))
      .map(withAway),
    departures: leaving.map((stay) => ({
      ...withAway(stay),
      daysLate: late(stay.overdueSince ?? stay.departure, today),
    })),
  };
}

const withAway = <T extends OnTheHouse>(stay: T) => ({
  ...stay,
  awaySaid: stay.away ? `${ABSENCE_TEXT[stay.away.kind]} since ${dateTime(stay.away.since)}` : '',
});

/** The decision that a stay waits for, as something to do. */
export function stayDecision(
  stay: Nights & { id: string; youngPerson: RequestView['youngPerson'] },
  why: string | undefined,
  today: PlainDate,
) {
  const person = personFacts(stay.youngPerson, today);
  const { arrival, departure } = stay;
  return {
    href: `/stays/${stay.id}/legal-status`,
    what: `Decide the legal status of ${person.name}`,
    person,
    arrival,
    departure,
    when: arrival > today ? `By ${shortDate(arrival)}` : 'Now',
    isLate: arrival <= today,
    why: why ?? 'Nobody has decided it yet.',
  };
}

/** Those who are here or come first, first. */
export function byArrival<T extends Pick<RequestView, 'stay'>>(requests: readonly T[]): T[] {
  return requests.toSorted((a, b) => (a.stay?.arrival ?? '').localeCompare(b.stay?.arrival ?? ''));
}
