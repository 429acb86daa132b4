import { IdField, TextField } from '../../web/fields.js';

export class CalendarQuery {
  /** As it was typed: the page says beside the field what is wrong with it. */
  @TextField('From', { max: 40, required: false }) from?: string;
  @IdField('Unit', { required: false }) unit?: string;
}
