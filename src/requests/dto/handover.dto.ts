import { IdField, IdsField, TextField } from '../../web/fields.js';

export class HandoverQuery {
  @IdField('Unit', { required: false }) unit?: string;
}

export class ShiftNoteDto {
  @TextField('What the next shift should know', { max: 2000 }) text: string;
}

export class TakeNoteBackDto {
  @TextField('The reason', { max: 1000 }) reason: string;
}

export class ReadNotesDto {
  @IdsField('Notes', { max: 100 }) notes: string[];
}

export class ReadNotesForm {
  /** The ids of the notes that the page showed, each with a space between. */
  @TextField('Notes', { max: 4000 }) notes: string;
}
