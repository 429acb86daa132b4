import type { FieldError } from '../../kernel/domain-error.js';
import { questionAbout, questionsFor } from '../domain/questions.js';
import type { OpenedRequest } from '../request-view.js';
import { answersOf, answerWords, questionPath, wantsSeveral } from './ask.page.js';

/** Answers in words that a person wrote themself. */
const SAID = ['aims', 'purpose', 'wishes', 'familyWishes', 'unitShouldKnow'];

/** What stands where nothing is said. */
const EMPTY: Record<string, string> = {
  aims: 'None named',
  siblings: 'Nobody else',
  nights: 'Not answered yet',
  from: 'Not answered yet',
  to: 'Not answered yet',
};

/** The answers of a draft, in the order of the questions, each with the way to change it. */
export function checkRows(request: OpenedRequest, units: readonly { id: string; name: string }[]) {
  const { firstName } = request.youngPerson;
  const known = [...units, request.unit];
  const values = answersOf(request);
  const people = request.parts.map((part) => part.youngPerson);
  const named = people.map((one) => ({ id: one.id, name: `${one.firstName} ${one.lastName}` }));
  const words = answerWords(known, firstName, request.aims, named);
  const asked = questionsFor({ units: units.length, several: wantsSeveral(request) });
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
export function missingLinks(requestId: string, missing: readonly FieldError[], several = false) {
  return missing.map(({ field, message }) => ({
    text: message,
    href: `${questionPath(requestId, questionAbout(field, { several })!.id, true)}#${field}`,
  }));
}
