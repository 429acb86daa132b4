import { strToU8, zipSync } from 'fflate';

/** A cell of a made-up sheet: text, a number, a date of a spreadsheet, or a formula with the value that it last had. */
export type MadeCell = string | number | { date: number } | { formula: string; value: string };

const letter = (place: number): string =>
  place < 26 ? String.fromCharCode(65 + place) : letter(Math.floor(place / 26) - 1) + letter(place % 26);
const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function xlsxCell(cell: MadeCell, at: string): string {
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${xml(cell)}</t></is></c>`;
  if ('date' in cell) return `<c r="${at}" s="1"><v>${cell.date}</v></c>`;
  return `<c r="${at}" t="str"><f>${xml(cell.formula)}</f><v>${xml(cell.value)}</v></c>`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** An Excel workbook of these sheets, as Excel packs one. */
export function xlsxOf(sheets: Record<string, MadeCell[][]>): Buffer {
  const names = Object.keys(sheets);
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ),
    'xl/workbook.xml': strToU8(
      `${HEAD}<workbook ${MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names
        .map((name, place) => `<sheet name="${xml(name)}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names
        .map(
          (_, place) => `<Relationship Id="rId${place + 1}" Type="sheet" Target="worksheets/sheet${place + 1}.xml"/>`,
        )
        .join('')}</Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `${HEAD}<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ),
  };
  for (const [place, rows] of Object.values(sheets).entries())
    parts[`xl/worksheets/sheet${place + 1}.xml`] = strToU8(
      `${HEAD}<worksheet ${MAIN}><sheetData>${rows
        .map(
          (cells, row) =>
            `<row r="${row + 1}">${cells.map((cell, at) => xlsxCell(cell, `${letter(at)}${row + 1}`)).join('')}</row>`,
        )
        .join('')}</sheetData></worksheet>`,
    );
  return Buffer.from(zipSync(parts));
}

function odsCell(cell: MadeCell): string {
  if (typeof cell === 'number')
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
  if (typeof cell === 'string')
    return `<table:table-cell office:value-type="string"><text:p>${xml(cell)}</text:p></table:table-cell>`;
  if ('date' in cell) {
    const said = new Date((cell.date - 25_569) * 86_400_000).toISOString().slice(0, 19);
    return `<table:table-cell office:value-type="date" office:date-value="${said}"><text:p>a date</text:p></table:table-cell>`;
  }
  return `<table:table-cell table:formula="of:=${xml(cell.formula)}" office:value-type="string"><text:p>${xml(cell.value)}</text:p></table:table-cell>`;
}

/** An OpenDocument spreadsheet of one sheet, with the thousands of empty rows that LibreOffice writes below it. */
export function odsOf(name: string, rows: MadeCell[][]): Buffer {
  const spaces = 'office table text'
    .split(' ')
    .map((one) => `xmlns:${one}="urn:oasis:names:tc:opendocument:xmlns:${one}:1.0"`)
    .join(' ');
  const table = rows.map((cells) => `<table:table-row>${cells.map(odsCell).join('')}</table:table-row>`).join('');
  const empty = `<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;
  return Buffer.from(
    zipSync({
      mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': strToU8(
        `${HEAD}<office:document-content ${spaces}><office:body><office:spreadsheet><table:table table:name="${xml(name)}">${table}${empty}</table:table></office:spreadsheet></office:body></office:document-content>`,
      ),
    }),
  );
}

/** A calendar of these events, each given by its lines. */
export function icsOf(events: readonly (readonly string[])[], more: readonly string[] = []): string {
  const lines = events.flatMap((event, place) => [
    'BEGIN:VEVENT',
    ...(event.some((line) => line.startsWith('UID')) ? [] : [`UID:${place + 1}@example.org`]),
    'DTSTAMP:20270101T000000Z',
    ...event,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN', ...more, ...lines, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

/** A row of a table as comma-separated values. */
export const csvLine = (cells: readonly string[]) =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
