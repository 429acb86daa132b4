import { ENDED_BY, ENDING_CODES, type EndedBy, type EndingCode } from '../../stays/domain/ending.js';
import { choicesOf } from '../../stays/domain/ending-text.js';
import { ChoiceField, IdField, PlainDateField, TextField } from '../../web/fields.js';

export class ExtendDto {
  @PlainDateField('Departure') departure: string;
  @TextField('Reasons', { max: 4000 }) reasons: string;
  /** Why the manager goes over what could be gone over. */
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

export class ExtendForm {
  @PlainDateField('The day on which they leave') departure: string;
  @TextField('Your reasons', { max: 4000 }) reasons: string;
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

export class ShortenForm {
  @PlainDateField('The day on which they leave') departure: string;
  /** Asked once they are there. */
  @ChoiceField('Who ends the stay early, and why', choicesOf('shortened'), { required: false }) ending?: string;
  @TextField('Note', { max: 4000, required: false }) reasons?: string;
}

export class ShortenDto {
  @PlainDateField('Departure') departure: string;
  /** Who wanted it. */
  @ChoiceField('Who ends the stay early', ENDED_BY, { required: false }) by?: EndedBy;
  /** Why, from the list of whoever wanted it. Once they are there, either this or `reasons`; `other` needs both. */
  @ChoiceField('Why the stay ends early', ENDING_CODES, { required: false }) code?: EndingCode;
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
}

export class MoveDto {
  @IdField('Bed') bed: string;
  /** The bed that they are seen in: when somebody has moved them meanwhile, nothing is done. */
  @IdField('Bed they have', { required: false }) from?: string;
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
}

export class MoveForm {
  @IdField('Bed') bed: string;
  @TextField('Why', { max: 4000, required: false }) reasons?: string;
  /** The bed that the page showed. */
  @IdField('Bed they have', { required: false }) from?: string;
}

export class RebookDto {
  @PlainDateField('Arrival') arrival: string;
  @PlainDateField('Departure') departure: string;
  /** Chosen by the service when left out: one that is free, else one that moves of booked stays make free. */
  @IdField('Bed', { required: false }) bed?: string;
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
  /** Why a manager who signs goes over what could be gone over, such as too few staff. */
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

export class OtherNightsForm {
  @PlainDateField('The day on which they come') arrival: string;
  @PlainDateField('The day on which they leave') departure: string;
  @IdField('Bed') bed: string;
  @TextField('Why', { max: 4000, required: false }) reasons?: string;
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
  /** The nights and the bed that the page showed. */
  @TextField('What the page showed', { max: 80, required: false }) was?: string;
}

/** Where a stay was dropped on the calendar: taken by which night, and dropped with that on which, in which bed; or where its end was drawn to. */
export class DroppedQuery {
  @PlainDateField('From', { required: false }) from?: string;
  @PlainDateField('To', { required: false }) to?: string;
  @IdField('Bed', { required: false }) bed?: string;
  @PlainDateField('Departure', { required: false }) departure?: string;
}

export class DecidedDto {
  @TextField('What was decided, and why', { max: 4000 }) reasons: string;
}

export class SolveForm {
  /** Arrival, departure and bed of the way that was chosen. */
  @TextField('The way out', { max: 80 }) way: string;
  /** The moves that the page showed, each with a space between. */
  @TextField('The moves', { max: 40_000, required: false }) moves?: string;
  @TextField('Note', { max: 4000, required: false }) reasons?: string;
}
