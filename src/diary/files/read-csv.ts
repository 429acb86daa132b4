import { CsvError, parse } from 'csv-parse/sync';
import { LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, TOO_MANY_ROWS, within } from '../domain/bounds.js';
import { headingRow } from '../domain/columns.js';
import { FileRefused, type TableRead } from '../domain/file-read.js';

const MOST_LINES = MOST_ROWS * 4;

/**
 * A table of values separated by commas, semicolons or tabs (RFC 4180). A quotation mark that never closes is a file that was
 * cut off, or a slip: everything behind it would be one cell.
 */
export function readCsv(text: string): TableRead {
  const records = recordsOf(text);
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length < 2)
    throw new FileRefused('The file holds no rows: there has to be a row of headings, and one below it.');
  const top = headingRow(filled.map(({ cells }) => cells));
  const rows = filled.slice(top + 1);
  if (rows.length > MOST_ROWS) throw new FileRefused(`The file ${TOO_MANY_ROWS}`);
  return {
    format: 'csv',
    headings: filled[top]!.cells.map((cell) => within(cell, LONGEST_TEXT)),
    rows,
    sheet: null,
    otherSheets: [],
  };
}

function recordsOf(text: string): { number: number; cells: string[] }[] {
  const records: { number: number; cells: string[] }[] = [];
  let line = 1;
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      to: MOST_LINES + 1,
      on_record: (record: readonly string[], { lines }) => {
        records.push({
          number: line,
          cells: record.slice(0, MOST_COLUMNS).map((cell) => within(cell, LONGEST_TEXT * 2)),
        });
        line = lines + 1;
        // Kept here: none is kept a second time.
        return null;
      },
    });
  } catch (error) {
    throw new FileRefused(sayFault(error));
  }
  if (records.length > MOST_LINES) throw new FileRefused(`The file ${TOO_MANY_ROWS}`);
  return records;
}

function sayFault(error: unknown): string {
  const at = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : undefined;
  if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `A quotation mark is opened${at ? ` by line ${at}` : ''} and never closed. The file may be cut off: export it again, or take the mark out.`;
  if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
    return `${at ? `Line ${at}` : 'A line'} is longer than any row of a diary. A quotation mark may be missing there.`;
  return `We cannot read ${at ? `line ${at} of ` : ''}the file as comma-separated values. Export it again.`;
}

/** Whichever of the three parts most in the first lines. */
function delimiterOf(text: string): string {
  const [first = ''] = [text.slice(0, 5_000)];
  const count = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!;
}
