import { ApiSchema } from '@nestjs/swagger';
import { RULES, type Rule } from '../../matching/domain/judge-pair.js';
import { PAIR_DECISIONS, type PairVerdict } from '../../matching/domain/pair-decision.js';
import { BANDS, VERDICTS, type Band, type Verdict } from '../../matching/domain/verdicts.js';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';

@ApiSchema({
  name: 'DecisionInForce',
  description: 'A decision about two that is in force, for those who may read them both',
})
export class DecisionInForceAnswer {
  @IdAnswer('The pair decision') id: string;
  @ChoiceAnswer('PairVerdict', PAIR_DECISIONS) decision: PairVerdict;
  @TextAnswer('What makes it possible, of only_with_mitigation; else null', { nullable: true }) mitigation:
    string | null;
  @TextAnswer('Who decided it') decidedBy: string;
  @PlainDateAnswer('The day on which it was decided') decidedOn: string;
}

@ApiSchema({ name: 'FitReason', description: 'One reason: 100 and the points of all reasons are the score' })
export class FitReasonAnswer {
  @WholeNumberAnswer('Points, 0 or below; above only where a score would fall below 0') points: number;
  @ChoiceAnswer('CompatibilityRule', RULES) rule: Rule;
  @TextAnswer('The same as a sentence; it names only those whom the reader may see') sentence: string;
  @PartAnswer(DecisionInForceAnswer, { required: false }) decision?: DecisionInForceAnswer;
}

@ApiSchema({ name: 'WorstOfStay', description: 'The night that decides' })
export class WorstOfStayAnswer {
  @PlainDateAnswer('Night') night: string;
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
}

@ApiSchema({
  name: 'Fit',
  description: 'How a young person fits with those who will be there: advice, a person decides',
})
export class FitAnswer {
  @ChoiceAnswer('Verdict', VERDICTS) verdict: Verdict;
  @ChoiceAnswer('Band', BANDS) band: Band;
  @WholeNumberAnswer('0 to 100, of the worst night') score: number;
  @WholeNumberAnswer('The version of the matching guide') version: number;
  @PartAnswer(WorstOfStayAnswer) worst: WorstOfStayAnswer;
  @PartsAnswer(FitReasonAnswer, 'Heaviest first') contributions: FitReasonAnswer[];
  @TextsAnswer('What stands beside the score and offsets nothing') strengths: string[];
  @PartsAnswer(DecisionInForceAnswer, 'What is decided about them and anybody who is there on one of the nights')
  decisions: DecisionInForceAnswer[];
  @TextsAnswer('Who is not assessed, and whose move it is') gaps: string[];
  @TextsAnswer('What would make it work') wouldWork: string[];
}

/** What says again what was seen. */
export const SEEN_GROUP =
  'Who is there, what is known of them and the advice, in a word that names nobody: send it as `seenGroup` when you decide, and nothing is signed where it is another by then';

@ApiSchema({ name: 'OfferAdvice', description: 'The advice on an offer as it is now' })
export class OfferAdviceAnswer {
  @IdAnswer('The offer') offer: string;
  @PartAnswer(FitAnswer) advice: FitAnswer;
  @TextAnswer(SEEN_GROUP) seenGroup: string;
}
