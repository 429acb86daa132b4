import { WAYS } from '../../people/domain/ways-to-say.js';
import { ChoiceField, IdsField, PlainDateField, TextField, WordsField, YesNoField } from '../../web/fields.js';
import { DECISIONS, LONGEST_REASON, type Decision } from '../domain/match-decision.js';
import { MOST_OCCURRENCES, MOST_OFFERS } from '../domain/series.js';

/** The breaks for which a bed is to be held: each date, and with a space behind it the arrival and each move that its page showed. */
export class ProposeSeriesForm {
  @WordsField('The breaks', { max: MOST_OCCURRENCES, required: false }) breaks?: string[];
}

/** One signature under all breaks that its page showed. A decision with a plan is signed break by break. */
export class SignSeriesForm {
  @ChoiceField('What you decide', DECISIONS.filter((one) => one !== 'suitable_with_mitigations')) decision: Decision;
  @TextField('Your reasons', { max: LONGEST_REASON }) reasons: string;
  @TextField('Why you go against the advice', { max: LONGEST_REASON, required: false }) againstAdvice?: string;
  @IdsField('Offers', { max: MOST_OFFERS, required: false }) offers?: string[];
  /** Of each, with a space between, the offer and the word of what was shown of it. */
  @WordsField('What you saw', { max: MOST_OFFERS, required: false }) shown?: string[];
}

/** The family’s yes to all breaks that its page showed. */
export class AcceptSeriesForm {
  @TextField('Who answered', { max: 200 }) answeredBy: string;
  @ChoiceField('How they answered', WAYS.map(({ value }) => value)) how: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
  @IdsField('Offers', { max: MOST_OFFERS, required: false }) offers?: string[];
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
