import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { BED_REASONS, UNIT_REASONS, type ClosureReason } from './closure.js';

/** How far back nights may be closed: a bed that broke over the weekend is written down on Monday. */
export const LOOKING_BACK_DAYS = 31;
/** The longest that each time of a repeating closure may last, in nights. */
const LONGEST_REPEATED = 31;

export interface WantedClosure extends Nights {
  /** Null for the whole unit. */
  bedId: string | null;
  rule: string | null;
  reason: ClosureReason;
  note: string;
}

/** What is wrong with a closure as it was asked for, field by field by the API's names; empty when nothing is. */
export function checkClosure(wanted: WantedClosure, today: PlainDate, horizon: PlainDate): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  const { arrival, departure, rule, bedId, reason, note } = wanted;
  const length = daysBetween(arrival, departure);
  const earliest = addDays(today, -LOOKING_BACK_DAYS);
  if (arrival < earliest)
    add('from', `Nights can be closed back to ${sayDate(earliest)}: check the date, and its year.`);
  if (arrival > horizon) add('from', `Nights can be closed up to ${sayDate(horizon)}: check the year.`);
  if (length <= 0) add('to', 'The first day back in use must be after the first night.');
  else if (rule === null && departure > horizon)
    add('to', `Nights can be closed up to ${sayDate(horizon)}: check the year.`);
  else if (rule !== null && length > LONGEST_REPEATED)
    add('to', `What repeats can last at most ${LONGEST_REPEATED} nights each time.`);
  const reasons: readonly ClosureReason[] = bedId === null ? UNIT_REASONS : BED_REASONS;
  if (!reasons.includes(reason))
    add('reason', bedId === null ? 'Choose a reason for closing the unit.' : 'Choose a reason for taking the bed out.');
  if (reason === 'other' && note.trim() === '') add('note', 'Say what the other reason is.');
  return errors;
}
