import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { datesOf } from './repeating-rule.js';

/** Another maker's implementation, which reckons with instants in a zone; it asks for the language's own Temporal. */
interface Follower {
  between(after: unknown, before: unknown, inclusive: boolean): { toPlainDate(): { toString(): string } }[];
}
type Making = new (rule: { rruleString: string; dtstart: unknown }) => Follower;
Object.assign(globalThis, { Temporal });
const NAME = 'rrule-temporal';
const { RRuleTemporal } = (await import(NAME)) as { RRuleTemporal: Making };

/** Zones in which the clocks change on other days, by half an hour, at midnight, or not at all; and one beyond the date line. */
const ZONES = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Tehran',
  'Africa/Cairo',
  'Pacific/Apia',
];

/** The dates by their implementation: what begins at noon in the zone, and the date that its clocks show then. */
function theirDates(rule: string, start: PlainDate, end: PlainDate, zone: string): PlainDate[] {
  const noon = (date: PlainDate) =>
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
  // Their end is an instant: the last of the date, wherever it is.
  const rruleString = rule.replace(/UNTIL=(\d{8})/, (_, date: string) => `UNTIL=${untilIn(date, zone)}`);
  return new RRuleTemporal({ rruleString, dtstart: noon(start) })
    .between(noon(start), noon(addDays(end, -1)), true)
    .map((one) => one.toPlainDate().toString());
}

function untilIn(date: string, zone: string): string {
  const plain = Temporal.PlainDate.from(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
  const noon = plain.toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
  return noon.toInstant().toString().replaceAll(/[-:]/g, '').replace(/\.\d+/, '');
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const start = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2026-01-01', days));
const some = <T>(values: readonly T[], maxLength = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
const maybe = (name: string, value: fc.Arbitrary<string | number>) =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? [] : [`${name}=${one}`]));

const end = fc.oneof(
  fc.constant<string[]>([]),
  fc.integer({ min: 1, max: 40 }).map((count) => [`COUNT=${count}`]),
  start.map((date) => [`UNTIL=${date.replaceAll('-', '')}`]),
);
const interval = maybe('INTERVAL', fc.integer({ min: 1, max: 6 }));
const placed = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), fc.constantFrom(...WEEKDAYS))
  .map((one) => one.join(''));

/** Rules as people and their calendars write them, and some that nobody would. */
const rule = fc
  .oneof(
    fc.tuple(fc.constant(['FREQ=DAILY']), maybe('BYDAY', some(WEEKDAYS).map(String))),
    fc.tuple(
      fc.constant(['FREQ=WEEKLY']),
      maybe('BYDAY', some(WEEKDAYS).map(String)),
      maybe('WKST', fc.constantFrom('MO', 'SU')),
    ),
    fc.tuple(
      fc.constant(['FREQ=MONTHLY']),
      maybe('BYDAY', fc.uniqueArray(placed, { minLength: 1, maxLength: 2 }).map(String)),
    ),
    fc.tuple(fc.constant(['FREQ=MONTHLY']), maybe('BYMONTHDAY', some([1, 13, 28, 29, 30, 31, -1, -3]).map(String))),
    fc.tuple(
      fc.constant(['FREQ=MONTHLY']),
      maybe('BYDAY', some(WEEKDAYS, 5).map(String)),
      maybe('BYSETPOS', fc.constant(1)),
    ),
    fc.tuple(
      fc.constant(['FREQ=YEARLY']),
      some([1, 2, 4, 8, 12]).map((months) => [`BYMONTH=${months.join(',')}`]),
      some([1, 15, 29, 31]).map((days) => [`BYMONTHDAY=${days.join(',')}`]),
    ),
  )
  .filter(
    (parts) =>
      !parts.flat().some((part) => part.startsWith('BYSETPOS')) ||
      parts.flat().some((part) => part.startsWith('BYDAY')),
  )
  .chain((parts) => fc.tuple(interval, end).map((more) => [...parts.flat(), ...more.flat()].join(';')));

describe('the dates of a rule, beside a second implementation', () => {
  it('are the same for thousands of rules, whatever the zone and its changes of the clocks', () => {
    fc.assert(
      fc.property(rule, start, fc.constantFrom(...ZONES), (text, from, zone) => {
        const until = addDays(from, 550);
        expect(datesOf(text, from, until)).toEqual(theirDates(text, from, until, zone));
      }),
      { numRuns: 2_000 },
    );
  });
});
