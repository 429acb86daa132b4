import { sayDate, sayInstant } from '../../kernel/say-date.js';
import { LEGAL_STATUS_TEXT } from '../../stays/domain/legal-status-text.js';
import type { AnswerGiven } from '../emergency-history.service.js';

const NOTHING = 'left empty';

/** What somebody answered, a line for each question. */
export function answersGiven(given: readonly AnswerGiven[], zone: string) {
  return given.map(({ at, by, answers, impact }) => ({
    at,
    by,
    lines: impact
      ? [`Impact on ${impact.youngPerson ? nameOf(impact.youngPerson) : 'somebody who was staying'}: ${impact.impact}`]
      : linesOf(answers ?? {}, zone),
  }));
}

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) => `${firstName} ${lastName}`;

function linesOf(answers: NonNullable<AnswerGiven['answers']>, zone: string): string[] {
  const { known, expectedAt, until, why, risk, house, authority, legalBasis } = answers;
  const line = (label: string, value: string | null | undefined) =>
    value === undefined ? [] : [`${label}: ${value || NOTHING}`];
  return [
    ...line('Who they are', known),
    ...line('From when', expectedAt && sayInstant(new Date(expectedAt), zone)),
    ...line('Until', until && sayDate(until)),
    ...line('Why', why),
    ...line('What is known of risk', risk),
    ...line('Room and staffing tonight', house),
    ...line('Authority to place', authority),
    ...line('Legal basis', legalBasis && LEGAL_STATUS_TEXT[legalBasis]),
  ];
}
