import { ApiSchema } from '@nestjs/swagger';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  YesNoAnswer,
  WholeNumberAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { DECISIONS, type Decision } from '../domain/match-decision.js';
import { FitAnswer, FitReasonAnswer, SEEN_GROUP } from './fit.answer.js';

@ApiSchema({
  name: 'ToLookAgain',
  description:
    'A stay or an offer of which something has changed since it was decided, or that was decided against and stands',
})
export class ToLookAgainItemAnswer {
  @IdAnswer('The stay, or null', { nullable: true }) stay: string | null;
  @IdAnswer('The offer that the family is asked about, or null', { nullable: true }) offer: string | null;
  @IdAnswer('The unit') unit: string;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @ChoiceAnswer('Decision', DECISIONS) decision: Decision;
  @InstantAnswer('When it was signed') signedAt: Date;
  @YesNoAnswer('It was decided that the nights do not suit, and they stand') isRefused: boolean;
  @TextsAnswer('What has changed since, a sentence each') changes: string[];
}

@ApiSchema({ name: 'ToLookAgainPage' })
export class ToLookAgainAnswer extends pageOfAnswers(ToLookAgainItemAnswer) {}

@ApiSchema({ name: 'Mitigation', description: 'What is done so that it works' })
export class MitigationAnswer {
  @TextAnswer('What is done') what: string;
  @TextAnswer('Who does it') who: string;
}

@ApiSchema({ name: 'AdviceThen', description: 'The advice as it was when it was signed' })
export class AdviceThenAnswer {
  @ChoiceAnswer('Verdict', VERDICTS) verdict: Verdict;
  @WholeNumberAnswer('0 to 100, of the worst night') score: number;
  @WholeNumberAnswer('The version of the matching guide') version: number;
  @PlainDateAnswer('The night that decides') worstNight: string;
  @PartsAnswer(FitReasonAnswer, 'Heaviest first') contributions: FitReasonAnswer[];
}

@ApiSchema({
  name: 'MatchDecision',
  description:
    'What a named person decided on one young person’s nights. A CAS worker is told the decision and the plan, without reasons and without the advice, which may concern other children.',
})
export class MatchDecisionAnswer {
  @TextAnswer('Id') id: string;
  @IdAnswer('The part of the request, or null for a stay without one', { nullable: true }) part: string | null;
  @IdAnswer('The offer that it is about, or null', { nullable: true }) offer: string | null;
  @IdAnswer('The stay that it is about, or became; or null', { nullable: true }) stay: string | null;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @ChoiceAnswer('Decision', DECISIONS) decision: Decision;
  @TextAnswer('The same in words, as its reader is told') says: string;
  @PartsAnswer(MitigationAnswer, 'What is done, and who does it') mitigations: MitigationAnswer[];
  @TextAnswer('Reasons; empty for a CAS worker') reasons: string;
  @TextAnswer('Why it goes against the advice; null where it does not, and for a CAS worker', { nullable: true })
  againstAdvice: string | null;
  @PartAnswer(AdviceThenAnswer, { nullable: true }) advice: AdviceThenAnswer | null;
  @PartAnswer(NamedAnswer) signedBy: NamedAnswer;
  @InstantAnswer('When') signedAt: Date;
}

@ApiSchema({
  name: 'RecomputedAdvice',
  description: 'The advice as it is kept with a decision, and as its version of the matching guide gives it anew',
})
export class RecomputedAnswer {
  @YesNoAnswer('Whether both are the same, contribution by contribution') isSame: boolean;
  @PartAnswer(AdviceThenAnswer) kept: AdviceThenAnswer;
  @PartAnswer(AdviceThenAnswer) recomputed: AdviceThenAnswer;
}

@ApiSchema({ name: 'LookAgain', description: 'What was decided, what has changed since, and the advice as it is now' })
export class LookAgainAnswer {
  @PartAnswer(MatchDecisionAnswer, { nullable: true }) decision: MatchDecisionAnswer | null;
  @TextsAnswer('What has changed since, a sentence each; empty where nothing has') changes: string[];
  @YesNoAnswer('Whether it is to be looked at again') isOpen: boolean;
  @PartAnswer(FitAnswer) adviceNow: FitAnswer;
  @TextAnswer(SEEN_GROUP) seenGroup: string;
}

@ApiSchema({ name: 'MatchDecisions' })
export class MatchDecisionsAnswer extends pageOfAnswers(MatchDecisionAnswer) {}
