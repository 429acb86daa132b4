import { FileRefused, type TableRead } from '../domain/file-read.js';
import type { Cell } from '../domain/rows-of-table.js';
import { dateOfSerial } from '../domain/said-date.js';
import { readXml } from './read-xml.js';
import { SheetRows, tableOf, type Sheet } from './sheets.js';
import { unpack } from './unpack.js';

const MOST_SHEETS = 30;
/** Formats of numbers that every spreadsheet knows by these numbers and that show a date or a time (ECMA-376, 18.8.30). */
const DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** The sheets of an Excel workbook (ECMA-376) that can be seen, as text: of a formula only that it is one. */
export function readXlsx(bytes: Uint8Array): TableRead {
  const parts = unpack(bytes, (name) =>
    /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/i.test(
      name,
    ),
  );
  const part = (name: string) => parts.get(name) ?? new Uint8Array();
  if (!parts.has('xl/workbook.xml')) throw new FileRefused(NO_WORKBOOK);
  const { sheets, since1904 } = workbookOf(part('xl/workbook.xml'));
  const targets = targetsOf(part('xl/_rels/workbook.xml.rels'));
  const strings = stringsOf(part('xl/sharedStrings.xml'));
  const isDate = dateStyles(part('xl/styles.xml'));
  const cellOf = ({ type, style, value, isFormula }: RawCell): Cell => {
    if (isFormula) return { text: value, is: 'formula' };
    if (type === 'e') return { text: value, is: 'error' };
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'yes' : 'no';
    if (type !== 'n') return value;
    if (value === '') return '';
    return (isDate(style) ? dateOfSerial(Number(value), since1904) : undefined) ?? { text: value, is: 'number' };
  };
  const read = sheets.slice(0, MOST_SHEETS).flatMap(({ name, relation }): Sheet[] => {
    const target = targets.get(relation);
    const sheet = target && parts.get(target);
    return sheet ? [{ name, rows: rowsOf(sheet, name, cellOf) }] : [];
  });
  return tableOf('xlsx', read);
}

const NO_WORKBOOK = 'This is no spreadsheet: it is an archive of something else. Bring in .csv, .xlsx, .ods or .ics.';

function workbookOf(part: Uint8Array): { sheets: { name: string; relation: string }[]; since1904: boolean } {
  const sheets: { name: string; relation: string }[] = [];
  let since1904 = false;
  readXml(part, {
    open: ({ name, attribute }) => {
      if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute('date1904') ?? '');
      if (name === 'sheet' && (attribute('state') ?? 'visible') === 'visible')
        sheets.push({ name: attribute('name') ?? '', relation: attribute('id') ?? '' });
    },
  });
  return { sheets, since1904 };
}

function targetsOf(part: Uint8Array): Map<string, string> {
  const targets = new Map<string, string>();
  readXml(part, {
    open: ({ name, attribute }) => {
      const target = attribute('Target') ?? '';
      if (name === 'Relationship')
        targets.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/** Text that is kept once for all cells; how a word is read aloud in Japanese is none of it. */
function stringsOf(part: Uint8Array): string[] {
  const strings: string[] = [];
  let inText = false;
  let aside = 0;
  readXml(part, {
    open: ({ name }) => {
      if (name === 'si') strings.push('');
      if (name === 'rPh') aside += 1;
      inText = name === 't' && aside === 0;
    },
    text: (text) => {
      if (inText) strings[strings.length - 1] += text;
    },
    close: (name) => {
      if (name === 'rPh') aside -= 1;
      if (name === 't') inText = false;
    },
  });
  return strings;
}

function dateStyles(part: Uint8Array): (style: number) => boolean {
  const own = new Map<number, boolean>();
  const formats: number[] = [];
  let inCells = false;
  readXml(part, {
    open: ({ name, attribute }) => {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), showsDate(attribute('formatCode') ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(Number(attribute('numFmtId') ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return (style) => {
    const format = formats[style];
    return format !== undefined && (own.get(format) ?? DATES.has(format));
  };
}

/** Whether a format shows a day, a month, a year or an hour; what stands in quotation marks or brackets is only text or colour. */
const showsDate = (code: string) => /[dmyhs]/i.test(code.replace(/"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\./gi, ''));

interface RawCell {
  type: string;
  style: number;
  value: string;
  isFormula: boolean;
}

function rowsOf(part: Uint8Array, name: string, cellOf: (raw: RawCell) => Cell): Sheet['rows'] {
  const found = new SheetRows(name);
  let number = 0;
  let cells: (Cell | undefined)[] = [];
  let place = -1;
  let raw: RawCell | undefined;
  let reads = false;
  readXml(part, {
    open: ({ name, attribute }) => {
      if (name === 'row') {
        number = Number(attribute('r') ?? number + 1);
        cells = [];
        place = -1;
      } else if (name === 'c') {
        place = placeOf(attribute('r')) ?? place + 1;
        raw = { type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), value: '', isFormula: false };
      } else if (name === 'f' && raw) raw.isFormula = true;
      reads = name === 'v' || name === 't';
    },
    text: (text) => {
      if (reads && raw) raw.value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') reads = false;
      if (name === 'c' && raw) {
        if (place < 1_000) cells[place] = cellOf(raw);
        raw = undefined;
      }
      if (name === 'row') found.add(number, cells);
    },
  });
  return found.rows;
}

/** The place of a cell by the letters of its column, from 0. @example placeOf('AB7'); // 27 */
function placeOf(cell: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(cell ?? '')?.[0];
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
