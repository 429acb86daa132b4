import { dateTime } from '../../web/filters.js';
import { pageOf, readCursor } from '../../web/paging.js';
import { NOTE_KIND_TEXT } from '../domain/stay-note.js';
import type { ListedNote, StayNote } from '../stay-notes.service.js';

/** The notes before the cursor, which belongs to this stay's list. */
export function notesAfter(cursor: string | undefined, stayId: string): { before?: number } {
  const position = readCursor(cursor, ['number'], stayId);
  return position ? { before: Number(position[0]) } : {};
}

export const pageOfNotes = (notes: ListedNote[], limit: number, stayId: string) =>
  pageOf(notes, limit, ({ number }) => [number], stayId);

/** A note as it is answered: its place in the list is nobody's business. */
export function withoutNumber({ number: _, ...note }: ListedNote): StayNote {
  return note;
}

/** A note in words. One that was put right says so first; only the latest can be corrected. */
export function notePage(note: StayNote, stayPath: string, mayWrite: boolean) {
  const { id, kind, text, at, by, corrects, corrected, namesOthers } = note;
  return {
    id,
    title: `${NOTE_KIND_TEXT[kind]}${corrects ? `, correcting the note of ${dateTime(corrects.at)}` : ''}`,
    text,
    at,
    by: by.name,
    unitOnly: namesOthers,
    isKept: text === '',
    corrected,
    correct: mayWrite && !corrected ? `${stayPath}/notes/new?corrects=${id}` : undefined,
  };
}
