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

/**
 * When a notice that came `at` is sent: now or, for the morning, at the next `morning` (`HH:MM`); never in quiet hours.
 * `undefined` for what is only in the page.
 *
 * @example whenToSend('morning', new Date('2027-06-30T12:00:00Z'), { quiet: null, morning: '07:30' }); // 1 July, 06:30Z
 */
export function whenToSend(
  how: How,
  at: Date,
  { quiet, morning }: { quiet: QuietHours | null; morning: string },
): Date | undefined {
  if (how === 'not') return undefined;
  if (how === 'at_once') return quietUntil(at, quiet);
  const today = instantIn(dateIn(at, ZONE), morning, ZONE);
  return quietUntil(today >= at ? today : instantIn(addDays(dateIn(at, ZONE), 1), morning, ZONE), quiet);
}
