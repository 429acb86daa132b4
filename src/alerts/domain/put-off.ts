import { addDays, dateIn, daysBetween, instantIn, type PlainDate } from '../../kernel/nights.js';

/** By when the people of a unit are there in the morning. */
const MORNING = '09:00';
export const LONGEST_DAYS = 28;

/** When an alert comes back that was put off until a day: at nine in the morning, by the clocks of the unit. */
export const wakesAt = (day: PlainDate, zone: string): Date => instantIn(day, MORNING, zone);

/**
 * Why an alert cannot be put off until a day, or `undefined`: until tomorrow at the earliest, and for four weeks at most, so
 * that nothing is put off for good.
 *
 * @example whyNotUntil('2026-12-01', new Date('2026-12-01T10:00:00Z'), 'Europe/London'); // 'Choose tomorrow or a later day.'
 */
export function whyNotUntil(day: PlainDate, now: Date, zone: string): string | undefined {
  const days = daysBetween(dateIn(now, zone), day);
  if (days < 1) return 'Choose tomorrow or a later day.';
  return days > LONGEST_DAYS
    ? `Choose a day within the next ${LONGEST_DAYS} days. You can put it off again then.`
    : undefined;
}

/** The days that are offered without typing one: tomorrow, and the Monday after today. On a Sunday that is one day. */
export function usualDays(now: Date, zone: string): { tomorrow: PlainDate; monday: PlainDate } {
  const today = dateIn(now, zone);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { tomorrow: addDays(today, 1), monday: addDays(today, 7 - weekday) };
}
