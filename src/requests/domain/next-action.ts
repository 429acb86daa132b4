import type { PlainDate } from '../../kernel/nights.js';
import type { Role } from '../../identity/domain/actor.js';
import { REFUSED_NEXT, STATES, type RequestState } from './states.js';

export interface NextAction {
  /** What is to be done, as a sentence without its end. */
  action: string;
  /** Whose move it is. */
  owner: Role;
  /** When it must be done by, or null where no time is set. */
  due: Date | null;
  /** The day that is said for it, where it is due by the end of that day or of its night. */
  on?: PlainDate;
  /** By how much it is late, in whole minutes; null while it is not. */
  lateMinutes: number | null;
}

/**
 * Whose move it is: the next step of a request, who owes it and by when. `undefined` when nobody owes anything any more.
 *
 * @param isRefused it was decided since that the nights of its stay do not suit: then the move is a manager's until it begins
 * @param due the end of the offer, the date of the stay, or what the working time of the state gives
 * @example nextAction('in_review', new Date('2027-03-12T17:00Z'), new Date('2027-03-12T18:30Z')); // { …, lateMinutes: 90 }
 */
export function nextAction(
  state: RequestState,
  due: Date | null,
  now: Date,
  isRefused = false,
): NextAction | undefined {
  const { next: usual, deadline } = STATES[state];
  const next = isRefused && state === 'booked' ? REFUSED_NEXT : usual;
  // Of a stay that was over before anybody was asked how it went, nobody owes a word.
  if (deadline === 'review' && !due) return undefined;
  const late = due ? Math.floor((now.getTime() - due.getTime()) / 60_000) : 0;
  return next && { ...next, due, lateMinutes: late > 0 ? late : null };
}

/** Where steps without a date stand among those with one: after them. */
export const NOT_DATED = '9999-12-31T00:00:00.000Z';

/** The place of a request in the order of urgency, as an instant; ties go to the older request. */
export function urgencyOf(due: Date | null): string {
  return due?.toISOString() ?? NOT_DATED;
}

/** By when the first of several steps is due; undated ones come last. */
export function firstDue(...steps: readonly (NextAction | null)[]): Date | null {
  const dues = steps.flatMap((step) => (step?.due ? [step.due] : []));
  return dues.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
