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
}

export class StaffedNightStep {
  /** `back` puts the night back to the pattern, whatever the other fields have. */
  @ChoiceField('Step', ['save', 'back'], { required: false }) step?: 'save' | 'back';
}

export class StaffingPatternForm {
  @PlainDateField('The first night') validFrom: string;
  @WholeNumberField('Monday: how many can be taken', OF_DAY) take1: number;
  @WholeNumberField('Tuesday: how many can be taken', OF_DAY) take2: number;
  @WholeNumberField('Wednesday: how many can be taken', OF_DAY) take3: number;
  @WholeNumberField('Thursday: how many can be taken', OF_DAY) take4: number;
  @WholeNumberField('Friday: how many can be taken', OF_DAY) take5: number;
  @WholeNumberField('Saturday: how many can be taken', OF_DAY) take6: number;
  @WholeNumberField('Sunday: how many can be taken', OF_DAY) take7: number;
  @WholeNumberField('Monday: how many at high support', OF_DAY) high1: number;
  @WholeNumberField('Tuesday: how many at high support', OF_DAY) high2: number;
  @WholeNumberField('Wednesday: how many at high support', OF_DAY) high3: number;
  @WholeNumberField('Thursday: how many at high support', OF_DAY) high4: number;
  @WholeNumberField('Friday: how many at high support', OF_DAY) high5: number;
  @WholeNumberField('Saturday: how many at high support', OF_DAY) high6: number;
  @WholeNumberField('Sunday: how many at high support', OF_DAY) high7: number;
}
