import type { FieldError } from '../../kernel/domain-error.js';
import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { LONGEST_PLANNED_STAY } from '../../stays/domain/short-break-limits.js';
import { missingAnswers, type Draft } from './questions.js';
import { checkWindows, type Window } from './windows.js';

/** The longest window that may be looked at in one go, in nights. */
export const LONGEST_WINDOW = 400;

export interface Wanted {
  nights: number;
  from: PlainDate;
  to: PlainDate;
}

/** The same in a draft: null for what nobody has said yet. */
export type WantedSoFar = { [Answer in keyof Wanted]: Wanted[Answer] | null } & {
  /** Several stretches of dates between the two, in their order; none where there is only one. */
  windows?: readonly Window[];
  /** How many stays are wanted for each young person. */
  breaks?: number;
};

/**
 * What is wrong with the nights asked for, field by field; empty when nothing is. `from` is the earliest
 * arrival, `to` the latest departure. Drafts and submitted requests are held to the same rules; of a draft what is said
 * so far.
 */
export function checkWanted(asked: WantedSoFar, today: PlainDate, horizon: PlainDate): FieldError[] {
  const { nights, from, to, windows = [], breaks = 1 } = asked;
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  if (nights !== null && nights < 1) add('nights', 'Ask for at least 1 night.');
  if (nights !== null && nights > LONGEST_PLANNED_STAY) {
    add(
      'nights',
      `A planned break is at most ${LONGEST_PLANNED_STAY} nights. Ask for ${LONGEST_PLANNED_STAY} or fewer.`,
    );
  }
  if (from !== null && from < today) add('from', 'The earliest arrival must be today or later.');
  if (from !== null && from > horizon)
    add(
      'from',
      `The earliest arrival is too far ahead. Breaks can be booked up to ${sayDate(horizon)}: check the year.`,
    );
  if (to !== null && to > horizon)
    add('to', `The latest departure is too far ahead. Breaks can be booked up to ${sayDate(horizon)}: check the year.`);
  const wrong = from !== null && to !== null && wrongWindow(daysBetween(from, to), nights);
  if (wrong) add('to', wrong);
  for (const [place, window] of windows.entries()) {
    const wrongOne = wrongWindow(daysBetween(window.from, window.to), nights);
    if (wrongOne) add(`windows.${place}.to`, wrongOne);
  }
  const stretches = from !== null && to !== null && windows.length === 0 ? [{ from, to }] : windows;
  if (stretches.length > 0) errors.push(...checkWindows(stretches, breaks));
  return errors;
}

function wrongWindow(window: number, nights: number | null): string | undefined {
  if (window <= 0) return 'The latest departure must be after the earliest arrival.';
  if (nights !== null && window < nights)
    return `There are only ${window} nights between these dates and you ask for ${nights}. Choose a later date, or fewer nights.`;
  return window > LONGEST_WINDOW ? `Choose dates at most ${LONGEST_WINDOW} days apart.` : undefined;
}

/** Why a draft cannot be submitted as it stands, field by field: what is missing, then what is wrong or has become so. */
export function checkDraft(draft: Draft, today: PlainDate, horizon: PlainDate): FieldError[] {
  return [...missingAnswers(draft), ...checkWanted(draft, today, horizon)];
}
