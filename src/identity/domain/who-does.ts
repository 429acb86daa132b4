import type { Role } from './actor.js';

const PEOPLE: Record<Role, string> = {
  cas_worker: 'the key worker',
  unit_staff: 'unit staff',
  manager: 'a manager',
  administrator: 'an administrator',
};

/**
 * Whose something is, as a sentence: what everybody is told whose role is another. Roles in the order of the table that
 * says who may; of none it happens by itself.
 *
 * @example whoDoes(['unit_staff', 'manager']); // 'It is for unit staff or a manager.'
 */
export function whoDoes(roles: readonly Role[]): string {
  if (roles.length === 0) return 'It happens by itself.';
  const people = roles.map((role) => PEOPLE[role]);
  const last = people.at(-1)!;
  return `It is for ${people.length > 1 ? `${people.slice(0, -1).join(', ')} or ${last}` : last}.`;
}

/**
 * The refusal of what is another role's, and what to do about it.
 *
 * @example notYours('Cancel the stay', ['unit_staff']); // '“Cancel the stay” is not one of your tasks. It is for unit staff. Ask one of them.'
 */
export function notYours(what: string | undefined, roles: readonly Role[]): string {
  const whose = whoDoes(roles);
  const not = what ? `“${what}” is not one of your tasks.` : 'This is not one of your tasks.';
  return roles.length > 0 ? `${not} ${whose} Ask them to do it.` : `${not} ${whose}`;
}
