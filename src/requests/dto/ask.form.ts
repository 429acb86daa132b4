import { ChoicesField, IdField, PlainDateField, TextField, WholeNumberField } from '../../web/fields.js';
import { ISO_WEEKDAYS } from './ask.dto.js';

/** What is asked for, as the page's form has it. */
export class AskedForm {
  @WholeNumberField('The number of nights', { min: 1, max: 400 }) nights: number;
  @PlainDateField('The earliest arrival') from: string;
  @PlainDateField('The latest departure') to: string;
  @ChoicesField('Nights that suit', ISO_WEEKDAYS, { required: false }) weekdays?: number[];
  @TextField('What the break is for', { max: 4000 }) purpose: string;
  @TextField('What the young person says', { max: 4000, required: false }) wishes?: string;
}

export class AskForm extends AskedForm {
  @IdField('Young person') youngPerson: string;
  @IdField('Unit') unit: string;
}

/** A form whose only field is its button. */
export class ButtonForm {}
