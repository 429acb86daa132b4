import { CAPACITIES, type Capacity, type Role } from './actor.js';

export type Membership = { unitId: string; capacity: Capacity } | undefined;
export type MembershipAnswer = { membership: Membership } | { field: 'unit' | 'capacity'; sentence: string };

/**
 * What a new or changed account is to its unit, or the field that has to be filled for it. A role with one capacity
 * needs none named; an administrator belongs to no unit, whatever was filled in.
 *
 * @example membershipFor('unit_staff', 'u1', undefined); // { membership: { unitId: 'u1', capacity: 'staff' } }
 */
export function membershipFor(
  role: Role,
  unitId: string | undefined,
  capacity: Capacity | undefined,
): MembershipAnswer {
  const [only, ...others] = CAPACITIES[role];
  if (!only) return { membership: undefined };
  if (!unitId) return { field: 'unit', sentence: 'Choose the unit that this person belongs to.' };
  if (others.length === 0) return { membership: { unitId, capacity: only } };
  if (!capacity || !CAPACITIES[role].includes(capacity)) {
    return { field: 'capacity', sentence: 'Choose what this manager is to the unit.' };
  }
  return { membership: { unitId, capacity } };
}

/** Whether the text can be an email address: something, one @, a name with a dot, and nothing that is no text. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"(),;:]+@[^\s@<>"(),;:.]+(\.[^\s@<>"(),;:.]+)+$/.test(text);
}
