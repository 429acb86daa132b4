import { capacityIn, type Actor, type Capacity, type Role } from '../domain/actor.js';

export const ROLE_WORDS: Record<Role, string> = {
  cas_worker: 'CAS worker',
  unit_staff: 'Unit staff',
  manager: 'Manager',
  administrator: 'Administrator',
};

export const CAPACITY_WORDS: Record<Capacity, string> = {
  referrer: 'asks for breaks',
  staff: 'works there',
  registered_manager: 'registered manager',
  delegate: 'signs as a delegate',
  watcher: 'looks on, changes nothing',
};

/** The actor's units, each with what the actor is to it. */
export function unitsText(actor: Actor): string[] {
  return actor.units
    .filter((unit) => capacityIn(actor, unit.id))
    .map((unit) => `${unit.name}: ${CAPACITY_WORDS[unit.capacity]}`);
}
