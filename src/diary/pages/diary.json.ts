import type { DiaryName } from '../diary-names.service.js';
import type { Decided, RowDecided } from '../diary-preview.service.js';
import type { ImportView } from '../diary-reader.js';
import { missingColumns } from '../domain/columns.js';
import { sayRow } from '../domain/diary-row.js';
import { ROW_WORD } from '../domain/file-read.js';
import type { Known } from '../domain/names.js';
import type { DiaryImportAnswer, DiaryNameAnswer, DiaryPreviewAnswer, DiaryRowAnswer } from '../dto/diary.answer.js';
import { landingSentence, type Named } from './diary-sentence.js';

export function importJson(one: ImportView): DiaryImportAnswer {
  const { id, unit, format, mark, state, rows, landed, sheet, otherSheets } = one;
  const { madeAt, madeBy, landedAt, landedBy, endedAt, endedBy } = one;
  return {
    id,
    unit: { id: unit.id, name: unit.name },
    ...{ format, mark, state, rows, landed, sheet, otherSheets },
    ...{ madeAt, madeBy, landedAt, landedBy, endedAt, endedBy },
  };
}

export function previewJson(one: ImportView, { counts, token }: Decided): DiaryPreviewAnswer {
  const columnsMissing = one.headings ? missingColumns(one.places ?? {}) : [];
  return { ...importJson(one), headings: one.headings ?? [], columnsMissing, counts, token };
}

export function rowJson(
  one: ImportView,
  { place, entry, landing, stayId, closureId }: RowDecided,
  named: Named,
): DiaryRowAnswer {
  const whom = landing.outcome === 'lands' ? landing.youngPersonId : null;
  const who = whom ? named.people.get(whom) : undefined;
  return {
    ...{ place, row: sayRow(ROW_WORD[one.format], entry), kind: entry.kind, name: entry.name },
    ...{ arrival: entry.arrival, departure: entry.departure, outcome: landing.outcome },
    sentence: landingSentence(landing, named),
    advice: landing.outcome === 'lands' ? (landing.advice ?? null) : null,
    youngPerson: who ? { id: whom!, firstName: who.firstName, lastName: who.lastName } : null,
    ...{ stay: stayId, closure: closureId },
  };
}

export function nameJson({ place, name, dateOfBirth, rows, answer, who, suggestions }: DiaryName): DiaryNameAnswer {
  const state = answer === undefined ? 'open' : answer === 'left_out' ? 'left_out' : 'answered';
  return {
    ...{ place, name, dateOfBirth, rows, state },
    youngPerson: who ? knownJson(who) : null,
    suggestions: suggestions.map(knownJson),
  };
}

const knownJson = ({ id, firstName, lastName, dateOfBirth, caseNumber }: Known) => ({
  id,
  firstName,
  lastName,
  dateOfBirth,
  caseNumber,
});
