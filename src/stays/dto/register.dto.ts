import { TextField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { IdField, PlainDateField } from '../../web/fields.js';

/** What is left out stays as it is. */
export class RegisterEntryDto {
  @TextField('The address before admission', { max: 500, required: false }) addressBefore?: string;
  @TextField('The address on leaving', { max: 500, required: false }) addressAfter?: string;
  @TextField('The placing authority', { max: 200, required: false }) authority?: string;
  /** Needed where something was recorded before: why it is put right. */
  @TextField('The reason', { max: 1000, required: false }) reason?: string;
}

/** Everybody who was there in these days; `to` is exclusive. */
export class RegisterQuery extends PageQuery {
  @PlainDateField('From') from: string;
  @PlainDateField('To') to: string;
}

export class RegisterPageQuery extends PageQuery {
  @IdField('Unit', { required: false }) unit?: string;
  @PlainDateField('From', { required: false, typed: true }) from?: string;
  @PlainDateField('To', { required: false, typed: true }) to?: string;
}
