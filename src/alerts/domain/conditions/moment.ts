import { addDays, dateIn, nightOf, type PlainDate } from '../../../kernel/nights.js';

/** The moment at which a unit is looked at, by its own clocks. */
export interface Moment {
  now: Date;
  today: PlainDate;
  /** The night that is running, or that of today: after midnight and before the day begins it is yesterday's. */
  tonight: PlainDate;
  zone: string;
}

/** @example momentOf(new Date('2027-03-13T02:00Z'), 'Europe/London', '06:00').tonight; // '2027-03-12' */
export function momentOf(now: Date, zone: string, dayBegins: string): Moment {
  return { now, today: dateIn(now, zone), tonight: nightOf(now, zone, dayBegins), zone };
}

/** Whether the date is one from tonight on, and at most so many days after today. */
export const isAhead = (date: PlainDate, daysAhead: number, { today, tonight }: Moment): boolean =>
  date >= tonight && date <= addDays(today, daysAhead);

/** Whether the instant comes within so many hours, or has come: hours on the clock, whenever the clocks change. */
export const isWithin = (at: Date, hours: number, { now }: Pick<Moment, 'now'>): boolean =>
  at.getTime() - now.getTime() <= hours * HOUR_MS;

const HOUR_MS = 3_600_000;
