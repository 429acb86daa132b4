import { createHmac } from 'node:crypto';
import ical, {
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalCalendar,
} from 'ical-generator';
import type { FeedStay } from './domain/feed.js';

const REFRESH_SECONDS = 3_600;
const END = 'END:VCALENDAR\r\n';

/**
 * The feed as iCalendar (RFC 5545): whole days from the arrival to the day of the departure, which is not one of them. An
 * event's name is made of the stay's id with a key of the reader's own: always the same, and telling nothing. Nothing in
 * it is of the moment at which it is written, so that the same stays are the same bytes.
 *
 * The library writes the head and each event, and folds only the whole, letter by letter, which holds up everybody else
 * for half a second of a full feed; no line here comes near 75 octets, so there is nothing to fold.
 */
export function writeFeed(stays: readonly FeedStay[], { title, uidKey }: { title: string; uidKey: Buffer }): string {
  const calendar = emptyCalendar();
  const head = calendar.toString().replace(/END:VCALENDAR\s*$/, '');
  return head + stays.map((stay) => eventOf(calendar, stay, title, uidKey)).join('') + END;
}

function emptyCalendar(): ICalCalendar {
  return ical({
    prodId: { company: 'Short Breaks', product: 'Calendar feed', language: 'EN' },
    name: 'Short breaks',
    scale: 'GREGORIAN',
    ttl: REFRESH_SECONDS,
  });
}

function eventOf(calendar: ICalCalendar, stay: FeedStay, title: string, uidKey: Buffer): string {
  return calendar
    .createEvent({
      id: `${createHmac('sha256', uidKey).update(stay.id).digest('base64url')}@short-breaks`,
      sequence: stay.sequence,
      start: stay.arrival,
      end: stay.departure,
      allDay: true,
      stamp: stay.changedAt.toISOString(),
      lastModified: stay.changedAt.toISOString(),
      summary: title,
      status: stay.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // A bed is taken, not the reader's own day.
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
      class: ICalEventClass.PRIVATE,
    })
    .toString();
}
