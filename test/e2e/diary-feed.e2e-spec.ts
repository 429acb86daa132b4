import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { writeFeed } from '../../src/calendar/write-feed.js';
import { readCalendar } from '../../src/diary/files/read-calendar.js';
import { addDays } from '../../src/kernel/nights.js';
import { icsOf } from '../support/diary-files.js';

/** Another maker's implementation, which asks for the language's own Temporal. */
type Making = new (rule: { rruleString: string }) => { all(): Temporal.ZonedDateTime[] };
Object.assign(globalThis, { Temporal });
const NAME = 'rrule-temporal';
const { RRuleTemporal } = (await import(NAME)) as { RRuleTemporal: Making };

const LONDON = { zone: 'Europe/London', dayBegins: '06:00', horizon: '2029-01-01' };
const read = (text: string) => readCalendar(text, LONDON, () => undefined);

describe('a feed that is brought in', () => {
  it('says the same nights, and that what was called off is', () => {
    const stay = fc.record({
      id: fc.uuid(),
      from: fc.integer({ min: 0, max: 600 }),
      nights: fc.integer({ min: 1, max: 30 }),
      isCancelled: fc.boolean(),
      sequence: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(stay, { minLength: 1, maxLength: 20 }), (made) => {
        const stays = made.map(({ from, nights, ...one }) => {
          const arrival = addDays('2027-01-01', from);
          return { ...one, arrival, departure: addDays(arrival, nights), changedAt: new Date('2027-01-01T12:00:00Z') };
        });
        const rows = read(writeFeed(stays, { title: 'Occupied', uidKey: Buffer.alloc(32, 1) }));
        expect(rows.map(({ arrival, departure, problems }) => [arrival, departure, problems.length > 0])).toEqual(
          stays.map(({ arrival, departure, isCancelled }) => [arrival, departure, isCancelled]),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('a calendar that repeats', () => {
  it('has the times of a second implementation, by the clocks of any zone', () => {
    const rule = fc
      .record({
        freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
        interval: fc.integer({ min: 1, max: 4 }),
        count: fc.integer({ min: 1, max: 40 }),
        byDay: fc.constantFrom('', ';BYDAY=FR', ';BYDAY=MO,FR', ';BYDAY=SA,SU'),
      })
      .map(({ freq, interval, count, byDay }) => `FREQ=${freq};INTERVAL=${interval};COUNT=${count}${byDay}`);
    const zone = fc.constantFrom('Europe/London', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata');
    fc.assert(
      fc.property(rule, zone, fc.integer({ min: 0, max: 365 }), (rule, zone, from) => {
        const start = addDays('2027-01-01', from).replaceAll('-', '');
        const event = ['SUMMARY:Ash', `DTSTART;TZID=${zone}:${start}T120000`, 'DURATION:P1D', `RRULE:${rule}`];
        const expected = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${start}T120000\nRRULE:${rule}` })
          .all()
          .map((time) => time.withTimeZone('Europe/London').toPlainDate().toString())
          .filter((date) => date < LONDON.horizon);
        // What goes on after the last night that can be booked says so in a row without nights.
        const dates = read(icsOf([event])).flatMap(({ arrival }) => arrival ?? []);
        // Where the first time is none of the rule's, calendars count it all the same.
        expect(dates.filter((date) => expected.includes(date))).toEqual(expected);
        expect(dates.length - expected.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });
});
