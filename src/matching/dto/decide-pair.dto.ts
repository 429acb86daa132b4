import { ChoiceField, IdsField, PlainDateField, TextField } from '../../web/fields.js';
import { PAIR_DECISIONS, type PairVerdict } from '../pair-decision.entity.js';

export class DecidePairDto {
  @IdsField('Young people', { min: 2, max: 2 }) youngPeople: string[];
  @ChoiceField('Decision', PAIR_DECISIONS) decision: PairVerdict;
  @TextField('Evidence', { max: 4000 }) evidence: string;
  @PlainDateField('Review date') reviewBy: string;
}

export class EndPairDecisionDto {
  @TextField('Reasons', { max: 2000 }) reasons: string;
}
