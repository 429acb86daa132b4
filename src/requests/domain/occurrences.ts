import { addDays, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { KindOfNight } from '../../people/domain/night-kinds.js';
import type { Series, WhichDates } from './series.js';
import type { Window } from './windows.js';

/** What is said of one date of a series by itself. */
export interface Exception {
  /** The date that the rule gives: by this it is known, wherever it is put (RFC 5545's RECURRENCE-ID). */
  date: PlainDate;
  /** Left out (its EXDATE). It stays on record, so that it can be put back. */
  skipped: boolean;
  /** When they would arrive instead. */
  arrival: PlainDate | null;
}

/** One break of a series. */
export interface Occurrence {
  date: PlainDate;
  /** The nights that are asked for: those of the date, or those to which it was shifted. */
  wanted: Nights;
  /** In which days it may lie where these nights do not work. */
  window: Window;
  skipped: boolean;
}

/**
 * Which of the dates that the rule gives are meant, at most `times` of them. In term time is a break of which no night is one
 * of the school holidays; in the holidays one of which every night is. A night counts by the morning after it, and where no
 * terms are on record it counts as term time: the page says so.
 */
export function datesMeant(
  dates: readonly PlainDate[],
  { nights, which, times }: Pick<Series, 'nights' | 'which' | 'times'>,
  kindOf: (night: PlainDate) => KindOfNight,
): PlainDate[] {
  const meant = dates.filter((date) => isMeant({ arrival: date, departure: addDays(date, nights) }, which, kindOf));
  return times === null ? meant : meant.slice(0, times);
}

function isMeant(nights: Nights, which: WhichDates, kindOf: (night: PlainDate) => KindOfNight): boolean {
  if (which === 'any') return true;
  const ofHolidays = nightsOf(nights).map((night) => kindOf(night).kind === 'holiday');
  return which === 'term' ? !ofHolidays.includes(true) : !ofHolidays.includes(false);
}

/** The first date around which nobody has written down the school terms; `undefined` where they are all known. */
export function firstUnknown(
  dates: readonly PlainDate[],
  nights: number,
  kindOf: (night: PlainDate) => KindOfNight,
): PlainDate | undefined {
  return dates.find((date) =>
    nightsOf({ arrival: date, departure: addDays(date, nights) }).some((night) => !kindOf(night).termsKnown),
  );
}

/** Each of the dates with what is said of it by itself. What is said of a date that is none any more is not looked at. */
export function occurrencesOf(
  dates: readonly PlainDate[],
  { nights, earlier, later }: Pick<Series, 'nights' | 'earlier' | 'later'>,
  exceptions: readonly Exception[],
  today: PlainDate,
): Occurrence[] {
  const said = new Map(exceptions.map((one) => [one.date, one]));
  return dates.map((date) => {
    const arrival = said.get(date)?.arrival ?? date;
    return {
      date,
      ...placed(arrival, { nights, earlier, later }, today),
      skipped: said.get(date)?.skipped ?? false,
    };
  });
}

/** The nights of a break that begins on a date, and the days in which it may lie: never before today. */
export function placed(
  arrival: PlainDate,
  { nights, earlier, later }: Pick<Series, 'nights' | 'earlier' | 'later'>,
  today: PlainDate,
): { wanted: Nights; window: Window } {
  const departure = addDays(arrival, nights);
  const first = addDays(arrival, -earlier);
  const from = first < today && today < arrival ? today : first < today ? arrival : first;
  return { wanted: { arrival, departure }, window: { from, to: addDays(departure, later) } };
}
