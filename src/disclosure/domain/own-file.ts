import { valuesOf, type Column } from './columns.js';

/** The sections of a young person's own file, in their order. */
export const SECTIONS = {
  person: 'Who they are',
  workers: 'Who works with them',
  plan: 'The family plan and the nights granted',
  assessment: 'Assessments and what was reported',
  requests: 'Breaks that were asked for',
  stays: 'Stays',
  records: 'What was written down during stays',
  after: 'How it went',
  visits: 'Visits without a night',
  emergencies: 'Emergencies',
  file: 'Copies of this file',
} as const;
export type Section = keyof typeof SECTIONS;

/** What stands in the place of words that name another young person, or may. */
export const WITHHELD = 'Withheld: this names somebody else';

/** One thing that is said in an entry. */
export interface Field {
  name: string;
  label: string;
  as: 'text' | 'day' | 'moment' | 'nights';
  values: string[];
  withheld: boolean;
}

/** Words that are not in the file, for the person who checks it before it is released. */
export interface Withheld<T> {
  /** The same for the same words of the same table, another for any others. */
  key: string;
  words: { label: string; text: string }[];
  /** Whom they name; empty where it was marked that they are about others. */
  names: T[];
}

/** Words that are in the file, for the person who knows whom they mean: “the boy upstairs”. */
export type Standing = Omit<Withheld<unknown>, 'names'>;

export interface RowToFile<T> {
  table: string;
  columns: Readonly<Record<string, Column>>;
  row: Readonly<Record<string, unknown>>;
  /** Whoever wrote it says, or the place shows, that it is about others, too. */
  isAboutOthers: boolean;
  /** Whom it goes on about without a name: those whom the note names that it puts right, or that puts it right. */
  alsoNames?: readonly T[];
  /** Each text is an answer of its own: where one names somebody, the others still stand. */
  apart: boolean;
}

export interface Looking<T> {
  /** Whom a text names beside the young person. */
  find: (text: string) => T[];
  /** One short text for any: what a person read and put in is known by it. */
  keyOf: (text: string) => string;
  /** What a person has read and put in by hand. */
  putIn: ReadonlySet<string>;
  /** What a person has read and keeps out by hand; it is kept out also where it was put in. */
  takeOut: ReadonlySet<string>;
}

/**
 * A row as an entry of the file, without the words that name another young person, and both kinds of words for who checks it. Where
 * one text of a row names somebody all its texts are withheld, for the next one goes on about them (“he hit her again”); the
 * answers to questions of their own stand each by itself. A sentence is never kept for itself, for the same reason. What a person has read and put in is in, unless it was marked as
 * being about others by whoever wrote it: that is not for a second person to undo. What a person keeps out, because it tells
 * of another without a name, is withheld like the rest.
 *
 * @example toEntry({ table: 'stay_notes', columns, row: { text: 'Bo took it' }, … }, looking).entry[0]!.values; // ['Withheld: this names somebody else']
 */
export function toEntry<T>(from: RowToFile<T>, { find, keyOf, putIn, takeOut }: Looking<T>) {
  const told = Object.entries(from.columns)
    .filter(([, column]) => column.as !== 'out')
    .map(([name, column]) => ({ column, field: fieldOf(name, column, from.row[name]) }))
    .filter(({ field }) => field.values.length > 0);
  const texts = told
    .filter(({ column }) => column.as === 'said')
    .flatMap(({ field }) => field.values.map((text, place) => ({ field, place, text })));
  const groups = from.apart ? texts.map((text) => [text]) : texts.length > 0 ? [texts] : [];
  const withheld: Withheld<T>[] = [];
  const standing: Standing[] = [];
  for (const group of groups) {
    const names = [...new Set([...group.flatMap(({ text }) => find(text)), ...(from.alsoNames ?? [])])];
    const words = group.map(({ field, text }) => ({ label: field.label, text }));
    const key = keyOf(JSON.stringify([from.table, words]));
    if (!takeOut.has(key) && !from.isAboutOthers && (names.length === 0 || putIn.has(key))) {
      standing.push({ key, words });
      continue;
    }
    withheld.push({ key, words, names: from.isAboutOthers ? [] : names });
    for (const { field, place } of group) {
      field.values[place] = WITHHELD;
      field.withheld = true;
    }
  }
  // A mark says it once, however many lines it stands for.
  for (const { field } of told)
    field.values = field.values.filter((one, at, all) => one !== WITHHELD || one !== all[at - 1]);
  return { entry: told.map(({ field }) => field), withheld, standing };
}

function fieldOf(name: string, column: Column, value: unknown): Field {
  const as = column.as === 'day' || column.as === 'moment' || column.as === 'nights' ? column.as : 'text';
  const label = column.as === 'out' ? '' : column.label;
  return { name: camel(name), label, as, values: valuesOf(column, value), withheld: false };
}

/** @example camel('first_name'); // 'firstName' */
export const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
