import { ChoiceField, IdField, TextField, YesNoField } from '../../web/fields.js';
import { NOTE_KINDS, type NoteKind } from '../domain/stay-note.js';

export class StayNoteDto {
  @ChoiceField('What the note is about', NOTE_KINDS) kind: NoteKind;
  @TextField('The note', { max: 2000 }) text: string;
  /** Then it is for the unit’s own people. */
  @YesNoField('Whether it names another young person') namesOthers: boolean;
  /** The note of the same stay that it puts right. */
  @IdField('Note', { required: false }) corrects?: string;
}
