import { ChoiceField, IdField, TextField, YesNoField } from '../../web/fields.js';
import { NOTE_KINDS, type NoteKind } from '../domain/stay-note.js';

export class StayNoteDto {
  @ChoiceField('What the note is about', NOTE_KINDS) kind: NoteKind;
  @TextField('The note', { max: 2000 }) text: string;
  /** Then it is for the unit’s own people. Left out, it is theirs alone where another is found in it. */
  @YesNoField('Whether it names another young person', { required: false }) namesOthers?: boolean;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
  /** The note of the same stay that it puts right. */
  @IdField('Note', { required: false }) corrects?: string;
}

/** The page asks everybody whether it names another. */
export class StayNoteForm extends StayNoteDto {
  @YesNoField('Whether it names another young person') override namesOthers: boolean;
}
