import type { Actor } from '../identity/domain/actor.js';

/**
 * How much is still open before somebody arrives. The calendar shows it and knows nothing of checklists: whoever does
 * provides this.
 */
export abstract class OpenBeforeArrival {
  /** By the id of the stay, of those that the actor may read; a stay before which nothing is open is left out. */
  abstract count(actor: Actor, stayIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
