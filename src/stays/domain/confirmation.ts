import type { LegalStatus } from '../../calendar/domain/legal-status.js';
import type { FieldError } from '../../kernel/domain-error.js';
import { addMonths, type PlainDate } from '../../kernel/nights.js';

export const CONSENTS = ['stay', 'medical_treatment'] as const;
export type Consent = (typeof CONSENTS)[number];

export const CONSENT_TEXT: Record<Consent, string> = {
  stay: 'to the stay',
  medical_treatment: 'to medical treatment',
};

/** What a person confirms; everything else on the checklist follows from other records. */
export const CONFIRMED_ITEMS = [
  'care_plan',
  'medication',
  'consents',
  'legal_basis',
  'contact',
  'compatibility',
] as const;
export type ConfirmedItem = (typeof CONFIRMED_ITEMS)[number];

/** What is confirmed for one stay, and what for a young person whichever stay comes next. */
export const OF_STAY: readonly ConfirmedItem[] = ['contact', 'compatibility'];
export const OF_YOUNG_PERSON: readonly ConfirmedItem[] = ['care_plan', 'medication', 'consents', 'legal_basis'];
/** What can be confirmed from a stay: its legal basis is its legal status, which is decided elsewhere. */
export const FROM_STAY: readonly ConfirmedItem[] = ['care_plan', 'medication', 'consents', 'contact', 'compatibility'];

export interface Confirmation {
  dated?: PlainDate | undefined;
  covers?: readonly Consent[] | undefined;
  legalStatus?: LegalStatus | undefined;
  note?: string | undefined;
  /** Of who is there with whom: what was looked at, in the word that is given out with it. */
  seenGroup?: string | undefined;
  /** What seems to be the name of another young person in the note is not. */
  namesNobodyElse?: boolean | undefined;
}

type Field = keyof Confirmation;

const FIELDS: Record<ConfirmedItem, readonly Field[]> = {
  care_plan: ['dated', 'note'],
  medication: ['dated', 'note'],
  consents: ['covers', 'dated', 'note'],
  legal_basis: ['legalStatus', 'note'],
  contact: ['note'],
  compatibility: ['note', 'seenGroup'],
};

/** How old a paper can be at most, in months; older is a mistyped year. */
const OLDEST_MONTHS = 120;

/**
 * What is wrong with a confirmation, by the API's names; empty when nothing is. An old date is taken: that a paper is out of
 * date is for the checklist to say. That there is no consent, any more or yet, can be written down with a note.
 *
 * @example checkConfirmation('contact', {}, '2027-03-12'); // [{ field: 'note', … }]
 */
export function checkConfirmation(item: ConfirmedItem, said: Confirmation, today: PlainDate): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: Field, message: string) => errors.push({ field, message });
  const { dated, legalStatus } = said;
  const note = said.note ?? '';
  const covers = said.covers ?? [];
  for (const field of ['dated', 'covers', 'legalStatus', 'seenGroup'] as const) {
    const isGiven = field === 'covers' ? covers.length > 0 : said[field] !== undefined;
    if (isGiven && !FIELDS[item].includes(field))
      add(field, 'This is no part of what is confirmed here. Leave it out.');
  }
  const isRefusal = item === 'consents' && covers.length === 0;
  if (FIELDS[item].includes('dated')) {
    if (dated === undefined) {
      if (!isRefusal) add('dated', NEEDS_DATE[item] ?? 'Enter the date.');
    } else if (dated > today) add('dated', 'This date is in the future. Enter the date that is on it.');
    else if (dated < addMonths(today, -OLDEST_MONTHS))
      add('dated', 'This date is more than ten years ago. Check the year.');
  }
  if (item === 'legal_basis' && !legalStatus) add('legalStatus', 'Choose under which part of the law they would stay.');
  const needsNote = NEEDS_NOTE[item] ?? (isRefusal ? 'Tick which consents there are, or say why there is none.' : '');
  if (needsNote && note === '') add('note', needsNote);
  if (item === 'compatibility' && !said.seenGroup) add('seenGroup', NEEDS_SEEN);
  if (legalStatus === 'other' && note === '') add('note', 'Say in the note which legal status it is.');
  return errors;
}

const NEEDS_DATE: Partial<Record<ConfirmedItem, string>> = {
  care_plan: 'Enter the date of the care plan.',
  medication: 'Enter the date on which it was gone over with the family or the doctor.',
  consents: 'Enter the date on which it was signed, of the older one where there are two.',
};

const NEEDS_SEEN =
  'Say what you decide on: look at `GET /stays/{id}/look-again` first, and send its `seenGroup` along.';

const NEEDS_NOTE: Partial<Record<ConfirmedItem, string>> = {
  medication: 'Say what they take and when, or that they take nothing.',
  contact: 'Say who can be reached, and on which number.',
  compatibility: 'Say in a sentence why they can still be there together.',
};
