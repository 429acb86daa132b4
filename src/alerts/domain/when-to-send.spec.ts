import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dateIn, instantIn, timeIn } from '../../kernel/nights.js';
import { isQuiet, quietUntil, whenToSend, type QuietHours } from './when-to-send.js';

const NIGHT = { from: '20:00', until: '07:00' };
const at = (text: string) => new Date(text);
const MINUTE = 60_000;

/** How much longer than a day this one is, in hours: none of most. */
const change = (day: string) => {
  const [begins, ends] = [day, addDays(day, 1)].map((one) => instantIn(one, '00:00', 'Europe/London').getTime());
  return (ends! - begins!) / (60 * MINUTE) - 24;
};

describe('quietUntil', () => {
  it.each<[string, string, QuietHours, string]>([
    ['by day at once', '2027-06-30T12:00:00Z', NIGHT, '2027-06-30T12:00:00Z'],
    ['in the minute in which they begin at their end', '2027-06-30T19:00:00Z', NIGHT, '2027-07-01T06:00:00Z'],
    ['a minute before at once', '2027-06-30T18:59:00Z', NIGHT, '2027-06-30T18:59:00Z'],
    ['after midnight on the same day', '2027-01-15T02:00:00Z', NIGHT, '2027-01-15T07:00:00Z'],
    ['in the minute in which they end at once', '2027-01-15T07:00:00Z', NIGHT, '2027-01-15T07:00:00Z'],
    ['over noon', '2027-01-15T12:30:00Z', { from: '12:00', until: '13:00' }, '2027-01-15T13:00:00Z'],
    ['in the night that loses an hour', '2027-03-27T21:00:00Z', NIGHT, '2027-03-28T06:00:00Z'],
    ['in the night that has an hour more', '2027-10-30T20:00:00Z', NIGHT, '2027-10-31T07:00:00Z'],
    [
      'until a time that the clocks skip',
      '2027-03-28T00:30:00Z',
      { from: '20:00', until: '01:30' },
      '2027-03-28T01:30:00Z',
    ],
    [
      'until a time that comes twice, the first',
      '2027-10-31T00:10:00Z',
      { from: '01:05', until: '01:30' },
      '2027-10-31T00:30:00Z',
    ],
    [
      'until a time that comes twice, the second',
      '2027-10-31T01:10:00Z',
      { from: '01:05', until: '01:30' },
      '2027-10-31T01:30:00Z',
    ],
  ])('%s', (_, now, quiet, then) => expect(quietUntil(at(now), quiet)).toEqual(at(then)));

  it('at any hour where there are none', () =>
    expect(quietUntil(at('2027-06-30T23:00:00Z'), null)).toEqual(at('2027-06-30T23:00:00Z')));
});

/** Any minute of two years, and each of the hours about a change of the clocks. */
const instants = fc
  .oneof(
    fc
      .integer({ min: 0, max: 2 * 365 * 24 * 60 })
      .map((minutes) => Date.parse('2027-01-01T00:00:00Z') + minutes * MINUTE),
    fc.integer({ min: -600, max: 900 }).map((minutes) => Date.parse('2027-03-28T01:00:00Z') + minutes * MINUTE),
    fc.integer({ min: -600, max: 900 }).map((minutes) => Date.parse('2027-10-31T01:00:00Z') + minutes * MINUTE),
  )
  .map((ms) => new Date(ms));
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const quiets = fc.record({ from: times, until: times }).filter(({ from, until }) => from !== until);

it('an hour between the quiet ones that the clocks skip is none', () => {
  const quiet = { from: '01:45', until: '01:00' };
  expect(quietUntil(at('2027-03-28T00:59:00Z'), quiet)).toEqual(at('2027-03-29T00:00:00Z'));
});

describe('for any quiet hours and any minute, about the changes of the clocks too', () => {
  it('what is sent is sent when it is not quiet, never before it came, and no later than it need be', () =>
    fc.assert(
      fc.property(instants, quiets, (now, quiet) => {
        const then = quietUntil(now, quiet);
        expect(then >= now).toBe(true);
        expect(isQuiet(then, quiet)).toBe(false);
        if (!isQuiet(now, quiet)) return expect(then).toEqual(now);
        // Of what the clocks skip, or show twice, an hour may be quiet that need not be; and nothing else.
        let loud = 0;
        for (let ms = now.getTime(); ms < then.getTime(); ms += 15 * MINUTE)
          if (!isQuiet(new Date(ms), quiet)) loud += 1;
        const day = dateIn(now, 'Europe/London');
        expect(loud).toBeLessThanOrEqual(change(day) !== 0 || change(addDays(day, 1)) !== 0 ? 4 : 0);
      }),
      { numRuns: 500 },
    ));

  it('the digest goes at the next morning, or when the quiet hours about it are over, within a day and a half', () =>
    fc.assert(
      fc.property(instants, fc.option(quiets), times, (now, quiet, morning) => {
        const then = whenToSend('morning', now, { quiet, morning })!;
        expect(then >= now).toBe(true);
        expect(then.getTime() - now.getTime()).toBeLessThanOrEqual(49 * 60 * MINUTE);
        if (quiet && isQuiet(then, quiet)) throw new Error('in a quiet hour');
        const isSkipped = change(dateIn(then, 'Europe/London')) < 0 && morning.startsWith('01');
        if (!quiet && !isSkipped) expect(timeIn(then, 'Europe/London')).toBe(morning);
      }),
      { numRuns: 500 },
    ));

  it('all that comes before a morning goes in the same digest', () =>
    fc.assert(
      fc.property(instants, fc.option(quiets), times, (now, quiet, morning) => {
        const then = whenToSend('morning', now, { quiet, morning })!;
        const between = new Date(Math.min(now.getTime() + 5 * MINUTE, then.getTime()));
        if (quiet && quietUntil(between, quiet) > between) return;
        if (!quiet) expect(whenToSend('morning', between, { quiet, morning })).toEqual(then);
      }),
    ));
});

describe('whenToSend', () => {
  it.each<['at_once' | 'morning' | 'not', string, string | undefined]>([
    ['at_once', '2027-01-15T12:00:00Z', '2027-01-15T12:00:00Z'],
    ['at_once', '2027-01-15T23:00:00Z', '2027-01-16T07:00:00Z'],
    ['morning', '2027-01-15T12:00:00Z', '2027-01-16T07:30:00Z'],
    ['morning', '2027-01-16T05:00:00Z', '2027-01-16T07:30:00Z'],
    ['morning', '2027-03-27T12:00:00Z', '2027-03-28T06:30:00Z'],
    ['morning', '2027-10-30T12:00:00Z', '2027-10-31T07:30:00Z'],
    ['not', '2027-01-15T12:00:00Z', undefined],
  ])('%s, what came at %s goes at %s', (how, now, then) =>
    expect(whenToSend(how, at(now), { quiet: NIGHT, morning: '07:30' })).toEqual(then && at(then)),
  );
});
