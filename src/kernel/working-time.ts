import { addDays, dateIn, instantIn, timeIn, weekdayOf, type PlainDate } from './nights.js';

/** The hours of an office, by the clocks of its zone; times are `HH:MM`. */
export interface WorkingTime {
  zone: string;
  /** What comes in later than this counts as come in on the next working day. */
  cutOff: string;
  /** Something due on a day is due when the office closes. */
  closes: string;
  /** Days on which nobody works although they are no weekend. */
  isHoliday: (date: PlainDate) => boolean;
}

const SATURDAY = 6;
/** More days in a row than this on which nobody works are a mistake in the holidays, not a closure. */
const LONGEST_CLOSURE = 60;

export function isWorkingDay(date: PlainDate, { isHoliday }: Pick<WorkingTime, 'isHoliday'>): boolean {
  return weekdayOf(date) < SATURDAY && !isHoliday(date);
}

/**
 * The working day as which something counts that comes in at the instant: that day until the cut-off hour, the cut-off
 * itself included, and else the next working day.
 *
 * @example receivedOn(new Date('2027-03-12T13:01:00Z'), london); // '2027-03-15': a Friday, after one o'clock
 */
export function receivedOn(instant: Date, work: WorkingTime): PlainDate {
  const date = dateIn(instant, work.zone);
  const inTime = timeIn(instant, work.zone) <= work.cutOff;
  return nextWorkingDay(inTime ? date : addDays(date, 1), work);
}

/**
 * When something that comes in at the instant is due: at closing time of so many working days after the one as which it
 * counts. With none it is due on that day. Weekends and holidays do not count, and a change of the clocks moves nothing:
 * it is a time on the clock of a date.
 *
 * @param days working days, from 0
 * @throws RangeError when no working day can be found: the holidays cannot be right
 * @example workingDeadline(new Date('2027-03-12T13:01:00Z'), 2, london); // Wednesday 17 March, 17:00
 */
export function workingDeadline(instant: Date, days: number, work: WorkingTime): Date {
  let day = receivedOn(instant, work);
  for (let left = days; left > 0; left -= 1) day = nextWorkingDay(addDays(day, 1), work);
  return instantIn(day, work.closes, work.zone);
}

/**
 * The last moment of working time in which something can be settled for an arrival: on the day itself until the cut-off
 * hour; where nobody works on it, when the office closes on the working day before.
 *
 * @throws RangeError when there is none for so long that the holidays cannot be right
 * @example lastBefore('2027-03-14', london); // a Sunday: Friday 12 March, 17:00
 */
export function lastBefore(arrival: PlainDate, work: WorkingTime): Date {
  if (isWorkingDay(arrival, work)) return instantIn(arrival, work.cutOff, work.zone);
  for (let back = 1; back <= LONGEST_CLOSURE; back += 1) {
    const day = addDays(arrival, -back);
    if (isWorkingDay(day, work)) return instantIn(day, work.closes, work.zone);
  }
  throw new RangeError(`There is no working day within ${LONGEST_CLOSURE} days before ${arrival}.`);
}

/** So many hours on the clock, at any hour of any day: for what cannot wait for an office. */
export function clockDeadline(instant: Date, hours: number): Date {
  return new Date(instant.getTime() + hours * 3_600_000);
}

/**
 * That day, or the first working day after it.
 *
 * @throws RangeError when there is none for so long that the holidays cannot be right
 */
export function nextWorkingDay(from: PlainDate, work: Pick<WorkingTime, 'isHoliday'>): PlainDate {
  for (let ahead = 0; ahead <= LONGEST_CLOSURE; ahead += 1) {
    const day = addDays(from, ahead);
    if (isWorkingDay(day, work)) return day;
  }
  throw new RangeError(`There is no working day within ${LONGEST_CLOSURE} days of ${from}.`);
}
