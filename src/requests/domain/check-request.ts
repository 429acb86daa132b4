import type { FieldError } from '../../kernel/domain-error.js';
import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { LONGEST_PLANNED_STAY } from '../../stays/domain/short-break-limits.js';

/** The longest window that may be looked at in one go, in nights. */
export const LONGEST_WINDOW = 400;

export interface Wanted {
  nights: number;
  from: PlainDate;
  to: PlainDate;
}

/**
 * What is wrong with the nights asked for, field by field; empty when nothing is. `from` is the earliest
 * arrival, `to` the latest departure. Drafts and submitted requests are held to the same rules.
 */
export function checkWanted({ nights, from, to }: Wanted, today: PlainDate, horizon: PlainDate): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  if (nights < 1) add('nights', 'Ask for at least 1 night.');
  if (nights > LONGEST_PLANNED_STAY) {
    add(
      'nights',
      `A planned break is at most ${LONGEST_PLANNED_STAY} nights. Ask for ${LONGEST_PLANNED_STAY} or fewer.`,
    );
  }
  if (from < today) add('from', 'The earliest arrival must be today or later.');
  if (from > horizon)
    add(
      'from',
      `The earliest arrival is too far ahead. Breaks can be booked up to ${sayDate(horizon)}: check the year.`,
    );
  if (to > horizon)
    add('to', `The latest departure is too far ahead. Breaks can be booked up to ${sayDate(horizon)}: check the year.`);
  const window = daysBetween(from, to);
  if (window <= 0) add('to', 'The latest departure must be after the earliest arrival.');
  else if (window < nights) {
    add(
      'to',
      `There are only ${window} nights between these dates and you ask for ${nights}. Choose a later date, or fewer nights.`,
    );
  } else if (window > LONGEST_WINDOW) add('to', `Choose dates at most ${LONGEST_WINDOW} days apart.`);
  return errors;
}
