import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/nights.js';
import { looksLikeGrid, rowsOfGrid } from './rows-of-grid.js';
import type { Cell } from './rows-of-table.js';

const sheet = (headings: string[], ...rows: Cell[][]) =>
  rowsOfGrid(
    headings,
    rows.map((cells, at) => ({ number: at + 2, cells })),
  );
const said = (entries: ReturnType<typeof sheet>) =>
  entries?.map(({ number, kind, name, bed, arrival, departure, problems }) => [
    number,
    ...[kind, name, bed, arrival, departure],
    ...problems,
  ]);

describe('rowsOfGrid', () => {
  it('makes one stay of a name on nights in a row, in the bed over it', () => {
    expect(
      said(
        sheet(
          ['Night', 'Bed 1', 'Bed 2'],
          ['Fri 2/4/2027', 'Ash Heron', 'Bo'],
          ['Sat 3/4/2027', 'ash heron', ''],
          ['Sun 4/4/2027', 'Bo', '-'],
          ['Mon 5/4/2027', 'free', 'Bo'],
        ),
      ),
    ).toEqual([
      [2, 'stay', 'Ash Heron', 'Bed 1', '2027-04-02', '2027-04-04'],
      [2, 'stay', 'Bo', 'Bed 2', '2027-04-02', '2027-04-03'],
      [4, 'stay', 'Bo', 'Bed 1', '2027-04-04', '2027-04-05'],
      [5, 'stay', 'Bo', 'Bed 2', '2027-04-05', '2027-04-06'],
    ]);
  });

  it('reads it the other way round too, below a title, and whatever stands beside', () => {
    expect(
      said(
        sheet(
          ['April 2027', '', '', ''],
          ['', 'Room A', 'Room B', 'Notes'],
          ['2027-04-02', 'Ash', '', 'Fair'],
          ['2027-04-03', '"', '', ''],
        ),
      ),
    ).toEqual([[3, 'stay', 'Ash', 'Room A', '2027-04-02', '2027-04-04']]);
    expect(
      said(sheet(['Bed', '2/4/2027', '3/4/2027', '4/4/2027'], ['Bed 1', 'Ash', '→', ''], ['Bed 2', '', 'Bo', 'Kit'])),
    ).toEqual([
      [2, 'stay', 'Ash', 'Bed 1', '2027-04-02', '2027-04-04'],
      [3, 'stay', 'Bo', 'Bed 2', '2027-04-03', '2027-04-04'],
      [3, 'stay', 'Kit', 'Bed 2', '2027-04-04', '2027-04-05'],
    ]);
  });

  it('closes the unit where all beds are closed, and else the one', () => {
    expect(
      said(
        sheet(
          ['Night', 'Bed 1', 'Bed 2'],
          ['24/12/2027', 'CLOSED', 'closed'],
          ['25/12/2027', '"', '"'],
          ['26/12/2027', 'Closed', 'Ash'],
          ['27/12/2027', '', 'Out of use: window'],
        ),
      ),
    ).toEqual([
      [2, 'closed', 'CLOSED', '', '2027-12-24', '2027-12-26'],
      [4, 'out_of_service', 'Closed', 'Bed 1', '2027-12-26', '2027-12-27'],
      [4, 'stay', 'Ash', 'Bed 2', '2027-12-26', '2027-12-27'],
      [5, 'out_of_service', 'Out of use: window', 'Bed 2', '2027-12-27', '2027-12-28'],
    ]);
  });

  it('says of each cell what is wrong with it, and leaves none out in silence', () => {
    expect(
      said(
        sheet(
          ['Night', 'Bed 1', 'Bed 2'],
          ['2/4/2027', { text: 'Ash', is: 'formula' }, 'Bo'],
          ['31/4/2027', 'Ash', ''],
          ['4/4/2027', '"', 'Cancelled: Kit'],
          ['5/4/2027', '', ''],
        ),
      ),
    ).toEqual([
      [2, 'stay', 'Ash', 'Bed 1', '2027-04-02', '2027-04-03', expect.stringMatching(/^Cell B2 holds a formula/)],
      [2, 'stay', 'Bo', 'Bed 2', '2027-04-02', '2027-04-03'],
      [3, 'stay', 'Ash', 'Bed 1', null, null, 'B3: “31/4/2027” does not exist. Check the date.'],
      [4, 'stay', '"', 'Bed 1', '2027-04-04', '2027-04-05', expect.stringMatching(/^B4 goes on .* Write the name\.$/)],
      [4, 'stay', 'Cancelled: Kit', 'Bed 2', '2027-04-04', '2027-04-05', expect.stringMatching(/^It was called off/)],
    ]);
  });

  it.each([
    [
      ['Who', 'When', 'Until', 'Where'],
      ['Ash', '2/4/2027', '3/4/2027', 'Bed 1'],
    ],
    [
      ['Who', 'When', 'From', 'To'],
      ['Ash', '2/4/2027', 'Bed 1', 'Bed 2'],
    ],
    [
      ['Night', 'Bed 1'],
      ['2/4/2027', 'Ash'],
    ],
  ])('takes %j for no such sheet', (headings, row) => {
    expect(sheet(headings, row, row)).toBeUndefined();
    expect(looksLikeGrid(headings, [{ number: 2, cells: row }])).toBe(false);
  });

  it('knows such a sheet though its dates lack the year', () => {
    const row = { number: 2, cells: ['Fri 2 April', 'Ash', ''] };
    expect(rowsOfGrid(['', 'Bed 1', 'Bed 2'], [row])).toBeUndefined();
    expect(looksLikeGrid(['', 'Bed 1', 'Bed 2'], [row])).toBe(true);
  });

  it('gives back the nights of whoever is written into it, whichever way it lies', () => {
    const nights = fc.array(fc.array(fc.constantFrom('', 'Ash', 'Bo', 'Kit'), { minLength: 14, maxLength: 14 }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(nights, (beds) => {
        const dates = Array.from({ length: 14 }, (_, at) => addDays('2027-03-22', at));
        const names = beds.map((_, at) => `Bed ${at + 1}`);
        const down = sheet(['Night', ...names], ...dates.map((date, at) => [date, ...beds.map((bed) => bed[at]!)]));
        const across = sheet(['', ...dates], ...beds.map((bed, at) => [names[at]!, ...bed]));
        const slept = (entries: ReturnType<typeof sheet>) =>
          entries!
            .flatMap(({ bed, name, arrival, departure }) =>
              dates.filter((date) => arrival! <= date && date < departure!).map((date) => `${bed} ${date} ${name}`),
            )
            .toSorted();
        const written = beds
          .flatMap((bed, at) => bed.flatMap((name, night) => (name ? [`${names[at]} ${dates[night]} ${name}`] : [])))
          .toSorted();
        expect(slept(down)).toEqual(written);
        expect(slept(across)).toEqual(written);
      }),
    );
  });
});
