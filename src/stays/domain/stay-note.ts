import type { Role } from '../../identity/domain/actor.js';

export const NOTE_KINDS = ['settled', 'incident', 'missing', 'hospital', 'contact'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const NOTE_KIND_TEXT: Record<NoteKind, string> = {
  settled: 'How they settled',
  incident: 'Incident',
  missing: 'Missing',
  hospital: 'Hospital',
  contact: 'Contact with family',
};

/**
 * Whether somebody who may read a stay may read this note on it. The unit's own people read every note. A CAS worker reads
 * every kind of note on their own child, and none that names another child: what happened to theirs is theirs to know, and
 * who else was there is not. It is asked of whoever writes a note; nobody guesses it from the text.
 *
 * @example mayReadNote('cas_worker', { namesOthers: true }); // false
 */
export function mayReadNote(role: Role, { namesOthers }: { namesOthers: boolean }): boolean {
  if (role === 'administrator') return false;
  return role !== 'cas_worker' || !namesOthers;
}

/** The choices of a form. */
export const noteKindChoices = () => NOTE_KINDS.map((value) => ({ value, text: NOTE_KIND_TEXT[value] }));
