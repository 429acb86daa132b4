import { invalidField } from '../../kernel/domain-error.js';
import { addDays, mondayOf, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { DayMark } from '../../people/school-terms.service.js';
import { date, nightSpan } from '../../web/filters.js';
import { readDate } from '../../web/read-date.js';
import { occupancyRate, type BedNightCount } from '../domain/count-bed-nights.js';
import {
  bedlessRows,
  boardRows,
  freeByNight,
  freeHref,
  isWeekendNight,
  type Board,
  type Cell,
  type Choosing,
} from './board.page.js';
import { staffRows, type OfStaff } from './staff-rows.page.js';

/** Nights shown at a time. */
export const SHOWN = 28;
const FIRST = '2015-01-01';

/** The four weeks to show: from the date asked for, or from Monday of this week. Refuses dates without nights. */
export function shownRange(from: PlainDate | undefined, today: PlainDate, horizon: PlainDate): Nights {
  const arrival = from ?? mondayOf(today);
  if (!isShown(arrival, horizon)) throw invalidField('from', sayRange(horizon));
  return { arrival, departure: addDays(arrival, SHOWN) };
}

/** The same for a date as it was typed: this week and a sentence for the field, where it cannot be shown. */
export function typedRange(typed: string | undefined, today: PlainDate, horizon: PlainDate) {
  const range = shownRange(undefined, today, horizon);
  if (typed === undefined) return { range, error: '' };
  const read = readDate('The date', typed);
  if ('sentence' in read) return { range, error: read.sentence };
  if (!isShown(read.date, horizon)) return { range, error: sayRange(horizon) };
  return { range: shownRange(read.date, today, horizon), error: '' };
}

const isShown = (arrival: PlainDate, horizon: PlainDate) => arrival >= FIRST && arrival <= horizon;

const sayRange = (horizon: PlainDate) =>
  `The calendar goes from ${sayDate(FIRST)} to ${sayDate(horizon)}. Check the year.`;

/** The pages around the calendar that the reader may open. */
export function aroundCalendar(unitId: string, isOfUnit: boolean, signs: boolean): { text: string; href: string }[] {
  const page = (text: string, path: string) => ({ text, href: `${path}?unit=${unitId}` });
  const visits = page('Visits', '/visits');
  const terms = { text: 'School terms', href: '/school-terms' };
  if (!isOfUnit) return [visits, terms];
  return [
    { text: 'Who could come', href: `/units/${unitId}/who-could-come` },
    { text: 'Who fits with whom', href: `/units/${unitId}/group` },
    page('How many we can take', '/staffing'),
    visits,
    page('Beds kept for emergencies', '/reserves'),
    page('Closed nights', '/closures'),
    page('Diaries brought in', '/diary'),
    terms,
    ...(signs ? [{ text: 'Unit settings', href: `/units/${unitId}/settings` }] : []),
  ];
}

interface Around {
  ahead: BedNightCount;
  units: { id: string; name: string }[];
  /** The bank holidays and school holidays among the days. */
  marks?: ReadonlyMap<PlainDate, DayMark>;
}

const NO_MARKS: ReadonlyMap<PlainDate, DayMark> = new Map();

/** Everything on the page of the calendar: the table, the same night by night, and where to go from here. */
export function calendarPage(
  board: Board,
  range: Nights,
  choosing: Choosing,
  { ahead, units, marks = NO_MARKS, ...ofStaff }: Around & OfStaff,
) {
  const { today, unitId, horizon } = choosing;
  const { free, full, ...staff } = staffRows(freeByNight(board.rows, range), ofStaff, choosing);
  const rows = boardRows(board, range, { ...choosing, full });
  const days = nightsOf(range).map((night) => dayOf(night, today, marks.get(night)));
  const bedless = bedlessRows(board, range);
  const listed = [...rows, ...bedless.map((cells) => ({ bed: NO_BED, cells }))];
  const nights = free.map((night, place) => ({
    ...night,
    ...days[place]!,
    ...nightChoice(night.night, board, { ...choosing, full }),
    taken: takenOn(night.night, listed),
  }));
  const isOver = range.departure <= today;
  return {
    heading: nightSpan(range),
    from: range.arrival,
    months: monthsOf(days),
    days,
    rows,
    bedless,
    hasOpen: listed.some(({ cells }) => cells.some(({ open }) => open)),
    bedsToFind: board.withoutBed?.some(({ isOver }) => !isOver) ?? false,
    free: free.map((night, place) => ({ ...night, ...days[place]! })),
    nights: nights.filter(({ night }) => isOver || night >= today),
    gone: nights.filter(({ night }) => !isOver && night < today),
    staff,
    ahead: { ...ahead, taken: ahead.booked + ahead.occupied, rate: occupancyRate(ahead) },
    unitId,
    units: units.map(({ id, name }) => ({ value: id, text: name, selected: id === unitId })),
    to: choosing.to,
    drags: choosing.drags !== undefined,
    earlier: moved(range, -SHOWN, unitId, (arrival) => arrival >= FIRST),
    later: moved(range, SHOWN, unitId, (arrival) => arrival <= horizon),
    now: `/calendar?unit=${unitId}`,
  };
}

interface Day {
  night: PlainDate;
  weekday: string;
  day: string;
  month: string;
  isWeekend: boolean;
  isToday: boolean;
  isBankHoliday: boolean;
  isSchoolHoliday: boolean;
  /** The same in words; empty for a day like others. */
  mark: string;
}

function dayOf(night: PlainDate, today: PlainDate, mark: DayMark = {}): Day {
  const [weekday = '', day = '', month, year] = date(night).split(' ');
  return {
    night,
    weekday,
    day,
    month: `${month} ${year}`,
    isWeekend: isWeekendNight(night),
    isToday: night === today,
    isBankHoliday: mark.bankHoliday !== undefined,
    isSchoolHoliday: mark.schoolHoliday === true,
    mark: [mark.bankHoliday && `bank holiday: ${mark.bankHoliday}`, mark.schoolHoliday && 'school holiday']
      .filter(Boolean)
      .join(', '),
  };
}

/** So few nights have no room for the name of their month. */
const NARROW = 4;

function monthsOf(days: readonly Day[]): { text: string; span: number; short?: string }[] {
  const months = new Map<string, number>();
  for (const { month } of days) months.set(month, (months.get(month) ?? 0) + 1);
  return [...months].map(([text, span]) => ({ text, span, ...(span < NARROW && { short: text.slice(0, 3) }) }));
}

/** The first bed that is free on the night, by where it leads. */
function nightChoice(night: PlainDate, board: Board, choosing: Choosing): { href?: string } {
  const row = board.rows.find(({ nights }) => nights.some((one) => one.night === night && one.state === 'free'));
  const href = row && freeHref(night, row.bed, choosing);
  return href ? { href } : {};
}

const NO_BED = { name: 'Without a bed' };

/** Who or what has a bed on the night, bed by bed. */
function takenOn(
  night: PlainDate,
  rows: readonly { bed: { name: string }; cells: readonly Cell[] }[],
): (Cell & { bed: string })[] {
  return rows.flatMap(({ bed, cells }) => {
    const cell = cells.find((one) => one.night <= night && night < addDays(one.night, one.span));
    return cell && cell.look !== 'free' && cell.look !== 'none' ? [{ ...cell, bed: bed.name }] : [];
  });
}

function moved({ arrival }: Nights, by: number, unitId: string, isShown: (arrival: PlainDate) => boolean) {
  const from = addDays(arrival, by);
  return isShown(from) ? `/calendar?from=${from}&unit=${unitId}` : undefined;
}
