import { ageOn, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

/** The service works with young people up to this age. [evaluation summary: 12 to 25, and younger siblings] */
export const OLDEST = 25;

/**
 * What is wrong with a date of birth, as a sentence, or `undefined`. It guards against slips of the pen, not against
 * the unit's own age range, which is checked for the nights of a stay.
 *
 * @example dateOfBirthFault('2031-03-12', '2027-03-12'); // 'Date of birth must be in the past …'
 */
export function dateOfBirthFault(dateOfBirth: PlainDate, today: PlainDate): string | undefined {
  if (dateOfBirth > today) return `Date of birth must be in the past. ${sayDate(dateOfBirth)} is still to come.`;
  const age = ageOn(dateOfBirth, today);
  if (age <= OLDEST) return undefined;
  return `Somebody born on ${sayDate(dateOfBirth)} is ${age}. Young people are ${OLDEST} or younger: check the year.`;
}

/** A name or number on one line, as it is kept: spaces and line ends within it become one space. Nothing else changes. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** A word as a pattern for ILIKE that means only itself. @example likePattern('50%'); // '%50\\%%' */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
