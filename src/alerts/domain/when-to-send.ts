import { addDays, dateIn, instantIn, timeIn } from '../../kernel/nights.js';

/** By whose clocks evenings and mornings go. */
const ZONE = 'Europe/London';
const HOUR_MS = 3_600_000;

/** By e-mail as soon as it happens, together in the morning, or in the page alone: there it always is. */
export const HOW = ['at_once', 'morning', 'not'] as const;
export type How = (typeof HOW)[number];

/** From and until a time of day (`HH:MM`), which are not the same; from 20:00 until 07:00 is over midnight. */
export interface QuietHours {
  from: string;
  until: string;
}

/** Whether the clocks show a quiet hour at the instant. */
export function isQuiet(at: Date, { from, until }: QuietHours): boolean {
  const time = timeIn(at, ZONE);
  return from < until ? time >= from && time < until : time >= from || time < until;
}

/**
 * The first instant from `at` on that is not quiet: `at` itself, or the end of the quiet hours. They go by the clocks: an
 * hour that comes twice in autumn is quiet twice, and an end that the clocks skip in spring comes up to an hour later.
 *
 * @example quietUntil(new Date('2027-06-30T22:00:00Z'), { from: '20:00', until: '07:00' }); // 06:00Z, seven in summer time
 */
export function quietUntil(at: Date, quiet: QuietHours | null): Date {
  if (!quiet || !isQuiet(at, quiet)) return at;
  const isEvening = quiet.from > quiet.until && timeIn(at, ZONE) >= quiet.from;
  const end = instantIn(addDays(dateIn(at, ZONE), isEvening ? 1 : 0), quiet.until, ZONE);
  // Of a time that comes twice `instantIn` is the first; past that the second is meant.
  const over = end > at ? end : new Date(end.getTime() + HOUR_MS);
  // Where the clocks skip all that is not quiet, it is quiet until the next day.
  return quietUntil(over, quiet);
}

/** For so long what nobody waits on is gathered: what happens together is told together. */
export const GATHER_MS = 60_000;

/**
 * When a notice that came `at` is sent: now or, for the morning, at the next `morning` (`HH:MM`); never in quiet hours. What
 * is not urgent goes a minute later, so that what comes with it goes along, but not past the beginning of quiet hours.
 * `undefined` for what is only in the page.
 *
 * @example whenToSend('morning', new Date('2027-06-30T12:00:00Z'), { quiet: null, morning: '07:30', isUrgent: false }); // 1 July, 06:30Z
 */
export function whenToSend(
  how: How,
  at: Date,
  { quiet, morning, isUrgent }: { quiet: QuietHours | null; morning: string; isUrgent: boolean },
): Date | undefined {
  if (how === 'not') return undefined;
  if (how === 'at_once') {
    const first = quietUntil(at, quiet);
    const gathered = new Date(at.getTime() + GATHER_MS);
    return isUrgent || first > at || (quiet && isQuiet(gathered, quiet)) ? first : gathered;
  }
  const today = instantIn(dateIn(at, ZONE), morning, ZONE);
  return quietUntil(today >= at ? today : instantIn(addDays(dateIn(at, ZONE), 1), morning, ZONE), quiet);
}

/**
 * When one more message may go to somebody of whose messages these times are known: now, or when enough of them are an hour
 * past. Never more than `most` go within any hour; what is not urgent goes only while a third of them is left, so that what
 * somebody waits on is not held back behind it. Of one or two an hour there is no third to leave, and one goes.
 *
 * @example roomAt([at, at, at, at], at, { most: 6, isUrgent: false }); // an hour from then; urgent: at once
 */
export function roomAt(
  sent: readonly Date[],
  now: Date,
  { most, isUrgent }: { most: number; isUrgent: boolean },
): Date {
  const share = isUrgent ? most : Math.max(1, Math.floor((most * 2) / 3));
  const within = sent.filter((at) => now.getTime() - at.getTime() < HOUR_MS);
  const last = within.toSorted((a, b) => b.getTime() - a.getTime())[share - 1];
  return last ? new Date(last.getTime() + HOUR_MS) : now;
}
