import {
  ChoiceField,
  ChoicesField,
  IdField,
  PlainDateField,
  TextField,
  WordsField,
  WholeNumberField,
  YesNoField,
} from '../../web/fields.js';
import { ISO_WEEKDAYS } from './ask.dto.js';

/** What a question is answered with: each page has its own of these fields. `then` is what the button says comes next. */
export class AnswerForm {
  @IdField('Unit', { required: false }) unit?: string;
  @WholeNumberField('The number of nights', { min: 1, max: 400, required: false }) nights?: number;
  @PlainDateField('The earliest arrival', { required: false }) from?: string;
  @PlainDateField('The latest departure', { required: false }) to?: string;
  @ChoicesField('Nights that suit', ISO_WEEKDAYS, { required: false }) weekdays?: number[];
  @WordsField('Aims', { required: false }) aims?: string[];
  @YesNoField('Add it to the family plan', { required: false }) addsAim?: boolean;
  @TextField('What the break is for', { max: 4000, required: false }) purpose?: string;
  @TextField('What the young person says', { max: 4000, required: false }) wishes?: string;
  @TextField('What the family says', { max: 4000, required: false }) familyWishes?: string;
  @TextField('What the unit should know', { max: 4000, required: false }) unitShouldKnow?: string;
  @YesNoField('An emergency', { required: false }) emergency?: boolean;
  @ChoiceField('What comes next', ['later'], { required: false }) then?: 'later';
}

/** For whom a break is asked, and of which unit. */
export class BeginForm {
  @IdField('Young person') youngPerson: string;
  @IdField('Unit') unit: string;
  /** A night that was chosen on the calendar. */
  @PlainDateField('From', { required: false }) from?: string;
}

/** A form whose only field is its button. */
export class ButtonForm {}
