import { ChoiceField, TextField } from '../../web/fields.js';
import { LONGEST_INFORMATION, LOOK_OUTCOMES, type LookOutcome } from '../domain/information.js';

export class ReportDto {
  @TextField('What you have learnt', { max: LONGEST_INFORMATION, min: 1 }) text: string;
}

export class LookDto {
  @ChoiceField('What follows', LOOK_OUTCOMES) outcome: LookOutcome;
  @TextField('What you did or decided', { max: 2000, min: 1 }) note: string;
}
