import { sayDate } from '../../kernel/say-date.js';
import { isPlainDate, type PlainDate } from '../../kernel/nights.js';

/** Nothing on a calendar lies before it: see the checks of `bed_claims`. */
export const FIRST_NIGHT = '2000-01-01';

/**
 * What is wrong with a day since when a bed is said to be on the unit's registration; nothing when it can be. It is never to
 * come: what can be booked does not hang on it.
 */
export function wrongRegistration(since: PlainDate, today: PlainDate, until: PlainDate | null = null) {
  if (!isPlainDate(since)) return `must be a day, written like 2023-04-01`;
  if (since < FIRST_NIGHT) return `must be 1 January 2000 or later`;
  if (since > today) return `must be today or earlier`;
  if (until !== null && since >= until) return `must be before the registration ends, on ${sayDate(until)}`;
  return undefined;
}
