import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, instantIn, type PlainDate } from '../../kernel/nights.js';
import type { Actor } from './actor.js';
import { sayDate } from '../../kernel/say-date.js';

/** The clocks by which a deputy's days begin and end. */
export const DEPUTY_ZONE = 'Europe/London';
/** How far ahead a deputy can be named, and for how long: longer than that another key worker is what is wanted. */
const MOST_DAYS = 366;

/** The days on which somebody stands in for somebody else; both are within it. */
export interface DeputyDays {
  firstDay: PlainDate;
  lastDay: PlainDate;
}

/**
 * What is wrong with the days that somebody typed: none of them is over, they are in order, and they end within a year.
 *
 * @example checkDeputyDays({ firstDay: '2027-05-04', lastDay: '2027-05-03' }, '2027-05-01'); // one, at lastDay
 */
export function checkDeputyDays({ firstDay, lastDay }: DeputyDays, today: PlainDate): FieldError[] {
  const errors: FieldError[] = [];
  if (firstDay < today) errors.push({ field: 'firstDay', message: `Choose ${sayDate(today)} or later.` });
  const latest = addDays(today, MOST_DAYS);
  if (lastDay < firstDay) errors.push({ field: 'lastDay', message: 'The last day must not be before the first.' });
  else if (lastDay > latest)
    errors.push({
      field: 'lastDay',
      message: `Choose ${sayDate(latest)} or earlier. For longer, change the key worker.`,
    });
  return errors;
}

/** From the first instant of the first day to the last of the last, across a change of the clocks too. */
export function deputyTime({ firstDay, lastDay }: DeputyDays): { beginsAt: Date; endsAt: Date } {
  return {
    beginsAt: instantIn(firstDay, '00:00', DEPUTY_ZONE),
    endsAt: instantIn(addDays(lastDay, 1), '00:00', DEPUTY_ZONE),
  };
}

/**
 * For whom somebody stands in, in a sentence; empty for nobody.
 *
 * @example standsInText({ standsInFor: [{ id: '1', name: 'Alex', lastDay: '2027-05-07' }] }); // 'You are standing in for Alex until …'
 */
export function standsInText({ standsInFor = [] }: Pick<Actor, 'standsInFor'>): string {
  if (standsInFor.length === 0) return '';
  const whom = standsInFor.map(({ name, lastDay }) => `${name} until ${sayDate(lastDay)}`).join(', and for ');
  return `You are standing in for ${whom}. Their young people, actions and notices are here with yours.`;
}
