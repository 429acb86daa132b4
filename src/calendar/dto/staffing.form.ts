import { ChoiceField, IdField, PlainDateField, TextField, WholeNumberField } from '../../web/fields.js';

const MOST = 999;
const OF_DAY = { max: MOST };

export class StaffingPageQuery {
  @IdField('Unit', { required: false }) unit?: string;
  @PlainDateField('From', { required: false, typed: true }) from?: string;
}

export class StaffedNightForm {
  @WholeNumberField('How many can be taken', OF_DAY) take: number;
  @WholeNumberField('How many at high support', OF_DAY) high: number;
  @TextField('Note', { max: 500, required: false }) note?: string;
  /** The figure that the page showed, as `seenFigure` writes it. */
  @TextField('What was seen', { max: 20, required: false }) seen?: string;
}

export class StaffedNightStep {
  /** `back` puts the night back to the pattern, whatever the other fields have. */
  @ChoiceField('Step', ['save', 'back'], { required: false }) step?: 'save' | 'back';
}

export class StaffingPatternForm {
  @PlainDateField('The first night') validFrom: string;
  @WholeNumberField('How many can be taken on Monday', OF_DAY) take1: number;
  @WholeNumberField('How many can be taken on Tuesday', OF_DAY) take2: number;
  @WholeNumberField('How many can be taken on Wednesday', OF_DAY) take3: number;
  @WholeNumberField('How many can be taken on Thursday', OF_DAY) take4: number;
  @WholeNumberField('How many can be taken on Friday', OF_DAY) take5: number;
  @WholeNumberField('How many can be taken on Saturday', OF_DAY) take6: number;
  @WholeNumberField('How many can be taken on Sunday', OF_DAY) take7: number;
  @WholeNumberField('How many at high support on Monday', OF_DAY) high1: number;
  @WholeNumberField('How many at high support on Tuesday', OF_DAY) high2: number;
  @WholeNumberField('How many at high support on Wednesday', OF_DAY) high3: number;
  @WholeNumberField('How many at high support on Thursday', OF_DAY) high4: number;
  @WholeNumberField('How many at high support on Friday', OF_DAY) high5: number;
  @WholeNumberField('How many at high support on Saturday', OF_DAY) high6: number;
  @WholeNumberField('How many at high support on Sunday', OF_DAY) high7: number;
}
