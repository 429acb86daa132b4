import { ChoiceField, IdField, PlainDateField, TextField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { ALERT_STATES, TAKEN, type AlertState, type Taken } from '../alerts.service.js';
import { ALERT_KINDS, type AlertKind } from '../domain/alert-kinds.js';

const OPTIONAL = { required: false };
const ON_A_PAGE = 20;

export class AlertsQuery extends PageQuery {
  @ChoiceField('State', ALERT_STATES, OPTIONAL) state?: AlertState;
  @IdField('Unit', OPTIONAL) unit?: string;
  @ChoiceField('Kind', ALERT_KINDS, OPTIONAL) kind?: AlertKind;
  @ChoiceField('Who sees to it', TAKEN, OPTIONAL) taken?: Taken;
}

export class AlertsPageQuery extends AlertsQuery {
  override limit: number = ON_A_PAGE;
}

export class SnoozeDto {
  @PlainDateField('The day until which it is put off') until: string;
}

export class ResolveDto {
  @TextField('What was done', { max: 1000 }) reason: string;
}

/** As a page asks: until tomorrow, Monday or a day that is typed, which is read where it is chosen alone. */
export class SnoozeForm {
  @ChoiceField('Until when', ['tomorrow', 'monday', 'date']) when: 'tomorrow' | 'monday' | 'date';
  @TextField('The day', { max: 100, required: false }) until?: string;
}
