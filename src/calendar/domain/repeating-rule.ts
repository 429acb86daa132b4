import rrule from 'rrule';
import { addDays, isPlainDate, type PlainDate } from '../../kernel/nights.js';

const { RRule } = rrule;

const LONGEST_TEXT = 200;
/** Parts that RFC 5545 knows and no break repeats by. */
const NOT_FOLLOWED = /^(BYYEARDAY|BYWEEKNO|BYHOUR|BYMINUTE|BYSECOND)\b/;
const PARTS = /^(FREQ|INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|WKST)=[A-Z0-9,+-]+$/;
const FREQUENCIES = /(^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/;

/** Most dates that a rule is followed to in one go: more than a year and a half of days. */
export const MOST_DATES = 600;

/**
 * A repeating rule as it is kept, or what is wrong with it: a recurrence rule of RFC 5545 (RRULE) that repeats by days,
 * weeks, months or years. Whether it ever yields a date only `datesOf` can tell.
 *
 * @example readRule('RRULE:freq=weekly;byday=mo'); // { rule: 'FREQ=WEEKLY;BYDAY=MO' }
 */
export function readRule(text: string): { rule: string } | { problem: string } {
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '');
  if (rule.length > LONGEST_TEXT) return { problem: `The rule must be ${LONGEST_TEXT} characters or fewer.` };
  const parts = rule.split(';');
  const odd = parts.find((part) => !PARTS.test(part));
  const [unfollowed] = NOT_FOLLOWED.exec(odd ?? '') ?? [];
  if (unfollowed)
    return { problem: `We do not follow ${unfollowed} in a rule. Use BYDAY, BYMONTHDAY, BYMONTH or BYSETPOS.` };
  if (odd !== undefined || new Set(parts.map((part) => part.split('=')[0])).size < parts.length)
    return { problem: `We cannot read the rule. Write it like FREQ=WEEKLY;BYDAY=MO, each part once.` };
  const until = /;UNTIL=(\d{4})(\d{2})(\d{2})(?!\d)/.exec(rule);
  if (until && !isPlainDate(until.slice(1).join('-')))
    return { problem: 'There is no such day as the one of UNTIL in the rule.' };
  if (!FREQUENCIES.test(rule)) return { problem: 'The rule must repeat by days, weeks, months or years.' };
  try {
    const { interval = 1, count } = RRule.parseString(rule);
    if (!(interval >= 1) || (count !== undefined && count !== null && !(count >= 1))) return { problem: NO_NUMBER };
    new RRule(RRule.parseString(rule));
    return { rule };
  } catch {
    return { problem: `We cannot read the rule. Write it like FREQ=WEEKLY;BYDAY=MO.` };
  }
}

const NO_NUMBER = 'INTERVAL and COUNT of the rule must be 1 or more.';

/**
 * The dates of the rule, which begins on `start`, from `since` on and before `end`, at most 600 of them. All-day dates in UTC, mapped to plain dates: no
 * clock change can move one. A rule whose parts never meet (30 February, day by day) is followed for seconds: whoever
 * was given it by somebody else asks in a thread with a time limit.
 *
 * @example datesOf('FREQ=WEEKLY;BYDAY=MO', '2027-03-02', '2027-03-20'); // ['2027-03-08', '2027-03-15']
 */
export function datesOf(rule: string, start: PlainDate, end: PlainDate, since: PlainDate = start): PlainDate[] {
  const instant = (date: PlainDate) => new Date(`${date}T00:00:00Z`);
  const last = instant(addDays(end, -1));
  const first = since > start ? since : start;
  if (end <= first) return [];
  return new RRule({ ...RRule.parseString(rule), dtstart: instant(start) })
    .between(instant(first), last, true, (_, found) => found < MOST_DATES)
    .map((date) => date.toISOString().slice(0, 10));
}

/** The rule in words. @example sayRule('FREQ=WEEKLY;BYDAY=MO'); // 'every week on Monday' */
export function sayRule(rule: string): string {
  return new RRule(RRule.parseString(rule)).toText();
}
