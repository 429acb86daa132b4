import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { csvLine, icsOf, odsOf, xlsxOf, type MadeCell } from '../../../test/support/diary-files.js';
import { missingColumns, placesOf } from '../domain/columns.js';
import type { TableRead } from '../domain/file-read.js';
import { rowOfTable } from '../domain/rows-of-table.js';
import { readFile } from './read-file.js';
import { readInThread } from './read-in-thread.js';

const LONDON = { zone: 'Europe/London', dayBegins: '06:00', horizon: '2028-12-01' };
const read = (file: Buffer | string, name: string) => readFile(Buffer.from(file as string), name, LONDON);
const rowsOf = (table: TableRead) => table.rows.map((row) => rowOfTable(row, placesOf(table.headings)));
const rows = (file: Buffer | string, name: string) => rowsOf(read(file, name) as TableRead);
/** A workbook whose second row calls itself so. */
const rowCalled = (number: string) =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(unzipSync(xlsxOf({ D: [HEADINGS, ['Ash']] }))).map(([name, part]) => [
          name,
          strToU8(strFromU8(part).replace('<row r="2">', `<row r="${number}">`)),
        ]),
      ),
    ),
  );
const HEADINGS = ['Name', 'Arrival', 'Departure', 'Bed', 'Notes'];
/** 3 and 5 April 2027, as a spreadsheet counts. */
const [THIRD, FIFTH] = [46480, 46482];

