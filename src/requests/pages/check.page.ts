import type { FieldError } from '../../kernel/domain-error.js';
import { questionAbout, questionsFor } from '../domain/questions.js';
import type { RequestView } from '../request-view.js';
import { answersOf, answerWords, questionPath } from './ask.page.js';

/** Answers in words that a person wrote themself. */
const SAID = ['aims', 'purpose', 'wishes', 'familyWishes', 'unitShouldKnow'];

/** What stands where nothing is said. */
const EMPTY: Record<string, string> = {
  aims: 'None named',
  nights: 'Not answered yet',
  from: 'Not answered yet',
  to: 'Not answered yet',
};

/** The answers of a draft, in the order of the questions, each with the way to change it. */
export function checkRows(request: RequestView, units: readonly { id: string; name: string }[]) {
  const { firstName } = request.youngPerson;
  const known = [...units, request.unit];
  const values = answersOf(request);
  const words = answerWords(known, firstName, request.aims);
  const asked = questionsFor({ units: units.length });
  return asked.flatMap((question) =>
    question.fields.map((field) => ({
      key: words[field]!.label,
      id: field,
      text: words[field]!.text(values[field] ?? '') || EMPTY[field] || 'Nothing written down',
      said: SAID.includes(field) && [values[field] ?? []].flat().join('') !== '',
      href: questionPath(request.id, question.id, true),
    })),
  );
}

/** What is missing before it can be sent, each with the question that asks for it. */
export function missingLinks(requestId: string, missing: readonly FieldError[]) {
  return missing.map(({ field, message }) => ({
    text: message,
    href: `${questionPath(requestId, questionAbout(field)!.id, true)}#${field}`,
  }));
}
