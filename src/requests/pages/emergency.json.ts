import type { BeforeAdmission } from '../domain/before-admission.js';
import type { EmergencyAnswer } from '../dto/emergency.answer.js';
import type { EmergencyStanding } from '../emergency-view.js';

/** An emergency as the API answers it. */
export function emergencyJson(
  { steps, ...emergency }: EmergencyStanding,
  missing: readonly BeforeAdmission[],
  now: Date,
): EmergencyAnswer {
  return {
    ...emergency,
    nextActions: steps.map(({ action, owner, due }) => ({ action, owner, due, lateMinutes: minutesLate(due, now) })),
    missing: [...missing],
  };
}

/** By how much it is late, in whole minutes; null while it is not. */
export function minutesLate(due: Date | null, now: Date): number | null {
  const late = due ? Math.floor((now.getTime() - due.getTime()) / 60_000) : 0;
  return late > 0 ? late : null;
}
