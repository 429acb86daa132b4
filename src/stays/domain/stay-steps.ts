import type { Role } from '../../identity/domain/actor.js';
import type { StayAction, StayState } from './stay-state.js';

export interface StayStep {
  action: StayAction;
  path: string;
  from: readonly StayState[];
  /** The state in which the same step puts right what was written down before. */
  corrects?: StayState;
  to: StayState;
  who: readonly Role[];
  label: string;
  correction?: string;
}

const UNIT: readonly Role[] = ['unit_staff', 'manager'];

/**
 * What can happen to a stay after it is booked, and who writes it down. Somebody who came after all comes from
 * “did not arrive”; a time that was written down wrongly is written down again.
 */
export const STAY_STEPS: readonly StayStep[] = [
  {
    action: 'arrived',
    path: 'arrive',
    from: ['booked', 'no_show'],
    corrects: 'in_residence',
    to: 'in_residence',
    who: UNIT,
    label: 'Record the arrival',
    correction: 'Correct the arrival',
  },
  {
    action: 'departed',
    path: 'depart',
    from: ['in_residence'],
    corrects: 'completed',
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
];

/** The steps that the role may take in the state, with what to call them there; the usual ones first. */
export function stepsIn(state: StayState, role: Role): { path: string; label: string }[] {
  const steps = STAY_STEPS.filter((step) => step.who.includes(role));
  const usual = steps.filter((step) => step.from.includes(state));
  const corrections = steps.filter((step) => step.corrects === state);
  return [
    ...usual.map(({ path, label }) => ({ path, label })),
    ...corrections.map(({ path, label, correction = label }) => ({ path, label: correction })),
  ];
}

export const STAY_STATE_TEXT: Record<StayState, string> = {
  booked: 'Booked',
  in_residence: 'Staying now',
  completed: 'Completed',
  no_show: 'Did not arrive',
  cancelled: 'Cancelled',
};

/** The row of the table, or the sentence that says why the step is not possible now. */
export function stepFor(action: StayAction, state: StayState, role: Role): StayStep | string {
  const step = STAY_STEPS.find((row) => row.action === action);
  if (!step) return 'There is no such step.';
  if (!step.from.includes(state) && step.corrects !== state) {
    const possible = step.from.map((from) => `“${STAY_STATE_TEXT[from]}”`).join(' or ');
    return `This stay is “${STAY_STATE_TEXT[state]}”. “${step.label}” is possible only while it is ${possible}.`;
  }
  return step.who.includes(role) ? step : `“${step.label}” is for unit staff or a manager.`;
}
