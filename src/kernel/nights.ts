import { Temporal } from 'temporal-polyfill';

/** A calendar date, `YYYY-MM-DD`, in the unit's zone. Dates of four-digit years sort as text. */
export type PlainDate = string;

/** A half-open run of nights: the last night begins on the day before `departure`. */
export interface Nights {
  arrival: PlainDate;
  departure: PlainDate;
}

/** Whether the text is a date that exists, written `YYYY-MM-DD`. @example isPlainDate('2027-02-29'); // false */
export function isPlainDate(text: unknown): text is PlainDate {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** The date `days` later (earlier when negative). @example addDays('2027-02-28', 1); // '2027-03-01' */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfDay(dayNumber(date) + days);
}

/** The date `months` later; a month-end is kept within its month. @example addMonths('2027-08-31', 6); // '2028-02-29' */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Days from the first date to the second; the number of nights of a stay. @example daysBetween('2027-05-03', '2027-05-05'); // 2 */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Days since 1 January 1970, to count with. @example dayNumber('1970-01-11'); // 10 */
export function dayNumber(date: PlainDate): number {
  const known = numbered.get(date);
  if (known !== undefined) return known;
  const day = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / DAY_MS;
  if (day >= 0 && day < DAYS_KEPT && dateOfDay(day) === date) numbered.set(date, day);
  return day;
}

/** The date of a day's number. @example dateOfDay(10); // '1970-01-11' */
export function dateOfDay(day: number): PlainDate {
  return day >= 0 && day < DAYS_KEPT ? (written[day] ??= write(day)) : write(day);
}

const write = (day: number): PlainDate => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** Until 2079: those of the same few years are read and written over and over. */
const DAYS_KEPT = 40_000;
const written: PlainDate[] = [];
const numbered = new Map<PlainDate, number>();

/**
 * The day on which twelve months that begin on this one are over. What begins on 29 February lasts through 28 February.
 *
 * @example dateOfDay(yearAfter(dayNumber('2028-02-29'))); // '2029-03-01'
 */
export function yearAfter(day: number): number {
  const known = yearsAfter[day];
  if (known) return known;
  const date = new Date(day * DAY_MS);
  const after = Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth(), date.getUTCDate()) / DAY_MS;
  yearsAfter[day] = after;
  return after;
}

/** By the number of a day, up to the year 2200: the rules of a year ask for the same few hundred a thousand times. */
const yearsAfter = new Int32Array(84_000);

const DAY_MS = 86_400_000;

/** Whether two runs share a night. A stay that begins on the day another ends does not overlap it. */
export function overlaps(a: Nights, b: Nights): boolean {
  return a.arrival < b.departure && b.arrival < a.departure;
}

/**
 * The nights of the run that none of the others covers, run by run: at its start, at its end or between. Empty when each
 * is covered.
 *
 * @example uncovered({ arrival: '2027-05-03', departure: '2027-05-06' }, [{ arrival: '2027-05-04', departure: '2027-05-05' }]); // the 3rd, and the 5th
 */
export function uncovered({ arrival, departure }: Nights, covers: readonly Nights[]): Nights[] {
  const left: Nights[] = [];
  let from = arrival;
  for (const cover of covers.toSorted((a, b) => a.arrival.localeCompare(b.arrival))) {
    if (from < cover.arrival && from < departure)
      left.push({ arrival: from, departure: cover.arrival < departure ? cover.arrival : departure });
    if (cover.departure > from) from = cover.departure;
  }
  if (from < departure) left.push({ arrival: from, departure });
  return left;
}

/** Each night of the run, by the date on which it begins. @example nightsOf({ arrival: '2027-05-03', departure: '2027-05-05' }); // ['2027-05-03', '2027-05-04'] */
export function nightsOf({ arrival, departure }: Nights): PlainDate[] {
  const first = dayNumber(arrival);
  return Array.from({ length: Math.max(0, dayNumber(departure) - first) }, (_, place) => dateOfDay(first + place));
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 numbers them. */
export function weekdayOf(date: PlainDate): number {
  // 1 January 1970 was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the date's week. */
export function mondayOf(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** The date that it is in the zone at the instant. @example dateIn(new Date('2027-06-30T23:30:00Z'), 'Europe/London'); // '2027-07-01' */
export function dateIn(instant: Date, zone: string): PlainDate {
  return clocksOf(zone).format(instant).slice(0, 10);
}

/** The time that the zone's clocks show at the instant. @example timeIn(new Date('2027-06-30T23:30:00Z'), 'Europe/London'); // '00:30' */
export function timeIn(instant: Date, zone: string): string {
  return clocksOf(zone).format(instant).slice(-5);
}

/** What the clocks of a zone show, as Swedes write it: `2027-07-01 00:30`. Made once for a zone: that takes long. */
function clocksOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  clocks.set(zone, made);
  return made;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The night that is running at the instant, or the one that begins that day: before `dayBegins` (`HH:MM`) the clocks of the
 * zone still belong to the night of the date before. Who comes at half past midnight on the 26th comes in the night of the
 * 25th.
 *
 * @example nightOf(new Date('2027-06-30T23:30:00Z'), 'Europe/London', '06:00'); // '2027-06-30', though it is 1 July there
 */
export function nightOf(instant: Date, zone: string, dayBegins: string): PlainDate {
  const date = dateIn(instant, zone);
  return timeIn(instant, zone) < dayBegins ? addDays(date, -1) : date;
}

/**
 * The instant at which the zone's clocks show `time` (`HH:MM`) on `date`. A time that the clocks skip
 * in spring is taken an hour later, one that comes twice in autumn is the first.
 */
export function instantIn(date: PlainDate, time: string, zone: string): Date {
  const asked = `${date} ${time} ${zone}`;
  const known = instants.get(asked);
  if (known !== undefined) return new Date(known);
  const local = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time });
  if (instants.size >= MOST_INSTANTS) instants.clear();
  instants.set(asked, local.epochMilliseconds);
  return new Date(local.epochMilliseconds);
}

/** What was worked out before: a page asks for the same few again and again, and it takes long. */
const instants = new Map<string, number>();
const MOST_INSTANTS = 5_000;

/**
 * The instant that a form means which begins with what was recorded and asks to the minute: where the date and the time were
 * left as they were it is what was recorded, to the second, and of an hour that comes twice the one that was meant.
 *
 * @example instantKept('2027-10-31', '01:30', 'Europe/London', new Date('2027-10-31T01:30:20Z')); // that instant, the second 01:30 of the night
 */
export function instantKept(date: PlainDate, time: string, zone: string, recorded: Date | null | undefined): Date {
  const isKept = recorded && dateIn(recorded, zone) === date && timeIn(recorded, zone) === time;
  return isKept ? recorded : instantIn(date, time, zone);
}

/** Whole years of age on the date; somebody born on 29 February is a year older on 1 March of a common year. */
export function ageOn(dateOfBirth: PlainDate, date: PlainDate): number {
  return Number(date.slice(0, 4)) - Number(dateOfBirth.slice(0, 4)) - (date.slice(5) < dateOfBirth.slice(5) ? 1 : 0);
}
