import { IdField, PlainDateField } from '../../web/fields.js';

export class CalendarQuery {
  @PlainDateField('From', { required: false, typed: true }) from?: string;
  @IdField('Unit', { required: false }) unit?: string;
}
