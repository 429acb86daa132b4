import { DomainError } from '../../kernel/domain-error.js';
import { loggedError } from '../log.js';

const LONGEST = 300;

/**
 * What a queue, a log and a list of failures may say of an error: its kind and place, never a sentence of the domain
 * or the database, which can name a child.
 */
export function sayError(error: unknown): string {
  if (error instanceof DomainError) return `refused: ${error.code}`;
  const { type, message, code, constraint, table } = loggedError(error);
  const place = [code, constraint, table].filter(Boolean).join(' ');
  return [type, place, message].filter(Boolean).join(': ').slice(0, LONGEST);
}
