import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
} from '../../web/answer-fields.js';
import { PAIR_DECISIONS, type PairVerdict } from '../pair-decision.entity.js';

@ApiSchema({ name: 'PairDecision', description: 'A signed decision about two young people' })
export class PairDecisionAnswer {
  @IdAnswer('Id') id: string;
  @TextsAnswer('The ids of the two') youngPeople: string[];
  @ChoiceAnswer('PairVerdict', PAIR_DECISIONS) decision: PairVerdict;
  @TextAnswer('What it rests on') evidence: string;
  @PlainDateAnswer('When it is to be looked at again; it stays in force until a manager ends it') reviewBy: string;
  @InstantAnswer('When it was decided') decidedAt: Date;
  @InstantAnswer('When a manager ended it, or null', { nullable: true }) endedAt: Date | null;
}
