import { SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import { ChoiceField, PlainDateField, TextField, WordsField } from '../../web/fields.js';
import { PartField, PartsField } from '../../web/part-field.js';
import { withFactors, type AssessmentDraft, type DraftRating } from '../domain/assessment.js';
import { FACTOR_IDS, LEVELS, RISK_STATUSES, type Factor, type Level, type RiskStatus } from '../domain/factors.js';
import { LONGEST_EVIDENCE } from './assessment.dto.js';

export class DraftRatingDto {
  @ChoiceField('The factor', FACTOR_IDS) factor: Factor;
  @ChoiceField('The risk to others', LEVELS, { required: false }) poses?: Level;
  @ChoiceField('The risk from others', LEVELS, { required: false }) vulnerable?: Level;
  @ChoiceField('How it stands now', RISK_STATUSES, { required: false }) status?: RiskStatus;
  @TextField('The evidence', { max: LONGEST_EVIDENCE, required: false }) evidence?: string;
}

export class DraftConcernDto {
  @TextField('The source', { max: 500, required: false }) source?: string;
  @PlainDateField('The date', { required: false }) date?: string;
}

/** What is sent is kept in place of what stood there, and what is left out stays: a section at a time, finished or not. */
export class AssessmentDraftDto {
  /** The factors that apply, and no others; none says that none does. */
  @PartsField('Ratings', DraftRatingDto, { max: FACTOR_IDS.length }) ratings?: DraftRatingDto[];
  @PartField('For all the rest', DraftConcernDto) noKnownConcern?: DraftConcernDto;
  @TextField('The strengths', { max: 4000, required: false }) strengths?: string;
  @TextField('What helps', { max: 4000, required: false }) helps?: string;
  @ChoiceField('Support', SUPPORT_LEVELS, { required: false }) support?: SupportLevel;
  @WordsField('What the room must have', { required: false }) roomNeeds?: string[];
  @TextField('What else the house has to think of', { max: 4000, required: false }) houseNeeds?: string;
  @PlainDateField('The review date', { required: false }) reviewBy?: string;
}

/** The draft with the sections that were sent. */
export function revised(draft: AssessmentDraft, sent: AssessmentDraftDto): AssessmentDraft {
  const { ratings, noKnownConcern, ...rest } = sent;
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const rated = ratings ? withRatings(draft, ratings) : draft;
  return {
    ...rated,
    ...said,
    ...(noKnownConcern && { source: noKnownConcern.source ?? '', sourceDate: noKnownConcern.date ?? null }),
  };
}

function withRatings(draft: AssessmentDraft, sent: readonly DraftRatingDto[]): AssessmentDraft {
  const rating = (factor: Factor): DraftRating => {
    const {
      poses = null,
      vulnerable = null,
      status = null,
      evidence = '',
    } = sent.find((one) => one.factor === factor)!;
    return { factor, poses, vulnerable, status, evidence };
  };
  const chosen = withFactors(
    draft,
    sent.map(({ factor }) => factor),
  );
  return { ...chosen, ratings: chosen.ratings.map(({ factor }) => rating(factor)) };
}
