import { ChoiceField, ChoicesField, TextField, WholeNumberField, WordsField, YesNoField } from '../../web/fields.js';
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

/** The field of a form with a number of a kind. */
export const numberField = (kind: AlertKind, name: string): string => `${kind}_${name}`;
/** The value of a box of the form: somebody is told of a kind. */
export const audienceValue = (kind: AlertKind, audience: Audience): string => `${kind}-${audience}`;

/** As the page asks: which kinds are on, who is told of each, and a field for each number. */
export class AlertSettingsForm {
  [number: string]: unknown;
  @ChoicesField('Which alerts are on', ALERT_KINDS, OPTIONAL) on?: AlertKind[];
  @WordsField('Who is told', { max: ALERT_KINDS.length * AUDIENCES.length, required: false }) audience?: string[];
  @TextField('What to do', { max: 10, required: false }) preview?: string;
}
for (const kind of ALERT_KINDS)
  for (const { name, label, min, max } of SETTINGS_OF[kind].numbers)
    WholeNumberField(label, { min, max })(AlertSettingsForm.prototype, numberField(kind, name));
