import { OmitType } from '@nestjs/swagger';
import {
  ChoiceField,
  IdField,
  IdsField,
  InstantField,
  PlainDateField,
  TextField,
  YesNoField,
} from '../../web/fields.js';
import {
  DECISIONS,
  LONGEST_MITIGATION,
  LONGEST_REASON,
  LONGEST_WHO,
  MOST_MITIGATIONS,
  type Decision,
} from '../domain/match-decision.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import { PartsField } from '../../web/part-field.js';
import { LONGEST_WORD } from '../domain/shown-group.js';
import { DECLINE_REASONS, type DeclineReason } from '../domain/decline-reasons.js';

export class ProposeDto {
  @PlainDateField('Arrival') arrival: string;
  @PlainDateField('Departure') departure: string;
  @IdField('Bed', { required: false }) bed?: string;
  /** By a manager who may sign: signs in the same step. */
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
  /** By a manager who may sign: why they go over what can be gone over, such as the allocation. */
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

export class MitigationDto {
  @TextField('What is done', { max: LONGEST_MITIGATION }) what: string;
  @TextField('Who does it', { max: LONGEST_WHO }) who: string;
}

/** What a named person decides on who is there with whom. */
export class DecisionDto {
  @TextField('Reasons', { max: 4000 }) reasons: string;
  /**
   * What you decide. Left out, the nights are signed as suitable, or with the mitigations where there are some; where the
   * advice is another, your reasons are kept as those for going against it.
   */
  @ChoiceField('What you decide', DECISIONS, { required: false }) decision?: Decision;
  /** What is done so that it works: the key worker and the family read it. */
  @PartsField('Mitigations', MitigationDto, { max: MOST_MITIGATIONS }) mitigations?: MitigationDto[];
  /**
   * Needed where a decision is given that goes against the advice. Of “not suitable” where the advice is “suitable” it may be
   * left out: your reasons are kept as those for going against it.
   */
  @TextField('Why you go against the advice', { max: 4000, required: false }) againstAdvice?: string;
  /** The advice that you decided on. Where it is another by now, nothing is signed: 409. */
  @ChoiceField('The advice that you saw', VERDICTS, { required: false }) seen?: Verdict;
  /**
   * The word of all that you decided on, from `GET /offers/{id}/advice` or `…/look-again`. Where who is there, what is known of
   * them or the advice is another by now, nothing is signed: 409. Needed but for a no; where an offer is signed for the first
   * time, with `reasons` alone, it may be left out.
   */
  @TextField('What you saw', { max: LONGEST_WORD, required: false }) seenGroup?: string;
}

/** What you decide of one of the offers that you sign, where it is not the same of all. */
export class EachDecisionDto {
  @IdField('Offer') offer: string;
  /** Of this one alone; left out, the reasons are those of all. */
  @TextField('Reasons', { max: LONGEST_REASON, required: false }) reasons?: string;
  @ChoiceField('What you decide', DECISIONS, { required: false }) decision?: Decision;
  @PartsField('Mitigations', MitigationDto, { max: MOST_MITIGATIONS }) mitigations?: MitigationDto[];
  @TextField('Why you go against the advice', { max: LONGEST_REASON, required: false }) againstAdvice?: string;
  /** The advice that you decided on. Where it is another by now, nothing is signed: 409. */
  @ChoiceField('The advice that you saw', VERDICTS, { required: false }) seen?: Verdict;
  /**
   * The word of all that you decided on, from `GET /offers/{id}/advice` or `…/look-again`. Where who is there, what is known of
   * them or the advice is another by now, nothing is signed: 409. Needed but for a no.
   */
  @TextField('What you saw', { max: LONGEST_WORD, required: false }) seenGroup?: string;
}

class SignedDto extends OmitType(DecisionDto, ['reasons']) {
  /** May be left out only where each offer has reasons of its own. */
  @TextField('Reasons', { max: LONGEST_REASON, required: false }) reasons?: string;
  /**
   * What you decide of one of them alone: nothing of `decision`, `mitigations` and `againstAdvice` above counts for it. Of
   * brothers and sisters each has a decision of their own, with its own plan and reasons.
   */
  @PartsField('What you decide of each', EachDecisionDto, { max: 20 }) each?: EachDecisionDto[];
  /** Why you go over what can be gone over and has come up since the proposal. */
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

export class SignDto extends SignedDto {
  /** Offers of brothers and sisters who were asked for together, for the same nights: all in one step, or none. */
  @IdsField('Offers', { min: 0, max: 5, required: false }) together?: string[];
}

export class SignSeveralDto extends SignedDto {
  /** The options that are signed; all that wait for a signature when left out. */
  @IdsField('Options', { max: 20, required: false }) offers?: string[];
}

export class ReasonsDto {
  @TextField('Reasons', { max: 4000 }) reasons: string;
}

/** Reasons that the key worker reads. */
export class ToldReasonsDto extends ReasonsDto {
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class DeclineDto extends ToldReasonsDto {
  /** The reason from the list; `other` when left out. */
  @ChoiceField('The reason', DECLINE_REASONS, { required: false }) code?: DeclineReason;
}

class SaidDto {
  @TextField('Who answered', { max: 200 }) answeredBy: string;
  /** In person, by telephone …: the known ways, or a word of your own. */
  @TextField('How they answered', { max: 100 }) how: string;
  /** When they said it; now when left out. */
  @InstantField('When they answered', { required: false }) at?: Date;
  @TextField('Reason', { max: 2000, required: false }) reason?: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class AnswerDto extends SaidDto {
  /** Offers of brothers and sisters who were asked for together, for the same nights: all in one step, or none. */
  @IdsField('Offers', { min: 0, max: 5, required: false }) together?: string[];
}

export class AnswerSeveralDto extends SaidDto {
  /** The option that the family takes; none of them when left out. */
  @IdField('Option', { required: false }) offer?: string;
  /** Where they take none: the options that they were asked about; all that are offered when left out. */
  @IdsField('Options', { max: 20, required: false }) offers?: string[];
}

export class OptionalReasonsDto {
  @TextField('Reasons', { max: 4000, required: false }) reasons?: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}
