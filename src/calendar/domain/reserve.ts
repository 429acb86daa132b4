import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, daysBetween, instantIn, nightsOf, weekdayOf, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

/** A bed that is held back for emergencies: on which nights, and how long before each it is anybody's again. */
export interface WantedReserve {
  bedId: string;
  firstNight: PlainDate;
  /** Null while nobody knows an end: as far as can be booked. */
  lastNight: PlainDate | null;
  /** 1 for Monday to 7 for Sunday, by the day on which the night begins; empty for every night. */
  weekdays: readonly number[];
  /** Null where it is kept through the night. */
  releaseHours: number | null;
  note: string;
}

/** The most hours before a night at which it may be released: fourteen days. */
export const MOST_RELEASE_HOURS = 336;

const HOUR_MS = 3_600_000;

/**
 * The nights of the rule from `from` on and before `end`.
 *
 * @example nightsKept({ firstNight: '2027-03-01', lastNight: null, weekdays: [5, 6] }, '2027-03-01', '2027-03-10'); // the 5th and the 6th
 */
export function nightsKept(
  { firstNight, lastNight, weekdays }: Pick<WantedReserve, 'firstNight' | 'lastNight' | 'weekdays'>,
  from: PlainDate,
  end: PlainDate,
): PlainDate[] {
  const arrival = firstNight > from ? firstNight : from;
  const after = lastNight === null ? end : addDays(lastNight, 1);
  const nights = nightsOf({ arrival, departure: after < end ? after : end });
  return weekdays.length === 0 ? nights : nights.filter((night) => weekdays.includes(weekdayOf(night)));
}

/**
 * When the night is anybody's again, in hours by the clock before it begins; null where it is kept through the night.
 * The hours are real ones: across a clock change the wall shows another hour.
 *
 * @example releasedAt('2027-03-12', 24, '16:00', 'Europe/London'); // 11 March 2027, 16:00
 */
export function releasedAt(night: PlainDate, hours: number | null, begins: string, zone: string): Date | null {
  return hours === null ? null : new Date(instantIn(night, begins, zone).getTime() - hours * HOUR_MS);
}

/** What is wrong with a reserve as it was asked for, by the API's names; empty when nothing is. */
export function checkReserve(wanted: WantedReserve, today: PlainDate, horizon: PlainDate): FieldError[] {
  const errors: FieldError[] = [];
  const { firstNight, lastNight, releaseHours } = wanted;
  if (firstNight < today) errors.push({ field: 'from', message: `Choose ${sayDate(today)} or later.` });
  if (firstNight >= horizon)
    errors.push({ field: 'from', message: `Nights can be kept before ${sayDate(horizon)}: check the year.` });
  if (lastNight !== null && lastNight < firstNight)
    errors.push({ field: 'to', message: 'The last night must not be before the first.' });
  if (lastNight !== null && daysBetween(firstNight, lastNight) > 3_660)
    errors.push({ field: 'to', message: 'Check the year, or leave the last night out.' });
  if (releaseHours !== null && (releaseHours < 0 || releaseHours > MOST_RELEASE_HOURS))
    errors.push({ field: 'releaseHours', message: `Choose 0 to ${MOST_RELEASE_HOURS} hours before the night.` });
  return errors;
}
