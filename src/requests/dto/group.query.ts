import { IdField, PlainDateField, TextField } from '../../web/fields.js';

/** `from` is the first night and `to` the day after the last. */
export class GroupQuery {
  @PlainDateField('From') from: string;
  @PlainDateField('To') to: string;
  @IdField('Young person', { required: false }) youngPerson?: string;
}

/** The same for the page, where dates stand as they were typed. */
export class GroupPageQuery {
  @TextField('From', { max: 40, required: false }) from?: string;
  @TextField('To', { max: 40, required: false }) to?: string;
  @IdField('Young person', { required: false }) youngPerson?: string;
}
