import { isPlainDate, type PlainDate } from '../kernel/nights.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2199;

export type ReadDate = { date: PlainDate } | { sentence: string };

/**
 * The date that a person typed, day first (`12/3/2027`, `12.3.2027`, `12 March 2027`) or as the API writes it
 * (`2027-03-12`), or a sentence that says what to change. Years outside 1900 to 2199 are typing slips: no child,
 * stay or review has them, and taking them for real would make the service compute for centuries.
 *
 * @example readDate('Arrival', '31/2/2027'); // { sentence: '31 February 2027 does not exist. Check the date.' }
 */
export function readDate(label: string, text: string): ReadDate {
  const parts = splitDate(text.trim());
  if (!parts) return { sentence: `${label} must be a date with a day, a month and a year.` };
  const { day, month, year } = parts;
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
    return { sentence: `The year ${year} is out of range. Check the year.` };
  }
  if (month < 1 || month > 12) return { sentence: `There is no month ${month}. Check the date.` };
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (isPlainDate(date)) return { date };
  return { sentence: `${day} ${MONTHS[month - 1]} ${year} does not exist. Check the date.` };
}

function splitDate(text: string): { day: number; month: number; year: number } | undefined {
  const iso = /^(\d{1,6})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso && iso[1]!.length > 2) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const typed = /^(\d{1,2})\s*[\s/.-]\s*(\d{1,2}|[a-z]{3,9})\s*[\s/.,-]\s*(\d{1,6})$/i.exec(text);
  if (!typed) return undefined;
  const month = /^\d/.test(typed[2]!) ? Number(typed[2]) : monthNamed(typed[2]!);
  return month === undefined ? undefined : { day: Number(typed[1]), month, year: Number(typed[3]) };
}

function monthNamed(name: string): number | undefined {
  const found = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase()));
  return found < 0 ? undefined : found + 1;
}
