import type { BedNight, NightState } from './night-state.js';

/**
 * What a bed is on a night in the eyes of somebody who may see only some of the young people: anybody else's
 * night, booked, held or occupied, is just "occupied".
 */
export function seenState(night: BedNight, seen: { has(youngPersonId: string): boolean }): NightState {
  const youngPersonId = night.claim?.youngPersonId;
  return youngPersonId && !seen.has(youngPersonId) ? 'occupied' : night.state;
}
