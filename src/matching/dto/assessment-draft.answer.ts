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
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { FACTOR_IDS, RISK_STATUSES, type Factor, type Level, type RiskStatus } from '../domain/factors.js';

@ApiSchema({ name: 'DraftRating', description: 'A factor that applies, as far as it has been rated' })
export class DraftRatingAnswer {
  @ChoiceAnswer('Factor', FACTOR_IDS) factor: Factor;
  @WholeNumberAnswer('Risk to others, 0 (none) to 4 (very high)', { nullable: true }) poses: Level | null;
  @WholeNumberAnswer('Risk from others, 0 (none) to 4 (very high)', { nullable: true }) vulnerable: Level | null;
  @ChoiceAnswer('RiskStatus', RISK_STATUSES, { nullable: true }) status: RiskStatus | null;
  @TextAnswer('What it rests on') evidence: string;
}

@ApiSchema({ name: 'DraftConcern', description: 'For every factor that is not rated, as far as it has been said' })
export class DraftConcernAnswer {
  @TextAnswer('Who or what says so') source: string;
  @PlainDateAnswer('When', { nullable: true }) date: string | null;
}

@ApiSchema({ name: 'MissingOfDraft', description: 'What has to be said before it can be signed' })
export class MissingOfDraftAnswer {
  @TextAnswer('Where: the name of the field') field: string;
  @TextAnswer('What, as a sentence') message: string;
}

@ApiSchema({
  name: 'AssessmentDraft',
  description: 'What is being written of a young person; nobody’s word until it is signed',
})
export class AssessmentDraftAnswer {
  @WholeNumberAnswer('The version that it started from; 0 for none') fromVersion: number;
  @YesNoAnswer('Whether somebody has said which factors apply') hasChosen: boolean;
  @PartsAnswer(DraftRatingAnswer, 'Only the factors that apply') ratings: DraftRatingAnswer[];
  @PartAnswer(DraftConcernAnswer) noKnownConcern: DraftConcernAnswer;
  @TextAnswer('Strengths') strengths: string;
  @TextAnswer('What helps') helps: string;
  @ChoiceAnswer('SupportLevel', SUPPORT_LEVELS, { nullable: true }) support: SupportLevel | null;
  @TextsAnswer('What their room must have') roomNeeds: string[];
  @TextAnswer('What else the house has to think of') houseNeeds: string;
  @PlainDateAnswer('When it is to be looked at again', { nullable: true }) reviewBy: string | null;
  @InstantAnswer('When it was begun') begunAt: Date;
  @PartAnswer(NamedAnswer) changedBy: NamedAnswer;
  @InstantAnswer('When something was last kept') changedAt: Date;
  @PartsAnswer(MissingOfDraftAnswer, 'What is missing or wrong today, in the order of its pages')
  missing: MissingOfDraftAnswer[];
}
