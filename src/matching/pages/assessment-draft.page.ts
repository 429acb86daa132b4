import { sayDate } from '../../kernel/say-date.js';
import { SUPPORT_LEVELS, SUPPORT_TEXT, type SupportLevel } from '../../people/domain/stay-needs.js';
import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import {
  faultsOf,
  pageBeside,
  pagesOf,
  restOf,
  type AssessmentDraft,
  type AssessmentPage,
  type RatedFactor,
  type Signing,
} from '../domain/assessment.js';
import { sayRating } from '../domain/assessment-changes.js';
import {
  FACTOR_IDS,
  FACTORS,
  LEVELS,
  LEVEL_TEXT,
  RISK_STATUSES,
  RISK_STATUS_TEXT,
  type Factor,
  type Level,
  type RiskStatus,
} from '../domain/factors.js';
import { askPath, checkPath } from './assessment.page.js';

/** What is ticked by who says that no factor applies. */
export const NONE = 'none';

export const isFactor = (page: AssessmentPage): page is Factor => page in FACTORS;

export const titleOf = (page: AssessmentPage, firstName: string): string =>
  isFactor(page)
    ? FACTORS[page]
    : {
        factors: `Which of these apply to ${firstName}?`,
        rest: 'No known concern about all the rest',
        strengths: `What is ${firstName} good at, and what helps?`,
        support: `What does ${firstName} need of the house?`,
        review: 'When is this looked at again?',
      }[page];

/** What one page of a draft says, as its form shows it. */
export function valuesOf(page: AssessmentPage, draft: AssessmentDraft): TypedValues {
  const factors = draft.ratings.map(({ factor }) => factor as string);
  if (isFactor(page)) {
    const rating = draft.ratings.find(({ factor }) => factor === page);
    return {
      poses: String(rating?.poses ?? ''),
      vulnerable: String(rating?.vulnerable ?? ''),
      status: rating?.status ?? '',
      evidence: rating?.evidence ?? '',
    };
  }
  return {
    factors: { factors: factors.length === 0 && draft.hasChosen ? [NONE] : factors },
    rest: { source: draft.source, sourceDate: draft.sourceDate ?? '' },
    strengths: { strengths: draft.strengths, helps: draft.helps },
    support: { support: draft.support ?? '', roomNeeds: draft.roomNeeds.toSorted(), houseNeeds: draft.houseNeeds },
    review: { reviewBy: draft.reviewBy ?? '' },
  }[page] as TypedValues;
}

const list = (value: string | string[]): string => [value].flat().join(', ');
const level = (value: string | string[]): string => LEVEL_TEXT[Number(value) as Level] ?? '';
const day = (value: string | string[]): string => (value ? sayDate(String(value)) : '');

export const DRAFT_WORDS: FieldWords = {
  factors: {
    label: 'What applies',
    text: (value) =>
      [value]
        .flat()
        .map((one) => (one === NONE ? 'None of them' : FACTORS[one as Factor]))
        .join(', '),
  },
  poses: { label: 'Risk to others', text: level },
  vulnerable: { label: 'Risk from others', text: level },
  status: { label: 'How it stands now', text: (value) => RISK_STATUS_TEXT[value as RiskStatus] ?? '' },
  evidence: { label: 'What it rests on', text: String },
  source: { label: 'Who says so', text: String },
  sourceDate: { label: 'When', text: day },
  strengths: { label: 'Strengths', text: String },
  helps: { label: 'What helps', text: String },
  support: { label: 'Support', text: (value) => SUPPORT_TEXT[value as SupportLevel] ?? '' },
  roomNeeds: { label: 'What the room must have', text: list },
  houseNeeds: { label: 'What else the house thinks of', text: String },
  reviewBy: { label: 'Review date', text: day },
};

/** The choices of a page, with what is chosen now. */
export function choicesOf(page: AssessmentPage, values: TypedValues, attributes: readonly string[]) {
  const chosen = (field: string) => [values[field] ?? []].flat();
  const levels = (field: string) =>
    LEVELS.map((value) => ({
      value: String(value),
      text: LEVEL_TEXT[value],
      checked: chosen(field).includes(String(value)),
    }));
  const needs = [...new Set([...attributes, ...chosen('roomNeeds')])].toSorted();
  return {
    factorItems: [
      ...FACTOR_IDS.map((value) => ({ value, text: FACTORS[value], checked: chosen('factors').includes(value) })),
      { divider: 'or' },
      { value: NONE, text: 'None of these applies', behaviour: 'exclusive', checked: chosen('factors').includes(NONE) },
    ],
    posesItems: levels('poses'),
    vulnerableItems: levels('vulnerable'),
    statusItems: RISK_STATUSES.map((value) => ({
      ...{ value, text: RISK_STATUS_TEXT[value], checked: values['status'] === value },
    })),
    supportItems: SUPPORT_LEVELS.map((value) => ({
      ...{ value, text: SUPPORT_TEXT[value], checked: values['support'] === value },
    })),
    needItems: needs.map((value) => ({ value, text: value, checked: chosen('roomNeeds').includes(value) })),
    isFactor: isFactor(page),
  };
}

/** Where a page of a draft leads, and where it leads back. */
export function waysOf(id: string, draft: AssessmentDraft, page: AssessmentPage, change: boolean) {
  const to = (side: 'after' | 'before') => {
    const other = change ? undefined : pageBeside(draft, page, side);
    return other && askPath(id, other);
  };
  const pages = pagesOf(draft);
  return {
    place: { page: pages.indexOf(page) + 1, of: pages.length },
    action: askPath(id, page, change),
    next: to('after') ?? checkPath(id),
    back: to('before') ?? (change ? checkPath(id) : `/young-people/${id}/assessment`),
  };
}

/** The factors of which a draft says that there is no known concern. */
export const restNames = (draft: AssessmentDraft): string[] => restOf(draft).map((factor) => FACTORS[factor]);

/** What a draft says so far, a row a page with the way to change it, and what it lacks. */
export function checkPage(id: string, draft: AssessmentDraft, signing: Signing) {
  const faults = faultsOf(draft, signing);
  const lacking = new Set(faults.map(({ page }) => page));
  const row = (page: AssessmentPage, key: string, text: string, none = 'Not said yet') => ({
    ...{ key, text: text || none, href: askPath(id, page, true) },
  });
  // What may be left out is not waited for.
  const optional = 'Nothing written';
  const rest = [draft.source, draft.sourceDate && sayDate(draft.sourceDate)].filter(Boolean).join(', ');
  const needs = draft.roomNeeds.join(', ') || 'any room';
  const names = draft.ratings.map(({ factor }) => FACTORS[factor]).join(', ');
  return {
    rows: [
      row('factors', 'What applies', names || (draft.hasChosen ? 'None of them' : '')),
      ...draft.ratings.map((rating) =>
        row(rating.factor, FACTORS[rating.factor], lacking.has(rating.factor) ? '' : sayRating(rating as RatedFactor)),
      ),
      ...(restOf(draft).length > 0 ? [row('rest', 'No known concern about the rest', rest)] : []),
      row('strengths', 'Strengths', draft.strengths),
      row('strengths', 'What helps', draft.helps, optional),
      row('support', 'Support and room', draft.support ? `${SUPPORT_TEXT[draft.support]}, ${needs}` : ''),
      row('support', 'What else the house thinks of', draft.houseNeeds, optional),
      row('review', 'Looked at again by', day(draft.reviewBy ?? '')),
    ],
    missing: faults.map(({ page, message }) => ({ text: message, href: askPath(id, page, true) })),
  };
}
