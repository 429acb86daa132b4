import type { LegalStatus } from '../../calendar/domain/legal-status.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { PlainDate } from '../../kernel/nights.js';

/**
 * What the register of children asks of a stay beside its dates and its legal basis: SI 2015/541, Schedule 4, paragraph 1.
 */
export const REGISTER_FIELDS = ['addressBefore', 'addressAfter', 'authority'] as const;
export type RegisterField = (typeof REGISTER_FIELDS)[number];

export const REGISTER_FIELD_TEXT: Record<RegisterField, string> = {
  addressBefore: 'Address before admission',
  addressAfter: 'Address on leaving',
  authority: 'Placing authority',
};

/** The statutory provision under which a child is there, as the register names it; `other` says which in its note. */
const PROVISION: Record<Exclude<LegalStatus, 'other'>, string> = {
  s17: 'Children Act 1989, section 17(6)',
  s20_short_break: 'Children Act 1989, section 20(4), short break',
  s20: 'Children Act 1989, section 20',
  police_protection: 'Children Act 1989, section 46',
};

/** @example provisionOf({ status: 's17', note: '' }); // 'Children Act 1989, section 17(6)' */
export function provisionOf(legal: { status: LegalStatus; note: string } | null): string {
  if (!legal) return '';
  return legal.status === 'other' ? legal.note : PROVISION[legal.status];
}

/** A row of the register: one stay. What nobody has recorded is empty. */
export interface RegisterRow {
  stayId: string;
  name: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
  admitted: PlainDate;
  left: PlainDate | null;
  addressBefore: string;
  addressAfter: string;
  authority: string;
  provision: string;
}

/** What the law asks for and nobody has recorded yet, in words; empty when the row is whole. */
export function lacking({ left, addressBefore, addressAfter, provision }: RegisterRow): string[] {
  return [
    ...(addressBefore ? [] : [REGISTER_FIELD_TEXT.addressBefore]),
    ...(left && !addressAfter ? [REGISTER_FIELD_TEXT.addressAfter] : []),
    ...(provision ? [] : ['Statutory provision']),
  ];
}

type Entries = Record<RegisterField, string>;

/** What of an entry is new; what is put right, and was there before, needs a reason. */
export function checkEntries(
  before: Entries,
  given: Partial<Record<RegisterField, string | undefined>>,
  reason: string,
): { changed: RegisterField[]; errors: FieldError[] } {
  const changed = REGISTER_FIELDS.filter((field) => given[field] !== undefined && given[field] !== before[field]);
  const errors: FieldError[] = [];
  for (const field of changed)
    if (given[field] === '') errors.push({ field, message: 'This cannot be emptied. Enter what is right.' });
  if (changed.some((field) => before[field] !== '') && reason === '')
    errors.push({ field: 'reason', message: 'Say why it is corrected. What was recorded stays in the history.' });
  return { changed, errors };
}
