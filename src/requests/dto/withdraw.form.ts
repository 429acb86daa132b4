import { choicesOf } from '../../stays/domain/ending-text.js';
import { ChoiceField, PlainDateField, TextField, TimeField, YesNoField } from '../../web/fields.js';

export class WithdrawForm {
  @TextField('Why it is withdrawn', { max: 4000, required: false }) reasons?: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
  /** What would go, as the page showed it. */
  @TextField('What was shown', { max: 100, required: false }) seen?: string;
}

/** Where a stay to come is called off with it: who did, why, and when they said so, by the clocks of the unit. */
export class WithdrawBookedForm extends WithdrawForm {
  @ChoiceField('Who called it off, and why', choicesOf('cancelled')) ending: string;
  @PlainDateField('Date') date: string;
  @TimeField('Time') time: string;
}
