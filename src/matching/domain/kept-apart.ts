import type { Claim } from '../../calendar/domain/claim.js';
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
