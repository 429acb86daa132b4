import { looksOnAt, type Actor } from '../../identity/domain/actor.js';
import { addDays, ageOn, dateIn, daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { dateTime, staySpan } from '../../web/filters.js';
import { bedName } from '../domain/conflict.js';
import { LEGAL_STATUS_TEXT } from '../domain/legal-status-text.js';
import { eighteenDays } from '../domain/short-break-limits.js';
import { ABSENCE_TEXT } from '../domain/absence.js';
import { REFUSED_SHORT, REFUSED_TOLD, refusedMove, sayRefusal } from '../domain/refusal.js';
import { isStillToCome, STAY_STATE_TEXT, stepsIn, type StayStep } from '../domain/stay-steps.js';
import { standingOf, type Standing } from '../domain/stay-state.js';
import type { StayView } from '../stay-reader.js';

export type Stay = StayView;

const BAND: Record<Standing, 'good' | 'info' | 'none'> = {
  booked: 'info',
  in_residence: 'good',
  completed: 'none',
  reviewed: 'none',
  no_show: 'none',
  cancelled: 'none',
};

export const stayPath = (id: string, step?: Pick<StayStep, 'path'>) => `/stays/${id}${step ? `/${step.path}` : ''}`;

/**
 * What a page shows of a stay: who it is beyond doubt, which bed, when, and how it stands. `tonight` is the night that is
 * running, where the page says what is due.
 */
/** The most nights of which the group is shown at once. */
const GROUP_DAYS = 14;
const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);

export function stayPage(stay: Stay, now: Date, tonight?: PlainDate) {
  const today = dateIn(now, stay.unit.zone);
  const { youngPerson } = stay;
  const standing = standingOf(stay);
  return {
    id: stay.id,
    path: stayPath(stay.id),
    name: `${youngPerson.firstName} ${youngPerson.lastName}`,
    firstName: youngPerson.firstName,
    personPath: `/young-people/${youngPerson.id}`,
    born: sayDate(youngPerson.dateOfBirth).replace(/^\w+ /, ''),
    age: ageOn(youngPerson.dateOfBirth, today),
    caseNumber: youngPerson.caseNumber,
    keyWorker: youngPerson.keyWorker.name,
    unit: stay.unit.name,
    calendarPath: `/calendar?unit=${stay.unit.id}`,
    groupPath: `/units/${stay.unit.id}/group?from=${stay.arrival}&to=${earlier(stay.departure, addDays(stay.arrival, GROUP_DAYS))}`,
    bed: bedName(stay),
    hasBed: stay.bed !== null,
    conflict: stay.conflict,
    kindText: stay.kind === 'emergency' ? 'Emergency placement' : 'Stay',
    refused: refusedText(stay),
    authority: stay.authority,
    isEmergency: stay.kind === 'emergency',
    plannedArrival: stay.plannedArrival,
    plannedDeparture: stay.plannedDeparture,
    arrival: stay.arrival,
    departure: stay.departure,
    nights: nightsOfStay(stay),
    planned: plannedText(stay),
    otherArrival: stay.arrival === stay.plannedArrival ? '' : sayDate(stay.plannedArrival),
    otherDeparture: stay.departure === stay.plannedDeparture ? '' : sayDate(stay.plannedDeparture),
    stateText: STAY_STATE_TEXT[standing],
    band: BAND[standing],
    arrivedAt: stay.arrivedAt,
    departedAt: stay.departedAt,
    endedWhy: stay.endedWhy,
    ending: stay.ending?.text ?? '',
    expectedAt: stay.ending?.expectedAt ?? null,
    calledOffAt: stay.state === 'cancelled' ? stay.ending?.endedAt : null,
    requestPath: stay.partId ? `/requests/${stay.partId}` : undefined,
    due: dueSentence(stay, today, tonight),
    awayKind: stay.away ? ABSENCE_TEXT[stay.away.kind] : '',
    away: stay.away ? `${ABSENCE_TEXT[stay.away.kind]} since ${dateTime(stay.away.since)}: the bed is kept.` : '',
    reviewText: stay.review?.recordedAt ? `Recorded on ${dateTime(stay.review.recordedAt)}` : 'Not on record yet',
    ...legalText(stay),
    days: eighteenDays(stay) ?? '',
  };
}

/** That it was decided that the nights do not suit, whose move it is, and in a list; empty where nobody decided so. */
function refusedText({ refused, unit, state }: Stay) {
  if (!refused) return refused;
  const move = refusedMove({ isThere: state === 'in_residence' });
  return { text: sayRefusal(refused, unit.zone), move, told: REFUSED_TOLD, short: REFUSED_SHORT };
}

/** Nights that were or are to be spent; who left on the day of arrival spent none. */
function nightsOfStay({ arrival, departure, departedAt, unit }: Stay): number {
  const left = departedAt && dateIn(departedAt, unit.zone);
  return left && left <= arrival ? 0 : daysBetween(arrival, departure);
}

/** From when to when it was planned, where it came out otherwise. */
function plannedText({ arrival, departure, plannedArrival, plannedDeparture }: Stay): string {
  if (arrival === plannedArrival && departure === plannedDeparture) return '';
  return `Planned: ${staySpan({ arrival: plannedArrival, departure: plannedDeparture })}`;
}

