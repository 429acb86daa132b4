import type { DiaryRow, RowWord } from './diary-row.js';
import type { TableRow } from './rows-of-table.js';

export const FORMATS = ['csv', 'xlsx', 'ods', 'ics'] as const;
export type Format = (typeof FORMATS)[number];

export const FORMAT_TEXT: Record<Format, string> = {
  csv: 'a CSV file',
  xlsx: 'an Excel spreadsheet',
  ods: 'an OpenDocument spreadsheet',
  ics: 'an iCalendar file',
};

export const ROW_WORD: Record<Format, RowWord> = { csv: 'Line', xlsx: 'Row', ods: 'Row', ics: 'Event' };

/** A table as it stands in a file: its headings and its rows, those that are empty left out. */
export interface TableRead {
  format: Exclude<Format, 'ics'>;
  headings: string[];
  rows: TableRow[];
  /** The sheet that was read, and those that hold something and were not. */
  sheet: string | null;
  otherSheets: string[];
}

/** What needs no columns to be known: the entries of a calendar, or of a sheet on which beds and nights cross. */
export interface EntriesRead extends Pick<TableRead, 'sheet' | 'otherSheets'> {
  format: Format;
  entries: DiaryRow[];
}

/** What was read from a file: a table, of which it has still to be said which column is which, or entries. */
export type FileRead = TableRead | EntriesRead;

/** Why a file cannot be read, as a sentence about the file that says what to do. */
export class FileRefused extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
    this.name = 'FileRefused';
  }
}
