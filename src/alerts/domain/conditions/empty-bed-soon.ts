import type { BedRow } from '../../../calendar/domain/night-state.js';
import { countBedNights } from '../../../calendar/domain/count-bed-nights.js';
import { addDays, weekdayOf, type PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { askedFor, type Asked } from './asked-nights.js';
import type { Moment } from './moment.js';

const FRIDAY = 5;
const SATURDAY = 6;

/**
 * Tonight, and the nights of Friday and Saturday of the weekend that is running or begins within so many days.
 *
 * @example nightsSoon('2027-03-08', 4); // a Monday: itself, Friday the 12th and Saturday the 13th
 */
export function nightsSoon(tonight: PlainDate, daysBeforeWeekend: number): PlainDate[] {
  const day = weekdayOf(tonight);
  if (day === SATURDAY) return [tonight, ...weekendOf(addDays(tonight, 6), 6, daysBeforeWeekend)];
  const until = (FRIDAY - day + 7) % 7;
  return [...new Set([tonight, ...weekendOf(addDays(tonight, until), until, daysBeforeWeekend)])];
}

const weekendOf = (friday: PlainDate, until: number, daysBefore: number): PlainDate[] =>
  until <= daysBefore ? [friday, addDays(friday, 1)] : [];

/**
 * Nights soon on which beds are empty: free, and neither held nor kept for emergencies. Once told, a night stands until one
 * bed less than the threshold is empty, so that a bed that is taken and given back does not make it come and go.
 *
 * @example emptyBedSoon({ rows, asked: [], begins }, { beds: 1, daysBeforeWeekend: 4 }, monday)[0].figures.night; // '2027-03-08'
 */
export function emptyBedSoon(
  { rows, asked, begins }: { rows: readonly BedRow[]; asked: readonly Asked[]; begins: (night: PlainDate) => Date },
  { beds, daysBeforeWeekend }: { beds: number; daysBeforeWeekend: number },
  { tonight }: Moment,
): Finding[] {
  return nightsSoon(tonight, daysBeforeWeekend).flatMap((night): Finding[] => {
    const { empty, available, held } = countBedNights(onlyOn(rows, (one) => one === night));
    if (empty < Math.max(1, beds - 1)) return [];
    return [
      {
        kind: 'empty_bed_soon',
        key: night,
        opens: empty >= beds,
        about: {},
        figures: { night, empty, available, held, waiting: askedFor(asked, [night]) },
        dueAt: begins(night),
      },
    ];
  });
}

/** The rows, cut to some of their nights. */
export const onlyOn = (rows: readonly BedRow[], is: (night: PlainDate) => boolean): BedRow[] =>
  rows.map(({ bed, nights }) => ({ bed, nights: nights.filter(({ night }) => is(night)) }));
