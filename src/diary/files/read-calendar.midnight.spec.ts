import { describe, expect, it } from '@jest/globals';
import { icsOf } from '../../../test/support/diary-files.js';
import { nightsOf } from '../../kernel/nights.js';
import { readCalendar } from './read-calendar.js';

const nights = (lines: string[], dayBegins: string) =>
  readCalendar(
    icsOf([['SUMMARY:Ash Heron', ...lines]]),
    { zone: 'Europe/London', dayBegins, horizon: '2028-12-01' },
    () => undefined,
  )
    .map(({ arrival, departure, problems }) =>
      problems.length > 0 ? problems[0] : nightsOf({ arrival: arrival!, departure: departure! }).join(' '),
    )
    .join('; ');

/** When somebody comes, in UTC, and the first night that it is where a day begins at midnight, at four and at six. */
const COMES: [string, string, [string, string, string]][] = [
  // No change of the clocks: in winter the clocks show UTC, in summer an hour more.
  ['at eleven at night in winter', '20270115T230000Z', ['2027-01-15', '2027-01-15', '2027-01-15']],
  ['at midnight in winter', '20270116T000000Z', ['2027-01-16', '2027-01-16', '2027-01-16']],
  ['a minute after it', '20270116T000100Z', ['2027-01-16', '2027-01-15', '2027-01-15']],
  ['at midnight in summer', '20270714T230000Z', ['2027-07-15', '2027-07-15', '2027-07-15']],
  ['a minute before it', '20270714T225900Z', ['2027-07-14', '2027-07-14', '2027-07-14']],
  ['a minute before four in summer', '20270715T025900Z', ['2027-07-15', '2027-07-14', '2027-07-14']],
  ['at four in summer', '20270715T030000Z', ['2027-07-15', '2027-07-15', '2027-07-14']],
  ['at six in summer', '20270715T050000Z', ['2027-07-15', '2027-07-15', '2027-07-15']],
  // Forward on 28 March at one: the night of the 27th is an hour shorter.
  ['at midnight before the clocks go forward', '20270328T000000Z', ['2027-03-28', '2027-03-28', '2027-03-28']],
  ['half an hour before they do', '20270328T003000Z', ['2027-03-28', '2027-03-27', '2027-03-27']],
  ['as they do', '20270328T010000Z', ['2027-03-28', '2027-03-27', '2027-03-27']],
  ['a minute before four on that day', '20270328T025900Z', ['2027-03-28', '2027-03-27', '2027-03-27']],
  ['a minute before six on that day', '20270328T045900Z', ['2027-03-28', '2027-03-28', '2027-03-27']],
  ['at six on that day', '20270328T050000Z', ['2027-03-28', '2027-03-28', '2027-03-28']],
  ['at midnight behind it', '20270328T230000Z', ['2027-03-29', '2027-03-29', '2027-03-29']],
  // Back on 31 October at two: half past one is there twice, and either is in the night of the 30th.
  [
    'a minute before midnight of the day on which they go back',
    '20271030T225900Z',
    ['2027-10-30', '2027-10-30', '2027-10-30'],
  ],
  ['at midnight of the day on which they go back', '20271030T230000Z', ['2027-10-31', '2027-10-31', '2027-10-31']],
  ['at half past one, the first time', '20271031T003000Z', ['2027-10-31', '2027-10-30', '2027-10-30']],
  ['at half past one, the second time', '20271031T013000Z', ['2027-10-31', '2027-10-30', '2027-10-30']],
  [
    'a minute before four on that day, by the clocks of winter',
    '20271031T035900Z',
    ['2027-10-31', '2027-10-30', '2027-10-30'],
  ],
  ['at six on that day', '20271031T060000Z', ['2027-10-31', '2027-10-31', '2027-10-31']],
  ['at eleven at night on that day', '20271031T230000Z', ['2027-10-31', '2027-10-31', '2027-10-31']],
];

describe('the night of somebody who comes around midnight', () => {
  const DAYS = ['00:00', '04:00', '06:00'] as const;
  const LAST = '2027-11-05';
  const until = (first: string) => nightsOf({ arrival: first, departure: LAST }).join(' ');

  it.each(COMES)('%s is by the clocks of the house and by when a day begins', (_, comes, expected) => {
    const lines = [`DTSTART:${comes}`, `DTEND:${LAST.replaceAll('-', '')}T100000Z`];
    expect(DAYS.map((dayBegins) => nights(lines, dayBegins))).toEqual(expected.map(until));
  });

  it('says the same by the house’s own clocks, those of another zone, and those that show no zone', () => {
    const ends = 'DTEND;VALUE=DATE-TIME:20271101T100000Z';
    for (const start of [
      'DTSTART;TZID=Europe/London:20271031T013000',
      'DTSTART;TZID=Europe/Paris:20271031T023000',
      'DTSTART:20271031T013000',
    ])
      expect([start, nights([start, ends], '06:00')]).toEqual([start, '2027-10-30 2027-10-31']);
    // The clocks skip half past one: it is half past two.
    expect(nights(['DTSTART;TZID=Europe/London:20270328T013000', 'DTEND:20270328T110000Z'], '02:00')).toBe(
      'It begins and ends on one day, so it has no night. A visit without a night is planned under Visits.',
    );
    expect(nights(['DTSTART;TZID=Europe/London:20270328T013000', 'DTEND:20270328T110000Z'], '03:00')).toBe(
      '2027-03-27',
    );
  });

  it('who leaves after midnight was there for the night before, however late a day begins', () => {
    for (const leaves of ['20271031T003000Z', '20271031T013000Z', '20271031T055900Z', '20271031T100000Z'])
      for (const dayBegins of DAYS)
        expect(nights(['DTSTART:20271029T150000Z', `DTEND:${leaves}`], dayBegins)).toBe('2027-10-29 2027-10-30');
  });
});
