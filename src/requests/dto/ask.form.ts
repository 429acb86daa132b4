import {
  ChoiceField,
  ChoicesField,
  IdField,
  PlainDateField,
  TextField,
  TextsField,
  WordsField,
  WholeNumberField,
  YesNoField,
} from '../../web/fields.js';
import { MOST_WINDOWS } from '../domain/windows.js';
import { LONGEST_WISHES, MOST_SIBLINGS } from '../domain/answers.js';
import { ISO_WEEKDAYS } from './ask.dto.js';

/** What a question is answered with: each page has its own of these fields. `then` is what the button says comes next. */
export class AnswerForm {
  @IdField('Unit', { required: false }) unit?: string;
  @WholeNumberField('The number of nights', { min: 1, max: 400, required: false }) nights?: number;
  @PlainDateField('The earliest arrival', { required: false }) from?: string;
  @PlainDateField('The latest departure', { required: false }) to?: string;
  @ChoicesField('Nights that suit', ISO_WEEKDAYS, { required: false }) weekdays?: number[];
  @WordsField('Aims', { required: false }) aims?: string[];
  @WordsField('Aims of the others', { required: false }) theirAims?: string[];
  @WordsField('Brothers and sisters', { required: false }) siblings?: string[];
  @TextField('The case number', { max: 40, required: false }) siblingCase?: string;
  @WholeNumberField('The number of breaks', { min: 1, max: MOST_WINDOWS, required: false }) breaks?: number;
  @YesNoField('Add it to the family plan', { required: false }) addsAim?: boolean;
  @TextField('What the break is for', { max: 4000, required: false }) purpose?: string;
  @TextField('What the young person says', { max: LONGEST_WISHES, required: false }) wishes?: string;
  /** What each of `siblings` says, in their order. */
  @TextsField('What each of the others says', { max: LONGEST_WISHES, most: MOST_SIBLINGS, required: false })
  theirWishes?: string[];
  @TextField('What the family says', { max: 4000, required: false }) familyWishes?: string;
  @TextField('What the unit should know', { max: 4000, required: false }) unitShouldKnow?: string;
  @YesNoField('An emergency', { required: false }) emergency?: boolean;
  @ChoiceField('What comes next', ['later', 'more'], { required: false }) then?: 'later' | 'more';
}

/** The first and the last day of each stretch of dates have fields of their own: `from1` to `to12`. */
for (let row = 1; row <= MOST_WINDOWS; row += 1) {
  PlainDateField(`The first day of stretch ${row}`, { required: false })(AnswerForm.prototype, `from${row}`);
  PlainDateField(`The last day of stretch ${row}`, { required: false })(AnswerForm.prototype, `to${row}`);
}

/** For whom a break is asked, and of which unit. */
export class BeginForm {
  @IdField('Young person') youngPerson: string;
  @IdField('Unit') unit: string;
  /** A night that was chosen on the calendar. */
  @PlainDateField('From', { required: false }) from?: string;
  /** A request that repeats, whose breaks are asked for them as well. */
  @IdField('Request', { required: false }) like?: string;
}

/** A form whose only field is its button. */
export class ButtonForm {}
