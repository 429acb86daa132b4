import { date } from '../../web/filters.js';
import type { NamedTerm } from '../domain/school-terms.js';

interface Row {
  line: number;
  text: string;
  term?: NamedTerm;
  isKnown?: boolean;
  problem?: string;
}

/** A term in a list. */
export function termItem({ id, name, firstDay, lastDay }: NamedTerm & { id: string }) {
  return { name, firstDay, lastDay, path: `/school-terms/${id}` };
}

/** The rows of a list that is looked at before it is imported, and whether it may be. */
export function termRows(rows: readonly Row[]) {
  const wrong = rows.filter(({ problem }) => problem !== undefined).length;
  const added = rows.filter(({ term, isKnown }) => term && !isKnown).length;
  return {
    rows: rows.map(({ line, text, term, isKnown, problem }) => ({
      line,
      what: term ? term.name : text,
      days: term ? `${date(term.firstDay)} to ${date(term.lastDay)}` : '',
      result: problem ?? (isKnown ? 'On record already' : 'Will be added'),
      isWrong: problem !== undefined,
    })),
    wrong,
    added,
    maySave: wrong === 0 && added > 0,
  };
}
