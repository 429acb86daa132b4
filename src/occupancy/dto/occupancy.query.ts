import { IdField, PlainDateField } from '../../web/fields.js';

export class OccupancyQuery {
  /** The day between the four weeks before and the four weeks after. */
  @PlainDateField('From', { required: false, typed: true }) from?: string;
  @IdField('Unit', { required: false }) unit?: string;
}
