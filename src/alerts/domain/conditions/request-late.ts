import type { Finding } from '../alert-kinds.js';
import { isWithin, type Moment } from './moment.js';

/** A part of a request for which somebody owes a step that has a deadline. */
export interface OwedStep {
  partId: string;
  requestId: string;
  youngPersonId: string;
  state: string;
  due: Date;
}

/**
 * Requests that nobody has answered and whose deadline is near or over. Each step is a thing of its own: once it is done,
 * the next one may be late anew.
 *
 * @example requestLate([{ …step, due: yesterday }], { hoursBefore: 0 }, now)[0].figures.late; // 'yes'
 */
export function requestLate(
  steps: readonly OwedStep[],
  { hoursBefore }: { hoursBefore: number },
  moment: Moment,
): Finding[] {
  return steps
    .filter(({ due }) => isWithin(due, hoursBefore, moment))
    .map(({ partId, requestId, youngPersonId, state, due }) => ({
      kind: 'request_late',
      key: `${partId} ${state}`,
      opens: true,
      grade: due < moment.now ? 1 : 0,
      about: { youngPersonId, requestId, partId },
      figures: { state, due: due.toISOString(), late: due < moment.now ? 'yes' : 'no' },
      dueAt: due,
    }));
}
