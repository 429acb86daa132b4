import type { Response } from 'express';

export type Cell = string | number | null;

/** What a spreadsheet would take for a formula; a tab or a line end before one hides it. */
const FORMULA = /^[\s\u{feff}]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;

/**
 * A table as comma-separated values (RFC 4180): a heading, then a line for each row, each ended by CR and LF. Text that a
 * spreadsheet would run as a formula begins with an apostrophe, for names and addresses are typed by people. Numbers are
 * left alone, so that they can be reckoned with; nothing is an empty cell.
 *
 * @example csvOf(['Name', 'Nights'], [['=1+1', 2]]); // 'Name,Nights\r\n\'=1+1,2\r\n'
 */
export function csvOf(heading: readonly string[], rows: Iterable<readonly Cell[]>): string {
  return [heading, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Answers with the table as a file to keep, by a name of letters, digits, hyphens and points. */
export function sendCsv(res: Response, name: string, csv: string): void {
  res.set('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}"`);
  res.set('Cache-Control', 'no-store');
  // Spreadsheets take a file without the mark for that of an old computer, and spoil names.
  res.type('text/csv; charset=utf-8').send(`\u{feff}${csv}`);
}
