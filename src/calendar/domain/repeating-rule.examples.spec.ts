import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../kernel/nights.js';
import { datesOf, readRule } from './repeating-rule.js';

/** Dates of a month of a year, as the standard lists them. */
const on = (month: string, ...days: number[]): string[] =>
  days.map((day) => `${month}-${String(day).padStart(2, '0')}`);

const START = '1997-09-02';

/** The recurrence examples of RFC 5545, section 3.8.5.3, that repeat by days, weeks, months or years: their first dates. */
const EXAMPLES: [string, string, string[]][] = [
  ['FREQ=DAILY;COUNT=10', START, on('1997-09', 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)],
  ['FREQ=DAILY;INTERVAL=2', START, on('1997-09', 2, 4, 6, 8, 10, 12, 14, 16, 18, 20)],
  ['FREQ=DAILY;INTERVAL=10;COUNT=5', START, [...on('1997-09', 2, 12, 22), ...on('1997-10', 2, 12)]],
  ['FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA', '1998-01-01', on('1998-01', 1, 2, 3, 4, 5)],
  ['FREQ=DAILY;UNTIL=20000131;BYMONTH=1', '1998-01-01', on('1998-01', 1, 2, 3, 4, 5)],
  ['FREQ=WEEKLY;COUNT=10', START, [...on('1997-09', 2, 9, 16, 23, 30), ...on('1997-10', 7, 14, 21, 28), '1997-11-04']],
  ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', START, [...on('1997-09', 2, 16, 30), ...on('1997-10', 14, 28), '1997-11-11']],
  [
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    START,
    [...on('1997-09', 2, 4, 9, 11, 16, 18, 23, 25, 30), '1997-10-02'],
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224;WKST=SU;BYDAY=MO,WE,FR',
    '1997-09-01',
    [...on('1997-09', 1, 3, 5, 15, 17, 19, 29), ...on('1997-10', 1, 3, 13, 15, 17, 27, 29, 31), '1997-11-10'],
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    START,
    [...on('1997-09', 2, 4, 16, 18, 30), ...on('1997-10', 2, 14, 16)],
  ],
  [
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    '1997-09-05',
    ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05', '1998-01-02'],
  ],
  ['FREQ=MONTHLY;UNTIL=19971224;BYDAY=1FR', '1997-09-05', ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05']],
  [
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    '1997-09-07',
    [
      ...on('1997-09', 7, 28),
      ...on('1997-11', 2, 30),
      ...on('1998-01', 4, 25),
      ...on('1998-03', 1, 29),
      ...on('1998-05', 3, 31),
    ],
  ],
  [
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    '1997-09-22',
    ['1997-09-22', '1997-10-20', '1997-11-17', '1997-12-22', '1998-01-19', '1998-02-16'],
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    '1997-09-28',
    ['1997-09-28', '1997-10-29', '1997-11-28', '1997-12-29', '1998-01-29', '1998-02-26'],
  ],
  [
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    START,
    [...on('1997-09', 2, 15), ...on('1997-10', 2, 15), ...on('1997-11', 2, 15)],
  ],
  [
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    '1997-09-30',
    ['1997-09-30', ...on('1997-10', 1, 31), ...on('1997-11', 1, 30)],
  ],
  [
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    '1997-09-10',
    [...on('1997-09', 10, 11, 12, 13, 14, 15), ...on('1999-03', 10, 11, 12, 13)],
  ],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=TU', START, [...on('1997-09', 2, 9, 16, 23, 30), ...on('1997-11', 4, 11, 18, 25)]],
  ['FREQ=YEARLY;COUNT=10;BYMONTH=6,7', '1997-06-10', ['1997-06-10', '1997-07-10', '1998-06-10', '1998-07-10']],
  [
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    '1997-03-10',
    ['1997-03-10', '1999-01-10', '1999-02-10', '1999-03-10'],
  ],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13', [...on('1997-03', 13, 20, 27), ...on('1998-03', 5, 12, 19, 26)]],
  [
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    '1997-06-05',
    [...on('1997-06', 5, 12, 19, 26), ...on('1997-07', 3, 10, 17, 24, 31)],
  ],
  [
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    START,
    ['1998-02-13', '1998-03-13', '1998-11-13', '1999-08-13', '2000-10-13'],
  ],
  [
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    '1997-09-13',
    ['1997-09-13', '1997-10-11', '1997-11-08', '1997-12-13'],
  ],
  [
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996-11-05',
    ['1996-11-05', '2000-11-07', '2004-11-02'],
  ],
  ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', ['1997-09-04', '1997-10-07', '1997-11-06']],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    '1997-09-29',
    ['1997-09-29', '1997-10-30', '1997-11-27', '1997-12-30'],
  ],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05', on('1997-08', 5, 10, 19, 24)],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08-05', on('1997-08', 5, 17, 19, 31)],
  // An invalid date is left out: there is no 30 February.
  [
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    '2007-01-15',
    [...on('2007-01', 15, 30), '2007-02-15', ...on('2007-03', 15, 30)],
  ],
];

/** The others: parts of the standard that a rule of ours does not take. */
const REFUSED = [
  'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
  'FREQ=YEARLY;BYDAY=20MO;BYWEEKNO=20',
  'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z',
  'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
  'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
];

describe('the recurrence examples of RFC 5545', () => {
  it.each(EXAMPLES)('%s from %s', (rule, start, dates) => {
    expect(readRule(rule)).toEqual({ rule });
    const end = addDays(dates.at(-1)!, 1);
    expect(datesOf(rule, start, end)).toEqual(dates);
  });

  it.each(REFUSED)('%s is refused', (rule) => {
    expect(readRule(rule)).toHaveProperty('problem');
  });

  it.each<[string, string, string[]]>([
    ['FREQ=YEARLY', '2028-02-29', ['2028-02-29', '2032-02-29', '2036-02-29']],
    [
      'FREQ=MONTHLY',
      '2027-01-31',
      ['2027-01-31', '2027-03-31', '2027-05-31', '2027-07-31', '2027-08-31', '2027-10-31'],
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2027-12-31', ['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31']],
    ['FREQ=MONTHLY;BYDAY=5FR', '2027-01-29', ['2027-01-29', '2027-04-30', '2027-07-30']],
  ])('%s from %s leaves out what a month or a year does not have', (rule, start, dates) => {
    expect(datesOf(rule, start, addDays(dates.at(-1)!, 1))).toEqual(dates);
  });
});
