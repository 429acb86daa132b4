import { addDays, dayNumber, weekdayOf, type PlainDate } from '../../kernel/nights.js';

export const NIGHT_KINDS = ['weekday', 'weekend', 'holiday'] as const;
export type NightKind = (typeof NIGHT_KINDS)[number];

/** Days on which school is open but for weekends and bank holidays, both named; a half term is a row of its own. */
export interface SchoolTerm {
  firstDay: PlainDate;
  lastDay: PlainDate;
}

export interface KindOfNight {
  kind: NightKind;
  /** False where no terms are on record around the night: it may be a holiday that nobody has written down. */
  termsKnown: boolean;
}

/** A gap between two terms that is longer than any summer holiday, in days, only says that a term is missing. */
const LONGEST_HOLIDAY = 70;

/**
 * The kind of a night, by the **morning after** it: that is when the family would have had school or none.
 * *Holiday* when that morning is outside every term, *weekend* when it is a Saturday, a Sunday or a bank holiday,
 * *weekday* otherwise. So Friday, Saturday and the eve of a bank holiday are weekend nights, the Sunday before school
 * is a weekday night, and a Friday on which the holidays begin is a holiday night.
 *
 * A weekend between two terms that follow each other is no holiday. Where terms are missing (before the first, after
 * the last, or a gap of more than 70 days) the night is told by its weekday, and the answer says so.
 *
 * That weekends and school holidays are rationed apart from weekdays is practice, not law; the terms are the council's.
 *
 * @example kindsOfNights([{ firstDay: '2027-04-12', lastDay: '2027-05-28' }], new Set())('2027-05-07'); // { kind: 'weekend', … }
 */
export function kindsOfNights(
  terms: readonly SchoolTerm[],
  bankHolidays: ReadonlySet<PlainDate>,
): (night: PlainDate) => KindOfNight {
  const inOrder = terms.toSorted((a, b) => a.firstDay.localeCompare(b.firstDay));
  const isFree = (day: PlainDate) => weekdayOf(day) > 5 || bankHolidays.has(day);
  const known = new Map<PlainDate, KindOfNight>();
  const hasSchoolDay = (from: PlainDate, to: PlainDate) => {
    for (let day = from; day < to; day = addDays(day, 1)) if (!isFree(day)) return true;
    return false;
  };

  function kindOf(night: PlainDate): KindOfNight {
    const morning = addDays(night, 1);
    const byWeekday = isFree(morning) ? 'weekend' : 'weekday';
    if (inOrder.some(({ firstDay, lastDay }) => firstDay <= morning && morning <= lastDay))
      return { kind: byWeekday, termsKnown: true };
    const before = inOrder.findLast(({ lastDay }) => lastDay < morning);
    const after = inOrder.find(({ firstDay }) => firstDay > morning);
    if (!before || !after || dayNumber(after.firstDay) - dayNumber(before.lastDay) > LONGEST_HOLIDAY)
      return { kind: byWeekday, termsKnown: false };
    const isHoliday = hasSchoolDay(addDays(before.lastDay, 1), after.firstDay);
    return { kind: isHoliday ? 'holiday' : byWeekday, termsKnown: true };
  }

  return (night) => {
    const found = known.get(night) ?? kindOf(night);
    known.set(night, found);
    return found;
  };
}
