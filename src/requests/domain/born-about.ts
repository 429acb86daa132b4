import { addDays, type PlainDate } from '../../kernel/nights.js';

/** Older than this nobody is who has a bed here, whatever they look like. */
export const OLDEST = 25;

const HALF_A_YEAR = 182;

/**
 * A date of birth for a child of whom somebody says only about how old they are: half-way between two birthdays, so that
 * for some months neither a birthday nor a slip of the guess changes the age. It is to be marked as a guess.
 *
 * @example bornAbout(12, '2027-03-12'); // '2014-08-31'
 */
export function bornAbout(age: number, on: PlainDate): PlainDate {
  const month = `${Number(on.slice(0, 4)) - age}${on.slice(4, 8)}01`;
  return addDays(month, -HALF_A_YEAR);
}
