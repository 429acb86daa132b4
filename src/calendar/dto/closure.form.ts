import { ChoiceField, IdField, PlainDateField, TextField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { BED_REASONS, UNIT_REASONS, type ClosureReason } from '../domain/closure.js';

const REASONS = [...new Set([...UNIT_REASONS, ...BED_REASONS])];

export class ClosuresPageQuery extends PageQuery {
  @IdField('Unit', { required: false }) unit?: string;
  /** A night and a bed that were chosen on the calendar. */
  @PlainDateField('From', { required: false }) from?: string;
  @IdField('Bed', { required: false }) bed?: string;
}

export class ClosureForm {
  /** `unit`, or the id of a bed. */
  @TextField('What cannot be used', { max: 40 }) what: string;
  @PlainDateField('The first night') from: string;
  @PlainDateField('The day on which it is in use again') to: string;
  @ChoiceField('Whether it repeats', ['no', 'weekly', 'yearly']) repeats: 'no' | 'weekly' | 'yearly';
  @PlainDateField('The last date of the repeats', { required: false }) until?: string;
  @ChoiceField('The reason', REASONS) reason: ClosureReason;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  /** `check` shows what it would meet, `change` the answers again, `save` closes the nights. */
  @ChoiceField('Step', ['check', 'change', 'save'], { required: false }) step?: 'check' | 'change' | 'save';
}

export class EndClosureForm {
  @PlainDateField('The first night in use again') on: string;
}

export class ReviseClosureForm {
  @PlainDateField('The day on which it is in use again', { required: false }) to?: string;
  @ChoiceField('The reason', REASONS) reason: ClosureReason;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}
