import type { FieldError } from '../../kernel/domain-error.js';
import { sayCount } from '../../kernel/say-words.js';

export const DIRECTIONS = ['in', 'out'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const MOST_COUNTED = 10_000;

/**
 * What is wrong with the names under a count, by the API's names; empty when nothing is. Two people count a medicine: the
 * one who counts and the one who watches. The same name twice is one person, however it is written.
 *
 * @example checkCount({ countedBy: 'Sam Example', witnessedBy: 'sam  example' }); // [{ field: 'witnessedBy', … }]
 */
export function checkCount({ countedBy, witnessedBy }: { countedBy: string; witnessedBy: string }): FieldError[] {
  const plain = (name: string) => name.trim().replace(/\s+/g, ' ').toLowerCase();
  if (plain(countedBy) !== plain(witnessedBy)) return [];
  return [{ field: 'witnessedBy', message: 'Two people count a medicine. Enter the name of somebody else.' }];
}

/**
 * What the last counts in and out say together. Fewer out than in is what was given, or what is missing: the medication
 * chart knows which, this does not.
 *
 * @example countDifference(14, 10); // '4 fewer out than in'
 */
export function countDifference(counted: number | undefined, out: number | undefined): string {
  if (counted === undefined) return out === undefined ? 'Not counted' : 'Not counted in';
  if (out === undefined) return 'Not counted out yet';
  if (counted === out) return 'The same';
  return out < counted ? `${sayCount(counted - out)} fewer out than in` : `${sayCount(out - counted)} more out than in`;
}

/** The count that holds: the last of its direction, for a wrong count is put right by counting once more. */
export function lastCount<T extends { direction: Direction }>(
  { counts }: { counts: readonly T[] },
  direction: Direction,
): T | undefined {
  return counts.findLast((one) => one.direction === direction);
}

/** Those that belong to the stay: what was written down on it by mistake is only kept. */
export function onTheStay<T extends { takenOff: unknown }>(medicines: readonly T[]): T[] {
  return medicines.filter(({ takenOff }) => takenOff === null);
}
