import type { FieldWords } from '../../web/edit-form.js';
import { dateTime } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { ContactInput, ContactNote } from '../contact-notes.service.js';

/** The note as its form shows it. */
export function contactValues({ safeToContact, interpreter }: ContactInput): TypedValues {
  return { safeToContact, interpreter };
}

export const CONTACT_WORDS: FieldWords = {
  safeToContact: { label: 'Before you call', text: String },
  interpreter: { label: 'Language and interpreter', text: String },
};

/** What stands wherever somebody is about to call a family, and where it is changed. */
export function contactPage({ safeToContact, interpreter, writtenBy, writtenAt }: ContactNote, youngPersonId: string) {
  return {
    safeToContact,
    interpreter,
    isEmpty: safeToContact === '' && interpreter === '',
    written: writtenBy && writtenAt ? `${writtenBy}, ${dateTime(writtenAt)}` : '',
    path: `/young-people/${youngPersonId}/contact`,
  };
}
