import { daysBetween } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { FIRST_NIGHT, LONGEST_CLOSURE, LONGEST_STAY } from './bounds.js';
import type { DiaryRow } from './diary-row.js';

/**
 * What is wrong with the nights of an entry by itself, whatever stands on the calendar; empty when nothing is. What begins
 * and ends on one day has no night, and a year that is a slip (2206 for 2026) makes no calendar of centuries.
 */
export function checkNights({
  kind,
  name,
  arrival,
  departure,
  bed,
}: Pick<DiaryRow, 'kind' | 'name' | 'arrival' | 'departure' | 'bed'>): string[] {
  if (kind === 'stay' && name === '') return ['It names nobody. Enter a name, or leave the row out.'];
  if (kind === 'out_of_service' && bed === '') return ['It does not say which bed cannot be used. Name the bed.'];
  if (arrival === null) return ['It has no date of arrival. Enter one.'];
  if (departure === null) return ['It does not say until when. Enter the day of departure.'];
  if (departure === arrival)
    return [
      kind === 'stay'
        ? 'It begins and ends on one day, so it has no night. A visit without a night is planned under Visits.'
        : 'It begins and ends on one day, so no night is closed by it.',
    ];
  if (departure < arrival) return [`It ends on ${sayDate(departure)}, before it begins. Check both dates.`];
  if (arrival < FIRST_NIGHT)
    return [`It begins on ${sayDate(arrival)}. Nights before the year 2000 cannot be recorded: check the year.`];
  const nights = daysBetween(arrival, departure);
  const longest = kind === 'stay' ? LONGEST_STAY : LONGEST_CLOSURE;
  if (nights > longest)
    return [
      `It lasts ${nights.toLocaleString('en-GB')} nights. More than ${longest} in one entry cannot be recorded: check the year, or divide it.`,
    ];
  return [];
}
