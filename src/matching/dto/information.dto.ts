import { ChoiceField, TextField, YesNoField } from '../../web/fields.js';
import { LONGEST_INFORMATION, LOOK_OUTCOMES, type LookOutcome } from '../domain/information.js';

export class ReportDto {
  @TextField('What you have learnt', { max: LONGEST_INFORMATION, min: 1 }) text: string;
}

export class LookDto {
  @ChoiceField('What follows', LOOK_OUTCOMES) outcome: LookOutcome;
  @TextField('What you did or decided', { max: 2000, min: 1 }) note: string;
  /** What seems to be the name of another young person in your note is not. */
  @YesNoField('That the note names no other young person', { required: false }) namesNobodyElse?: boolean;
  /** Of a report that is withheld because it seems to name another: it does not, and whoever may read it reads its words. */
  @YesNoField('That what was reported names no other young person', { required: false })
  reportNamesNobodyElse?: boolean;
}