/** Under which part of the law a stay is, or whose move it is. A stay that did not happen has none. */
function legalText({ state, legal, youngPerson }: Stay): { legal: string; legalMissing: string; legalPath: string } {
  if (state === 'cancelled' || state === 'no_show') return { legal: '', legalMissing: '', legalPath: '' };
  if (!legal) {
    const { keyWorker } = youngPerson;
    const whose = `Whose move: ${keyWorker.name} with the child’s social worker, or the registered manager.`;
    return { legal: `Not decided yet. ${whose}`, legalMissing: 'Legal status not decided', legalPath: 'legal-status' };
  }
  const { status, note, decidedBy, decidedAt } = legal;
  const what = [LEGAL_STATUS_TEXT[status], note].filter(Boolean).join(': ');
  return {
    legal: `${what}. Decided by ${decidedBy.name}, ${dateTime(decidedAt)}.`,
    legalMissing: '',
    legalPath: 'legal-status',
  };
}

/** The steps that the actor may take now, in the table's order; then, for the unit's own people, away and another bed. */
export function stepsFor(
  stay: Pick<
    Stay,
    | 'id'
    | 'state'
    | 'kind'
    | 'away'
    | 'arrival'
    | 'departure'
    | 'conflict'
    | 'bed'
    | 'unit'
    | 'review'
    | 'ending'
    | 'refused'
  >,
  { role, units = [] }: Pick<Actor, 'role'> & Partial<Pick<Actor, 'units'>>,
  tonight: PlainDate,
  hasBegun = false,
) {
  if (looksOnAt({ role, units }, stay.unit.id)) return [];
  // From the first night on only the unit knows whether they came, and nobody knows it before.
  const isExpected = hasBegun || (stay.kind === 'emergency' && stay.arrival <= tonight);
  const mayStill = ({ path }: { path: string }) =>
    path === 'correct-ending'
      ? stay.ending !== null
      : path === 'no-show'
        ? isExpected
        : path === 'undo-ending'
          ? isStillToCome(stay, tonight)
          : role !== 'cas_worker' || path !== 'cancel' || !hasBegun;
  const possible = stepsIn(standingOf(stay), role).filter(mayStill);
  const links = (wanted: typeof possible) =>
    wanted.map((step) => ({ text: step.label, href: stayPath(stay.id, step) }));
  if (role === 'cas_worker' || (stay.state !== 'booked' && stay.state !== 'in_residence')) return links(possible);
  const steps = links(possible.filter(({ undoes }) => !undoes));
  const undo = links(possible.filter(({ undoes }) => undoes));
  const more = (text: string, path: string) => ({ text, href: `${stayPath(stay.id)}/${path}` });
  // On the day of departure no night is left to be somewhere else.
  const move = stay.state === 'booked' || tonight < stay.departure ? [more('Move to another bed', 'move')] : [];
  const other = stay.state === 'booked' ? [more('Put on other nights', 'nights')] : [];
  const solve = [
    ...(stay.conflict ? [more('Solve it', 'conflict')] : []),
    // It was decided that they cannot be there: that comes before their arrival.
    ...(stay.refused ? [more('Look at the decision again', 'look-again')] : []),
  ];
  const nights = [
    ...(role === 'manager' && stay.bed ? [more('Add nights', 'extend')] : []),
    ...(daysBetween(stay.arrival, stay.departure) > 1 ? [more('Take nights off', 'shorten')] : []),
  ];
  if (stay.state === 'booked') return [...solve, ...steps, ...move, ...other, ...nights];
  const on = more('They are staying on', 'stay-on');
  const missing = stay.away && stay.away.kind !== 'missing' ? [more('They are missing', 'away')] : [];
  return stay.away
    ? [...solve, more('Back again', 'back'), ...missing, ...steps, on, ...move, ...nights, ...undo]
    : [...solve, ...steps, on, more('Away tonight', 'away'), ...move, ...nights, ...undo];
}

/** What waits to be written down, if anything does. After midnight those of the night that is running are still expected. */
function dueSentence(
  { state, arrival, departure, overdueSince, review }: Stay,
  today: PlainDate,
  tonight = today,
): string | undefined {
  if (state === 'in_residence' && overdueSince)
    return `Should have left on ${sayDate(overdueSince)} and is still here, as far as anybody has recorded. Record the departure, or that they are staying on.`;
  if (state === 'booked' && arrival === tonight) return tonight < today ? 'Expected tonight.' : 'Expected today.';
  if (state === 'booked' && arrival < tonight) return `Expected on ${sayDate(arrival)}, and nothing has been recorded.`;
  if (state === 'in_residence' && departure === today) return 'Leaving today.';
  if (state === 'in_residence' && departure < today) {
    return `Should have left on ${sayDate(departure)}. Record the departure; until then the bed is taken.`;
  }
  if (state === 'completed' && review?.due && !review.recordedAt)
    return `How it went is to be recorded by ${dateTime(review.due)}.`;
  if (state === 'booked' && arrival === today) return 'Expected today.';
  if (state === 'booked' && arrival === addDays(today, 1)) return 'Expected tomorrow.';
  return undefined;
}
