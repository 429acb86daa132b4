import { forbidden } from '../../kernel/domain-error.js';

export const ROLES = ['cas_worker', 'unit_staff', 'manager', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** What somebody is to a unit: may ask it for breaks, works in it, signs for it, or looks on. */
export const ALL_CAPACITIES = ['referrer', 'staff', 'registered_manager', 'delegate', 'watcher'] as const;
export type Capacity = (typeof ALL_CAPACITIES)[number];

export interface Membership {
  id: string;
  name: string;
  capacity: Capacity;
}

/** Whom somebody stands in for now, and until which day. */
export interface StandsInFor {
  id: string;
  name: string;
  lastDay: string;
}

/** Somebody signed in, doing something now. */
export interface Actor {
  id: string;
  name: string;
  role: Role;
  organisationId: string;
  units: Membership[];
  /** CAS workers who are away and whose deputy they are; left out for nobody. */
  standsInFor?: readonly StandsInFor[];
  /**
   * Whether young people are left out whom a CAS worker reads only because they work on a request of theirs: wherever
   * something is changed, but what is for those, too.
   */
  withoutJointWork?: boolean;
  /** `byItself`: a page of theirs that is open looks again, and they did nothing. */
  from: { via: 'page' | 'api' | 'system'; ip: string | null; requestId: string | null; byItself?: boolean };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * A unit as a reader, for what the service looks at by itself: whom each of its people reads because they work there. It does
 * nothing and signs nothing, and nothing is ever written down as done by it.
 */
export function theUnit({ id, name, organisationId }: { id: string; name: string; organisationId: string }): Actor {
  const units: Membership[] = [{ id, name, capacity: 'staff' }];
  return {
    id: NOBODY,
    name: '',
    role: 'unit_staff',
    organisationId,
    units,
    from: { via: 'system', ip: null, requestId: null },
  };
}

/** The same actor, who reads nobody for joint work on a request alone. */
export function withoutJointWork(actor: Actor): Actor {
  return { ...actor, withoutJointWork: true };
}

/** Whether what is this person's to do is the actor's: their own, or that of somebody for whom they stand in. */
export function actsAs({ id, standsInFor = [] }: Pick<Actor, 'id' | 'standsInFor'>, userId: string): boolean {
  return id === userId || standsInFor.some((absent) => absent.id === userId);
}

/** The capacities that fit a role. An administrator belongs to no unit: accounts only, no child's record. */
export const CAPACITIES: Record<Role, readonly Capacity[]> = {
  cas_worker: ['referrer'],
  unit_staff: ['staff'],
  manager: ['registered_manager', 'delegate', 'watcher'],
  administrator: [],
};

/** What the actor is to the unit, or `undefined` for none of its people. A capacity that does not fit the role counts as none. */
export function capacityIn(actor: Pick<Actor, 'role' | 'units'>, unitId: string): Capacity | undefined {
  const capacity = actor.units.find((unit) => unit.id === unitId)?.capacity;
  return capacity && CAPACITIES[actor.role].includes(capacity) ? capacity : undefined;
}

/** Whether the actor may sign matches for the unit: its registered manager or a named delegate. */
export function maySign(actor: Pick<Actor, 'role' | 'units'>, unitId: string): boolean {
  const capacity = capacityIn(actor, unitId);
  return capacity === 'registered_manager' || capacity === 'delegate';
}

/** Whether the actor signs for a unit at all: what is decided for a young person or the council, and for no one unit. */
export function signsSomewhere(actor: Pick<Actor, 'role' | 'units'>): boolean {
  return actor.units.some(({ id }) => maySign(actor, id));
}

/** The same actor as who signs: of the units only those for which they do. */
export function asSigner(actor: Actor): Actor {
  return { ...actor, units: actor.units.filter(({ id }) => maySign(actor, id)) };
}

/** Whether the actor only looks on at the unit: reads what its people read, and changes nothing. */
export function looksOnAt(actor: Pick<Actor, 'role' | 'units'>, unitId: string): boolean {
  return capacityIn(actor, unitId) === 'watcher';
}

/** Whether looking on is all that the actor does: at one unit at least, and signs for none. */
export function onlyLooksOn(actor: Pick<Actor, 'role' | 'units'>): boolean {
  return actor.units.some(({ id }) => looksOnAt(actor, id)) && !signsSomewhere(actor);
}

export const LOOKS_ON =
  'You look on at this unit, so you read everything here and change nothing. Ask its staff or its manager to do this.';

/** Refuses whatever changes something at a unit where the actor looks on. */
export function refuseLookingOn(actor: Pick<Actor, 'role' | 'units'>, unitId: string): void {
  if (looksOnAt(actor, unitId)) throw forbidden(LOOKS_ON);
}

/** Whether the actor is one of the unit's own people, who read the records of those known to it. */
export function worksAt(actor: Pick<Actor, 'role' | 'units'>, unitId: string): boolean {
  const capacity = capacityIn(actor, unitId);
  return capacity !== undefined && capacity !== 'referrer';
}

/** Whether the actor may ask the unit for a break. */
export function mayAskOf(actor: Pick<Actor, 'role' | 'units'>, unitId: string): boolean {
  return capacityIn(actor, unitId) !== undefined && !looksOnAt(actor, unitId);
}
