import type { PlainDate } from '../../kernel/nights.js';
import { onOneLine } from './new-person.js';

/** What is known of a child who has come and whom the unit does not know. */
export interface ExactFacts {
  caseNumber?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  dateOfBirth?: PlainDate | undefined;
}

/**
 * What one child can be found by: the case number, or the full name with the date of birth. `undefined` when it is less than
 * that: nobody looks through the children of other units.
 *
 * @example exactFacts({ firstName: 'Ash', lastName: 'Example' }); // undefined: the date of birth is missing
 */
export function exactFacts(
  facts: ExactFacts,
): { caseNumber: string } | { firstName: string; lastName: string; dateOfBirth: PlainDate } | undefined {
  const [caseNumber, firstName, lastName] = [facts.caseNumber, facts.firstName, facts.lastName].map((text) =>
    onOneLine(text ?? ''),
  ) as [string, string, string];
  const { dateOfBirth } = facts;
  if (caseNumber) return { caseNumber };
  return firstName && lastName && dateOfBirth ? { firstName, lastName, dateOfBirth } : undefined;
}
