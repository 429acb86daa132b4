import { SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import { ChoiceField, PlainDateField, TextField, WordsField } from '../../web/fields.js';
import { withFactors, type AssessmentDraft } from '../domain/assessment.js';
import { FACTOR_IDS, LEVELS, RISK_STATUSES, type Factor, type Level, type RiskStatus } from '../domain/factors.js';
import { LONGEST_EVIDENCE } from './assessment.dto.js';

/** What a page of a draft is answered with: each page has its own of these fields. `then` is what the button says comes next. */
export class AssessmentForm {
  @WordsField('Factors', { required: false }) factors?: string[];
  @ChoiceField('The risk to others', LEVELS, { required: false }) poses?: Level;
  @ChoiceField('The risk from others', LEVELS, { required: false }) vulnerable?: Level;
  @ChoiceField('How it stands now', RISK_STATUSES, { required: false }) status?: RiskStatus;
  @TextField('What it rests on', { max: LONGEST_EVIDENCE, required: false }) evidence?: string;
  @TextField('The source', { max: 500, required: false }) source?: string;
  @PlainDateField('The date', { required: false }) sourceDate?: string;
  @TextField('The strengths', { max: 4000, required: false }) strengths?: string;
  @TextField('What helps', { max: 4000, required: false }) helps?: string;
  @ChoiceField('Support', SUPPORT_LEVELS, { required: false }) support?: SupportLevel;
  @WordsField('What the room must have', { required: false }) roomNeeds?: string[];
  @TextField('What else the house has to think of', { max: 4000, required: false }) houseNeeds?: string;
  @PlainDateField('The review date', { required: false }) reviewBy?: string;
  @ChoiceField('What comes next', ['later'], { required: false }) then?: 'later';
}

/** The draft with what one of its pages says. */
export function answered(draft: AssessmentDraft, page: string, form: AssessmentForm): AssessmentDraft {
  const { source = '', sourceDate = null, strengths = '', helps = '' } = form;
  const { support = null, roomNeeds = [], houseNeeds = '', reviewBy = null } = form;
  if (page === 'factors') return { ...withFactors(draft, factorsIn(form)), hasChosen: Boolean(form.factors?.length) };
  if (page === 'rest') return { ...draft, source, sourceDate };
  if (page === 'strengths') return { ...draft, strengths, helps };
  if (page === 'support') return { ...draft, support, roomNeeds, houseNeeds };
  if (page === 'review') return { ...draft, reviewBy };
  const { poses = null, vulnerable = null, status = null, evidence = '' } = form;
  const ratings = draft.ratings.map((rating) =>
    rating.factor === page ? { factor: rating.factor, poses, vulnerable, status, evidence } : rating,
  );
  return { ...draft, ratings };
}

const factorsIn = ({ factors = [] }: AssessmentForm): Factor[] =>
  FACTOR_IDS.filter((factor) => factors.includes(factor));
