import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dateIn, instantIn, timeIn } from '../../kernel/nights.js';
import { GATHER_MS, isQuiet, quietUntil, roomAt, whenToSend, type QuietHours } from './when-to-send.js';

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
        const then = whenToSend('morning', now, { quiet, morning, isUrgent: false })!;
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
        const then = whenToSend('morning', now, { quiet, morning, isUrgent: false })!;
        const between = new Date(Math.min(now.getTime() + 5 * MINUTE, then.getTime()));
        if (quiet && quietUntil(between, quiet) > between) return;
        if (!quiet) expect(whenToSend('morning', between, { quiet, morning, isUrgent: false })).toEqual(then);
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
    expect(whenToSend(how, at(now), { quiet: NIGHT, morning: '07:30', isUrgent: true })).toEqual(then && at(then)),
  );
});

describe('what nobody waits on', () => {
  it.each([
    ['goes a minute later', '2027-01-15T12:00:00Z', '2027-01-15T12:01:00Z'],
    ['goes at once where the minute would end in quiet hours', '2027-01-15T19:59:30Z', '2027-01-15T19:59:30Z'],
    ['goes when quiet hours are over', '2027-01-15T23:00:00Z', '2027-01-16T07:00:00Z'],
    ['goes as they are over, with what is urgent', '2027-01-15T06:59:30Z', '2027-01-15T07:00:00Z'],
  ])('%s', (_, now, then) =>
    expect(whenToSend('at_once', at(now), { quiet: NIGHT, morning: '07:30', isUrgent: false })).toEqual(at(then)),
  );

  it('does not go before what is urgent where the clocks skip the end of quiet hours', () => {
    const quiet = { from: '00:00', until: '01:15' };
    const sent = [true, false].map((isUrgent) =>
      whenToSend('at_once', at('2027-03-28T00:59:00Z'), { quiet, morning: '00:00', isUrgent }),
    );
    expect(sent).toEqual([at('2027-03-28T01:15:00Z'), at('2027-03-28T01:15:00Z')]);
  });

  it('is never sent in quiet hours, nor more than a minute after it could have been', () =>
    fc.assert(
      fc.property(instants, fc.option(quiets), times, (now, quiet, morning) => {
        const then = whenToSend('at_once', now, { quiet, morning, isUrgent: false })!;
        const urgent = whenToSend('at_once', now, { quiet, morning, isUrgent: true })!;
        if (quiet) expect(isQuiet(then, quiet)).toBe(false);
        expect(then >= urgent).toBe(true);
        expect(then.getTime() - urgent.getTime()).toBeLessThanOrEqual(GATHER_MS);
      }),
    ));
});

describe('roomAt', () => {
  const noon = at('2027-01-15T12:00:00Z');
  const before = (minutes: number) => new Date(noon.getTime() - minutes * MINUTE);
  it.each([
    ['of six an hour four go that nobody waits on', [50, 40, 30], false, 0],
    ['and the fifth an hour after the first', [50, 40, 30, 20], false, 10],
    ['while what somebody waits on goes', [50, 40, 30, 20], true, 0],
    ['as long as it is not the seventh', [50, 40, 30, 20, 10, 5], true, 10],
    ['what went an hour ago counts no more', [60, 40, 30, 20], false, 0],
  ])('%s', (_, sent, isUrgent, inMinutes) =>
    expect(roomAt(sent.map(before), noon, { most: 6, isUrgent })).toEqual(before(-inMinutes)),
  );

  it('leaves one where there is but one', () =>
    expect(roomAt([before(30)], noon, { most: 1, isUrgent: false })).toEqual(before(-30)));

  const HOUR = 60 * MINUTE;
  /** What comes at these minutes and is sent as there is room; what may not go yet comes again then. */
  const course = (comes: { minute: number; isUrgent: boolean }[], most: number) => {
    const queue = comes.map(({ minute, isUrgent }) => ({ at: noon.getTime() + minute * MINUTE, isUrgent }));
    const sent: Date[] = [];
    const held: { isUrgent: boolean; within: number }[] = [];
    for (let looks = 0; queue.length > 0; looks += 1) {
      if (looks > 10_000) throw new Error('it never ends');
      queue.sort((a, b) => a.at - b.at);
      const next = queue.shift()!;
      const now = new Date(next.at);
      const room = roomAt(sent, now, { most, isUrgent: next.isUrgent });
      const within = sent.filter((one) => next.at - one.getTime() < HOUR).length;
      if (room <= now) sent.push(now);
      else {
        held.push({ isUrgent: next.isUrgent, within });
        queue.push({ ...next, at: room.getTime() });
      }
    }
    return { sent, held };
  };
  const arrivals = fc.array(fc.record({ minute: fc.integer({ min: 0, max: 240 }), isUrgent: fc.boolean() }), {
    maxLength: 40,
  });

  it('sends everything in the end, never more than so many within any hour, and holds what is urgent only then', () =>
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 12 }), (comes, most) => {
        const { sent, held } = course(comes, most);
        expect(sent).toHaveLength(comes.length);
        for (const one of sent)
          expect(
            sent.filter((other) => other <= one && one.getTime() - other.getTime() < HOUR).length,
          ).toBeLessThanOrEqual(most);
        for (const { isUrgent, within } of held) if (isUrgent) expect(within).toBe(most);
      }),
    ));

  it('what is not urgent alone never takes more than two thirds, so that what is urgent then goes at once', () =>
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 3, max: 12 }), (comes, most) => {
        const { sent } = course(
          comes.map(({ minute }) => ({ minute, isUrgent: false })),
          most,
        );
        for (const now of sent)
          expect(
            roomAt(
              sent.filter((one) => one <= now),
              now,
              { most, isUrgent: true },
            ),
          ).toEqual(now);
      }),
    ));
});
