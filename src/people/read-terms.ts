import { sayDate } from '../kernel/say-date.js';
import type { PlainDate } from '../kernel/nights.js';
import { readDate } from '../web/read-date.js';
import { onOneLine } from './domain/new-person.js';
import { checkTerm, sharesDays, type NamedTerm } from './domain/school-terms.js';

export const MOST_ROWS = 200;
export const MOST_CHARACTERS = 64 * 1024;
export const LONGEST_NAME = 60;

/** A row of the list as it was read: the term, or what is wrong with it. */
export interface ReadRow {
  line: number;
  text: string;
  term?: NamedTerm;
  /** On record exactly so already: nothing to do. */
  isKnown?: boolean;
  problem?: string;
}

/**
 * Reads a list of terms, one a line: name, first day, last day, separated by commas, semicolons or tabs; a heading may
 * come first, and a name with a comma in it stands in quotes. Every line is judged, so that all that is wrong can be put
 * right in one go; a term that is on record already is left as it is.
 */
export function readTerms(csv: string, onRecord: readonly NamedTerm[], today: PlainDate): ReadRow[] {
  const lines = csv
    .split(/\r\n?|\n/)
    .map((text, place) => ({ line: place + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
  const rows = lines.filter(({ text }, place) => !(place === 0 && isHeading(text)));
  const read: NamedTerm[] = [];
  return rows.map(({ line, text }) => {
    const term = readRow(text);
    const problem = typeof term === 'string' ? term : checkTerm(term, today)[0]?.message;
    if (typeof term === 'string' || problem !== undefined) return { line, text, problem: problem! };
    if (onRecord.some((one) => same(one, term))) return { line, text, term, isKnown: true };
    const clash = sharesDays(term, [...onRecord, ...read]);
    if (clash) return { line, text, problem: `It shares days with ${clash.name} (${sayTerm(clash)}).` };
    read.push(term);
    return { line, text, term };
  });
}

export function sayTerm({ firstDay, lastDay }: Pick<NamedTerm, 'firstDay' | 'lastDay'>): string {
  return `${sayDate(firstDay)} to ${sayDate(lastDay)}`;
}

function same(a: NamedTerm, b: NamedTerm): boolean {
  return a.name === b.name && a.firstDay === b.firstDay && a.lastDay === b.lastDay;
}

function isHeading(text: string): boolean {
  return !/\d/.test(
    text
      .split(/[,;\t]/)
      .slice(1)
      .join(),
  );
}

/** The term of a line, or what is wrong with its form. */
function readRow(text: string): NamedTerm | string {
  const fields = fieldsOf(text);
  if (fields.length !== 3) return 'Write three fields: the name, the first day and the last day.';
  const [name = '', first = '', last = ''] = fields.map(onOneLine);
  if (name === '') return 'Give the term a name.';
  if ([...name].length > LONGEST_NAME) return `The name must be ${LONGEST_NAME} characters or fewer.`;
  const [firstDay, lastDay] = [readDate('First day', first), readDate('Last day', last)];
  if ('sentence' in firstDay) return firstDay.sentence;
  if ('sentence' in lastDay) return lastDay.sentence;
  return { name, firstDay: firstDay.date, lastDay: lastDay.date };
}

/** The fields of a line of comma-separated values; quotes keep what is between them together. */
function fieldsOf(text: string): string[] {
  const fields = [''];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at]!;
    if (one === '"' && quoted && text[at + 1] === '"') {
      fields[fields.length - 1] += '"';
      at += 1;
    } else if (one === '"') quoted = !quoted;
    else if (!quoted && /[,;\t]/.test(one)) fields.push('');
    else fields[fields.length - 1] += one;
  }
  return fields;
}
