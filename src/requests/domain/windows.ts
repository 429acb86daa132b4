import type { FieldError } from '../../kernel/domain-error.js';
import { daysBetween, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';

/** A stretch of days in which a stay may lie: the earliest arrival and the latest departure. */
export interface Window {
  from: PlainDate;
  to: PlainDate;
}

/** How many stretches one request may name: the weekends of a term. */
export const MOST_WINDOWS = 12;

const nightsIn = ({ from, to }: Window): Nights => ({ arrival: from, departure: to });

/** The stretches in the order of their first day. */
export function inOrder(windows: readonly Window[]): Window[] {
  return windows.map(({ from, to }) => ({ from, to })).toSorted((a, b) => a.from.localeCompare(b.from));
}

/**
 * From the first day of the first stretch to the last day of the last. At least one must be given.
 *
 * @example hullOf([{ from: '2027-03-12', to: '2027-03-14' }, { from: '2027-03-19', to: '2027-03-21' }]); // { from: '2027-03-12', to: '2027-03-21' }
 */
export function hullOf(windows: readonly Window[]): Window {
  const from = windows.map((one) => one.from).toSorted()[0]!;
  const to = windows
    .map((one) => one.to)
    .toSorted()
    .at(-1)!;
  return { from, to };
}

/** The stretch in which all of the nights lie; `undefined` where they reach beyond every one. */
export function windowOf<T extends Window>(windows: readonly T[], { arrival, departure }: Nights): T | undefined {
  return windows.find(({ from, to }) => from <= arrival && departure <= to);
}

/**
 * The first day of the stretch that nights take, where a request asks for several stays of the young person, so that no other
 * of its stays takes the same; null of a single stay, and of the date of a series, which is one by itself.
 */
export function windowTaken(
  { windows, stays, occurrence }: { windows: readonly Window[]; stays: number; occurrence: PlainDate | null },
  nights: Nights,
): PlainDate | null {
  if (occurrence !== null || stays < 2) return null;
  return windowOf(windows, nights)?.from ?? null;
}

/** A bed that is held or booked for a young person, as far as it matters to which stretch of which request it takes. */
export interface Taking extends Nights {
  requestId: string | null;
  partId?: string | null;
}

/**
 * The stretches that other stays of the same request have taken already, by a night that is held, booked or spent in them:
 * somebody who asks for two of three weekends does not want two breaks in one of them. A request for a single stay has
 * none.
 *
 * @param own the claims of the young person that stand, of any request
 */
export function takenWindows(
  { requestId, partId, windows }: { requestId: string; partId: string; windows: readonly Window[] },
  own: readonly Taking[],
): Window[] {
  const others = own.filter((claim) => claim.requestId === requestId && claim.partId && claim.partId !== partId);
  return windows.filter((window) => others.some((claim) => overlaps(claim, nightsIn(window))));
}

/** What is wrong with several stretches beside each other, and with how many of them are wanted; each by itself is checked as one is. */
export function checkWindows(windows: readonly Window[], breaks: number): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  if (windows.length > MOST_WINDOWS) add('windows', `Give at most ${MOST_WINDOWS} stretches of dates.`);
  const sorted = inOrder(windows);
  const meets = sorted.some((one, place) => place > 0 && daysBetween(sorted[place - 1]!.to, one.from) < 0);
  if (meets) add('windows', 'Two of the stretches share a night. Make them one, or change the dates.');
  if (breaks < 1) add('breaks', 'Ask for at least 1 break.');
  if (breaks > windows.length)
    add(
      'breaks',
      windows.length === 1
        ? 'Two breaks of one request are never in the same stretch of dates. Give as many stretches as you want breaks.'
        : `You give ${windows.length} stretches of dates and ask for ${breaks} breaks. Give more stretches, or ask for fewer breaks.`,
    );
  return errors;
}
