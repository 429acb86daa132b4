import { invalidField } from '../../kernel/domain-error.js';
import { addDays, dateIn, nightOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { checkArrival, nightsUntilDeparture } from '../../stays/domain/real-nights.js';

/** The most days ahead for which a placement is written down; they can stay on later. */
export const LONGEST = 31;

/**
 * The nights for which a place is asked, as far as anybody has said: from the night in which they are to come, which is
 * tonight where nobody has said or that night is over, until the day on which they are to leave, at most 31 days on; one
 * night where nobody has said until when.
 *
 * @example nightsAsked({ expected: null, until: null }, '2027-03-12'); // the night of the 12th
 */
export function nightsAsked(
  { expected, until }: { expected: PlainDate | null; until: PlainDate | null },
  tonight: PlainDate,
): Nights {
  const arrival = expected && expected > tonight ? expected : tonight;
  const last = addDays(arrival, LONGEST);
  const departure = until && until > arrival ? until : addDays(arrival, 1);
  return { arrival, departure: departure > last ? last : departure };
}

/**
 * Refuses an asking for a place in which the day of leaving is before the day from which the place is needed: two dates
 * that were taken for each other. Of somebody who comes after midnight both may be the same date. What nobody has said yet
 * is no fault, nor is what was said before and is not changed.
 *
 * @param given what somebody says now; it is told at `until` where that is among it, else at `expectedAt`
 * @param before what was said so far
 * @example checkAsked({ expectedAt: new Date('2027-03-12T20:00Z'), until: '2027-03-10' }, {}, 'Europe/London'); // throws
 */
export function checkAsked(given: AskedFor, before: AskedFor, zone: string): void {
  if (given.expectedAt === undefined && given.until === undefined) return;
  const { expectedAt = before.expectedAt, until = before.until } = given;
  const from = expectedAt && dateIn(expectedAt, zone);
  if (!from || !until || until >= from) return;
  if (given.until === undefined)
    throw invalidField('expectedAt', `Choose ${sayDate(until)} or earlier: they are to leave on that day.`);
  throw invalidField('until', `Choose ${sayDate(from)} or later: they need the place from that day on.`);
}

/** From when a place is asked, and until which day. */
interface AskedFor {
  expectedAt?: Date | null | undefined;
  until?: PlainDate | null | undefined;
}

/**
 * From when to when a child who came without a request was or is to be there: from the night in which they came until the
 * date on which they left. Of somebody who left on the day they came it is that one day, of which no night was spent. Only what cannot be true is refused.
 *
 * @throws invalid at `departure`, `departedAt`, `arrivedAt`, or at `certain` where a date is more likely a slip.
 */
export function emergencyNights(
  came: { arrivedAt: Date; departure?: PlainDate | undefined; departedAt?: Date | undefined; certain: boolean },
  { now, zone, dayBegins }: { now: Date; zone: string; dayBegins: string },
): Nights {
  const tonight = nightOf(now, zone, dayBegins);
  const arrival = nightOf(came.arrivedAt, zone, dayBegins);
  checkArrival(arrival, { day: tonight, called: 'today' }, { certain: came.certain, field: 'arrivedAt' });
  if (came.departedAt) {
    if (came.departedAt < came.arrivedAt)
      throw invalidField('departedAt', 'They left before they came. Check the dates and the times.');
    const oneDay = { arrival, departure: addDays(arrival, 1) };
    return nightsUntilDeparture(oneDay, dateIn(came.departedAt, zone)) ?? oneDay;
  }
  const { departure } = came;
  const [first, last] = [addDays(tonight, 1), addDays(tonight, LONGEST)];
  if (departure === undefined) throw invalidField('departure', 'Say until when they are to stay.');
  if (departure <= tonight)
    throw invalidField(
      'departedAt',
      `If they have left already, say when. If they are here tonight, choose ${sayDate(first)} or later.`,
    );
  if (departure > last) throw invalidField('departure', `Choose ${sayDate(last)} or earlier. They can stay on later.`);
  return { arrival, departure };
}
