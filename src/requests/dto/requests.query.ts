import { ChoiceField, IdField, PlainDateField, TextField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { ORDERS, SHOWN, type Order, type Shown } from '../pages/list.page.js';

/** How many a page of a list shows: few enough for a phone. */
const ON_A_PAGE = 20;

export class RequestsPageQuery extends PageQuery {
  override limit: number = ON_A_PAGE;
  @ChoiceField('Show', SHOWN, { required: false }) show?: Shown;
  @ChoiceField('Order', ORDERS, { required: false }) order?: Order;
  @TextField('Name or case number', { max: 100, required: false }) search?: string;
  @IdField('Young person', { required: false }) youngPerson?: string;
}

export class ChooseQuery extends PageQuery {
  override limit: number = ON_A_PAGE;
  @PlainDateField('From') from: string;
  @IdField('Unit') unit: string;
  @IdField('Bed', { required: false }) bed?: string;
}

export class NewRequestQuery extends PageQuery {
  override limit: number = ON_A_PAGE;
  @IdField('Young person', { required: false }) youngPerson?: string;
  @IdField('Unit', { required: false }) unit?: string;
  @PlainDateField('From', { required: false }) from?: string;
  /** A request that repeats, whose breaks are asked for somebody else as well. */
  @IdField('Request', { required: false }) like?: string;
  @TextField('Name or case number', { max: 100, required: false }) search?: string;
}
