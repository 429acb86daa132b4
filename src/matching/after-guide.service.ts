import type { Actor } from '../identity/domain/actor.js';
import type { Nights } from '../kernel/nights.js';

/** A stay that is to come, or an offer that a family is asked about, of which the guide in force says otherwise than was decided. */
export interface OtherAdvice extends Nights {
  /** Where it is looked at again. */
  href: string;
  name: string;
  unit: string;
  /** What it says now and what it said. */
  says: string;
}

/**
 * What a new version of the matching guide leaves to look at again. The guide knows nothing of what was decided by it:
 * whoever does provides this.
 */
export abstract class AfterGuide {
  /** The soonest first, where the actor works; what was looked at again under the version in force is there no more. */
  abstract toLookAt(actor: Actor): Promise<OtherAdvice[]>;
}
