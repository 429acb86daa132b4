import { MOST_ROWS, TOO_MANY_ROWS } from '../domain/bounds.js';
import { missingColumns, placesOf } from '../domain/columns.js';
import { FileRefused, FORMAT_TEXT, type FileRead, type Format, type TableRead } from '../domain/file-read.js';
import { looksLikeGrid, rowsOfGrid } from '../domain/rows-of-grid.js';
import type { ReadFor } from '../domain/rows-of-event.js';
import { decode } from './decode.js';
import { readCalendar } from './read-calendar.js';
import { readCsv } from './read-csv.js';
import { readOds } from './read-ods.js';
import { readXlsx } from './read-xlsx.js';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
const NAMED: Record<string, readonly Format[]> = {
  '.csv': ['csv'],
  '.tsv': ['csv'],
  '.txt': ['csv', 'ics'],
  '.xlsx': ['xlsx'],
  '.xlsm': ['xlsx'],
  '.ods': ['ods'],
  '.ics': ['ics'],
  '.ical': ['ics'],
};

/**
 * What a file holds, known by what is in it and not by what it is called; refused where the two contradict each other. `at`
 * hears of each event of a calendar.
 */
export function readFile(
  bytes: Uint8Array,
  fileName: string,
  readFor: ReadFor,
  at: (event: number) => void = () => undefined,
): FileRead {
  if (bytes.length === 0) throw new FileRefused('The file is empty. Choose another.');
  const format = formatOf(bytes);
  const ending = /\.[a-z0-9]{1,5}$/i.exec(fileName)?.[0].toLowerCase();
  if (ending !== undefined && !(NAMED[ending] ?? []).includes(format))
    throw new FileRefused(contradiction(ending, format));
  if (format === 'xlsx') return gridOr(readXlsx(bytes));
  if (format === 'ods') return gridOr(readOds(bytes));
  const text = decode(bytes);
  if (format === 'csv') return gridOr(readCsv(text));
  return { format, entries: readCalendar(text, readFor, at), sheet: null, otherSheets: [] };
}

/** A table whose columns are not known by their headings may be one of beds and nights. */
function gridOr(table: TableRead): FileRead {
  const { format, headings, rows, sheet, otherSheets } = table;
  if (missingColumns(placesOf(headings)).length === 0) return table;
  const entries = rowsOfGrid(headings, rows);
  if (!entries) {
    if (looksLikeGrid(headings, rows)) throw new FileRefused(NO_DATES);
    return table;
  }
  if (entries.length === 0) throw new FileRefused('No name stands on any night: there is nothing to bring in.');
  if (entries.length > MOST_ROWS) throw new FileRefused(`The file ${TOO_MANY_ROWS}`);
  return { format, entries, sheet, otherSheets };
}

const NO_DATES =
  'This looks like a sheet of beds and nights, and we cannot read its dates. Write each date whole, like 3/4/2027, in one column or in the row of the headings, and bring it in again.';

function contradiction(ending: string, format: Format): string {
  if (!(ending in NAMED)) return `We cannot read files that end in “${ending}”. Bring in .csv, .xlsx, .ods or .ics.`;
  return `The file is called ${ending} and is not one: what is in it looks like ${FORMAT_TEXT[format]}. Check that it is the right file, and save it as what it is.`;
}

function formatOf(bytes: Uint8Array): Format {
  const begins = (mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);
  const head = Buffer.from(bytes.subarray(0, 400));
  if (begins(ZIP)) return head.includes('application/vnd.oasis.opendocument.spreadsheet') ? 'ods' : 'xlsx';
  if (begins(OLD_OFFICE)) throw new FileRefused(OLD);
  if (head.toString('latin1').startsWith('%PDF')) throw new FileRefused(PDF);
  const letters = head
    .toString('latin1')
    .replaceAll('\u{0}', '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  if (/^\s*BEGIN:\s*VCALENDAR/i.test(letters)) return 'ics';
  if (/^\s*<(!doctype|html|\?xml)/i.test(letters)) throw new FileRefused(WEB_PAGE);
  return 'csv';
}

const OLD =
  'This is a spreadsheet of an old kind (.xls), or one that is protected by a password. Save it as .xlsx without a password, and bring that in.';
const PDF =
  'This is a PDF, from which rows cannot be read safely. Bring in the spreadsheet or the calendar that it was made from.';
const WEB_PAGE =
  'This is a web page and no diary: the download may have met a sign-in page. Export the diary again, and open it before you bring it in.';
