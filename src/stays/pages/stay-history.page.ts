import { dateTime, staySpan } from '../../web/filters.js';
import { STAY_ACTION_TEXT } from '../domain/stay-action-text.js';
import type { StayStepDone } from '../stay-history.service.js';

const CORRECTED = { arrival_corrected: 'Arrival', departure_corrected: 'Departure' } as const;
const UNDONE = { arrival_undone: 'arrival', departure_undone: 'departure' } as const;

/**
 * What was done, by whom, and when it really happened; of what was put right, what was recorded before.
 *
 * @example stepSaid(a corrected arrival); // 'Arrival corrected: 16:30 instead of 15:00 (3 May 2027), by Sam Example'
 */
export function stepSaid({ by, action, happenedAt, insteadOf }: Omit<StayStepDone, 'at' | 'note'>): string {
  const who = by ?? 'The service';
  if ((action === 'arrival_corrected' || action === 'departure_corrected') && happenedAt && insteadOf)
    return `${CORRECTED[action]} corrected: ${instead(dateTime(happenedAt), dateTime(insteadOf))}, by ${who}`;
  if ((action === 'arrival_undone' || action === 'departure_undone') && insteadOf)
    return `${who} undid the ${UNDONE[action]} that was recorded for ${dateTime(insteadOf)}`;
  return `${who} ${STAY_ACTION_TEXT[action]}${happenedAt ? `: ${dateTime(happenedAt)}` : ''}`;
}

/** Two times of one day are told apart by the time alone. */
function instead(now: string, before: string): string {
  const [[day, time], [dayBefore, timeBefore]] = [now.split(', '), before.split(', ')];
  return day === dayBefore ? `${time} instead of ${timeBefore} (${day})` : `${now} instead of ${before}`;
}

/** What was recorded and decided of a stay, a line each. */
export function historyPage(steps: readonly StayStepDone[]) {
  return steps.map((step) => ({ what: `${stepSaid(step)}. ${staySpan(step)}`, at: step.at, note: step.note }));
}

/** The same for the API, each with its sentence. */
export function stayEvents(steps: readonly StayStepDone[]) {
  return steps.map((step) => ({ ...step, text: stepSaid(step) }));
}
