import { occupancyRate, type BedNightCount } from '../../calendar/domain/count-bed-nights.js';
import { invalidField } from '../../kernel/domain-error.js';
import { addDays, mondayOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { nightSpan } from '../../web/filters.js';
import { chartOf, type Week } from './chart.page.js';

const FOUR_WEEKS = 28;
/** Whole weeks drawn before and after. */
const DRAWN = 8;
const FIRST = '2015-01-01';

export interface Ranges {
  past: Nights;
  next: Nights;
  drawn: Nights;
}

/** The four weeks before the day and the four that begin with it, and the weeks to draw around them. */
export function rangesAround(from: PlainDate | undefined, today: PlainDate, horizon: PlainDate): Ranges {
  const day = from ?? today;
  if (day < FIRST || day > horizon) {
    throw invalidField('from', `Occupancy is counted from ${sayDate(FIRST)} to ${sayDate(horizon)}. Check the year.`);
  }
  const monday = mondayOf(day);
  return {
    past: { arrival: addDays(day, -FOUR_WEEKS), departure: day },
    next: { arrival: day, departure: addDays(day, FOUR_WEEKS) },
    drawn: { arrival: addDays(monday, -7 * DRAWN), departure: addDays(monday, 7 * DRAWN) },
  };
}

/** The bed nights of a range, and the nights that were spent beside them. */
type Counted = BedNightCount & { withoutBed?: number };

export function occupancyPage(
  { past, next, weeks }: { past: Counted; next: Counted; weeks: Week[] },
  ranges: Ranges,
  today: PlainDate,
) {
  return {
    day: ranges.next.arrival,
    isToday: ranges.next.arrival === today,
    blocks: [blockOf('Past four weeks', past, ranges.past), blockOf('Next four weeks', next, ranges.next)],
    past: { ...past, ...ratesOf(past) },
    next: { ...next, ...ratesOf(next) },
    chart: chartOf(weeks, today),
    weeks: weeks.map(({ week, count }) => ({
      ...count,
      ...ratesOf(count),
      nights: nightSpan({ arrival: week, departure: addDays(week, 7) }),
    })),
  };
}

interface Row {
  word: string;
  count: number;
  /** Share of the available bed nights, in whole per cent. */
  share?: number | undefined;
}

/** One block as rows: what every unit has, and the rest only where there is some. */
function blockOf(title: string, count: Counted, range: Nights): { title: string; nights: string; rows: Row[] } {
  const share = (n: number) => (count.available === 0 ? undefined : Math.round((100 * n) / count.available));
  const of = (word: string, n: number) => ({ word, count: n, share: share(n) });
  const rows: (Row | undefined)[] = [
    { word: 'Registered', count: count.registered },
    count.outOfService > 0 ? { word: 'Room unavailable', count: count.outOfService } : undefined,
    count.closed > 0 ? { word: 'Unit closed', count: count.closed } : undefined,
    { word: 'Available', count: count.available },
    of('Occupied', count.occupied),
    of('Booked', count.booked),
    of('Held', count.held),
    count.reserve > 0 ? of('Kept for emergencies', count.reserve) : undefined,
    of('Empty', count.empty),
    count.withoutBed ? { word: 'Without a bed', count: count.withoutBed } : undefined,
  ];
  return { title, nights: nightSpan(range), rows: rows.filter((row) => row !== undefined) };
}

/** `taken` counts occupied and booked, `occupiedRate` only what was really slept in. */
function ratesOf(count: BedNightCount): { taken: number; rate: number | undefined; occupiedRate: number | undefined } {
  return {
    taken: count.booked + count.occupied,
    rate: occupancyRate(count),
    occupiedRate: occupancyRate({ ...count, booked: 0 }),
  };
}
