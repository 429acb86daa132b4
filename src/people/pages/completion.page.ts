import type { PlainDate } from '../../kernel/nights.js';
import type { FieldWords } from '../../web/edit-form.js';
import { birthDate } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { missingText, type Provisional } from '../domain/completion.js';

interface Person extends Provisional {
  id: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
}

/** The record as the form that completes it shows it: a number that only stands in is not the council's. */
export function completionValues(person: Person): TypedValues {
  const { firstName, lastName, dateOfBirth, caseNumber, caseNumberIsProvisional, dateOfBirthIsGuess } = person;
  return {
    ...{ firstName, lastName, dateOfBirth, caseNumber: caseNumberIsProvisional ? '' : caseNumber },
    dateOfBirthGuessed: dateOfBirthIsGuess ? 'yes' : '',
  };
}

const asTyped = (value: string | string[]) => [value].flat().join(', ');

export const COMPLETION_WORDS: FieldWords = {
  firstName: { label: 'First name', text: asTyped },
  lastName: { label: 'Last name', text: asTyped },
  dateOfBirth: { label: 'Date of birth', text: (value) => birthDate(asTyped(value)) || asTyped(value) },
  caseNumber: { label: 'Case number', text: asTyped },
  dateOfBirthGuessed: { label: 'Date of birth', text: (value) => (value === 'yes' ? 'a guess' : 'known') },
};

/** A record that was made in an emergency, as something to do: each missing thing leads to where it is entered. */
export function completionItem(person: Person) {
  const path = `/young-people/${person.id}`;
  return {
    path,
    name: `${person.firstName} ${person.lastName}`,
    caseNumber: person.caseNumber,
    dateOfBirth: person.dateOfBirth,
    isGuess: person.dateOfBirthIsGuess,
    what: missingText(person),
    ways: [
      ...(person.caseNumberIsProvisional ? [{ href: `${path}/complete`, text: 'Enter the case number' }] : []),
      ...(person.keyWorkerStandsIn ? [{ href: `${path}/key-worker`, text: 'Name the key worker' }] : []),
    ],
  };
}
