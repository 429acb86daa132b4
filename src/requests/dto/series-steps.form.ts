import { WAYS } from '../../people/domain/ways-to-say.js';
import { ChoiceField, PlainDateField, TextField, WordsField, YesNoField } from '../../web/fields.js';
import { DECISIONS, LONGEST_REASON, type Decision } from '../domain/match-decision.js';
import { MOST_OCCURRENCES } from '../domain/series.js';

/** The breaks for which a bed is to be held: each date, and with a space behind it each move that its page showed. */
export class ProposeSeriesForm {
  @WordsField('The breaks', { max: MOST_OCCURRENCES, required: false }) breaks?: string[];
}

/** One signature under all breaks that wait for it. A decision with a plan is signed break by break. */
export class SignSeriesForm {
  @ChoiceField('What you decide', DECISIONS.filter((one) => one !== 'suitable_with_mitigations')) decision: Decision;
  @TextField('Your reasons', { max: LONGEST_REASON }) reasons: string;
  @TextField('Why you go against the advice', { max: LONGEST_REASON, required: false }) againstAdvice?: string;
}

export class AcceptSeriesForm {
  @TextField('Who answered', { max: 200 }) answeredBy: string;
  @ChoiceField('How they answered', WAYS.map(({ value }) => value)) how: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

/** What becomes of one break, by itself or with those that follow it. */
export class LaterForm {
  @PlainDateField('The break') date: string;
  @ChoiceField('What is to be done', ['shift', 'shift_following', 'end', 'put_back'])
  what: 'shift' | 'shift_following' | 'end' | 'put_back';
  @PlainDateField('The new arrival', { required: false }) arrival?: string;
  @TextField('The reason', { max: 4000, required: false }) reasons?: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}
