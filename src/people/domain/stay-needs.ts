import { actsAs, type Actor } from '../../identity/domain/actor.js';

/** How many adults a young person needs beside them, least first. */
export const SUPPORT_LEVELS = ['shared', 'one_to_two', 'one_to_one', 'two_to_one'] as const;
export type SupportLevel = (typeof SUPPORT_LEVELS)[number];

export const SUPPORT_TEXT: Record<SupportLevel, string> = {
  shared: 'Shared',
  one_to_two: 'One adult to two',
  one_to_one: 'One to one',
  two_to_one: 'Two to one',
};

/** No family needs more notice than a quarter of a year, in days: a longer one is a slip. */
export const MOST_NOTICE_DAYS = 90;

/** What a stay of a young person asks of the house. */
export interface StayNeeds {
  support: SupportLevel;
  /** What their room must have, each in the words of the beds' attributes. */
  needs: readonly string[];
  /** Always the same room: no stay of theirs is moved to make room for another. */
  keepsRoom: boolean;
}

/**
 * Whether a night's figure for high support counts them: an adult or more for themselves alone. Each counts once,
 * however many adults they need.
 */
export function isHighSupport(support: SupportLevel): boolean {
  return support === 'one_to_one' || support === 'two_to_one';
}

/** What of the needs the room lacks; empty when it has everything. @example missingIn(['en-suite'], ['step-free']); // ['step-free'] */
export function missingIn(attributes: readonly string[], needs: readonly string[]): string[] {
  return needs.filter((need) => !attributes.includes(need));
}

/** Whether somebody who may read the record may also say what a stay asks of the house: its staff and the key worker. */
export function mayChangeStayNeeds(
  actor: Pick<Actor, 'id' | 'role' | 'standsInFor'>,
  person: { keyWorker: { id: string } },
): boolean {
  return actor.role === 'unit_staff' || actor.role === 'manager' || actsAs(actor, person.keyWorker.id);
}
