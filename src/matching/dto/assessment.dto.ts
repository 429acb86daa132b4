import { ChoiceField, PlainDateField, TextField, WordsField } from '../../web/fields.js';
import { PartField, PartsField } from '../../web/part-field.js';
import { SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import type { AssessmentDraft } from '../domain/assessment.js';
import { FACTOR_IDS, LEVELS, RISK_STATUSES, type Factor, type Level, type RiskStatus } from '../domain/factors.js';

export const LONGEST_EVIDENCE = 2000;

export class RatingDto {
  @ChoiceField('The factor', FACTOR_IDS) factor: Factor;
  @ChoiceField('The risk to others', LEVELS) poses: Level;
  @ChoiceField('The risk from others', LEVELS) vulnerable: Level;
  @ChoiceField('How it stands now', RISK_STATUSES) status: RiskStatus;
  @TextField('The evidence', { max: LONGEST_EVIDENCE, required: false }) evidence?: string;
}

export class NoKnownConcernDto {
  @TextField('The source', { max: 500, min: 1 }) source: string;
  @PlainDateField('The date') date: string;
}

export class AssessDto {
  @PartsField('Ratings', RatingDto, { max: FACTOR_IDS.length }) ratings?: RatingDto[];
  @PartField('For all the rest', NoKnownConcernDto) noKnownConcern?: NoKnownConcernDto;
  @TextField('The strengths', { max: 4000, min: 1 }) strengths: string;
  @TextField('What helps', { max: 4000, required: false }) helps?: string;
  @ChoiceField('Support', SUPPORT_LEVELS) support: SupportLevel;
  @WordsField('What the room must have', { required: false }) roomNeeds?: string[];
  @TextField('What else the house has to think of', { max: 4000, required: false }) houseNeeds?: string;
  @PlainDateField('The review date') reviewBy: string;
}

/** What was sent as a draft, which is checked and signed in one step. */
export function sentDraft(sent: AssessDto): AssessmentDraft {
  const ratings = (sent.ratings ?? []).map(({ evidence = '', ...rating }) => ({ ...rating, evidence }));
  return {
    ...{ hasChosen: true, ratings, source: sent.noKnownConcern?.source ?? '' },
    sourceDate: sent.noKnownConcern?.date ?? null,
    ...{ strengths: sent.strengths, helps: sent.helps ?? '', support: sent.support, roomNeeds: sent.roomNeeds ?? [] },
    ...{ houseNeeds: sent.houseNeeds ?? '', reviewBy: sent.reviewBy },
  };
}
