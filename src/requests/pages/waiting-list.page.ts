import { sayOrdinal } from '../../kernel/say-words.js';
import { CRITERIA, type Criterion, type PriorityRule } from '../domain/priority.js';
import type { WaitingListAnswer, WaitingPlaceAnswer } from '../dto/waiting-list.answer.js';
import type { OwnPlace, Seat, WaitingListView } from '../waiting-list.service.js';
import { freedBedsPath } from './freed-bed.page.js';
import { listLink, requestRow } from './list.page.js';

const CRITERION_TEXT: Record<Criterion, string> = {
  urgency: 'How soon',
  need: 'Strain on the family',
  last_break: 'Time since the last break',
  waiting: 'Time on the list',
  fairness: 'Weekends and holidays',
};

export const waitingListPath = (unitId: string): string => `/units/${unitId}/waiting-list`;

/** What makes a place: the points, and how they come about. */
export const placeShown = ({ place, of, priority }: OwnPlace) => ({
  ...{ place, of, points: priority.points, mostPoints: priority.of },
  said: `${sayOrdinal(place)} of ${of}`,
  shares: priority.shares.map(({ criterion, points, of: most, why }) => ({
    ...{ what: CRITERION_TEXT[criterion], points, of: most, why },
  })),
});

/** The rule as people read it: what counts, how much at the most, and why. */
export const ruleShown = ({ title, weights, scales }: PriorityRule) => ({
  title,
  weights: CRITERIA.map((criterion) => ({ what: CRITERION_TEXT[criterion], ...weights[criterion] })),
  scales: Object.values(scales).map(({ why }) => why),
});

/** Everything on the page of a waiting list. */
export function waitingListPage(
  { unit, of, items, next }: WaitingListView,
  rule: PriorityRule,
  { now, isFirst }: { now: Date; isFirst: boolean },
) {
  return {
    ...{ unit, of },
    rule: ruleShown(rule),
    freedBeds: freedBedsPath(unit.id),
    rows: items.map(({ request, ...seat }) => ({ ...requestRow(request, now), ...placeShown({ ...seat, of }) })),
    next: next && listLink(waitingListPath(unit.id), { cursor: next }),
    first: isFirst ? '' : waitingListPath(unit.id),
  };
}

export function placeJson({ place, of, priority }: OwnPlace): WaitingPlaceAnswer {
  return { place, of, points: priority.points, mostPoints: priority.of, shares: priority.shares };
}

const seatJson = ({ request, ...seat }: Seat, of: number) => ({
  ...placeJson({ ...seat, of }),
  ...{ id: request.partId, number: request.number, youngPerson: request.youngPerson },
  ...{ nights: request.nights!, windows: request.windows },
});

export function waitingListJson(
  { unit, today, of, items, next }: WaitingListView,
  { title: rule }: PriorityRule,
): WaitingListAnswer {
  return { unit, rule, today, of, items: items.map((seat) => seatJson(seat, of)), next };
}
