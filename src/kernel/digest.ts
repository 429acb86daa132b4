import { createHash } from 'node:crypto';

/**
 * What is said, in a short word: the same for the same, another for anything else, and nothing of it can be read from it.
 *
 * @example digestOf(['kit', '2027-03-12']) === digestOf(['kit', '2027-03-12']); // true
 */
export const digestOf = (said: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
