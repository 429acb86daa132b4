import type { Nights, PlainDate } from '../kernel/nights.js';

/**
 * How many requests wait for a night of their own. The calendar shows it and knows nothing of requests: whoever does
 * provides this.
 */
export abstract class WaitingRequests {
  /** By night; a night for which nobody waits is left out. */
  abstract byNight(unitId: string, range: Nights): Promise<ReadonlyMap<PlainDate, number>>;

  /** In SQL, whether anybody is on the waiting list of the unit of this expression. */
  abstract anySql(unitId: string): string;
}
