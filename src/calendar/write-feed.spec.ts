import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { addDays } from '../kernel/nights.js';
import type { FeedStay } from './domain/feed.js';
import { writeFeed } from './write-feed.js';

const uidKey = Buffer.alloc(32, 7);
const stay = (more: Partial<FeedStay> = {}): FeedStay => ({
  ...{ id: randomUUID(), arrival: '2027-03-26', departure: '2027-03-29' },
  ...{ isCancelled: false, sequence: 0, changedAt: new Date('2027-01-02T03:04:05Z') },
  ...more,
});
const write = (stays: FeedStay[], key = uidKey) => writeFeed(stays, { title: 'Occupied', uidKey: key });
/** What another program makes of it. */
const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

describe('the feed as it is written', () => {
  it('is, to another program, the same nights and editions, whatever the clocks do', () => {
    const day = fc.integer({ min: -800, max: 800 }).map((days) => addDays('2027-03-28', days));
    const any = fc.record({
      ...{ id: fc.uuid(), arrival: day, length: fc.integer({ min: 1, max: 400 }) },
      ...{ isCancelled: fc.boolean(), sequence: fc.nat(999) },
      changedAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (many) => {
        const stays = many.map(({ length, ...one }) => ({ ...one, departure: addDays(one.arrival, length) }));
        const events = read(write(stays));
        expect(
          events.map(({ startDate, endDate, sequence, component }) => ({
            ...{ arrival: startDate.toString(), departure: endDate.toString(), sequence },
            isCancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
          })),
        ).toEqual(
          stays.map(({ arrival, departure, sequence, isCancelled }) => ({ arrival, departure, sequence, isCancelled })),
        );
        expect(events.every(({ startDate }) => startDate.isDate)).toBe(true);
      }),
    );
  });

  it('is the same bytes for the same stays, whenever it is written', () => {
    const stays = [stay(), stay({ isCancelled: true, sequence: 3 })];
    expect(write(stays)).toBe(write(stays));
    expect(write(stays)).toContain('DTSTAMP:20270102T030405Z\r\n');
  });

  it('names a stay by nothing that tells which it is, and otherwise for every reader', () => {
    const one = stay();
    const [mine, theirs] = [read(write([one]))[0]!, read(write([one], Buffer.alloc(32, 8)))[0]!];
    expect(mine.uid).toMatch(/^[\w-]{43}@short-breaks$/);
    expect(mine.uid).not.toContain(one.id);
    expect(theirs.uid).not.toBe(mine.uid);
    expect(read(write([{ ...one, departure: '2027-03-30', sequence: 1 }]))[0]!.uid).toBe(mine.uid);
  });

  it('has lines that every program can read, and says how often to come again', () => {
    const text = write([stay({ sequence: 999_999 })]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of text.split('\r\n')) expect([line, Buffer.byteLength(line) <= 75]).toEqual([line, true]);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of [
      'PRODID:-//Short Breaks//Calendar feed//EN',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      'SUMMARY:Occupied',
      'TRANSP:TRANSPARENT',
    ])
      expect(text.split('\r\n')).toContain(line);
    expect(text).not.toMatch(/DESCRIPTION|LOCATION|ATTENDEE|ORGANIZER|METHOD/);
  });

  it('is a whole calendar when there is nothing in it', () => expect(read(write([]))).toEqual([]));
});
