import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { LONGEST_PLANNED_STAY } from '../../stays/domain/short-break-limits.js';

/** How often a break comes, as the questions offer it. */
export const EVERY = ['week', '2_weeks', '3_weeks', '4_weeks', 'month_weekday', 'month_date', 'year'] as const;
export type Every = (typeof EVERY)[number];

/** Which of the dates are meant. */
export const WHICH_DATES = ['any', 'term', 'holidays'] as const;
export type WhichDates = (typeof WHICH_DATES)[number];

/** The most breaks of one series: every week as far ahead as can be booked is 78. */
export const MOST_OCCURRENCES = 80;
/** How many offers of it can be named at once: of each break several. */
export const MOST_OFFERS = 5 * MOST_OCCURRENCES;
/** How many days earlier or later a break may be put where its own date does not work. */
export const MOST_SLACK = 6;

/** A break that repeats, as far as a draft says it. Null is what nobody has said yet, or what need not be said. */
export interface SeriesSoFar {
  /** Null where the rule is another one, which only the API takes. */
  every: Every | null;
  /** A recurrence rule of RFC 5545 without its start; null where `every` says it. */
  rule: string | null;
  /** The date from which it repeats: the first arrival, where the rule gives it. */
  from: PlainDate | null;
  nights: number | null;
  /** The last date on which one of them may begin; null for as far ahead as can be booked. */
  until: PlainDate | null;
  /** How many breaks, at most; null for as many as there are. */
  times: number | null;
  which: WhichDates;
  /** By how many days a break may begin earlier or later where its own date does not work. */
  earlier: number;
  later: number;
}

/** One of which everything is said. */
export type Series = SeriesSoFar & { from: PlainDate; nights: number } & (
    { every: Every; rule: null } | { every: null; rule: string }
  );

export const NOTHING_REPEATS: SeriesSoFar = {
  ...{ every: null, rule: null, from: null, nights: null, until: null, times: null, which: 'any' },
  ...{ earlier: 0, later: 0 },
};

/** Whether all of it is said without which there are no dates. */
export function isSeries(said: SeriesSoFar): said is Series {
  return said.from !== null && said.nights !== null && (said.every === null) !== (said.rule === null);
}

/** What is missing of a series, in the order in which it is asked. */
export function missingOfSeries({ every, rule, from, nights }: SeriesSoFar): FieldError[] {
  return [
    ...lack(every === null && rule === null, 'every', 'Choose how often the break is to be.'),
    ...lack(from === null, 'from', 'Enter the day on which the first break begins.'),
    ...lack(nights === null, 'nights', 'Enter the number of nights.'),
  ];
}

const lack = (isMissing: boolean, field: string, message: string): FieldError[] =>
  isMissing ? [{ field, message }] : [];

/**
 * What is wrong with what is said of a series, field by field; empty when nothing is. Whether it gives any date, and not too
 * many, only its dates can tell: `checkDates`. A mistyped year is beyond what can be booked, and is refused before anything
 * is reckoned.
 */
export function checkSeries(said: SeriesSoFar, today: PlainDate, horizon: PlainDate): FieldError[] {
  const { every, rule, from, nights, until, times, earlier, later } = said;
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  const farthest = `Breaks can be booked up to ${sayDate(horizon)}: check the year.`;
  if (every !== null && rule !== null) add('rule', 'Say how often either by “every” or by a rule, not by both.');
  if (from !== null && from < today) add('from', 'The first break must begin today or later.');
  if (from !== null && from >= horizon) add('from', `The first break is too far ahead. ${farthest}`);
  if (nights !== null && (nights < 1 || nights > LONGEST_PLANNED_STAY))
    add('nights', `A planned break is 1 to ${LONGEST_PLANNED_STAY} nights. Change the number of nights.`);
  if (until !== null && until > horizon) add('until', `The last date is too far ahead. ${farthest}`);
  else if (until !== null && from !== null && until < from)
    add('until', `The last date must not be before the first break, ${sayDate(from)}.`);
  if (until !== null && times !== null) add('times', 'Say either until when or how many breaks, not both.');
  if (times !== null && (times < 1 || times > MOST_OCCURRENCES))
    add('times', `One request is for 1 to ${MOST_OCCURRENCES} breaks. Change how many you ask for.`);
  for (const [field, days] of [['earlier', earlier] as const, ['later', later] as const])
    if (days < 0 || days > MOST_SLACK) add(field, `Choose 0 to ${MOST_SLACK} days.`);
  return errors;
}

/** The first night on which none of them can begin any more: after the last date, and so that each ends before the horizon. */
export function endOf({ until, nights }: Series, horizon: PlainDate): PlainDate {
  const last = addDays(horizon, -nights);
  return addDays(until !== null && until < last ? until : last, 1);
}

/** What is wrong with the dates that a series gives, naming what to change; empty when nothing is. */
export function checkDates({ nights, which, rule }: Series, dates: readonly PlainDate[]): FieldError[] {
  const howOften = rule === null ? 'every' : 'rule';
  if (dates.length === 0) return [{ field: which === 'any' ? howOften : 'which', message: NONE[which] }];
  if (dates.length > MOST_OCCURRENCES) return [{ field: rule === null ? 'until' : 'rule', message: TOO_MANY }];
  const close = dates.slice(1).find((date, place) => daysBetween(dates[place]!, date) < nights);
  if (close === undefined) return [];
  const before = dates[dates.indexOf(close) - 1]!;
  return [{ field: 'nights', message: sayOverlap(before, close, nights) }];
}

const NONE: Record<WhichDates, string> = {
  any: 'This gives no date that can be booked. Change how often it repeats, the first date or the last.',
  term: 'None of these dates is in term time. Choose other dates, or any time of the year.',
  holidays: 'None of these dates is in the school holidays. Choose other dates, or any time of the year.',
};

const TOO_MANY = `This gives more than ${MOST_OCCURRENCES} breaks, and one request is for ${MOST_OCCURRENCES} at most. Choose an earlier last date, or more time between them.`;

function sayOverlap(one: PlainDate, next: PlainDate, nights: number): string {
  const days = daysBetween(one, next);
  const apart = days === 1 ? '1 day' : `${days} days`;
  return `The breaks would run into each other: those of ${sayDate(one)} and ${sayDate(next)} begin ${apart} apart and last ${nights} nights. Ask for fewer nights, or more time between them.`;
}
