import type { FieldError } from '../../kernel/domain-error.js';
import { wishesOfOthers } from '../domain/answers.js';
import { questionAbout, questionsFor } from '../domain/questions.js';
import type { OpenedRequest } from '../request-view.js';
import { seriesRows } from './series-rows.page.js';
import { answersOf, answerWords, questionPath, seriesPath, wantsSeveral } from './ask.page.js';

/** Answers in words that a person wrote themself. */
const SAID = ['aims', 'theirAims', 'purpose', 'wishes', 'familyWishes', 'unitShouldKnow'];

const NOTHING_WRITTEN = 'Nothing written down';

/** What stands where nothing is said. */
const EMPTY: Record<string, string> = {
  aims: 'None named',
  theirAims: 'None named',
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
  const theirs = aimsOfOthers(request);
  const words = answerWords(known, firstName, request.aims, named, theirs);
  const asked = questionsFor({
    ...{ units: units.length, several: wantsSeveral(request), siblings: request.forSiblings },
    repeats: request.series !== null,
  });
  return asked.flatMap((question) => {
    if (question.id === 'when' && request.series) return seriesRows(request.id, request.series);
    const href = questionPath(request.id, question.id, true);
    if (question.id === 'their-wishes')
      return wishesOfOthers(request).map(({ youngPerson, wishes }) => ({
        ...{ key: `What ${people.find(({ id }) => id === youngPerson)!.firstName} says`, id: question.id, href },
        ...{ text: wishes || NOTHING_WRITTEN, said: wishes !== '' },
      }));
    return question.fields.map((field) => ({
      key: words[field]!.label,
      id: field,
      text: words[field]!.text(values[field] ?? '') || EMPTY[field] || NOTHING_WRITTEN,
      said: SAID.includes(field) && [values[field] ?? []].flat().join('') !== '',
      href,
    }));
  });
}

/** The aims of brothers and sisters that it is for, each with whose it is. */
export const aimsOfOthers = ({ parts, youngPerson }: Pick<OpenedRequest, 'parts' | 'youngPerson'>) =>
  parts
    .filter((part) => part.youngPerson.id !== youngPerson.id)
    .flatMap((part) => part.aims.map(({ id, text }) => ({ id, text: `${part.youngPerson.firstName}: ${text}` })))
    .filter(({ id }, place, all) => all.findIndex((one) => one.id === id) === place);

/** Whether what is missing is said with how it repeats. */
const isOfSeries = (field: string): boolean => field.startsWith('series.') || SERIES_FIELDS.includes(field);
const SERIES_FIELDS = ['every', 'from', 'nights'];

/** What is missing before it can be sent, each with the question that asks for it. */
export function missingLinks(requestId: string, missing: readonly FieldError[], several = false, repeats = false) {
  return missing.map(({ field, message }) => ({
    text: message,
    href:
      repeats && isOfSeries(field)
        ? seriesPath(requestId)
        : `${questionPath(requestId, questionAbout(field, { several })!.id, true)}#${field}`,
  }));
}
