import { sayDate } from '../../kernel/say-date.js';
import { SUPPORT_TEXT } from '../../people/domain/stay-needs.js';
import type { Assessment, RatedFactor } from './assessment.js';
import { FACTOR_IDS, FACTORS, LEVEL_TEXT, RISK_STATUS_TEXT } from './factors.js';

/** One thing that two versions say differently, in words; empty where one of them says nothing of it. */
export interface AssessmentChange {
  what: string;
  before: string;
  after: string;
}

/** @example sayRating({ factor: 'substances', poses: 2, vulnerable: 0, status: 'mitigated', evidence: '' }); // 'Risk to others medium, risk from others none. Current but mitigated.' */
export function sayRating({ poses, vulnerable, status, evidence }: RatedFactor): string {
  const levels = `Risk to others ${LEVEL_TEXT[poses].toLowerCase()}, risk from others ${LEVEL_TEXT[vulnerable].toLowerCase()}`;
  return [`${levels}. ${RISK_STATUS_TEXT[status]}.`, evidence].filter(Boolean).join(' ');
}

/** What two versions of an assessment say differently, factors first; empty when they say the same. */
export function changesBetween(before: Assessment, after: Assessment): AssessmentChange[] {
  const rows: [string, (one: Assessment) => string][] = [
    ...FACTOR_IDS.map((factor): [string, (one: Assessment) => string] => [
      FACTORS[factor],
      ({ ratings }) =>
        ratings
          .filter((rating) => rating.factor === factor)
          .map(sayRating)
          .join(''),
    ]),
    ['No other known concern', sayRest],
    ['Strengths', ({ strengths }) => strengths],
    ['What helps', ({ helps }) => helps],
    ['Support', ({ support }) => SUPPORT_TEXT[support]],
    ['What the room must have', ({ roomNeeds }) => roomNeeds.toSorted().join(', ')],
    ['What else the house thinks of', ({ houseNeeds }) => houseNeeds],
    ['Review date', ({ reviewBy }) => sayDate(reviewBy)],
  ];
  return rows
    .map(([what, text]) => ({ what, before: text(before), after: text(after) }))
    .filter((row) => row.before !== row.after);
}

export const sayRest = ({ noKnownConcern }: Pick<Assessment, 'noKnownConcern'>): string =>
  noKnownConcern ? `${noKnownConcern.source}, ${sayDate(noKnownConcern.date)}` : '';
