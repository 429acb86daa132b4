import { isPlainDate, type PlainDate } from '../../kernel/nights.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = /^(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?\.?,?\s+/i;

export interface SaidDate {
  date: PlainDate;
  /** `HH:MM`, where a time stands behind the date. */
  time: string | null;
}

/**
 * A date as diaries write it, the day first as in the United Kingdom (`3/4/2027` is 3 April; `3.4.27`, `3 Apr 2027`,
 * `Sat 3rd April 2027 16:00`), as computers do (`2027-04-03`, `2027-04-03T16:00`), or as a spreadsheet counts days. Two
 * digits of a year are of this century: a diary is of the last years and the next.
 *
 * @example readSaidDate('04/13/2027'); // { problem: '“04/13/2027” has no month 13: …' }
 */
export function readSaidDate(text: string): SaidDate | { problem: string } {
  const said = text.trim().replace(WEEKDAY, '');
  const { date, time } = splitTime(said);
  if (time === undefined) return { problem: `“${text}” has a time that does not exist.` };
  const parts = splitDate(date);
  if (!parts) return { problem: `“${text}” is no date that we can read. Write it like 3/4/2027.` };
  const { year, month, day } = parts;
  if (month < 1 || month > 12)
    return { problem: `“${text}” has no month ${month}: the day comes first, then the month, then the year.` };
  const plain = [String(year).padStart(4, '0'), two(month), two(day)].join('-');
  return isPlainDate(plain) ? { date: plain, time } : { problem: `“${text}” does not exist. Check the date.` };
}

function splitTime(said: string): { date: string; time: string | null | undefined } {
  const found = /^(.*?\d)(?:T|,?\s+(?:at\s+)?)(\d{1,2})(?:[:.](\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(am|pm)?Z?$/i.exec(said);
  // Without minutes and without am or pm the last number is the year.
  if (!found || (found[3] === undefined && found[4] === undefined)) return { date: said, time: null };
  return { date: found[1]!, time: timeOf(Number(found[2]), Number(found[3] ?? 0), found[4]) };
}

function timeOf(hour: number, minute: number, half: string | undefined): string | undefined {
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return hours > 23 || minute > 59 ? undefined : `${two(hours)}:${two(minute)}`;
}

/** A time alone, such as `16:00`, `4pm` or `4.30 pm`; `undefined` for what is none. @example readSaidTime('4pm'); // '16:00' */
export function readSaidTime(text: string): string | undefined {
  const found = /^(?:\d{4}-\d{2}-\d{2}T)?(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?\s*(am|pm)?$/i.exec(text.trim());
  if (!found || (found[2] === undefined && found[3] === undefined)) return undefined;
  return timeOf(Number(found[1]), Number(found[2] ?? 0), found[3]);
}

function splitDate(said: string): { year: number; month: number; day: number } | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(said);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const typed = /^(\d{1,2})(?:st|nd|rd|th)?\s*[\s/.-]\s*(\d{1,2}|[a-z]{3,9})\.?,?\s*[\s/.-]\s*(\d{2}|\d{4})$/i.exec(
    said,
  );
  if (!typed) return undefined;
  const named = MONTHS.findIndex((month) => typed[2]!.toLowerCase().startsWith(month)) + 1;
  const month = /^\d/.test(typed[2]!) ? Number(typed[2]) : named;
  if (month === 0 && !/^\d/.test(typed[2]!)) return undefined;
  const year = typed[3]!.length === 2 ? 2000 + Number(typed[3]) : Number(typed[3]);
  return { year, month, day: Number(typed[1]) };
}

/**
 * The date that a spreadsheet means by a number: days since 30 December 1899 (of an old Macintosh file since 1 January
 * 1904), the time of day behind the point.
 *
 * @example dateOfSerial(46480.666667); // '2027-04-03T16:00'
 */
export function dateOfSerial(serial: number, since1904 = false): string | undefined {
  const days = serial + (since1904 ? 1462 : 0);
  // Before 1 March 1900 spreadsheets count a day that never was; after 2199 nobody has a diary.
  if (!(days >= 61 && days < 109_575)) return undefined;
  const at = new Date(Math.round((days - 25_569) * 1440) * 60_000).toISOString();
  return at.slice(11, 16) === '00:00' ? at.slice(0, 10) : at.slice(0, 16);
}

const two = (number: number) => String(number).padStart(2, '0');
