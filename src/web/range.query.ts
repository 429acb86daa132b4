import { invalidField } from '../kernel/domain-error.js';
import { addDays, daysBetween, type Nights } from '../kernel/nights.js';
import { PlainDateField } from './fields.js';

/** The longest range of nights that is answered in one go. */
export const LONGEST_RANGE = 400;

/** A range of nights; `to` is exclusive. */
export class RangeQuery {
  @PlainDateField('From') from: string;
  @PlainDateField('To') to: string;
}

/** The range as nights, or a refusal that says what to change. */
export function nightsOfRange({ from, to }: RangeQuery): Nights {
  const length = daysBetween(from, to);
  if (length <= 0) throw invalidField('to', 'The end must be after the beginning.');
  if (length > LONGEST_RANGE)
    throw invalidField(
      'to',
      `Ask for at most ${LONGEST_RANGE} nights at a time: up to ${addDays(from, LONGEST_RANGE)}.`,
    );
  return { arrival: from, departure: to };
}
