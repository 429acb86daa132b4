import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, weekdayOf } from '../../kernel/nights.js';
import { kindsOfNights, type SchoolTerm } from './night-kinds.js';

const TERMS: SchoolTerm[] = [
  { firstDay: '2027-01-04', lastDay: '2027-02-12' },
  { firstDay: '2027-02-22', lastDay: '2027-03-25' },
  { firstDay: '2027-04-12', lastDay: '2027-05-28' },
  { firstDay: '2027-06-07', lastDay: '2027-07-20' },
  { firstDay: '2027-09-02', lastDay: '2027-10-22' },
];
const BANK = new Set(['2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31']);
const kindOf = kindsOfNights(TERMS, BANK);

describe('the kind of a night', () => {
  it.each([
    ['a Thursday in term', '2027-05-06', 'weekday'],
    ['a Friday in term', '2027-05-07', 'weekend'],
    ['a Saturday in term', '2027-05-08', 'weekend'],
    ['a Sunday before school', '2027-05-09', 'weekday'],
    ['the Sunday before a bank holiday', '2027-05-02', 'weekend'],
    ['a bank holiday before school', '2027-05-03', 'weekday'],
    ['the Friday on which the half term holiday begins', '2027-02-12', 'holiday'],
    ['a Wednesday of the half term holiday', '2027-02-17', 'holiday'],
    ['the Sunday on which it ends', '2027-02-21', 'weekday'],
    ['a Saturday of the summer holidays', '2027-08-14', 'holiday'],
    ['the last day of school', '2027-07-20', 'holiday'],
    ['the evening before the first day of school', '2027-09-01', 'weekday'],
    ['a bank holiday in the Easter holidays', '2027-03-28', 'holiday'],
  ])('of %s (%s) is %s', (_, night, kind) => {
    expect(kindOf(night)).toEqual({ kind, termsKnown: true });
  });

  it('is told by the weekday where terms are missing, and says so', () => {
    expect(kindOf('2026-12-29')).toEqual({ kind: 'weekday', termsKnown: false });
    expect(kindOf('2027-10-29')).toEqual({ kind: 'weekend', termsKnown: false });
    expect(kindsOfNights([], BANK)('2027-05-02')).toEqual({ kind: 'weekend', termsKnown: false });
    const summerMissing = kindsOfNights([TERMS[2]!, TERMS[4]!], BANK);
    expect(summerMissing('2027-06-16')).toEqual({ kind: 'weekday', termsKnown: false });
  });

  it('of a weekend between two terms that follow each other is that of a weekend', () => {
    const joined = kindsOfNights(
      [
        { firstDay: '2027-04-12', lastDay: '2027-04-30' },
        { firstDay: '2027-05-04', lastDay: '2027-05-28' },
      ],
      BANK,
    );
    expect(['2027-04-30', '2027-05-01', '2027-05-02', '2027-05-03'].map((night) => joined(night).kind)).toEqual([
      ...['weekend', 'weekend', 'weekend', 'weekday'],
    ]);
  });

  it('on a leap day is that of any other', () => {
    expect(kindsOfNights([{ firstDay: '2028-02-28', lastDay: '2028-03-31' }], new Set())('2028-02-28')).toEqual({
      kind: 'weekday',
      termsKnown: true,
    });
  });

  it('is exactly one, and holiday exactly on a morning between terms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 290 }), (day) => {
        const night = addDays('2027-01-04', day);
        const morning = addDays(night, 1);
        const inTerm = TERMS.some(({ firstDay, lastDay }) => firstDay <= morning && morning <= lastDay);
        const free = weekdayOf(morning) > 5 || BANK.has(morning);
        expect(kindOf(night).kind).toBe(inTerm ? (free ? 'weekend' : 'weekday') : 'holiday');
      }),
    );
  });
});
