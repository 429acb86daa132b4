import { addMonths, weekdayOf, type PlainDate } from '../../kernel/nights.js';
import { readRule } from '../../calendar/domain/repeating-rule.js';
import { EVERY, type Every, type Series } from './series.js';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const WEEKS: Partial<Record<Every, number>> = { week: 1, '2_weeks': 2, '3_weeks': 3, '4_weeks': 4 };

/** Every so many weeks; `undefined` of what does not go by weeks. */
export const weeksOf = (every: Every): number | undefined => WEEKS[every];

/**
 * Which of its month a weekday is, as people say it: the first to the fourth, and what comes after the fourth is the last, for
 * not every month has a fifth.
 *
 * @example placeInMonth('2027-03-12'); // 2, the second Friday
 * @example placeInMonth('2027-04-30'); // -1, the last Friday
 */
export function placeInMonth(date: PlainDate): 1 | 2 | 3 | 4 | -1 {
  const place = Math.ceil(Number(date.slice(8)) / 7);
  return place > 4 ? -1 : (place as 1 | 2 | 3 | 4);
}

/**
 * The recurrence rule (RFC 5545) of a choice of the questions, without its start and its end: the weekday, the place in the
 * month or the date is that of the first break. What a month or a year does not have is left out, as the standard says: a
 * break on the 31st is not in April, one on 29 February only in leap years.
 *
 * @example ruleOf('2_weeks', '2027-03-12'); // 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'
 */
export function ruleOf(every: Every, from: PlainDate): string {
  const day = DAYS[weekdayOf(from) - 1]!;
  const weeks = weeksOf(every);
  if (weeks !== undefined) return `FREQ=WEEKLY;INTERVAL=${weeks};BYDAY=${day}`;
  const [month, date] = [Number(from.slice(5, 7)), Number(from.slice(8))];
  if (every === 'month_weekday') return `FREQ=MONTHLY;BYDAY=${placeInMonth(from)}${day}`;
  return every === 'month_date' ? `FREQ=MONTHLY;BYMONTHDAY=${date}` : `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${date}`;
}

/** The choice of the questions that means the same as a rule with this start; `undefined` where none does. */
export function everyOf(rule: string, from: PlainDate): Every | undefined {
  const meant = inFull(rule, from);
  return EVERY.find((every) => inFull(ruleOf(every, from), from) === meant);
}

/** A rule with what its start says of it, its parts in one order. */
function inFull(rule: string, from: PlainDate): string {
  const parts = partsOf(rule);
  const [month, date] = [Number(from.slice(5, 7)), Number(from.slice(8))];
  const isPlain = [...parts.keys()].every((name) => !name.startsWith('BY'));
  if (isPlain && parts.get('FREQ') === 'WEEKLY') parts.set('BYDAY', DAYS[weekdayOf(from) - 1]!);
  if (isPlain && parts.get('FREQ') === 'YEARLY') parts.set('BYMONTH', String(month));
  if (isPlain && ['MONTHLY', 'YEARLY'].includes(parts.get('FREQ')!)) parts.set('BYMONTHDAY', String(date));
  if (parts.get('INTERVAL') === '1') parts.delete('INTERVAL');
  parts.delete('WKST');
  return [...parts]
    .map((part) => part.join('='))
    .toSorted()
    .join(';');
}

/** The rule by which a series repeats, as it is followed from its start: without an end that is said beside it. */
export const repeats = (series: Series): string =>
  series.every === null ? series.rule : ruleOf(series.every, series.from);

/** The same with its end, as a calendar of another maker reads it; skipped dates and term time stand beside it. */
export function wholeRule(series: Series): string {
  const rule = repeats(series);
  if (series.until === null || /(^|;)(UNTIL|COUNT)=/.test(rule)) return rule;
  return `${rule};UNTIL=${series.until.replaceAll('-', '')}`;
}

/**
 * A rule that the API was given, as it is kept: where it means a choice of the questions that choice, with its end beside it.
 * Of a rule with another end of its own the whole text stays.
 */
export function readSeriesRule(
  text: string,
  from: PlainDate,
): { problem: string } | { every: Every; rule: null; until: PlainDate | null } | { every: null; rule: string } {
  const read = readRule(text);
  if ('problem' in read) return read;
  const parts = partsOf(read.rule);
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(parts.get('UNTIL') ?? '');
  if (!parts.has('COUNT')) {
    parts.delete('UNTIL');
    const every = everyOf([...parts].map(([name, value]) => `${name}=${value}`).join(';'), from);
    if (every) return { every, rule: null, until: until && `${until[1]}-${until[2]}-${until[3]}` };
  }
  return { every: null, rule: read.rule };
}

const partsOf = (rule: string): Map<string, string> =>
  new Map(rule.split(';').map((part) => part.split('=') as [string, string]));

/** Whether some months, or years, are left out because they do not have the date. */
export function leavesOut(every: Every, from: PlainDate): boolean {
  if (every === 'month_date') return Number(from.slice(8)) > 28;
  return every === 'year' && addMonths(from, 12).slice(5) !== from.slice(5);
}
