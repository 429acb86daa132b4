import { describe, expect, it } from '@jest/globals';
import { icsOf } from '../../../test/support/diary-files.js';
import { nightsOf } from '../../kernel/nights.js';
import { readCalendar } from './read-calendar.js';

const LONDON = { zone: 'Europe/London', dayBegins: '06:00', horizon: '2028-12-01' };
const rowsOf = (events: string[][], more: string[] = []) => readCalendar(icsOf(events, more), LONDON, () => undefined);
const nights = (events: string[][], more: string[] = []) =>
  rowsOf(events, more).map(({ arrival, departure, problems }) =>
    problems.length > 0 ? problems[0] : nightsOf({ arrival: arrival!, departure: departure! }).join(' '),
  );
const ash = (...lines: string[]) => ['SUMMARY:Ash Heron', ...lines];

describe('the nights of an event', () => {
  const CASES: [string, string[], string][] = [
    [
      'from Friday 16:00 to Sunday 10:00 are the nights of Friday and Saturday',
      ['DTSTART;TZID=Europe/London:20270507T160000', 'DTEND;TZID=Europe/London:20270509T100000'],
      '2027-05-07 2027-05-08',
    ],
    [
      'a whole-day event ends before its end',
      ['DTSTART;VALUE=DATE:20270507', 'DTEND;VALUE=DATE:20270509'],
      '2027-05-07 2027-05-08',
    ],
    ['a whole day without an end is one night', ['DTSTART;VALUE=DATE:20270507'], '2027-05-07'],
    ['a length instead of an end', ['DTSTART:20270507T160000', 'DURATION:P1DT18H'], '2027-05-07 2027-05-08'],
    [
      'in UTC before a summer midnight is the next day here',
      ['DTSTART:20270507T230500Z', 'DTEND:20270509T090000Z'],
      // Five past midnight on the 8th is still the night of the 7th.
      '2027-05-07 2027-05-08',
    ],
    [
      'in another zone',
      ['DTSTART;TZID=America/New_York:20270507T110000', 'DTEND;TZID=America/New_York:20270508T050000'],
      '2027-05-07',
    ],
    [
      'by the name that Outlook has for our zone',
      ['DTSTART;TZID=GMT Standard Time:20270507T160000', 'DTEND;TZID=GMT Standard Time:20270508T100000'],
      '2027-05-07',
    ],
    [
      'in a zone with an address before it',
      [
        'DTSTART;TZID=/example.org/Europe/Paris:20270507T000000',
        'DTEND;TZID=/example.org/Europe/Paris:20270508T120000',
      ],
      // Midnight in Paris is eleven at night here.
      '2027-05-06 2027-05-07',
    ],
    ['midnight is the day that begins', ['DTSTART:20270507T000000', 'DTEND:20270508T000000'], '2027-05-07'],
    [
      'over the night on which the clocks go forward',
      ['DTSTART;TZID=Europe/London:20270327T160000', 'DTEND;TZID=Europe/London:20270328T100000'],
      '2027-03-27',
    ],
  ];

  it.each(CASES)('%s', (_, lines, expected) => {
    expect(nights([ash(...lines)])).toEqual([expected]);
  });

  const PROBLEMS: [string, string[], RegExp][] = [
    ['an afternoon has no night', ['DTSTART:20270507T140000', 'DTEND:20270507T180000'], /one day, so it has no night/],
    ['an end before its begin', ['DTSTART:20270507T140000', 'DTEND:20270506T180000'], /before it begins/],
    ['a thousand years', ['DTSTART;VALUE=DATE:20270507', 'DTEND;VALUE=DATE:30270507'], /lasts 365,242 nights/],
    ['a year that is a slip', ['DTSTART;VALUE=DATE:10270507', 'DTEND;VALUE=DATE:10270508'], /before the year 2000/],
    [
      'a zone that does not exist',
      ['DTSTART;TZID=Mars/Olympus_Mons:20270507T160000', 'DTEND;TZID=Mars/Olympus_Mons:20270508T160000'],
      /time zone “Mars\/Olympus_Mons” does not exist/,
    ],
    [
      'a date that does not exist',
      ['DTSTART;VALUE=DATE:20270231', 'DTEND;VALUE=DATE:20270302'],
      /is no date that exists/,
    ],
    ['no begin', ['DTEND:20270507T140000'], /does not say when it begins/],
    ['one that was called off', ['STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20270507'], /called off/],
    [
      'a rule by hours',
      ['DTSTART:20270507T160000', 'DURATION:PT18H', 'RRULE:FREQ=HOURLY'],
      /a rule that we do not follow/,
    ],
    [
      'a rule that is none',
      ['DTSTART:20270507T160000', 'DURATION:PT18H', 'RRULE:FREQ=WEEKLY;BYDAY=XX'],
      /cannot read|damaged/,
    ],
    ['a thousand years of every day', ['DTSTART;VALUE=DATE:10270507', 'RRULE:FREQ=DAILY'], /repeats too often/],
  ];

  it.each(PROBLEMS)('says what is wrong with %s', (_, lines, expected) => {
    expect(nights([ash(...lines)])).toEqual([expect.stringMatching(expected)]);
  });

  it('reads the events beside one that is damaged', () => {
    const rows = rowsOf([
      ash('DTSTART;VALUE=DATE:20270507'),
      ['\u0007 this is no line'],
      ash('DTSTART;VALUE=DATE:20270510'),
    ]);
    expect(rows.map(({ number, problems }) => [number, problems.length])).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
    ]);
  });
});

