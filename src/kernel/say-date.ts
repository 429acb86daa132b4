import { dateIn, dayNumber, daysBetween, timeIn, type PlainDate } from './nights.js';

/** Made once: to make one takes a hundred times as long as to say a date with it, and that as long as to look it up. */
const format = (fields: Intl.DateTimeFormatOptions): ((date: PlainDate) => string) => {
  const { format } = new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: 'UTC' });
  const said = new Map<PlainDate, string>();
  return (date) => {
    const known = said.get(date);
    if (known !== undefined) return known;
    if (said.size >= DATES_KEPT) said.clear();
    const made = format(dayNumber(date) * 86_400_000);
    said.set(date, made);
    return made;
  };
};
/** Ten years of them. */
const DATES_KEPT = 4_000;
const inFull = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dayAndMonth = format({ day: 'numeric', month: 'long' });

/** A date as people say it, for sentences. @example sayDate('2027-03-12'); // 'Friday 12 March 2027' */
export function sayDate(date: PlainDate): string {
  return inFull(date).replace(',', '');
}

/** The same without its year, where that is plain. @example sayDay('2027-03-12'); // 'Friday 12 March' */
export function sayDay(date: PlainDate): string {
  return sayDate(date).replace(/ \d{4}$/, '');
}

/** An instant by the clocks of the zone. @example sayInstant(new Date('2027-03-12T16:10:00Z'), 'Europe/London'); // 'Friday 12 March 2027 at 16:10' */
export function sayInstant(at: Date, zone: string): string {
  return `${sayDate(dateIn(at, zone))} at ${timeIn(at, zone)}`;
}

/**
 * Nights in a sentence, those in a row put together. Must be in order, each once.
 *
 * @example sayNights(['2027-03-12', '2027-03-13', '2027-03-15']); // '12 to 13 March, 15 March'
 */
export function sayNights(nights: readonly PlainDate[]): string {
  const runs: [PlainDate, PlainDate][] = [];
  for (const night of nights) {
    const last = runs.at(-1);
    if (last && daysBetween(last[1], night) === 1) last[1] = night;
    else runs.push([night, night]);
  }
  return runs.map(([first, last]) => (first === last ? dayAndMonth(first) : sayDays(first, last))).join(', ');
}

/** Arrival to departure in a sentence. @example sayStay({ arrival: '2027-03-12', departure: '2027-03-14' }); // '12 to 14 March' */
export function sayStay({ arrival, departure }: { arrival: PlainDate; departure: PlainDate }): string {
  return sayDays(arrival, departure);
}

function sayDays(first: PlainDate, last: PlainDate): string {
  return first.slice(0, 7) === last.slice(0, 7)
    ? `${Number(first.slice(8))} to ${dayAndMonth(last)}`
    : `${dayAndMonth(first)} to ${dayAndMonth(last)}`;
}
