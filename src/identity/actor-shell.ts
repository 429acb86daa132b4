import { shellOf, type Shell } from '../web/shell.js';
import { capacityIn, type Actor } from './domain/actor.js';

/** The header and navigation of somebody signed in; no navigation before they have a password of their own. */
export function actorShell(actor: Actor, mustChangePassword: boolean, path: string): Shell {
  const units = actor.units.filter((unit) => capacityIn(actor, unit.id));
  const unitText = units.length > 1 ? `${units.length} units` : (units[0]?.name ?? '');
  const shell = shellOf({ name: actor.name, role: actor.role, unitText }, path);
  if (mustChangePassword) return { ...shell, nav: [] };
  return actor.role === 'administrator' ? shell : { ...shell, live: actor.id };
}
