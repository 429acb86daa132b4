import {
  ChoiceField,
  IdField,
  IdOrField,
  PlainDateField,
  TextField,
  TimeField,
  WordsField,
  YesNoField,
} from '../../web/fields.js';
import { DECLINE_REASONS, type DeclineReason } from '../domain/decline-reasons.js';
import { WAYS } from '../../people/domain/ways-to-say.js';
import { NONE } from '../pages/late-answer.js';

/** The same nights for all brothers and sisters of a request: each has a bed that was found for them. */
export class ProposeTogetherForm {
  @PlainDateField('Arrival') arrival: string;
  /** Asked of those who may sign. */
  @ChoiceField('Whether you sign now', ['yes', 'no'], { required: false }) sign?: 'yes' | 'no';
  @TextField('Your reasons', { max: 4000, required: false }) reasons?: string;
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
  /** The page asked for it. */
  @YesNoField('Whether you go over it', { required: false }) goesOver?: boolean;
  /** The moves that the page showed, each with a space between. */
  @TextField('The moves', { max: 40_000, required: false }) moves?: string;
  /** What the page showed of each bed, or of each of brothers and sisters: whose it is, and its word, with a space between. */
  @WordsField('What you saw', { max: 100, required: false }) shown?: string[];
}

export class ProposeForm extends ProposeTogetherForm {
  @IdField('Bed') bed: string;
  /** Brothers and sisters who were asked for together get the same nights. */
  @YesNoField('The same nights for brothers and sisters', { required: false }) together?: boolean;
}

export class HoldForm {
  /** Each as the options page has it: an arrival and a bed. */
  @WordsField('The options', { max: 20 }) options: string[];
  @ChoiceField('Whether you sign now', ['yes', 'no'], { required: false }) sign?: 'yes' | 'no';
  @TextField('Your reasons', { max: 4000, required: false }) reasons?: string;
  /** What the page showed of each: the option and its word, with a space between. */
  @WordsField('What you saw', { max: 20, required: false }) shown?: string[];
}

/** What is decided of each offer is read by `readDecision`: its fields carry the offer’s id. */
export class SignForm {
  @TextField('Your reasons', { max: 4000 }) reasons: string;
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

/** Of brothers and sisters each has reasons of their own, which are read with the decision. */
export class SignEachForm {
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

export class ReasonsForm {
  @TextField('Your reasons', { max: 4000 }) reasons: string;
}

export class DeclineForm {
  @ChoiceField('The reason', DECLINE_REASONS) code: DeclineReason;
  @TextField('What you say to the key worker', { max: 4000 }) reasons: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class OptionalReasonsForm {
  @TextField('Your reasons', { max: 4000, required: false }) reasons?: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class FamilyForm {
  /** The options that the page showed, each with a space between. */
  @TextField('The options', { max: 2000, required: false }) asked?: string;
  @TextField('Who answered', { max: 200 }) answeredBy: string;
  @ChoiceField('How they answered', WAYS.map(({ value }) => value))
  how: string;
  @TextField('The other way', { max: 100, required: false }) otherWay?: string;
  @PlainDateField('The date of the answer') date: string;
  @TimeField('The time of the answer') time: string;
  @TextField('The reason', { max: 2000, required: false }) reason?: string;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
  /** Offers of brothers and sisters to which it is the answer as well. */
  @WordsField('Who else', { max: 20, required: false }) together?: string[];
}

/** What the family said to one option. */
export class AnswerForm extends FamilyForm {
  @ChoiceField('What the family said', ['yes', 'no']) accepted: 'yes' | 'no';
}

/** What it said to several: the id of the one that they take, or that it is none of them. */
export class AnswerSeveralForm extends FamilyForm {
  @IdOrField('Which one the family takes, or none of them', NONE) takes: string;
}
