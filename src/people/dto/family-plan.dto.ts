import { ChoiceField, PlainDateField, TextField } from '../../web/fields.js';
import { AIM_STATES, LONGEST_AIM, type AimState } from '../domain/family-plan.js';

export class NewAimDto {
  @TextField('The aim', { max: LONGEST_AIM, min: 1 }) text: string;
  @PlainDateField('The day on which it was agreed', { required: false }) agreedOn?: string;
}

export class AimStepDto {
  @ChoiceField('What became of it', AIM_STATES) state: AimState;
  @TextField('What you saw', { max: 2000, min: 1 }) note: string;
}
