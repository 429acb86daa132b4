import { addDays, isPlainDate, type PlainDate } from '../../kernel/nights.js';
import { sayList } from '../../kernel/say-words.js';
import { LONGEST_TEXT, within } from './bounds.js';
import { COLUMN_TEXT, type Column, type ColumnPlaces } from './columns.js';
import { checkNights } from './check-nights.js';
import type { DiaryRow } from './diary-row.js';
import { kindOfTitle, kindSaid } from './row-kind.js';
import { dateOfSerial, readSaidDate, readSaidTime, type SaidDate } from './said-date.js';

/** A cell as text; one that a spreadsheet holds as a number, a formula or an error says so. */
export type Cell = string | { text: string; is: 'number' | 'formula' | 'error' };

/** A row of a table, with the number by which whoever looks for it counts. */
export interface TableRow {
  number: number;
  cells: readonly Cell[];
}

export const textOf = (cell: Cell | undefined) => (typeof cell === 'object' ? cell.text : (cell ?? '')).trim();

/** The letters of a column in a spreadsheet, from 0. @example letterOf(27); // 'AB' */
export function letterOf(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : letterOf(Math.floor(place / 26) - 1) + letterOf(place % 26);
}

/**
 * A row of a table as an entry of the diary. A formula is not followed and what was reckoned from it is not trusted, for it
 * may be of another day: the row says which cell it is. Text is kept as text, whatever a spreadsheet would make of it.
 *
 * @example rowOfTable({ number: 4, cells: ['Ash Heron', '3/4/2027', '5/4/2027'] }, { name: 0, arrival: 1, departure: 2 }); // Ash Heron, 3 to 5 April
 */
export function rowOfTable({ number, cells }: TableRow, places: ColumnPlaces): DiaryRow {
  const problems: string[] = [];
  const cell = (column: Column) => (places[column] === undefined ? undefined : cells[places[column]]);
  const text = (column: Column) => textOf(cell(column));
  const spoiled = Object.values(places).filter((place) => isSpoiled(cells[place]));
  if (spoiled.length > 0) problems.push(sayFormulas(spoiled.map((place) => `${letterOf(place)}${number}`)));

  const date = (column: Column): SaidDate | null => {
    if (text(column) === '' || spoiled.includes(places[column]!)) return null;
    const read = readCellDate(cell(column)!);
    if ('date' in read) return read;
    problems.push(`${COLUMN_TEXT[column]}: ${read.problem}`);
    return null;
  };
  const time = (column: Column): string | null => {
    if (text(column) === '') return null;
    const read = readCellTime(cell(column)!);
    if (read === undefined) problems.push(`${COLUMN_TEXT[column]}: “${text(column)}” is no time. Write it like 16:00.`);
    return read ?? null;
  };

  const name = text('name') || [text('firstName'), text('lastName')].filter((part) => part !== '').join(' ');
  const titled = kindOfTitle(name);
  const said = kindSaid(text('kind'));
  if (said === undefined)
    problems.push(
      `“${text('kind')}” is no kind of entry that we know. Write stay, closed or out of use, or leave it empty.`,
    );
  const kind = said === 'stay' || said === undefined ? titled.kind : said;
  if (kind === 'called_off') problems.push(CALLED_OFF);
  const arrival = date('arrival');
  const departure = endOf(arrival, date, () => nightsOf(text('nights'), problems));
  const row: DiaryRow = {
    number,
    time: 0,
    kind: kind === 'called_off' ? 'stay' : kind,
    name: cut(name),
    dateOfBirth: date('dateOfBirth')?.date ?? null,
    arrival: arrival?.date ?? null,
    departure: departure?.date ?? null,
    arrivesAt: time('arrivesAt') ?? arrival?.time ?? null,
    leavesAt: time('leavesAt') ?? departure?.time ?? null,
    bed: cut(text('bed') || titled.bed),
    note: cut(text('note')),
    problems,
  };
  return { ...row, problems: [...problems, ...(problems.length > 0 ? [] : checkNights(row))] };
}

export const CALLED_OFF = 'It was called off, or nobody came: there is nothing to bring in.';

/** A formula, or what one came to: of another day, perhaps. */
export function isSpoiled(cell: Cell | undefined): boolean {
  if (typeof cell === 'object' && cell.is !== 'number') return true;
  return typeof cell === 'string' && /^\s*=/.test(cell);
}

export const sayFormulas = (cells: readonly string[]) =>
  cells.length === 1
    ? `Cell ${cells[0]} holds a formula or an error. Put its value there (copy, then paste as values), and bring the file in again.`
    : `Cells ${sayList(cells)} hold formulas or errors. Put their values there (copy, then paste as values), and bring the file in again.`;

export function readCellDate(cell: Cell): SaidDate | { problem: string } {
  if (typeof cell === 'string') return readSaidDate(cell);
  const serial = dateOfSerial(Number(cell.text));
  return serial ? readSaidDate(serial) : readSaidDate(cell.text);
}

/** A time of its own is a part of a day to a spreadsheet. */
function readCellTime(cell: Cell): string | undefined {
  if (typeof cell === 'string') return readSaidTime(cell) ?? timeBehind(cell);
  const part = Number(cell.text);
  if (!(part >= 0 && part < 1)) return readSaidTime(cell.text);
  const minutes = Math.round(part * 1440) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function timeBehind(text: string): string | undefined {
  const read = readSaidDate(text);
  return 'date' in read ? (read.time ?? undefined) : undefined;
}

/** The departure itself, or the day after the last night, or so many nights after the arrival. */
function endOf(
  arrival: SaidDate | null,
  date: (column: Column) => SaidDate | null,
  nights: () => number | null,
): SaidDate | null {
  const departure = date('departure');
  if (departure) return departure;
  const last = date('lastNight');
  if (last) return { date: next(last.date, 1), time: null };
  const count = arrival ? nights() : null;
  return arrival && count !== null ? { date: next(arrival.date, count), time: null } : null;
}

function next(date: PlainDate, days: number): PlainDate {
  const later = addDays(date, days);
  return isPlainDate(later) ? later : '9999-12-31';
}

function nightsOf(text: string, problems: string[]): number | null {
  if (text === '') return null;
  const count = /^\d{1,5}(\.0+)?(?![\d.,])\b/.exec(text);
  if (count) return Number(count[0]);
  problems.push(`“${text}” is no number of nights. Write a whole number, like 2.`);
  return null;
}

/** What is longer than any name or note of a diary ends with a sign that there was more. */
export const cut = (text: string) => {
  const kept = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
  return kept.length > LONGEST_TEXT ? `${within(kept, LONGEST_TEXT - 1)}…` : kept;
};
