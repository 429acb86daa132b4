import type { Role } from '../../identity/domain/actor.js';
import { notYours } from '../../identity/domain/who-does.js';
import type { PlainDate } from '../../kernel/nights.js';
import type { Standing, StayAction, StayKind } from './stay-state.js';

export interface StayStep {
  action: StayAction;
  path: string;
  from: readonly Standing[];
  /** The state that it leads to; null where it leaves the stay as it stands. */
  to: Standing | null;
  /** The states in which the same step puts right what was written down before. */
  corrects?: readonly Standing[];
  who: readonly Role[];
  label: string;
  correction?: string;
  /** It takes back what did not happen: offered last. */
  undoes?: true;
}

const UNIT: readonly Role[] = ['unit_staff', 'manager'];

/**
 * What can happen to a stay after it is booked, and who writes it down. Somebody who came after all comes from
 * “did not arrive” or “cancelled”; a time that was written down wrongly is written down again, and what did not happen
 * at all is undone.
 */
export const STAY_STEPS: readonly StayStep[] = [
  {
    action: 'arrived',
    path: 'arrive',
    from: ['booked', 'no_show', 'cancelled'],
    corrects: ['in_residence', 'completed', 'reviewed'],
    to: 'in_residence',
    who: UNIT,
    label: 'Record the arrival',
    correction: 'Correct the arrival',
  },
  {
    action: 'departed',
    path: 'depart',
    from: ['in_residence'],
    corrects: ['completed', 'reviewed'],
    to: 'completed',
    who: UNIT,
    label: 'Record the departure',
    correction: 'Correct the departure',
  },
  { action: 'no_show', path: 'no-show', from: ['booked'], to: 'no_show', who: UNIT, label: 'Did not arrive' },
  {
    action: 'cancelled',
    path: 'cancel',
    from: ['booked'],
    to: 'cancelled',
    who: ['cas_worker', 'unit_staff', 'manager'],
    label: 'Cancel the stay',
  },
  {
    action: 'ending_corrected',
    path: 'correct-ending',
    from: ['cancelled', 'no_show', 'completed', 'reviewed'],
    to: null,
    who: UNIT,
    label: 'Correct why it ended',
  },
  {
    action: 'arrival_undone',
    path: 'undo-arrival',
    from: ['in_residence'],
    to: 'booked',
    who: UNIT,
    label: 'Undo the arrival',
    undoes: true,
  },
  {
    action: 'reviewed',
    path: 'review',
    from: ['completed'],
    corrects: ['reviewed'],
    to: 'reviewed',
    who: ['cas_worker', 'unit_staff', 'manager'],
    label: 'Record how it went',
    correction: 'How it went',
  },
  {
    action: 'departure_undone',
    path: 'undo-departure',
    from: ['completed', 'reviewed'],
    to: 'in_residence',
    who: UNIT,
    label: 'Undo the departure',
    undoes: true,
  },
  {
    action: 'ending_undone',
    path: 'undo-ending',
    from: ['cancelled', 'no_show'],
    to: 'booked',
    who: UNIT,
    label: 'They are expected after all',
    undoes: true,
  },
];

/** The steps that the role may take in the state, with what to call them there; the usual ones first, then what puts right. */
export function stepsIn(state: Standing, role: Role): { path: string; label: string; undoes: boolean }[] {
  const steps = STAY_STEPS.filter((step) => step.who.includes(role));
  const usual = steps.filter((step) => step.from.includes(state));
  const corrections = steps.filter((step) => step.corrects?.includes(state));
  return [
    ...usual.filter(({ undoes }) => !undoes).map(({ path, label }) => ({ path, label, undoes: false })),
    ...corrections.map(({ path, label, correction = label }) => ({ path, label: correction, undoes: false })),
    ...usual.filter(({ undoes }) => undoes).map(({ path, label }) => ({ path, label, undoes: true })),
  ];
}

/**
 * Whether a stay that was called off could be booked again: a night of it is still to come, tonight included. A placement
 * without a request was no plan that could be gone back to, unless they were on the way and it was said that they did not
 * come.
 */
export function isStillToCome(
  { kind, state, departure }: { kind: StayKind; state: Standing; departure: PlainDate },
  tonight: PlainDate,
): boolean {
  return (kind !== 'emergency' || state === 'no_show') && tonight < departure;
}

export const STAY_STATE_TEXT: Record<Standing, string> = {
  booked: 'Booked',
  in_residence: 'Staying now',
  completed: 'Completed',
  reviewed: 'Reviewed',
  no_show: 'Did not arrive',
  cancelled: 'Cancelled',
};

/** The row of the table, or the sentence that says why the step is not possible now. */
export function stepFor(action: StayAction, state: Standing, role: Role): StayStep | string {
  const step = STAY_STEPS.find((row) => row.action === action);
  if (!step) return 'There is no such step.';
  if (!step.from.includes(state) && !step.corrects?.includes(state)) {
    const possible = step.from.map((from) => `“${STAY_STATE_TEXT[from]}”`).join(' or ');
    return `This stay is “${STAY_STATE_TEXT[state]}”. “${step.label}” is possible only while it is ${possible}.`;
  }
  return step.who.includes(role) ? step : notYours(step.label, step.who);
}
