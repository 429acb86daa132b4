import { dateOfDay, dayNumber, type Nights, type PlainDate } from '../../kernel/nights.js';

/** How far ahead is looked, in days: two years, and what may be reused of an earlier look. */
const LOOKED_AHEAD_DAYS = 800;
const REUSED_DAYS = 70;

/**
 * Finds the first later arrival for which as many nights pass, within two years; `undefined` when none does. It
 * remembers the last answer: whoever asks for one day after another, as a window of options does, is answered from one look.
 *
 * @example firstArrivals(({ arrival }) => arrival >= '2027-06-01')({ arrival: '2027-05-03', departure: '2027-05-05' }); // '2027-06-01'
 */
export function firstArrivals(passes: (later: Nights) => boolean): (wanted: Nights) => PlainDate | undefined {
  let last: { from: number; nights: number; found: number | undefined } | undefined;
  return ({ arrival, departure }) => {
    const from = dayNumber(arrival);
    const nights = dayNumber(departure) - from;
    const reuses =
      last?.nights === nights && last.from <= from && (last.found ?? last.from + REUSED_DAYS) > from ? last : undefined;
    if (!reuses) last = { from, nights, found: look(from, nights) };
    const found = reuses ? reuses.found : last!.found;
    return found === undefined ? undefined : dateOfDay(found);
  };

  function look(from: number, nights: number): number | undefined {
    for (let start = from + 1; start <= from + LOOKED_AHEAD_DAYS; start += 1)
      if (passes({ arrival: dateOfDay(start), departure: dateOfDay(start + nights) })) return start;
    return undefined;
  }
}

/** The end of a refusal: when it would be allowed. */
export function sayFirstAllowed(firstAllowed: PlainDate | undefined, say: (date: PlainDate) => string): string {
  return firstAllowed
    ? `The first arrival that is allowed is ${say(firstAllowed)}.`
    : 'None is allowed in the next two years.';
}
