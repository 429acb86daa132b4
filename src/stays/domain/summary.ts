import { toldToKeyWorker, type Ending } from './ending.js';
import { endingSaid } from './ending-text.js';

/** Most notes on a summary, and most characters of one: it fits on a page, and the whole is in the record. */
export const MOST_NOTES = 8;
export const MOST_CHARACTERS = 280;

interface Writing {
  namesOthers: boolean;
  corrected: boolean;
  text: string;
}

/**
 * The notes that go on a summary, the latest of them, oldest first: none that names another young person, none that was put
 * right by a later one, and each cut where it is longer than a page can hold. A summary is filed outside this service, in
 * one child's file.
 *
 * @param notes the latest first
 */
export function notesToFile<T extends Writing>(notes: readonly T[]): { notes: T[]; more: number } {
  const own = notes.filter(({ namesOthers, corrected }) => !namesOthers && !corrected);
  const shown = own.slice(0, MOST_NOTES).toReversed();
  return { notes: shown.map((note) => ({ ...note, text: cut(note.text) })), more: own.length - shown.length };
}

/** @example cut('x'.repeat(400)).length; // 281: what fits, and a sign that there is more */
export function cut(text: string): string {
  const characters = [...text];
  return characters.length <= MOST_CHARACTERS ? text : `${characters.slice(0, MOST_CHARACTERS).join('').trimEnd()}…`;
}

/** How the stay ended, as a child's own file may say it: of the unit's reasons none that may concern another child. */
export function endingToFile(ending: Ending | null): string | null {
  return ending && endingSaid({ ...ending, code: toldToKeyWorker({ ...ending, note: '' }).code });
}
