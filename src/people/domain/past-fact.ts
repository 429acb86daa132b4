import type { PlainDate } from '../../kernel/nights.js';
import type { SupportLevel } from './stay-needs.js';

/** What of a young person's record is written anew in its place. */
export interface Facts {
  caseNumber: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  dateOfBirthIsGuess: boolean;
  supportLevel: SupportLevel;
  roomNeeds: readonly string[];
  keepsRoom: boolean;
  noticeDays: number | null;
}

export type Fact = keyof Facts;

/** What stood there of one fact, as text. */
export interface PastFact {
  field: Fact;
  was: string;
}

/**
 * What stood on the record of each fact that is written anew with something else; nothing of what stays as it is. A list is
 * the same in whatever order.
 *
 * @example pastFacts({ firstName: 'Ash' }, { firstName: 'Asha' }); // [{ field: 'firstName', was: 'Ash' }]
 */
export function pastFacts<T extends Partial<Facts>>(before: T, now: T): PastFact[] {
  const text = (value: unknown) => (Array.isArray(value) ? [...(value as string[])].sort().join(', ') : String(value));
  return (Object.keys(now) as Fact[]).flatMap((field) => {
    const was = text(before[field]);
    return was === text(now[field]) ? [] : [{ field, was }];
  });
}
