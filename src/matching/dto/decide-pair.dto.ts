import { ChoiceField, IdField, IdsField, PlainDateField, TextField, YesNoField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { PAIR_DECISIONS, type PairVerdict } from '../domain/pair-decision.js';

export class PairDecidedDto {
  @ChoiceField('The decision', PAIR_DECISIONS) decision: PairVerdict;
  @TextField('What it rests on', { max: 4000, min: 1 }) evidence: string;
  @TextField('What makes it possible', { max: 4000, required: false }) mitigation?: string;
  @PlainDateField('The review date') reviewBy: string;
  @IdField('Decision', { required: false }) supersedes?: string;
  @TextField('Why it no longer holds', { max: 2000, required: false }) supersedesWhy?: string;
  @YesNoField('That brothers or sisters stay apart from now on', { required: false }) againstSiblings?: boolean;
}

export class DecidePairDto extends PairDecidedDto {
  @IdsField('Young people', { min: 2, max: 2 }) youngPeople: string[];
}

/** The same on a page about one of the two. */
export class DecidePairForm extends PairDecidedDto {
  @TextField('The case number', { max: 40, min: 1 }) otherCase: string;
}

export class EndPairDecisionDto {
  @TextField('Reasons', { max: 2000, min: 1 }) reasons: string;
}

export class PairReviewsQuery extends PageQuery {
  @IdField('Young person', { required: false }) youngPerson?: string;
}
