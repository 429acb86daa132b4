import { LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, TOO_MANY_ROWS, within } from '../domain/bounds.js';
import { headingRow, placesOf } from '../domain/columns.js';
import { FileRefused, type TableRead } from '../domain/file-read.js';
import type { Cell, TableRow } from '../domain/rows-of-table.js';

export interface Sheet {
  name: string;
  rows: TableRow[];
}

/** Titles and empty rows above the headings are not rows of the diary. */
const ABOVE = 25;

/** The last row of the largest sheet that LibreOffice has; Excel’s end sixteen times earlier. */
const LAST_ROW = 16_777_216;
const DAMAGED =
  'The spreadsheet is damaged: a row has a number that no row can have. Open it, save it anew, and bring that in.';

/** The rows of a sheet as they are read, one after the other: those that hold something, and no more than an import takes. */
export class SheetRows {
  readonly rows: TableRow[] = [];

  constructor(private readonly sheet: string) {}

  /** `cells` may have holes. */
  add(number: number, cells: readonly (Cell | undefined)[]): void {
    const all = Array.from({ length: Math.min(cells.length, MOST_COLUMNS) }, (_, place) => kept(cells[place]));
    if (all.every((cell) => cell === '')) return;
    if (!(Number.isInteger(number) && number > 0 && number <= LAST_ROW)) throw new FileRefused(DAMAGED);
    if (this.rows.length >= MOST_ROWS + ABOVE) throw new FileRefused(`Sheet “${this.sheet}” ${TOO_MANY_ROWS}`);
    this.rows.push({ number, cells: all });
  }
}

function kept(cell: Cell | undefined): Cell {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return within(cell, LONGEST_TEXT * 2);
  return { ...cell, text: within(cell.text, LONGEST_TEXT) };
}

/** The sheet that is a diary: the first in which columns are known by their headings, else the first that holds anything. */
export function tableOf(format: 'xlsx' | 'ods', sheets: readonly Sheet[]): TableRead {
  const filled = sheets.filter(({ rows }) => rows.length > 1);
  const heads = ({ rows }: Sheet) => rows.map(({ cells }) => cells.map(textOf));
  const known = (sheet: Sheet) => Object.keys(placesOf(heads(sheet)[headingRow(heads(sheet))] ?? [])).length >= 2;
  const sheet = filled.find(known) ?? filled[0];
  if (!sheet)
    throw new FileRefused('The spreadsheet holds no rows: there has to be a row of headings, and one below it.');
  const top = headingRow(heads(sheet));
  const rows = sheet.rows.slice(top + 1);
  if (rows.length > MOST_ROWS) throw new FileRefused(`Sheet “${sheet.name}” ${TOO_MANY_ROWS}`);
  const headings = sheet.rows[top]!.cells.map(textOf);
  const otherSheets = filled.filter((one) => one !== sheet).map(({ name }) => name);
  return { format, headings, rows, sheet: sheet.name, otherSheets };
}

const textOf = (cell: Cell) => (typeof cell === 'string' ? cell : cell.text);
