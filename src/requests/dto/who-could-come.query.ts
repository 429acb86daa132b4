import { ChoiceField, PlainDateField, TextField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { COULD, type Could } from '../domain/who-could-come.js';

/** `from` is the arrival and `to` the departure of the stay that would fill the nights. */
export class WhoCouldComeQuery extends PageQuery {
  override limit: number = 20;
  @PlainDateField('From') from: string;
  @PlainDateField('To') to: string;
  @ChoiceField('Show', COULD, { required: false }) show?: Could;
}

/** The same for the page, where dates stand as they were typed: the page says beside the field what is wrong with them. */
export class WhoCouldComePageQuery extends PageQuery {
  override limit: number = 10;
  @TextField('From', { max: 40, required: false }) from?: string;
  @TextField('To', { max: 40, required: false }) to?: string;
  @ChoiceField('Show', COULD, { required: false }) show?: Could;
}
