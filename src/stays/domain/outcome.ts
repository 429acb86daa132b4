import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { StayState } from './stay-state.js';

/** When something is measured: before a stay, after it, and some weeks later. */
export const MOMENTS = ['before', 'after', 'later'] as const;
export type Moment = (typeof MOMENTS)[number];

export const MOMENT_TEXT: Record<Moment, string> = {
  before: 'Before the break',
  after: 'After the break',
  later: 'About four weeks later',
};

export const BETTER = ['lower', 'higher'] as const;
export type Better = (typeof BETTER)[number];

/** What is measured, on a scale of whole numbers, and which way is better. */
export interface Measure {
  name: string;
  unit: string;
  better: Better;
  lowest: number;
  highest: number;
}

/** Days after the departure from which on a value tells of the weeks since. */
const LATER_DAYS = 21;

interface OfStay {
  state: StayState;
  /** The day on which they left. */
  left: PlainDate | null;
  today: PlainDate;
}

/**
 * Why a value of this moment cannot be written down now, in a sentence; `undefined` when it can. What was before a stay can
 * be told as long as anybody remembers it; what comes after is told once it has come.
 *
 * @example notYet('later', { state: 'completed', left: '2027-03-12', today: '2027-03-20' }); // 'This can be … from Friday 2 April 2027 on.'
 */
export function notYet(moment: Moment, { state, left, today }: OfStay): string | undefined {
  if (state === 'cancelled' || state === 'no_show')
    return 'This stay did not take place, so nothing is measured for it.';
  if (moment === 'before') return undefined;
  if (state !== 'completed' || !left) return 'This can be written down once they have left.';
  const from = addDays(left, LATER_DAYS);
  if (moment === 'later' && today < from) return `This can be written down from ${sayDate(from)} on.`;
  return undefined;
}

/** What is wrong with a value of a measure, for the field of its moment. */
export function checkValue(moment: Moment, value: number, { lowest, highest }: Measure): FieldError[] {
  if (value >= lowest && value <= highest) return [];
  return [{ field: moment, message: `Enter a whole number from ${lowest} to ${highest}.` }];
}

/** What is wrong with a measure that a council names; empty when nothing is. */
export function checkMeasure({ lowest, highest }: Pick<Measure, 'lowest' | 'highest'>): FieldError[] {
  if (lowest < highest) return [];
  return [{ field: 'highest', message: 'The highest number must be above the lowest.' }];
}

export const CHANGES = ['better', 'same', 'worse'] as const;
export type Change = (typeof CHANGES)[number];

/**
 * How a number changed, as the measure counts. It says nothing of why.
 *
 * @example changeOf({ better: 'lower' }, 7, 4); // 'better'
 */
export function changeOf({ better }: Pick<Measure, 'better'>, before: number, after: number): Change {
  if (before === after) return 'same';
  return after < before === (better === 'lower') ? 'better' : 'worse';
}

/** How many stays have a number, and how the numbers changed where there are both: counts, and no more. */
export interface Counted extends Record<Change, number> {
  stays: number;
  both: number;
  onlyBefore: number;
  onlyAfter: number;
  neither: number;
}

type Pair = { before: number | null; after: number | null };

/** Counts the stays of a measure, each once. What nobody wrote down is counted, too. */
export function countChanges(measure: Pick<Measure, 'better'>, values: readonly Pair[]): Counted {
  const counted: Counted = { stays: 0, both: 0, onlyBefore: 0, onlyAfter: 0, neither: 0, better: 0, same: 0, worse: 0 };
  for (const { before, after } of values) {
    counted.stays += 1;
    if (before !== null && after !== null) {
      counted.both += 1;
      counted[changeOf(measure, before, after)] += 1;
    } else if (before !== null) counted.onlyBefore += 1;
    else if (after !== null) counted.onlyAfter += 1;
    else counted.neither += 1;
  }
  return counted;
}
