import { worksAt, type Actor } from './domain/actor.js';

/**
 * The one rule on who reads whom, as an SQL condition over the column that holds a young person's id.
 *
 * A CAS worker reads by grants as key worker or co-worker, and for joint work on a request, their own and those of whom
 * they stand in for, never by a unit's. Unit staff and managers read by grants to themselves or to a unit they work at. An
 * administrator reads nobody.
 * Pushes its values to `parameters` and refers to them as `$n`, so it can stand anywhere in a query.
 *
 * @example `SELECT … FROM young_people y WHERE ${mayRead(actor, 'y.id', parameters, now)}`
 */
export function mayRead(actor: Actor, column: string, parameters: unknown[], at: Date): string {
  if (actor.role === 'administrator') return 'false';
  const instant = `$${parameters.push(at)}::timestamptz`;
  const grantee =
    actor.role === 'cas_worker'
      ? `g.user_id = ANY ($${parameters.push(readsAs(actor))}::uuid[]) AND g.why IN (${actor.withoutJointWork ? OWN : `${OWN}, 'joint_work'`})`
      : `(g.user_id = $${parameters.push(actor.id)}::uuid OR g.unit_id = ANY ($${parameters.push(unitsOf(actor))}::uuid[]))`;
  return `EXISTS (SELECT 1 FROM access_grants g WHERE g.young_person_id = ${column} AND ${grantee}
    AND g.valid_from <= ${instant} AND (g.valid_until IS NULL OR g.valid_until > ${instant}))`;
}

const OWN = `'key_worker', 'co_worker'`;

/** Whose rights the actor has. */
export function readsAs({ id, standsInFor = [] }: Actor): string[] {
  return [id, ...standsInFor.map((absent) => absent.id)];
}

/**
 * Being of the units at which the actor works, as the end of an SQL condition: of one, as most people have, by equality, so
 * that an index gives its rows in order, without sorting years of them.
 *
 * @example `s.unit_id ${ofUnits(actor, parameters)}`
 */
export function ofUnits(actor: Actor, parameters: unknown[]): string {
  const units = unitsOf(actor);
  return units.length === 1 ? `= $${parameters.push(units[0])}::uuid` : `= ANY ($${parameters.push(units)}::uuid[])`;
}

function unitsOf(actor: Actor): string[] {
  return actor.units.filter((unit) => worksAt(actor, unit.id)).map((unit) => unit.id);
}
