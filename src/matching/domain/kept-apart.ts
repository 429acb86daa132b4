import type { Claim } from '../../calendar/domain/claim.js';
import type { Visitor } from '../../calendar/domain/staffing.js';
import { nightsOf, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';

/**
 * The nights of the run on which somebody who must never share a night with the young person would be
 * there, by a stay or by an offer that may become one. Empty when they never meet.
 *
 * A *never together* holds whatever the beds: being in another room is no mitigation.
 */
export function nightsKeptApart(apart: ReadonlySet<string>, claims: readonly Claim[], wanted: Nights): PlainDate[] {
  const meeting = claims.filter(
    (claim) => claim.youngPersonId !== null && apart.has(claim.youngPersonId) && overlaps(claim, wanted),
  );
  if (meeting.length === 0) return [];
  return nightsOf(wanted).filter((night) => meeting.some((claim) => claim.arrival <= night && night < claim.departure));
}

/**
 * The days of the stay, from its arrival through its departure, on which somebody visits who must never be there
 * together with the young person. At what hour either comes and goes is not looked at: plans slip.
 */
export function daysKeptApart(apart: ReadonlySet<string>, visitors: readonly Visitor[], stay: Nights): PlainDate[] {
  const meeting = visitors.filter(
    ({ date, youngPersonId }) => apart.has(youngPersonId) && stay.arrival <= date && date <= stay.departure,
  );
  return [...new Set(meeting.map(({ date }) => date))].toSorted();
}

/**
 * Whether somebody from whom the young person is kept apart is at the unit on the date: they stay, by a stay or an
 * offer that touches the day, arrival and departure included, or they visit, too.
 */
export function meetsOn(
  date: PlainDate,
  apart: ReadonlySet<string>,
  claims: readonly Claim[],
  visitors: readonly Visitor[],
): boolean {
  const stays = claims.some(
    ({ youngPersonId, arrival, departure }) =>
      youngPersonId !== null && apart.has(youngPersonId) && arrival <= date && date <= departure,
  );
  return stays || visitors.some((visitor) => visitor.date === date && apart.has(visitor.youngPersonId));
}
