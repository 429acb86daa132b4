import { MOST_COLUMNS, MOST_ROWS, TOO_MANY_ROWS } from '../domain/bounds.js';
import { FileRefused, type TableRead } from '../domain/file-read.js';
import type { Cell } from '../domain/rows-of-table.js';
import { readXml, type Tag } from './read-xml.js';
import { SheetRows, tableOf } from './sheets.js';
import { unpack } from './unpack.js';

/** The sheets of an OpenDocument spreadsheet (ISO/IEC 26300), as text: of a formula only that it is one. */
export function readOds(bytes: Uint8Array): TableRead {
  const content = unpack(bytes, (name) => name === 'content.xml').get('content.xml');
  if (!content) throw new FileRefused('The spreadsheet is damaged: its content is missing. Save it anew.');
  const sheets: { name: string; rows: SheetRows }[] = [];
  let number = 0;
  let repeated = 1;
  let cells: (Cell | undefined)[] = [];
  let cell: { tag: Tag; text: string[]; times: number } | undefined;
  let inText = 0;
  let aside = 0;
  readXml(content, {
    open: (tag) => {
      const { name, attribute } = tag;
      if (name === 'annotation') aside += 1;
      if (name === 'table') {
        sheets.push({ name: attribute('name') ?? '', rows: new SheetRows(attribute('name') ?? '') });
        number = 0;
      } else if (name === 'table-row') {
        repeated = times(attribute('number-rows-repeated'));
        cells = [];
      } else if (name === 'table-cell' || name === 'covered-table-cell')
        cell = { tag, text: [], times: times(attribute('number-columns-repeated')) };
      else if (name === 'p' && cell && aside === 0) {
        cell.text.push('');
        inText += 1;
      } else if (name === 's' && cell && inText > 0 && cell.text.length > 0) cell.text[cell.text.length - 1] += ' ';
    },
    text: (text) => {
      if (cell && inText > 0 && aside === 0) cell.text[cell.text.length - 1] += text;
    },
    close: (name) => {
      if (name === 'annotation') aside -= 1;
      if (name === 'p' && aside === 0) inText = Math.max(0, inText - 1);
      if ((name === 'table-cell' || name === 'covered-table-cell') && cell) {
        const value = cellOf(cell.tag, cell.text.join(' '));
        for (let one = 0; one < cell.times && cells.length < MOST_COLUMNS; one += 1) cells.push(value);
        cell = undefined;
      }
      if (name === 'table-row') {
        add(sheets.at(-1), number + 1, cells, repeated);
        number += repeated;
      }
    },
  });
  return tableOf(
    'ods',
    sheets.map(({ name, rows }) => ({ name, rows: rows.rows })),
  );
}

const times = (text: string | undefined) => Math.max(1, Math.trunc(Number(text ?? 1)) || 1);

/** A row that stands there several times is several; the thousands of empty ones at the end are none. */
function add(
  sheet: { name: string; rows: SheetRows } | undefined,
  number: number,
  cells: (Cell | undefined)[],
  repeated: number,
) {
  if (!sheet || cells.every((cell) => cell === undefined || cell === '')) return;
  if (repeated > MOST_ROWS) throw new FileRefused(`Sheet “${sheet.name}” ${TOO_MANY_ROWS}`);
  for (let one = 0; one < repeated; one += 1) sheet.rows.add(number + one, cells);
}

function cellOf({ attribute }: Tag, text: string): Cell {
  const type = attribute('value-type');
  if (attribute('formula') !== undefined) return { text, is: 'formula' };
  if (type === 'date') return (attribute('date-value') ?? text).replace(/T00:00:00(\.0+)?$/, '').slice(0, 16);
  if (type === 'time') return timeOf(attribute('time-value')) ?? text;
  if (type === 'float') return { text: attribute('value') ?? text, is: 'number' };
  return text;
}

/** @example timeOf('PT16H00M00S'); // '16:00' */
function timeOf(value: string | undefined): string | undefined {
  const found = /^PT(\d{1,2})H(\d{1,2})M/.exec(value ?? '');
  return found ? `${found[1]!.padStart(2, '0')}:${found[2]!.padStart(2, '0')}` : undefined;
}
