import type { FieldError } from '../../kernel/domain-error.js';
import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import type { SchoolTerm } from './night-kinds.js';

export interface NamedTerm extends SchoolTerm {
  name: string;
}

/** The longest row of the table, in days: a half term has some forty, a term without its break a hundred. */
export const LONGEST_TERM = 200;
/** Terms further away than this are a slip of the year. */
const FURTHEST_YEARS = 6;

/**
 * What is wrong with a term, field by field. First and last day are days of school, so a term of one day is one.
 *
 * @example checkTerm({ name: 'Autumn 1', firstDay: '2027-09-02', lastDay: '2027-09-01' }, '2027-03-01'); // [{ field: 'lastDay', … }]
 */
export function checkTerm({ firstDay, lastDay }: SchoolTerm, today: PlainDate): FieldError[] {
  if (Math.abs(daysBetween(today, firstDay)) > FURTHEST_YEARS * 366)
    return [
      { field: 'firstDay', message: `The first day must be within ${FURTHEST_YEARS} years of today. Check the year.` },
    ];
  if (lastDay < firstDay) return [{ field: 'lastDay', message: 'The last day must not be before the first day.' }];
  if (daysBetween(firstDay, lastDay) >= LONGEST_TERM)
    return [
      {
        field: 'lastDay',
        message: `A term has at most ${LONGEST_TERM} days. Write each half term as a row of its own.`,
      },
    ];
  return [];
}

/** The first of the terms that shares a day with this one. Two that follow each other on the next day do not. */
export function sharesDays<T extends SchoolTerm>(term: SchoolTerm, terms: readonly T[]): T | undefined {
  return terms.find(({ firstDay, lastDay }) => firstDay <= term.lastDay && term.firstDay <= lastDay);
}
