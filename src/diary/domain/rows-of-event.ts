import { addDays, isPlainDate, type PlainDate } from '../../kernel/nights.js';
import type { CalendarEvent, EventSaid, EventTime } from './calendar-event.js';
import { checkNights } from './check-nights.js';
import type { DiaryRow } from './diary-row.js';
import { occurrences } from './occurrences.js';
import { kindOfTitle, kindSaid } from './row-kind.js';
import { CALLED_OFF, cut } from './rows-of-table.js';
import { asShown, wallIn } from './zones.js';

/** By which clocks and nights a calendar is read. */
export interface ReadFor {
  zone: string;
  /** `HH:MM`: who comes after midnight and before it comes in the night of the day before. */
  dayBegins: string;
  /** The first night that cannot be booked yet. */
  horizon: PlainDate;
}

/**
 * An event of a calendar as entries of the diary: one for each of its times. From Friday 16:00 to Sunday 10:00 are the
 * nights of Friday and Saturday; a whole-day event lasts until the day before its end, as calendars mean it, and its nights
 * are those days. What begins and ends on one day has no night.
 */
export function rowsOfEvent(event: CalendarEvent, at: ReadFor): DiaryRow[] {
  if (event.problems.length > 0) return [rowOf(event, event, 0, at, event.problems)];
  const { times, isCut, problem } = occurrences(event, at.horizon, at.zone);
  if (problem) return [rowOf(event, event, 0, at, [problem])];
  const repeats = event.rules.length > 0 || event.more.length > 0;
  if (times.length === 0)
    return [
      rowOf(event, event, 0, at, [isCut ? TOO_LATE : 'Every time of it was taken out: there is nothing to bring in.']),
    ];
  const rows = times.map((time, place) => rowOf(event, time, repeats ? place + 1 : 0, at, []));
  return isCut ? [...rows, rowOf(event, event, rows.length + 1, at, [GOES_ON])] : rows;
}

const GOES_ON =
  'It goes on after the last night that can be booked. These times are left out: bring them in once they can be booked.';
const TOO_LATE = 'It begins after the last night that can be booked. Check the year, or bring it in later.';

function rowOf(
  event: CalendarEvent,
  said: EventSaid,
  time: number,
  at: ReadFor,
  problems: readonly string[],
): DiaryRow {
  const titled = kindOfTitle(said.title);
  const named = said.categories === '' ? 'stay' : (kindSaid(said.categories) ?? 'stay');
  const kind = titled.kind === 'stay' ? named : titled.kind;
  const isCalledOff = said.isCalledOff || kind === 'called_off';
  const readable = problems.length === 0;
  const start = readable ? inUnit(said.start, at.zone) : null;
  const end = readable ? inUnit(said.end, at.zone) : null;
  const row: DiaryRow = {
    number: event.number,
    time,
    kind: kind === 'called_off' ? 'stay' : kind,
    name: cut(said.title),
    dateOfBirth: null,
    arrival: start && firstNight(start, said.start.isDate, at.dayBegins),
    departure: end && plain(end.slice(0, 10)),
    arrivesAt: start && !said.start.isDate ? start.slice(11, 16) : null,
    leavesAt: end && !said.end.isDate ? end.slice(11, 16) : null,
    bed: cut(titled.bed || said.place),
    note: cut(said.description),
    problems: [...problems, ...(isCalledOff ? [CALLED_OFF] : [])],
  };
  return { ...row, problems: row.problems.length > 0 ? row.problems : checkNights(row) };
}

const inUnit = ({ wall, isDate, zone }: EventTime, unit: string) =>
  isDate ? wall : asShown(wallIn(wall, zone ?? unit, unit), unit);

/** Midnight is the day that begins; after it, and before a day begins here, it is still the night before. */
function firstNight(wall: string, isDate: boolean, dayBegins: string): PlainDate {
  const [date, time] = [wall.slice(0, 10), wall.slice(11, 16)];
  return plain(!isDate && time > '00:00' && time < dayBegins ? addDays(date, -1) : date);
}

/** A year beyond those with four digits has no night either way. */
const plain = (date: string): PlainDate => (isPlainDate(date) ? date : '9999-12-31');
