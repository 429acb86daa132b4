import type { Role } from '../../identity/domain/actor.js';
import type { StayAction, StayState } from './stay-state.js';

export interface StayStep {
  action: StayAction;
  path: string;
  from: StayState;
  to: StayState;
  who: readonly Role[];
  label: string;
}

const UNIT: readonly Role[] = ['unit_staff', 'manager'];

/** What can happen to a stay after it is booked, and who writes it down. */
export const STAY_STEPS: readonly StayStep[] = [
  { action: 'arrived', path: 'arrive', from: 'booked', to: 'in_residence', who: UNIT, label: 'Record the arrival' },
  {
    action: 'departed',
    path: 'depart',
    from: 'in_residence',
    to: 'completed',
    who: UNIT,
    label: 'Record the departure',
  },
  { action: 'no_show', path: 'no-show', from: 'booked', to: 'no_show', who: UNIT, label: 'Did not arrive' },
  {
    action: 'cancelled',
    path: 'cancel',
    from: 'booked',
    to: 'cancelled',
    who: ['cas_worker', 'unit_staff', 'manager'],
    label: 'Cancel the stay',
  },
];

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
  if (step.from !== state) {
    return `This stay is “${STAY_STATE_TEXT[state]}”. “${step.label}” is possible only while it is “${STAY_STATE_TEXT[step.from]}”.`;
  }
  return step.who.includes(role) ? step : `“${step.label}” is for unit staff or a manager.`;
}
