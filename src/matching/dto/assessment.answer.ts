import { ApiSchema } from '@nestjs/swagger';
import { SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import {
  ChoiceAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { GAPS, type Gap } from '../domain/assessed.js';
import { FACTOR_IDS, RISK_STATUSES, type Factor, type Level, type RiskStatus } from '../domain/factors.js';
import { MOVES, OWNERS, type Move, type Owner } from '../domain/standing.js';

@ApiSchema({ name: 'RatedFactor', description: 'A factor that applies' })
export class RatedFactorAnswer {
  @ChoiceAnswer('Factor', FACTOR_IDS) factor: Factor;
  @WholeNumberAnswer('Risk to others, 0 (none) to 4 (very high)') poses: Level;
  @WholeNumberAnswer('Risk from others, 0 (none) to 4 (very high)') vulnerable: Level;
  @ChoiceAnswer('RiskStatus', RISK_STATUSES) status: RiskStatus;
  @TextAnswer('What it rests on') evidence: string;
}

@ApiSchema({ name: 'NoKnownConcern', description: 'For every factor that is not rated there is no known concern' })
export class NoKnownConcernAnswer {
  @TextAnswer('Who or what says so') source: string;
  @PlainDateAnswer('When') date: string;
}

@ApiSchema({ name: 'AssessmentCountersignature' })
export class CountersignatureAnswer {
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({ name: 'Assessment', description: 'A signed version; never edited' })
export class AssessmentAnswer {
  @WholeNumberAnswer('Counted from 1') version: number;
  @PartsAnswer(RatedFactorAnswer, 'Only the factors that apply') ratings: RatedFactorAnswer[];
  @PartAnswer(NoKnownConcernAnswer, { nullable: true }) noKnownConcern: NoKnownConcernAnswer | null;
  @TextAnswer('Strengths') strengths: string;
  @TextAnswer('What helps') helps: string;
  @ChoiceAnswer('SupportLevel', SUPPORT_LEVELS) support: SupportLevel;
  @TextsAnswer('What their room must have') roomNeeds: string[];
  @TextAnswer('What else the house has to think of') houseNeeds: string;
  @PlainDateAnswer('When it is to be looked at again') reviewBy: string;
  @PartAnswer(NamedAnswer) signedBy: NamedAnswer;
  @InstantAnswer('When it was signed') signedAt: Date;
  @PartsAnswer(NamedAnswer, 'Who wrote some of it, beside whoever signed; none of them can countersign it')
  alsoWrittenBy: NamedAnswer[];
  @PartAnswer(CountersignatureAnswer, { nullable: true }) countersigned: CountersignatureAnswer | null;
}

@ApiSchema({ name: 'AssessmentMove', description: 'Whose move it is' })
export class MoveAnswer {
  @ChoiceAnswer('AssessmentMover', MOVES) who: Move;
  @ChoiceAnswer('AssessmentOwner', OWNERS) owner: Owner;
  @TextAnswer('What they do, as a sentence') says: string;
}

@ApiSchema({ name: 'AssessmentStanding', description: 'Whether they count as assessed today' })
export class StandingAnswer {
  @ChoiceAnswer('Gap', GAPS, { nullable: true }) gap: Gap | null;
  @PlainDateAnswer('The last day on which it counts, or null when nothing is signed', { nullable: true })
  countsUntil: string | null;
  @TextAnswer('What there is, or what is missing, as a sentence') says: string;
  @PartAnswer(MoveAnswer, { nullable: true }) move: MoveAnswer | null;
}

@ApiSchema({ name: 'YoungPersonAssessed' })
export class AssessedAnswer {
  @PartAnswer(StandingAnswer) standing: StandingAnswer;
  @PartAnswer(AssessmentAnswer, { nullable: true }) latest: AssessmentAnswer | null;
}

@ApiSchema({ name: 'Assessments' })
export class AssessmentsAnswer extends pageOfAnswers(AssessmentAnswer) {}

@ApiSchema({ name: 'AssessmentChange', description: 'What two versions say differently' })
export class AssessmentChangeAnswer {
  @TextAnswer('What it is about') what: string;
  @TextAnswer('What the other version says; empty for nothing') before: string;
  @TextAnswer('What this version says; empty for nothing') after: string;
}

@ApiSchema({ name: 'ComparedAssessment' })
export class ComparedAssessmentAnswer {
  @PartAnswer(AssessmentAnswer) assessment: AssessmentAnswer;
  @WholeNumberAnswer('The version that it is compared with, or null for the first', { nullable: true })
  against: number | null;
  @PartsAnswer(AssessmentChangeAnswer, 'What it says differently') changes: AssessmentChangeAnswer[];
}
