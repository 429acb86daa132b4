import { CANCELLED_BY, ENDING_CODES, type EndedBy, type EndingCode } from '../../stays/domain/ending.js';
import { ChoiceField, InstantField, TextField, YesNoField } from '../../web/fields.js';

export class WithdrawDto {
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
  /**
   * Of a booked one, who called the stay off: when left out, the family where a CAS worker does, the unit where its own people
   * do. Needed, as are `code`, `at` and `seen`, where several booked stays of a series go, or one with those that follow it.
   */
  @ChoiceField('Who called it off', CANCELLED_BY, { required: false }) by?: EndedBy;
  /** From the list of whoever called it off. */
  @ChoiceField('Why the stay is called off', ENDING_CODES, { required: false }) code?: EndingCode;
  /** When it was said; now when left out. From then to the planned arrival was the notice. */
  @InstantField('Time', { required: false }) at?: Date;
  /** What would go, as `GET …/withdrawal` named it: if something has changed since, nothing is withdrawn. */
  @TextField('What was shown', { max: 100, required: false }) seen?: string;
}
