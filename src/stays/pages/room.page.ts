import type { Role } from '../../identity/domain/actor.js';
import { SUPPORT_LEVELS, SUPPORT_TEXT, type SupportLevel } from '../../people/domain/stay-needs.js';
import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';

interface Person {
  id: string;
  firstName: string;
  lastName: string;
  supportLevel: SupportLevel;
  roomNeeds: string[];
  keepsRoom: boolean;
  noticeDays: number | null;
}

interface Lacking {
  stayId: string;
  bed: string;
  arrival: string;
  departure: string;
  lacks: string[];
}

/** The form of room and support, and what is booked that does not suit. */
export function roomPage(
  person: Person,
  attributes: readonly string[],
  lacking: readonly Lacking[],
  values: TypedValues,
  role: Role,
) {
  const ticked = [values['roomNeeds'] ?? []].flat();
  const known = [...new Set([...attributes, ...person.roomNeeds])].toSorted();
  return {
    person: { ...person, name: `${person.firstName} ${person.lastName}` },
    support: SUPPORT_LEVELS.map((level) => ({
      value: level,
      text: SUPPORT_TEXT[level],
      checked: values['supportLevel'] === level,
    })),
    needs: known.map((need) => ({ value: need, text: need, checked: ticked.includes(need) })),
    keepsRoom: ['no', 'yes'].map((value) => ({
      value,
      text: value === 'yes' ? 'Yes, no stay of theirs is moved' : 'No',
      checked: values['keepsRoom'] === value,
    })),
    mayMove: role !== 'cas_worker',
    lacking: lacking.map(({ lacks, ...stay }) => ({
      ...stay,
      lacks: lacks.join(', '),
      move: role === 'cas_worker' ? `/stays/${stay.stayId}` : `/stays/${stay.stayId}/move`,
    })),
  };
}

/** Room and support as the form shows them. */
export function roomValues({
  supportLevel,
  roomNeeds,
  keepsRoom,
  noticeDays,
}: Omit<Person, 'id' | 'firstName' | 'lastName'>): TypedValues {
  return {
    supportLevel,
    roomNeeds: roomNeeds.toSorted(),
    keepsRoom: keepsRoom ? 'yes' : 'no',
    noticeDays: String(noticeDays ?? ''),
  };
}

const list = (value: string | string[]): string => [value].flat().join(', ');

export const ROOM_WORDS: FieldWords = {
  supportLevel: { label: 'Support', text: (level) => SUPPORT_TEXT[level as SupportLevel] ?? '' },
  roomNeeds: { label: 'What the room must have', text: list },
  noticeDays: { label: 'Days of notice that the family needs', text: list },
  keepsRoom: { label: 'Keeps this room', text: (value) => (value === 'yes' ? 'Yes' : 'No') },
};
