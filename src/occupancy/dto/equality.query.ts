import { IdField, PlainDateField } from '../../web/fields.js';

export class EqualityRangeQuery {
  /** The twelve whole months before the month of this day; today when left out. */
  @PlainDateField('Until', { required: false }) until?: string;
}

export class EqualityQuery extends EqualityRangeQuery {
  @IdField('Unit', { required: false }) unit?: string;
}
