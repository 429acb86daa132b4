import { dateOfDay, dayNumber, yearAfter, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

/**
 * Nights in a row of one planned short break. The law speaks of 17 *days*, councils’ procedures of 17 nights. Counted as
 * days, those of coming and going among them, 17 nights are 18. The unit goes by 17 nights, and each page that shows
 * such a stay says that it counts 18 days; the 75 of a year are counted in days, the stricter of the two.
 */
export const LONGEST_PLANNED_STAY = 17;
/** Days of short breaks in any twelve months (SI 2010/959 reg 48, SI 2015/541 reg 52). */
export const MOST_DAYS = 75;
/** How far ahead the first date on which it is allowed is looked for. */
const LOOKED_AHEAD_DAYS = 800;
/** No twelve months are longer. */
const LONGEST_YEAR = 366;

export interface Beyond {
  limit: 'in_a_row' | 'in_a_year';
  /** Nights in a row, or days in the twelve months. */
  count: number;
  /** When the nights in a row, or the twelve months, begin. */
  from: PlainDate;
}

export interface LimitReached extends Beyond {
  /** The first arrival from then on with which as many nights are allowed; `undefined` when none is for two years. */
  firstAllowed: PlainDate | undefined;
}

/**
 * Which limit of a planned short break the nights would go beyond, together with what the young person has already:
 * stays of the past, bookings and offers. At most 17 nights in a row, also over stays that touch; and at most 75 days in
 * **every** twelve months that share a day with them, those that end later because of later bookings too. A day counts
 * once on which they are there at all, the days of coming and going among them: that is never fewer than the nights.
 *
 * It stops what is planned as a short break. What happened, an extension or an emergency is never refused by it.
 *
 * @example shortBreakLimits([])({ arrival: '2027-05-03', departure: '2027-05-06' }); // undefined
 */
export function shortBreakLimits(own: readonly Nights[]): (wanted: Nights) => LimitReached | undefined {
  const stays = own.map(({ arrival, departure }) => ({ from: dayNumber(arrival), to: dayNumber(departure) }));
  const before = counterOf(stays);
  const crowded = new Map<number, (start: number) => boolean>();
  return ({ arrival, departure }) => {
    const [from, nights] = [dayNumber(arrival), dayNumber(departure) - dayNumber(arrival)];
    const isCrowded = crowded.get(nights) ?? crowdedYears(stays, before, nights);
    crowded.set(nights, isCrowded);
    const now = inARow(stays, from, nights) ?? (isCrowded(from) ? inAYear(before, from, from + nights) : undefined);
    if (!now) return undefined;
    const firstAllowed = (): PlainDate | undefined => {
      for (let start = from + 1; start <= from + LOOKED_AHEAD_DAYS; start += 1) {
        if (stays.some((stay) => stay.from < start + nights && start < stay.to)) continue;
        if (!isCrowded(start) && !inARow(stays, start, nights)) return dateOfDay(start);
      }
      return undefined;
    };
    return {
      ...now,
      // Whoever only asks whether the nights may be is not kept waiting for when they might.
      get firstAllowed() {
        return firstAllowed();
      },
    };
  };
}

/**
 * Every limit of a short break that nights go beyond which happened or will happen anyway, with the others of the young
 * person: what is warned of, where `shortBreakLimits` would refuse. Empty when they keep within both.
 */
export function beyondShortBreak(own: readonly Nights[], { arrival, departure }: Nights): Beyond[] {
  const stays = own.map((one) => ({ from: dayNumber(one.arrival), to: dayNumber(one.departure) }));
  const [from, to] = [dayNumber(arrival), dayNumber(departure)];
  return [inARow(stays, from, to - from), inAYear(counterOf(stays), from, to)].filter((one) => one !== undefined);
}

/**
 * What to check of a placement of exactly 17 nights, or `undefined` for any other: it counts 18 days. Advice, no obstacle.
 *
 * @example eighteenDays({ arrival: '2027-05-03', departure: '2027-05-10' }); // undefined
 */
export function eighteenDays({ arrival, departure }: Nights): string | undefined {
  if (dayNumber(departure) - dayNumber(arrival) !== LONGEST_PLANNED_STAY) return undefined;
  return `These ${LONGEST_PLANNED_STAY} nights count ${LONGEST_PLANNED_STAY + 1} days with the days of coming and going: check whether regulation 48 still applies.`;
}

/** Why these nights cannot be planned as a short break: the limit, the count, and when they could. */
export function sayLimit({ firstAllowed, ...beyond }: LimitReached): string {
  const when = firstAllowed
    ? `The first arrival that is allowed is ${sayDate(firstAllowed)}.`
    : 'None is allowed in the next two years.';
  return `${sayBeyond(beyond)} ${when}`;
}

/** How far the nights go beyond a limit, in a sentence. */
export function sayBeyond({ limit, count, from }: Beyond): string {
  return limit === 'in_a_year'
    ? `With these nights they would have ${count} days of short breaks in the twelve months from ${sayDate(from)}, and ${MOST_DAYS} is the most.`
    : `With the stays beside it they would be away ${count} nights in a row from ${sayDate(from)}, and ${LONGEST_PLANNED_STAY} is the most.`;
}

interface Run {
  from: number;
  to: number;
}

type Counter = (day: number) => number;

/** How many of the days on which they are away already come before a day. */
function counterOf(stays: readonly Run[]): Counter {
  const first = Math.min(...stays.map(({ from }) => from));
  const last = Math.max(...stays.map(({ to }) => to));
  if (stays.length === 0) return () => 0;
  const there = new Uint8Array(last - first + 1);
  for (const { from, to } of stays) there.fill(1, from - first, to - first + 1);
  const sums = new Int32Array(there.length + 1);
  for (const [place, one] of there.entries()) sums[place + 1] = sums[place]! + one;
  return (day) => sums[Math.min(Math.max(day - first, 0), there.length)]!;
}

/** The nights in a row of which these would be part, where that is too many. */
function inARow(stays: readonly Run[], start: number, nights: number): Beyond | undefined {
  let [from, to] = [start, start + nights];
  if (stays.some((stay) => stay.from === to || stay.to === from)) {
    for (const stay of stays.toSorted((a, b) => a.from - b.from)) if (stay.from === to) to = stay.to;
    for (const stay of stays.toSorted((a, b) => b.to - a.to)) if (stay.to === from) from = stay.from;
  }
  if (to - from <= LONGEST_PLANNED_STAY) return undefined;
  return { limit: 'in_a_row', count: to - from, from: dateOfDay(from) };
}

/** The twelve months with most days in them, where those are too many. `to` is the day of departure, which counts. */
function inAYear(before: Counter, from: number, to: number): Beyond | undefined {
  if (isNeverTooMany(before, to - from)) return undefined;
  let [most, worst] = [0, from];
  for (let begin = from - LONGEST_YEAR; begin <= to; begin += 1) {
    const days = daysWith(before, { from: begin, to: yearAfter(begin) }, from, to);
    if (days > most) [most, worst] = [days, begin];
  }
  return most > MOST_DAYS ? { limit: 'in_a_year', count: most, from: dateOfDay(worst) } : undefined;
}

/** Most have so few that there is nothing to look for. */
const isNeverTooMany = (before: Counter, nights: number): boolean => before(Infinity) + nights + 1 <= MOST_DAYS;

/** The days of twelve months once they are there from a day to another, both counted; none where these share no day with them. */
function daysWith(before: Counter, year: Run, from: number, to: number): number {
  const [first, last] = [Math.max(year.from, from), Math.min(year.to, to + 1)];
  return first < last ? before(year.to) - before(year.from) + (last - first) - (before(last) - before(first)) : 0;
}

/**
 * Whether so many nights from a day on make too many days of some twelve months. Asked of day after day, so only those
 * twelve months are looked at that have nearly too many without them, and of these the first that has tells.
 */
function crowdedYears(stays: readonly Run[], before: Counter, nights: number): (start: number) => boolean {
  if (isNeverTooMany(before, nights)) return () => false;
  const full: Run[] = [];
  const first = Math.min(...stays.map(({ from }) => from)) - LONGEST_YEAR;
  const last = Math.max(...stays.map(({ to }) => to));
  for (let begin = first; begin <= last; begin += 1) {
    const end = yearAfter(begin);
    if (before(end) - before(begin) + nights + 1 > MOST_DAYS) full.push({ from: begin, to: end });
  }
  return (start) => {
    let at = firstEndingAfter(full, start);
    for (; at < full.length && full[at]!.from <= start + nights; at += 1)
      if (daysWith(before, full[at]!, start, start + nights) > MOST_DAYS) return true;
    return false;
  };
}

/** The place of the first of these runs, in their order, that is not over on a day. */
function firstEndingAfter(inOrder: readonly Run[], day: number): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder[middle]!.to <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