describe('a table', () => {
  it('reads a row from each kind of file alike', () => {
    const cells = ['Ash Heron', '3/4/2027', '5/4/2027', 'Bed 2', 'likes, "quiet"'];
    const expected = {
      name: 'Ash Heron',
      arrival: '2027-04-03',
      departure: '2027-04-05',
      bed: 'Bed 2',
      note: cells[4],
    };
    for (const [file, name, number] of [
      [`${csvLine(HEADINGS)}\r\n${csvLine(cells)}\r\n`, 'd.csv', 2],
      [`The diary\n\n${HEADINGS.join(';')}\n${cells.slice(0, 4).join(';')};"likes, ""quiet"""\n`, 'd.csv', 4],
      [
        [HEADINGS, cells]
          .map((row) => row.join('\t'))
          .join('\n')
          .replace(cells[4]!, '"likes, ""quiet"""'),
        'd.tsv',
        2,
      ],
      [xlsxOf({ Diary: [HEADINGS, cells] }), 'd.xlsx', 2],
      [xlsxOf({ Read: [['me']], Diary: [['Our diary'], HEADINGS, cells.with(1, 'Sat 3 Apr 2027')] }), 'd.xlsx', 3],
      [xlsxOf({ Diary: [HEADINGS, [cells[0]!, { date: THIRD }, FIFTH, cells[3]!, cells[4]!]] }), 'd.xlsx', 2],
      [odsOf('Diary', [HEADINGS, [cells[0]!, { date: THIRD }, FIFTH, cells[3]!, cells[4]!]]), 'd.ods', 2],
    ] as const) {
      expect(rows(file, name)).toEqual([expect.objectContaining({ ...expected, number, problems: [] })]);
    }
  });

  it('reads times behind dates and beside them, last nights and numbers of nights', () => {
    const head = 'First name,Surname,DOB,From,Time in,Last night,Nights';
    const table = `${head}\nAsh,Heron,1/2/2012,3/4/2027,4pm,4/4/2027,\nBo,Heron,,3/4/2027 17:30,,,2\nKit,Wren,,3/4/2027,,,some\nSol,Wren,,3/4/2027,,,2.5\n`;
    const [ash, bo, kit, sol] = rows(table, 'd.csv');
    expect(ash).toMatchObject({
      name: 'Ash Heron',
      dateOfBirth: '2012-02-01',
      departure: '2027-04-05',
      arrivesAt: '16:00',
    });
    expect(bo).toMatchObject({ name: 'Bo Heron', departure: '2027-04-05', arrivesAt: '17:30' });
    expect(kit!.problems).toEqual(['“some” is no number of nights. Write a whole number, like 2.']);
    expect(sol).toMatchObject({
      departure: null,
      problems: ['“2.5” is no number of nights. Write a whole number, like 2.'],
    });
  });

  it('says which columns it does not know', () => {
    const table = read('Foo,Bar\n1,2\n', 'd.csv') as TableRead;
    expect(missingColumns(placesOf(table.headings))).toHaveLength(3);
    expect(missingColumns(placesOf(['Young person', 'Check-in', 'Check out (date)']))).toEqual([]);
  });

  it('trusts no formula, and names its cell', () => {
    const formula = { formula: 'B2+2', value: '46482' };
    const file = { Diary: [HEADINGS, ['Ash Heron', { date: THIRD }, formula, 'Bed 2', '']] as MadeCell[][] };
    for (const [made, name] of [[xlsxOf(file), 'd.xlsx'] as const, [odsOf('D', file.Diary), 'd.ods'] as const])
      expect(rows(made, name)[0]!.problems[0]).toMatch(/^Cell C2 holds a formula or an error\./);
    const csv = `${csvLine(HEADINGS)}\n${csvLine(['=HYPERLINK("http://x")', '3/4/2027', '5/4/2027', '', '=1+1'])}\n`;
    expect(rows(csv, 'd.csv')[0]!.problems[0]).toMatch(/^Cells A2 and E2 hold formulas or errors\./);
    const kept = `${csvLine(HEADINGS)}\n${csvLine(['Ash Heron', '3/4/2027', '5/4/2027', '', '-2 kg, +1'])}\n`;
    expect(rows(kept, 'd.csv')[0]).toMatchObject({ note: '-2 kg, +1', problems: [] });
  });

  it('reads every row that was written, whatever is in its cells', () => {
    const cell = fc.string({ maxLength: 30, unit: 'grapheme' }).map((text) =>
      text
        .replace(/[\p{Cc}\p{Cs}=]/gu, '')
        .normalize('NFC')
        .trim(),
    );
    const name = cell.map((text) => `Ash ${text}`.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, cell), { minLength: 1, maxLength: 20 }), (made) => {
        const lines = made.map(([who, note]) => [who, '3/4/2027', '5/4/2027', 'Bed 1', note]);
        const csv = [HEADINGS, ...lines].map(csvLine).join('\r\n');
        const expected = made.map(([who, note], at) => [at + 2, who, note]);
        for (const found of [
          rows(csv, 'd.csv'),
          rows(`\u{feff}${csv}`, 'd.csv'),
          rows(xlsxOf({ D: [HEADINGS, ...lines] }), 'd.xlsx'),
        ])
          expect(found.map(({ number, name, note }) => [number, name, note])).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the letters of a file', () => {
  const text = `${csvLine(HEADINGS)}\r\n${csvLine(['Noël O’Brien', '3/4/2027', '5/4/2027', '', 'café'])}\r\n`;
  const utf16 = Buffer.from(text, 'utf16le');
  const [he, ro] = [
    Buffer.from('Name,From,To\nNoël,3/4/2027,5/4/2027\n'),
    Buffer.from('Zoë,3/4/2027,5/4/2027\n', 'latin1'),
  ];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\u{feff}${text}`)],
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['UTF-16 without a mark', utf16],
    ['Windows-1252', Buffer.from(text.replace('’', '\u{92}'), 'latin1')],
  ])('are read from %s', (_, bytes) => {
    expect(rows(bytes, 'd.csv')).toEqual([
      expect.objectContaining({ name: 'Noël O’Brien', note: 'café', problems: [] }),
    ]);
  });

  it('are refused where they are mixed, with the line', () => {
    expect(() => read(Buffer.concat([he, ro]), 'd.csv')).toThrow('Line 3 is written in another encoding than line 2');
  });

  it('are refused where the mark is not true', () => {
    expect(() => read(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), ro]), 'd.csv')).toThrow(
      'says that it is written in UTF-8',
    );
  });
});

describe('a file that is no diary', () => {
  const sheet = xlsxOf({ Diary: [HEADINGS, ['Ash Heron', '3/4/2027', '5/4/2027', '', '']] });
  const many = `${csvLine(HEADINGS)}\n${'Ash,3/4/2027,5/4/2027,,\n'.repeat(50_000)}`;
  const bomb = Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(200 * 1024 * 1024) }));
  const crowd = Object.fromEntries(Array.from({ length: 1_200 }, (_, at) => [`x${at}`, strToU8('x')]));
  const entities = zipSync({ 'xl/workbook.xml': strToU8('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>') });

  it.each<[string, Buffer | string, string, RegExp]>([
    ['nothing', '', 'd.csv', /file is empty/],
    ['one line', 'Name,From,To\n', 'd.csv', /holds no rows/],
    ['a spreadsheet that is called CSV', sheet, 'd.csv', /called \.csv and is not one.*Excel/],
    ['text that is called a spreadsheet', 'Name,From\n1,2\n', 'd.xlsx', /called \.xlsx and is not one/],
    ['text that is called a calendar', 'Name,From\n1,2\n', 'd.ics', /called \.ics and is not one/],
    [
      'a calendar that is called CSV',
      icsOf([['DTSTART;VALUE=DATE:20270507']]),
      'd.csv',
      /looks like an iCalendar file/,
    ],
    ['an ending that we do not know', 'x', 'd.docx', /cannot read files that end in “\.docx”/],
    ['an old spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'd.xls', /old kind \(\.xls\), or .* password/],
    ['a PDF', '%PDF-1.7', 'd.csv', /This is a PDF/],
    ['a sign-in page', '<!DOCTYPE html><html>', 'd.csv', /web page/],
    ['a picture', Buffer.from([0x89, 0x50, 0, 0, 1, 0, 0, 7, 0, 0]), 'd.csv', /no file of text|encoding/],
    [
      'an archive of something else',
      Buffer.from(zipSync({ 'a.txt': strToU8('a') })),
      'd.xlsx',
      /archive of something else/,
    ],
    ['half a spreadsheet', sheet.subarray(0, sheet.length / 2), 'd.xlsx', /cut off/],
    ['half a table', 'Name,From,To\nAsh,3/4/2027,5/4/2027\nBo,"3/4', 'd.csv', /quotation mark is opened by line 3/],
    ['50,000 rows', many, 'd.csv', /more than 5,000 rows/],
    [
      '50,000 rows of a sheet',
      xlsxOf({ D: [HEADINGS, ...Array.from({ length: 50_000 }, () => ['Ash'])] }),
      'd.xlsx',
      /Sheet “D” holds more than/,
    ],
    [
      '50,000 events',
      icsOf(Array.from({ length: 50_000 }, () => ['DTSTART;VALUE=DATE:20270507'])),
      'd.ics',
      /more than 5,000 rows/,
    ],
    ['a file that unpacks to 200 MB', bomb, 'd.xlsx', /unpacks to far more/],
    ['an archive of thousands', Buffer.from(zipSync(crowd)), 'd.xlsx', /unpacks to far more/],
    ['a row that has no number', rowCalled('soon'), 'd.xlsx', /a row has a number that no row can have/],
    ['a row beyond every sheet', rowCalled('999999999999'), 'd.xlsx', /a row has a number that no row can have/],
    ['a sheet with entities', Buffer.from(entities), 'd.xlsx', /damaged, or protected/],
  ])('is refused: %s', (_, file, name, sentence) => {
    expect(() => read(file, name)).toThrow(sentence);
  });
});

describe('a file in a thread', () => {
  it('is not kept waiting behind more than a few others', async () => {
    const file = Buffer.from('Name,From,To\nAsh,3/4/2027,5/4/2027\n');
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => readInThread(file, 'd.csv', LONDON)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refused).toHaveLength(4);
    expect(refused[0]).toMatch(/Try again in a minute/);
    expect(await readInThread(file, 'd.csv', LONDON)).toMatchObject({ format: 'csv' });
  });

  it('is read there, and what is refused says so', async () => {
    const file = Buffer.from('Name,From,To\nAsh,3/4/2027,5/4/2027\n');
    expect(await readInThread(file, 'd.csv', LONDON)).toMatchObject({ format: 'csv', rows: [{ number: 2 }] });
    await expect(readInThread(Buffer.from('%PDF'), 'd.csv', LONDON)).rejects.toThrow('This is a PDF');
  });

  it('is left when it takes too long, and names the event', async () => {
    const never = ['DTSTART;VALUE=DATE:20270507', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'];
    const file = Buffer.from(icsOf([['DTSTART;VALUE=DATE:20270507'], never]));
    // Time enough to load what reads it, on a busy machine too.
    await expect(readInThread(file, 'd.ics', LONDON, 5_000)).rejects.toThrow(/^Event 2 takes too long to read/);
  }, 20_000);
});
