import type { Claim } from './claim.js';
import type { BedNight, NightState } from './night-state.js';

/** What somebody may know of a calendar. */
export interface Sight {
  /** The young people whom they may see. */
  guests: { has(youngPersonId: string): boolean };
  /** Whether they learn of proposals before a manager has signed them: the unit's own people do. */
  toldOfProposals: boolean;
}

/** Whether they may know for whom the claim is. An unsigned proposal tells a key worker nothing, not even of their own. */
export function isSeen(claim: Claim, { guests, toldOfProposals }: Sight): boolean {
  return claim.youngPersonId !== null && guests.has(claim.youngPersonId) && (claim.announced || toldOfProposals);
}

/**
 * What a bed is on a night in the eyes of somebody who may see only some of the young people: anybody else's
 * night, booked, held or occupied, is just "occupied".
 */
export function seenState({ claim, state }: BedNight, sight: Sight): NightState {
  return claim && claim.youngPersonId !== null && !isSeen(claim, sight) ? 'occupied' : state;
}
