import type { Nights } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';

/** Somebody from the top of the waiting list for whom there are nights that are free and suit. */
export interface WouldFit {
  partId: string;
  requestId: string;
  youngPersonId: string;
  /** The nights that would suit best, and whether the advice asks for a plan. */
  best: Nights & { withPlan: boolean };
  /** How many dates of arrival there are. */
  options: number;
}

/**
 * Requests on the waiting list that could be met now: a bed is free on nights that the family asked for, nothing stands
 * against them, and the advice is not against it either. What the advice is against, and whoever is not assessed, is left to
 * people. It moves nobody up: whoever is before them could not have these nights.
 *
 * @example waitingWouldFit([{ …kit, options: 3 }])[0].figures.options; // 3
 */
export function waitingWouldFit(all: readonly WouldFit[]): Finding[] {
  return all.map(({ partId, requestId, youngPersonId, best: { arrival, departure, withPlan }, options }) => ({
    kind: 'waiting_would_fit',
    key: partId,
    opens: true,
    about: { youngPersonId, requestId, partId },
    figures: { arrival, departure, options, plan: withPlan ? 'yes' : 'no' },
    dueAt: null,
  }));
}
