import type { Column } from './domain/columns.js';
import type { Section } from './domain/own-file.js';

/** As the database gives a row: its columns by their names, beside what `also` reads. */
export type Row = Record<string, unknown>;

/** How a row is found to be of the young person: by a column of its own, or by that of a table whose rows are theirs. */
export interface Way {
  by: string;
  /** Left out where the column holds the young person's id. */
  of?: string;
  /** The column of that table; its `id` when left out. */
  key?: string;
}

/** A table of which the rows that are a young person's own are in their file. */
export interface InFile {
  title: string;
  section: Section;
  /** One of these ways is enough. */
  whose: readonly [Way, ...Way[]];
  /** Every column of the table, by its name. */
  columns: Record<string, Column>;
  /** By which of its columns the rows are sorted. */
  order: string;
  /** In SQL over `t`: only these rows, and why not the others. */
  only?: { where: string; why: string };
  /** In SQL over `t`, read beside the columns. */
  also?: Record<string, string>;
  /** In SQL over `t` (`$1` is the young person): whoever wrote it says, or the place shows, that it is about others, too. */
  aboutOthers?: string;
  /** What the unit's own people read is told as a key worker is told of it: nothing of a row is `undefined`. */
  tell?: (row: Row) => Row | undefined;
  /** What `tell` adds. */
  told?: Record<string, Column>;
  /** Each text is an answer to a question of its own: where one names somebody, the others still stand. */
  apart?: true;
  /** Written about a house: only what names the young person is of their file. */
  naming?: true;
  /** Only the key worker, or who stands in for them, reads it, in the file, too. */
  forKeyWorker?: true;
}

/** A table of which nothing is in a file, and why: it is said to whoever asks for theirs. */
export interface NotInFile {
  why: string;
}

export const isInFile = (table: InFile | NotInFile): table is InFile => 'columns' in table;
