import { createHash } from 'node:crypto';
import { nameFinder, type Called } from '../people/domain/names-in-text.js';
import { SECTIONS, toEntry, type Field, type Section, type Standing, type Withheld } from './domain/own-file.js';
import type { Other, Rows } from './own-file-reader.js';
import { isInFile, type Row } from './table.js';
import { TABLES } from './tables.js';

export interface FiledTable {
  name: string;
  title: string;
  /** What of the table is not here, and why. */
  note: string;
  entries: { fields: Field[] }[];
}

export interface FiledSection {
  name: Section;
  title: string;
  tables: FiledTable[];
}

interface Place {
  title: string;
  stay: string | null;
}

/** Words that are withheld, with where they stand. */
export type WithheldWords = Withheld<Other> & Place;
/** Words that are in the file, with where they stand. */
export type StandingWords = Standing & Place;

export interface MadeFile {
  sections: FiledSection[];
  withheld: WithheldWords[];
  standing: StandingWords[];
}

const TOO_MANY = 'There is more than this copy can hold. Ask for the rest of it.';
const THEIRS_ALONE = 'Only the key worker reads this: the copy that they open has it.';

/** Whose file it is, who may be named in it, and what was put in and kept out by hand. */
export interface Filing {
  person: Called;
  others: readonly Other[];
  putIn: ReadonlySet<string>;
  takeOut: ReadonlySet<string>;
  isKeyWorker: boolean;
}

/** The file of a young person from what the tables hold of them. The same rows make the same file. */
export function makeOwnFile(tables: readonly Rows[], filing: Filing): MadeFile {
  const { tables: filed, ...words } = fileTables(tables, filing);
  const sections = (Object.keys(SECTIONS) as Section[]).map((section) => ({
    ...{ name: section, title: SECTIONS[section] },
    tables: filed.filter(({ name }) => tables.some((one) => one.name === name && one.table.section === section)),
  }));
  return { sections, ...words };
}

/** The tables as they stand in the file, the words that are withheld from them and those that are not. */
export function fileTables(
  tables: readonly Rows[],
  { person, others, putIn, takeOut, isKeyWorker }: Filing,
): Pick<MadeFile, 'withheld' | 'standing'> & { tables: FiledTable[] } {
  const find = nameFinder(others, person, ({ isNear }) => isNear);
  const isNamed = nameFinder([person]);
  const findNamesakes = nameFinder(others, undefined, ({ isNear }) => isNear);
  const withheld: WithheldWords[] = [];
  const standing: StandingWords[] = [];
  const filed = tables.map(({ name, table, rows, hasMore }): FiledTable => {
    // A note about the house that names Ash, by either name, may be about another of that name.
    const look = table.naming ? findNamesakes : find;
    const about = byWhatIsPutRight(rows, look);
    const isHidden = table.forKeyWorker === true && !isKeyWorker;
    const entries = (isHidden ? [] : rows).flatMap((stored) => {
      const row = table.tell ? table.tell(stored) : stored;
      if (!row || (table.naming && !says(row, isNamed))) return [];
      const made = toEntry(
        {
          ...{ table: name, row, apart: table.apart === true, columns: { ...table.told, ...table.columns } },
          ...about(stored),
        },
        { keyOf, putIn, takeOut, find: look },
      );
      const place = { stay: stored['of_stay'] as string | null, title: table.title };
      withheld.push(...made.withheld.map((one) => ({ ...one, ...place })));
      standing.push(...made.standing.map((one) => ({ ...one, ...place })));
      return made.entry.length > 0 ? [{ fields: made.entry }] : [];
    });
    const notes = [isHidden && THEIRS_ALONE, table.only?.why, hasMore && TOO_MANY];
    return { name, title: table.title, note: notes.filter(Boolean).join(' '), entries };
  });
  return { tables: filed, withheld, standing };
}

/**
 * What a note names, and whether it is about others, with all that were put right by it and that put it right: “he hit her,
 * not as said” names nobody and goes on about whom the note before it names.
 */
function byWhatIsPutRight(rows: readonly Row[], find: (text: string) => Other[]) {
  const alone = (row: Row) => ({ isAboutOthers: row['is_about_others'] === true, alsoNames: [] as Other[] });
  if (!rows.some((row) => row['corrects'])) return alone;
  const byId = new Map(rows.map((row) => [row['id'], row]));
  const firstOf = (row: Row): Row => {
    let first = row;
    for (let before = byId.get(row['corrects']); before; before = byId.get(before['corrects'])) first = before;
    return first;
  };
  const said = new Map<Row, { isAboutOthers: boolean; alsoNames: Other[] }>();
  for (const row of rows) {
    const { isAboutOthers, alsoNames } = said.get(firstOf(row)) ?? { isAboutOthers: false, alsoNames: [] };
    said.set(firstOf(row), {
      isAboutOthers: isAboutOthers || row['is_about_others'] === true,
      alsoNames: [...alsoNames, ...find(String(row['text']))],
    });
  }
  return (row: Row) => said.get(firstOf(row))!;
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

const says = (row: Row, isNamed: (text: string) => unknown[]): boolean => isNamed(String(row['text'])).length > 0;

/** What is in no file, and why, each reason once. */
export function notInFile(): string[] {
  return [...new Set(Object.values(TABLES).flatMap((table) => (isInFile(table) ? [] : [table.why])))];
}
