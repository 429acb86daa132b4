import { sayRule } from '../../calendar/domain/repeating-rule.js';
import { sayOrdinal } from '../../kernel/say-words.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { Every, Series, WhichDates } from './series.js';
import { leavesOut, placeInMonth, weeksOf } from './series-rule.js';

const ORDINALS = ['', 'first', 'second', 'third', 'fourth'];
const WHICH: Record<WhichDates, string> = { any: '', term: ', in term time', holidays: ', in the school holidays' };

/**
 * A series in a sentence, as it is read back to whoever asked for it.
 *
 * @example saySeries({ every: '2_weeks', from: '2027-03-12', nights: 2, which: 'term', until: '2027-07-16', … });
 * // 'Every second Friday to Sunday from 12 March 2027, in term time, until 16 July 2027'
 */
export function saySeries(series: Series): string {
  const { rule, from, until, times, which } = series;
  const end =
    until !== null
      ? `, until ${dateOnly(until)}`
      : times !== null
        ? `, ${times === 1 ? 'once' : `${times} times`}`
        : // A rule that counts its dates says its own end.
          rule !== null && /(^|;)COUNT=/.test(rule)
          ? ''
          : ', as far ahead as can be booked';
  return `${sayHowOften(series)} from ${dateOnly(from)}${WHICH[which]}${end}`;
}

/** How often, and which nights. */
export function sayHowOften({ every, rule, from, nights }: Series): string {
  const length = nights === 1 ? 'for 1 night' : `for ${nights} nights`;
  if (every === null) return `${capital(sayRule(rule))}, ${length}`;
  const weeks = weeksOf(every);
  if (weeks !== undefined) {
    const day = weekdayName(from);
    const which = weeks === 1 ? 'Every' : `Every ${ORDINALS[weeks]}`;
    return nights < 7 ? `${which} ${day} to ${weekdayName(addDays(from, nights))}` : `${which} ${day}, ${length}`;
  }
  return `${sayEvery(every, from)}, ${length}`;
}

/** A choice of the questions, as it is offered for a first date. @example sayEvery('month_weekday', '2027-03-12'); // 'Every month on the second Friday' */
export function sayEvery(every: Every, from: PlainDate): string {
  const weeks = weeksOf(every);
  if (weeks !== undefined) return weeks === 1 ? 'Every week' : `Every ${weeks} weeks`;
  if (every === 'month_date') return `Every month on the ${sayOrdinal(Number(from.slice(8)))}`;
  if (every === 'year') return `Every year on ${dateOnly(from).replace(/ \d{4}$/, '')}`;
  const place = placeInMonth(from);
  return `Every month on the ${place < 0 ? 'last' : ORDINALS[place]} ${weekdayName(from)}`;
}

/** What is left out because not every month, or year, has the date; `undefined` where nothing is. */
export function sayLeftOut({ every, from }: Series): string | undefined {
  if (every === null || !leavesOut(every, from)) return undefined;
  return every === 'year'
    ? 'Years without a 29 February are left out.'
    : `Months without a ${sayOrdinal(Number(from.slice(8)))} are left out.`;
}

const weekdayName = (date: PlainDate): string => sayDate(date).split(' ')[0]!;
const dateOnly = (date: PlainDate): string => sayDate(date).replace(/^\S+ /, '');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
