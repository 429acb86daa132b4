import { IdField, PlainDateField, TextField } from '../../web/fields.js';

export class ExtendDto {
  @PlainDateField('Departure') departure: string;
  @TextField('Reasons', { max: 4000 }) reasons: string;
}

export class ShortenDto {
  @PlainDateField('Departure') departure: string;
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
}

export class MoveDto {
  @IdField('Bed') bed: string;
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
}

export class MoveForm {
  @IdField('A bed') bed: string;
  @TextField('Why', { max: 4000, required: false }) reasons?: string;
}

export class RebookDto {
  @PlainDateField('Arrival') arrival: string;
  @PlainDateField('Departure') departure: string;
  @IdField('Bed') bed: string;
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
}

export class DecidedDto {
  @TextField('What was decided, and why', { max: 4000 }) reasons: string;
}

export class SolveForm {
  /** Arrival, departure and bed of the way that was chosen. */
  @TextField('A way', { max: 80 }) way: string;
  @TextField('Note', { max: 4000, required: false }) reasons?: string;
}
