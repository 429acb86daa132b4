import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTerms } from './read-terms.js';

const today = '2027-03-01';
const autumn = { name: 'Autumn 1', firstDay: '2027-09-02', lastDay: '2027-10-22' };
const read = (csv: string, onRecord = [autumn]) => readTerms(csv, onRecord, today);

describe('a list of terms', () => {
  it('may have a heading, quotes, other separators and dates as people type them', () => {
    const rows = read(
      'name,first,last\r\n"Autumn 2, after half-term",1/11/2027,17/12/2027\n\nSpring 1;2028-01-04;2028-02-11\nSpring 2\t21.2.2028\t31 March 2028',
      [],
    );
    expect(rows).toEqual([
      {
        ...{ line: 2, text: '"Autumn 2, after half-term",1/11/2027,17/12/2027' },
        term: { name: 'Autumn 2, after half-term', firstDay: '2027-11-01', lastDay: '2027-12-17' },
      },
      expect.objectContaining({ line: 4, term: { name: 'Spring 1', firstDay: '2028-01-04', lastDay: '2028-02-11' } }),
      expect.objectContaining({ line: 5, term: { name: 'Spring 2', firstDay: '2028-02-21', lastDay: '2028-03-31' } }),
    ]);
  });

  it.each([
    ['Autumn 2,1/11/2027', /three fields/],
    [',1/11/2027,17/12/2027', /name/],
    [`${'x'.repeat(61)},1/11/2027,17/12/2027`, /60 characters/],
    ['Autumn 2,31/11/2027,17/12/2027', /31 November 2027 does not exist/],
    ['Spring 2,29/2/2027,31/3/2027', /29 February 2027 does not exist/],
    ['Autumn 2,17/12/2027,1/11/2027', /must not be before/],
    ['Autumn 2,1/11/2207,17/12/2207', /year/],
    ['Autumn 2,1/11/2072,17/12/2072', /within 6 years/],
    ['A year,1/9/2027,31/8/2028', /at most 200 days/],
    [
      'Autumn,1/10/2027,17/12/2027',
      /shares days with Autumn 1 \(Thursday 2 September 2027 to Friday 22 October 2027\)/,
    ],
  ])('says of %s what is wrong', (line, problem) => {
    expect(read(`name,first,last\n${line}`)).toEqual([
      { line: 2, text: line, problem: expect.stringMatching(problem) },
    ]);
  });

  it('leaves alone what is on record already, and knows a term of 29 February', () => {
    expect(read('Autumn 1,2027-09-02,2027-10-22\nLeap,29/2/2028,29/2/2028')).toEqual([
      expect.objectContaining({ isKnown: true }),
      expect.objectContaining({ term: { name: 'Leap', firstDay: '2028-02-29', lastDay: '2028-02-29' } }),
    ]);
  });

  it('is refused where two of its rows share days', () => {
    const rows = read('A,1/11/2027,17/12/2027\nB,17/12/2027,20/12/2027', []);
    expect(rows[0]!.problem).toBeUndefined();
    expect(rows[1]!.problem).toMatch(/shares days with A/);
  });

  it('is read whatever it is: one answer for each line that has something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (csv) => {
        for (const { term, problem } of read(csv)) expect((term === undefined) !== (problem === undefined)).toBe(true);
      }),
    );
  });
});
