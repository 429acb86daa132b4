import { ChoiceField, ChoicesField, TextField, WholeNumberField, YesNoField } from '../../web/fields.js';
import { PartsField } from '../../web/part-field.js';
import { ALERT_KINDS, AUDIENCES, type AlertKind, type Audience } from '../domain/alert-kinds.js';
import { SETTINGS_OF } from '../domain/alert-settings.js';

const OPTIONAL = { required: false };
const MOST_NUMBERS = 10;

export class AlertNumberDto {
  @TextField('Name of the number', { max: 40 }) name: string;
  @WholeNumberField('The number', { max: 1000 }) value: number;
}

export class AlertKindDto {
  @ChoiceField('Kind', ALERT_KINDS) kind: AlertKind;
  @YesNoField('Whether it is on', OPTIONAL) on?: boolean;
  @ChoicesField('Who is told', AUDIENCES, OPTIONAL) audience?: Audience[];
  @PartsField('Numbers', AlertNumberDto, { max: MOST_NUMBERS }) numbers?: AlertNumberDto[];
}

export class AlertSettingsDto {
  @PartsField('Kinds', AlertKindDto, { min: 1, max: ALERT_KINDS.length }) kinds: AlertKindDto[];
}

/** As the page of one kind asks: whether it is on, who is told, and a field for each number. */
export class AlertKindForm {
  [number: string]: unknown;
  @YesNoField('This kind of alert') on: boolean;
  @ChoicesField('Who is told', AUDIENCES, OPTIONAL) audience?: Audience[];
  @TextField('What to do', { max: 10, required: false }) preview?: string;
}

const FORMS = new Map(ALERT_KINDS.map((kind) => [kind, classOfForm(kind)]));

/** The form of a kind, always the same class. */
export const formOf = (kind: AlertKind): new () => AlertKindForm => FORMS.get(kind)!;

function classOfForm(kind: AlertKind): new () => AlertKindForm {
  class FormOfKind extends AlertKindForm {}
  for (const { name, called, min, max } of SETTINGS_OF[kind].numbers)
    WholeNumberField(called, { min, max })(FormOfKind.prototype, name);
  return FormOfKind;
}

/** As the list asks: a kind is switched on or off. */
export class SwitchAlertsForm {
  @YesNoField('This kind of alert') on: boolean;
}