describe('an event that repeats', () => {
  const weekly = ['DTSTART;TZID=Europe/London:20270312T160000', 'DTEND;TZID=Europe/London:20270314T100000'];

  it('keeps its Friday at four across both clock changes', () => {
    const rows = rowsOf([ash(...weekly, 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=18')]);
    expect(rows).toHaveLength(18);
    expect(new Set(rows.map(({ arrivesAt, leavesAt }) => `${arrivesAt} ${leavesAt}`))).toEqual(
      new Set(['16:00 10:00']),
    );
    expect(rows.every(({ arrival }) => new Date(`${arrival}T00:00:00Z`).getUTCDay() === 5)).toBe(true);
    expect(rows.at(-1)).toMatchObject({ number: 1, time: 18, arrival: '2027-11-05', departure: '2027-11-07' });
  });

  it('leaves out EXDATE, adds RDATE, and takes what RECURRENCE-ID says', () => {
    const main = [
      'UID:series@example.org',
      ...ash(...weekly),
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;TZID=Europe/London:20270319T160000',
      'RDATE;TZID=Europe/London:20270407T160000',
    ];
    const moved = [
      'UID:series@example.org',
      'RECURRENCE-ID;TZID=Europe/London:20270326T160000',
      ...ash('DTSTART;TZID=Europe/London:20270327T120000', 'DTEND;TZID=Europe/London:20270328T120000'),
    ];
    expect(nights([moved, main])).toEqual([
      '2027-03-12 2027-03-13',
      '2027-03-27',
      '2027-04-02 2027-04-03',
      '2027-04-07 2027-04-08',
    ]);
  });

  it('heeds EXDATE and RECURRENCE-ID that are written in UTC, in summer and in winter', () => {
    const main = [
      'UID:utc@example.org',
      ...ash(...weekly),
      'RRULE:FREQ=WEEKLY;COUNT=5',
      'EXDATE:20270319T160000Z,20270402T150000Z',
    ];
    const moved = [
      'UID:utc@example.org',
      'RECURRENCE-ID:20270409T150000Z',
      ...ash('DTSTART:20270410T150000Z', 'DTEND:20270411T090000Z'),
    ];
    expect(nights([main, moved])).toEqual(['2027-03-12 2027-03-13', '2027-03-26 2027-03-27', '2027-04-10']);
  });

  it('changes this one and all that follow', () => {
    const main = ['UID:f@example.org', ...ash(...weekly), 'RRULE:FREQ=WEEKLY;COUNT=4'];
    const from = [
      'UID:f@example.org',
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20270326T160000',
      ...ash('DTSTART;TZID=Europe/London:20270327T160000', 'DTEND;TZID=Europe/London:20270328T100000'),
    ];
    expect(nights([main, from])).toEqual([
      '2027-03-12 2027-03-13',
      '2027-03-19 2027-03-20',
      '2027-03-27',
      '2027-04-03',
    ]);
  });

  it('is there once in its latest edition, and says of a zone that there is none only once', () => {
    const edition = (sequence: number, day: string) => [
      'UID:again@example.org',
      `SEQUENCE:${sequence}`,
      ...ash(`DTSTART;VALUE=DATE:${day}`),
    ];
    expect(nights([edition(3, '20270402'), edition(1, '20270327')])).toEqual(['2027-04-02']);
    const nowhere = ash('DTSTART;TZID=No/Where:20270312T160000', 'DTEND;TZID=No/Where:20270314T100000');
    expect(rowsOf([nowhere])[0]!.problems).toHaveLength(1);
  });

  it('reads a changed time whose event is not in the file as one of its own', () => {
    const alone = ['UID:gone@example.org', 'RECURRENCE-ID:20270326T160000Z', ...ash('DTSTART;VALUE=DATE:20270327')];
    expect(nights([alone])).toEqual(['2027-03-27']);
  });

  it('has an RDATE of a length of its own, and times within a day that is left out whole', () => {
    const rows = nights([
      ash(
        ...weekly,
        'RDATE;VALUE=PERIOD:20270320T160000Z/P3D',
        'RRULE:FREQ=WEEKLY;COUNT=2',
        'EXDATE;VALUE=DATE:20270312',
      ),
    ]);
    expect(rows).toEqual(['2027-03-19 2027-03-20', '2027-03-20 2027-03-21 2027-03-22']);
  });

  it('ends on the day of UNTIL, that time included, whichever way it is written', () => {
    const counts = ['UNTIL=20270326T160000Z', 'UNTIL=20270326', 'UNTIL=20270326T160000'].map(
      (until) => rowsOf([ash(...weekly, `RRULE:FREQ=WEEKLY;${until}`)]).length,
    );
    expect(counts).toEqual([3, 3, 3]);
    expect(rowsOf([ash(...weekly, 'RRULE:FREQ=WEEKLY;UNTIL=20270326T155959Z')])).toHaveLength(2);
  });

  it('goes no further than nights can be booked when it has no end', () => {
    const rows = rowsOf([ash(...weekly, 'RRULE:FREQ=WEEKLY')]);
    const rest = rows.pop()!;
    expect(rows.at(-1)!.arrival).toBe('2028-11-24');
    expect(rows.every(({ problems }) => problems.length === 0)).toBe(true);
    expect(rest).toMatchObject({ time: rows.length + 1, arrival: null });
    expect(rest.problems).toEqual([expect.stringMatching(/^It goes on after the last night that can be booked/)]);
  });

  it('refuses more times than an import takes, and names the event', () => {
    const daily = ['DTSTART;VALUE=DATE:20000101', 'RRULE:FREQ=DAILY'];
    expect(() => rowsOf([ash('DTSTART;VALUE=DATE:20270507'), ash(...daily)])).toThrow(
      'With event 2 and its repeats the calendar holds more than 5,000 rows.',
    );
  });
});

describe('a zone that the file describes by itself', () => {
  const described = (standard: string, daylight: string) => [
    'BEGIN:VTIMEZONE',
    'TZID:Customized Time Zone',
    'BEGIN:STANDARD',
    'DTSTART:16011028T020000',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
    `TZOFFSETFROM:${daylight}`,
    `TZOFFSETTO:${standard}`,
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010325T010000',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
    `TZOFFSETFROM:${standard}`,
    `TZOFFSETTO:${daylight}`,
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ];
  const event = ash(
    'DTSTART;TZID=Customized Time Zone:20270507T003000',
    'DTEND;TZID=Customized Time Zone:20270508T120000',
    'RRULE:FREQ=WEEKLY;COUNT=2',
  );

  it('is the one whose clocks show the same', () => {
    // Half past midnight in Paris is half past eleven of the day before.
    expect(rowsOf([event], described('+0100', '+0200'))[0]).toMatchObject({
      arrival: '2027-05-06',
      arrivesAt: '23:30',
    });
    expect(rowsOf([event], described('+0000', '+0100'))[0]).toMatchObject({
      arrival: '2027-05-06',
      arrivesAt: '00:30',
    });
  });

  it('is refused when no zone has such clocks', () => {
    expect(nights([event], described('+0317', '+0417'))).toEqual([expect.stringMatching(/does not exist/)]);
  });
});

describe('what an event is about', () => {
  it('is a closure, a bed out of use, or a stay, by its title', () => {
    const of = (title: string, ...more: string[]) => {
      const [row] = rowsOf([[`SUMMARY:${title}`, 'DTSTART;VALUE=DATE:20270507', ...more]]);
      return [row!.kind, row!.bed];
    };
    expect(of('CLOSED – staff training')).toEqual(['closed', '']);
    expect(of('Bed 2 out of use')).toEqual(['out_of_service', 'Bed 2']);
    expect(of('Room 3 closed')).toEqual(['out_of_service', 'Room 3']);
    expect(of('Ash Heron', 'LOCATION:Bed 4')).toEqual(['stay', 'Bed 4']);
    expect(of('Inset', 'CATEGORIES:Unit closed')).toEqual(['closed', '']);
  });
});

describe('a calendar that is cut off', () => {
  const whole = icsOf([ash('DTSTART;VALUE=DATE:20270507'), ash('DTSTART;VALUE=DATE:20270510')]);
  const read = (text: string) => () => readCalendar(text, LONDON, () => undefined);

  it('names the event that it breaks off in', () => {
    expect(read(whole.slice(0, whole.lastIndexOf('DTSTART') + 20))).toThrow('The file breaks off in event 2');
    expect(read(whole.replace('END:VCALENDAR\r\n', ''))).toThrow('The file breaks off after event 2');
    expect(read(whole.replace('END:VEVENT', 'END:VTODO'))).toThrow('The file is damaged at event 1');
  });

  it('says that there is nothing in it', () => {
    expect(read(icsOf([]))).toThrow('The calendar holds no events');
  });
});
