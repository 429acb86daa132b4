import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvOf, type Cell } from './csv.js';

/** Reads a table back, as RFC 4180 says. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('a table as comma-separated values', () => {
  it('quotes what it must, and ends each line as RFC 4180 says', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['x, "y"', 3],
          ['two\nlines', null],
        ],
      ),
    ).toBe('a,b\r\n"x, ""y""",3\r\n"two\nlines",\r\n');
  });

  it.each(['=1+1', '+44 20', '-2', '@SUM(A1)', '\t=1', '  =1', '\r\n=1', '\u{feff}=1', '|cmd', '%0A=1', '＝1'])(
    'runs nothing as a formula: %j',
    (text) => {
      expect(read(csvOf(['a'], [[text]]))).toEqual([['a'], [`'${text}`]]);
    },
  );

  it('leaves numbers to be reckoned with', () => {
    expect(csvOf(['a'], [[-2]])).toBe('a\r\n-2\r\n');
  });

  it('is read back as it was, but for the apostrophe', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '=', '-', 'é', ' ') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.integer()), { minLength: 1 }), (rows: [string, number][]) => {
        const back = read(csvOf(['a', 'b'], rows as Cell[][])).slice(1);
        expect(back.map(([one, two]) => [one!.replace(/^'/, ''), Number(two)])).toEqual(rows);
      }),
    );
  });
});
