import { addDays, daysBetween, type Nights, type PlainDate } from '../kernel/nights.js';

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** A page can say hundreds of dates: words from a table are there a hundred times sooner than from a formatter. */
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

type Parts = Record<'day' | 'month' | 'year' | 'hour' | 'minute', string>;

/** '2027-03-12' → 'Fri 12 March 2027'. What is no date becomes an empty text, like every filter here. */
export function date(value?: PlainDate | null): string {
  const day = new Date(`${value}T00:00:00Z`);
  if (!value || isNaN(day.getTime())) return '';
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** '2013-03-12' → '12 March 2013', for a date of birth: nobody asks for its weekday. */
export function birthDate(value?: PlainDate | null): string {
  return date(value).replace(/^\w+ /, '');
}

/** '2027-03-12' → 'Fri 12 March' */
export function shortDate(value?: PlainDate | null): string {
  return date(value).replace(/ \d{4}$/, '');
}

/** '2027-03-12' → '12/3/2027', as people type it; what was typed already stays. */
export function typedDate(value?: string | null): string {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value ?? '');
  return iso ? `${Number(iso[3])}/${Number(iso[2])}/${iso[1]}` : (value ?? '');
}

/** An instant → '5 March 2027, 13:00', by the clocks of London. */
export function dateTime(value?: Date | string | null): string {
  const parts = value ? partsOf(new Date(value)) : undefined;
  return parts ? `${parts.day} ${parts.month} ${parts.year}, ${parts.hour}:${parts.minute}` : '';
}

/** 1 → '1 night', 2 → '2 nights' */
export function nightsText(count?: number | null): string {
  return typeof count === 'number' ? `${count} ${count === 1 ? 'night' : 'nights'}` : '';
}

/** Arrival to departure, without what is said twice: 'Fri 12 to Sun 14 March 2027'. */
export function staySpan(range?: Nights | null): string {
  if (!range?.arrival || !range.departure) return '';
  const [from, to] = [date(range.arrival).split(' '), date(range.departure).split(' ')];
  const sameMonth = range.arrival.slice(0, 7) === range.departure.slice(0, 7);
  const sameYear = range.arrival.slice(0, 4) === range.departure.slice(0, 4);
  return `${from.slice(0, sameMonth ? 2 : sameYear ? 3 : 4).join(' ')} to ${to.join(' ')}`;
}

/** A half-open range of nights by its first and last night: 'Fri 12 to Sat 13 March 2027', or the one night. */
export function nightSpan(range?: Nights | null): string {
  if (!range?.arrival || !range.departure) return '';
  const last = addDays(range.departure, -1);
  return daysBetween(range.arrival, range.departure) === 1
    ? date(range.arrival)
    : staySpan({ arrival: range.arrival, departure: last });
}

function partsOf(instant: Date): Parts | undefined {
  if (isNaN(instant.getTime())) return undefined;
  return Object.fromEntries(LONDON.formatToParts(instant).map(({ type, value }) => [type, value])) as Parts;
}
