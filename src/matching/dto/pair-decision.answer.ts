import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  PartAnswer,
  PartsAnswer,
  pageOfAnswers,
  IdAnswer,
  InstantAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
} from '../../web/answer-fields.js';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import { PAIR_DECISIONS, type PairVerdict } from '../domain/pair-decision.js';

@ApiSchema({ name: 'PairDecision', description: 'A signed decision about two young people' })
export class PairDecisionAnswer {
  @IdAnswer('Id') id: string;
  @TextsAnswer('The ids of the two') youngPeople: string[];
  @ChoiceAnswer('PairVerdict', PAIR_DECISIONS) decision: PairVerdict;
  @TextAnswer('What it rests on') evidence: string;
  @TextAnswer('What makes it possible, of only_with_mitigation; else null', { nullable: true }) mitigation:
    string | null;
  @IdAnswer('The decision of which it took the place, or null', { nullable: true }) supersedes: string | null;
  @PlainDateAnswer('When it is to be looked at again; it stays in force until a manager ends it') reviewBy: string;
  @InstantAnswer('When it was decided') decidedAt: Date;
  @InstantAnswer('When a manager ended it, or null', { nullable: true }) endedAt: Date | null;
}

@ApiSchema({ name: 'PairDecisionEnd' })
export class PairDecisionEndAnswer {
  @TextAnswer('Who ended it') by: string;
  @InstantAnswer('When') at: Date;
  @TextAnswer('Why') why: string;
}

@ApiSchema({ name: 'PairReview', description: 'A decision about two, for its review' })
export class PairReviewAnswer {
  @IdAnswer('Id') id: string;
  @PartsAnswer(KnownYoungPersonAnswer, 'The two') youngPeople: KnownYoungPersonAnswer[];
  @ChoiceAnswer('PairVerdict', PAIR_DECISIONS) decision: PairVerdict;
  @TextAnswer('What it rests on') evidence: string;
  @TextAnswer('What makes it possible, of only_with_mitigation; else null', { nullable: true }) mitigation:
    string | null;
  @PlainDateAnswer('When it is to be looked at again; it stays in force until then and after') reviewBy: string;
  @TextAnswer('Who decided it') decidedBy: string;
  @InstantAnswer('When') decidedAt: Date;
  @IdAnswer('The decision of which it took the place, or null', { nullable: true }) supersedes: string | null;
  @PartAnswer(PairDecisionEndAnswer, { nullable: true }) ended: PairDecisionEndAnswer | null;
  @PlainDateAnswer('The first night for which one of them has a bed; null for none', { nullable: true })
  couldMeet: string | null;
}

@ApiSchema({ name: 'PairReviews' })
export class PairReviewsAnswer extends pageOfAnswers(PairReviewAnswer) {}
