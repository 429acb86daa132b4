import { addDays } from '../../kernel/nights.js';
import { checkNights } from './check-nights.js';
import type { DiaryRow } from './diary-row.js';
import { nameKey } from './names.js';
import { BED_ALONE, kindOfTitle } from './row-kind.js';
import {
  CALLED_OFF,
  cut,
  isSpoiled,
  letterOf,
  readCellDate,
  sayFormulas,
  textOf,
  type Cell,
  type TableRow,
} from './rows-of-table.js';

/** The heading stands in one of the first rows: above it stand titles. */
const LOOKED_FOR_IN = 20;
/** What says that a bed is free. */
const NOBODY = /^(-+|free|empty|vacant|available|none|n\/a)$/i;
/** What says that it is as in the night before. */
const DITTO = /^(["“”″〃']{1,2}|ditto|→|-*>+)$/i;

/** A cell of the grid: who is in which bed on which night. */
interface Spot {
  number: number;
  /** The letters and the number by which a spreadsheet calls it. */
  at: string;
  date: string | null;
  problem: string | null;
  cell: Cell;
}

type Column = { bed: string; spots: Spot[] };

/**
 * A sheet on which beds and nights cross and names stand where they meet, as many units keep their diary: a column for each
 * bed and a row for each night, or the other way round. The same name on nights in a row is one stay; “free”, a dash and
 * nothing at all are nobody; a ditto mark is who was there the night before. What is closed for one bed takes that bed out,
 * what is closed for all of them closes the unit. `undefined` for a table of another kind.
 */
export function rowsOfGrid(headings: readonly string[], rows: readonly TableRow[]): DiaryRow[] | undefined {
  const columns = (downwards([{ number: 0, cells: headings }, ...rows]) ?? across(headings, rows))?.map(spelledOut);
  if (!columns) return undefined;
  const closed = closedForAll(columns);
  const unit: Column = { bed: '', spots: columns[0]!.spots.filter(({ date }) => date !== null && closed.has(date)) };
  const beds = columns.map(({ bed, spots }) => ({
    bed,
    spots: spots.filter(({ date }) => date === null || !closed.has(date)),
  }));
  return [unit, ...beds].flatMap(entriesOf).toSorted((a, b) => a.number - b.number);
}

/** Nights downwards, beds side by side. */
function downwards(all: readonly TableRow[]): Column[] | undefined {
  const top = topOf(all);
  if (top < 0) return undefined;
  const places = all[top]!.cells.flatMap((cell, place) => (isBed(cell) ? [place] : []));
  const below = all.slice(top + 1);
  const dated = dateColumn(below, places);
  if (dated === undefined) return undefined;
  return places.map((place) => ({
    bed: textOf(all[top]!.cells[place]),
    spots: below.map(({ number, cells }) => spotAt(number, place, cells[dated], cells[place])),
  }));
}

/** Beds downwards, nights side by side. */
function across(headings: readonly string[], rows: readonly TableRow[]): Column[] | undefined {
  const places = headings.flatMap((heading, place) => ('date' in readCellDate(heading) ? [place] : []));
  const named = rows.flatMap((row) => {
    const bed = row.cells.find((cell, place) => !places.includes(place) && isBed(cell));
    return bed === undefined ? [] : [{ row, bed: textOf(bed) }];
  });
  if (places.length < 2 || named.length < 2) return undefined;
  return named.map(({ row, bed }) => ({
    bed,
    spots: places.map((place) => spotAt(row.number, place, headings[place], row.cells[place])),
  }));
}

/** The first row in which beds stand side by side and no date: one with a date is of a table that names two beds. */
const topOf = (all: readonly TableRow[]) =>
  all
    .slice(0, LOOKED_FOR_IN)
    .findIndex(({ cells }) => cells.filter(isBed).length >= 2 && !cells.some((cell) => 'date' in readCellDate(cell)));

const isBed = (cell: Cell | undefined) => BED_ALONE.test(textOf(cell));

/** The column that holds a date in most rows, beds left out; `undefined` where none does in half of them. */
function dateColumn(rows: readonly TableRow[], beds: readonly number[]): number | undefined {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const counts = Array.from({ length: width }, (_, place) =>
    beds.includes(place) ? 0 : rows.filter(({ cells }) => 'date' in dateOf(cells[place])).length,
  );
  const most = Math.max(0, ...counts);
  return most > 0 && most * 2 >= rows.length ? counts.indexOf(most) : undefined;
}

const dateOf = (cell: Cell | undefined) => readCellDate(cell ?? '');

function spotAt(number: number, place: number, dated: Cell | undefined, cell: Cell | undefined): Spot {
  const read = dateOf(dated);
  const isDate = 'date' in read;
  return {
    ...{ number, at: `${letterOf(place)}${number}`, cell: cell ?? '' },
    ...{ date: isDate ? read.date : null, problem: isDate ? null : read.problem },
  };
}

/** In the order of the nights, and with the name in place of each mark that says “as the night before”. */
function spelledOut({ bed, spots }: Column): Column {
  let before: Spot | undefined;
  const inOrder = spots.toSorted((a, b) => compare(a.date ?? '', b.date ?? ''));
  return {
    bed,
    spots: inOrder.map((spot) => {
      const isNext = before?.date && spot.date === addDays(before.date, 1);
      before = isNext && before && DITTO.test(textOf(spot.cell)) ? { ...spot, cell: before.cell } : spot;
      return before;
    }),
  };
}

/** The nights on which every bed is said to be closed. */
function closedForAll(columns: readonly Column[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { spots } of columns)
    for (const { date, cell } of spots)
      if (date !== null && !isSpoiled(cell) && kindOfTitle(textOf(cell)).kind === 'closed')
        counts.set(date, (counts.get(date) ?? 0) + 1);
  return new Set([...counts].flatMap(([date, count]) => (count === columns.length ? [date] : [])));
}

/** Of one bed, in the order of its nights: who is there on nights in a row is one entry. */
function entriesOf({ bed, spots }: Column): DiaryRow[] {
  const entries: DiaryRow[] = [];
  let last: DiaryRow | undefined;
  for (const spot of spots) {
    const text = textOf(spot.cell);
    if (text === '' || NOBODY.test(text)) continue;
    const goesOn = spot.date !== null && last?.departure === spot.date && last.problems.length === 0;
    if (goesOn && last && !isSpoiled(spot.cell) && isSame(last.name, text)) {
      last.departure = addDays(spot.date!, 1);
      continue;
    }
    last = entryOf(bed, spot, text);
    entries.push(last);
  }
  return entries.map((entry) => ({
    ...entry,
    problems: entry.problems.length > 0 ? entry.problems : checkNights(entry),
  }));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const isSame = (one: string, other: string) =>
  nameKey({ name: one, dateOfBirth: null }) === nameKey({ name: other, dateOfBirth: null });

function entryOf(bed: string, { number, at, date, problem, cell }: Spot, text: string): DiaryRow {
  const { kind } = kindOfTitle(text);
  const problems = [
    ...(isSpoiled(cell) ? [sayFormulas([at])] : []),
    ...(problem === null ? [] : [`${at}: ${problem}`]),
    ...(DITTO.test(text) ? [`${at} goes on from the night before, and nobody is there then. Write the name.`] : []),
    ...(kind === 'called_off' ? [CALLED_OFF] : []),
  ];
  const isStay = kind === 'stay' || kind === 'called_off';
  return {
    ...{ number, time: 0, name: cut(text), dateOfBirth: null, bed: cut(bed), note: '', problems },
    kind: isStay ? 'stay' : bed === '' ? 'closed' : 'out_of_service',
    ...{ arrival: date, departure: date && addDays(date, 1), arrivesAt: null, leavesAt: null },
  };
}

/** Whether beds stand side by side over it: it is meant as such a sheet, though its nights may have no date that can be read. */
export const looksLikeGrid = (headings: readonly string[], rows: readonly TableRow[]): boolean =>
  topOf([{ number: 0, cells: headings }, ...rows]) >= 0;
