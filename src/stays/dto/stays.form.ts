import { ChoiceField, PlainDateField, TextField, TimeField, WordsField, YesNoField } from '../../web/fields.js';
import { choicesOf } from '../domain/ending-text.js';
import { ABSENCES, type AbsenceKind } from '../domain/absence.js';
import { PageQuery } from '../../web/paging.js';

const EVERY_CHOICE = [...new Set((['cancelled', 'no_show', 'departed'] as const).flatMap(choicesOf))];

export const SHOWN_STAYS = ['now', 'arriving', 'past', 'undecided', 'to_review'] as const;

export class StaysPageQuery extends PageQuery {
  @ChoiceField('Stays', SHOWN_STAYS, { required: false }) show: (typeof SHOWN_STAYS)[number] = 'now';
}

/** When it really happened, by the clocks of the unit. */
export class HappenedForm {
  @PlainDateField('Date') date: string;
  @TimeField('Time') time: string;
}

class TogetherForm extends HappenedForm {
  /** The stays of brothers and sisters who take the same step. */
  @WordsField('Who else', { max: 5, required: false }) together?: string[];
}

export class ArriveForm extends TogetherForm {
  /** Asked where the date is more likely a slip. */
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  @TextField('The address before admission', { max: 500, required: false }) addressBefore?: string;
  @TextField('The reason', { max: 1000, required: false }) reason?: string;
}

export class DepartForm extends TogetherForm {
  @TextField('The address on leaving', { max: 500, required: false }) addressAfter?: string;
  /** Asked where they leave before the planned day. */
  @ChoiceField('Who ended the stay, and why', choicesOf('departed'), { required: false }) ending?: string;
  @TextField('Note', { max: 1000, required: false }) reason?: string;
}

export class CancelForm extends TogetherForm {
  @ChoiceField('Who cancelled, and why', choicesOf('cancelled')) ending: string;
  @TextField('Note', { max: 1000, required: false }) reason?: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class NoShowForm {
  /** The stays of brothers and sisters who did not come either. */
  @WordsField('Who else', { max: 5, required: false }) together?: string[];
  @ChoiceField('The reason', choicesOf('no_show')) ending: string;
  @TextField('Note', { max: 1000, required: false }) reason?: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class CorrectEndingForm {
  @ChoiceField('Who ended it, and why', EVERY_CHOICE, { required: false }) ending?: string;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  @TextField('Why it is corrected', { max: 1000 }) reason: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class EndForm {
  @TextField('The reason', { max: 1000 }) reason: string;
}

export class AwayForm extends HappenedForm {
  @ChoiceField('Where they are', ABSENCES) kind: AbsenceKind;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

/** An absence that is over, or one that goes on and has no end yet; by the clocks of the unit. */
export class AbsenceForm {
  @ChoiceField('Where they were', ABSENCES) kind: AbsenceKind;
  @PlainDateField('The day since when') sinceDate: string;
  @TimeField('The time since when') sinceTime: string;
  @PlainDateField('The day until when', { required: false }) untilDate?: string;
  @TimeField('The time until when', { required: false }) untilTime?: string;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

export class CorrectAbsenceForm extends AbsenceForm {
  @TextField('Why it is corrected', { max: 1000 }) reason: string;
}
