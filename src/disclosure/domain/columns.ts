import { sayDate, sayInstant } from '../../kernel/say-date.js';

/** What a text of a table becomes in a young person's own file. */
export type Column =
  | {
      /** What somebody wrote: it is looked through for who else it names. */
      as: 'said';
      label: string;
      /** Its lines, of what is no text itself; each is looked through by itself. */
      lines?: (value: unknown) => string[];
    }
  | {
      /** Chosen from a list, counted, or a name of the council's own: it can name no other young person. */
      as: 'fact';
      label: string;
      words?: Readonly<Record<string, string>>;
    }
  | { as: 'day' | 'moment' | 'nights'; label: string }
  /** Who of the council's people; which unit; which room. */
  | { as: 'user' | 'unit' | 'bed'; label: string }
  | { as: 'out'; why: string };

export const said = (label: string, lines?: (value: unknown) => string[]): Column => ({
  as: 'said',
  label,
  ...(lines && { lines }),
});
export const fact = (label: string, words?: Readonly<Record<string | number, string>>): Column => ({
  as: 'fact',
  label,
  ...(words && { words }),
});
export const day = (label: string): Column => ({ as: 'day', label });
export const moment = (label: string): Column => ({ as: 'moment', label });
export const nights = (label: string): Column => ({ as: 'nights', label });
export const who = (label: string): Column => ({ as: 'user', label });
export const unit = (label = 'Unit'): Column => ({ as: 'unit', label });
export const room = (label = 'Room'): Column => ({ as: 'bed', label });
export const out = (why: string): Column => ({ as: 'out', why });

/** Why some columns are in no file, whatever the table. */
export const KEY = out('A number by which the service finds the row: it says nothing of anybody.');
export const THEIRS = out('Says whose row it is: the whole file is theirs.');
export const TWICE = out('Says again what stands in the file elsewhere.');
export const OF_OTHERS = out('May tell of another young person.');

/**
 * What a column says, each value as a text: in words where there are words for it, a date as `YYYY-MM-DD`, a moment in ISO
 * 8601; nothing where nothing is recorded.
 *
 * @example valuesOf(fact('Keeps the same room'), true); // ['yes']
 */
export function valuesOf(column: Column, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (column.as === 'said' && column.lines) return column.lines(value).filter(Boolean);
  return (Array.isArray(value) ? value : [value]).map((one) => wordOf(column, one)).filter(Boolean);
}

function wordOf(column: Column, value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (column.as === 'fact' && column.words) return column.words[String(value)] ?? String(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const ISO_DATE = /^\d{4}-\d\d-\d\d$/;
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Any JSON as lines, a line for each text in it, under the words of its names. */
export function linesOf(value: unknown, words: Readonly<Record<string, string>>): string[] {
  if (value === null || value === undefined || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const label = words[name];
    if (!label || one === null || one === '') return [];
    const text = String(one);
    if (ISO_INSTANT.test(text)) return [`${label}: ${sayInstant(new Date(text), 'Europe/London')}`];
    return [`${label}: ${ISO_DATE.test(text) ? sayDate(text) : text}`];
  });
}
