import { Temporal } from 'temporal-polyfill';

/** The names that Windows and Outlook have for time zones of Europe and of those with whom its diaries are shared (CLDR, windowsZones). */
const WINDOWS: Record<string, string> = {
  'GMT Standard Time': 'Europe/London',
  'GMT Daylight Time': 'Europe/London',
  'British Summer Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kyiv',
  'GTB Standard Time': 'Europe/Bucharest',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Russian Standard Time': 'Europe/Moscow',
  'Belarus Standard Time': 'Europe/Minsk',
  'Azores Standard Time': 'Atlantic/Azores',
  'Morocco Standard Time': 'Africa/Casablanca',
  'Israel Standard Time': 'Asia/Jerusalem',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'Egypt Standard Time': 'Africa/Cairo',
  'Arabian Standard Time': 'Asia/Dubai',
  'India Standard Time': 'Asia/Kolkata',
  'Pakistan Standard Time': 'Asia/Karachi',
  'China Standard Time': 'Asia/Shanghai',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Atlantic Standard Time': 'America/Halifax',
  'Newfoundland Standard Time': 'America/St_Johns',
  'Greenwich Mean Time': 'Europe/London',
  'Coordinated Universal Time': 'UTC',
};

/**
 * The zone that a calendar means by a name: one of the IANA's, also behind an address in front of it, or one of those that
 * Windows uses; `undefined` where there is no such zone.
 *
 * @example zoneNamed('/freeassociation.sourceforge.net/Europe/London'); // 'Europe/London'
 * @example zoneNamed('GMT Standard Time'); // 'Europe/London'
 */
export function zoneNamed(name: string): string | undefined {
  const plain = name.trim().replace(/^"|"$/g, '');
  const windows = WINDOWS[plain];
  if (windows) return windows;
  const parts = plain.split('/').filter((part) => part !== '');
  const tried = [plain, parts.slice(-3).join('/'), parts.slice(-2).join('/')];
  return tried.find((zone) => /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(zone) && exists(zone));
}

function exists(zone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).year > 0;
  } catch {
    return false;
  }
}

/** What a clock on the wall shows, `YYYY-MM-DDTHH:MM:SS`. Times of four-digit years sort as text. */
export type WallTime = string;

/**
 * What the clocks of one zone show when those of another show `wall`. A time that the clocks skip in spring is an hour later,
 * one that comes twice in autumn is the first (RFC 5545, 3.3.5).
 *
 * @example wallIn('2027-07-02T16:00:00', 'Europe/Paris', 'Europe/London'); // '2027-07-02T15:00:00'
 */
export function wallIn(wall: WallTime, from: string, to: string): WallTime {
  if (from === to) return wall;
  const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(from, { disambiguation: 'compatible' });
  return said(zoned.withTimeZone(to).toPlainDateTime());
}

/**
 * The time as the clocks of its own zone show it: one that they skip in spring is an hour later.
 *
 * @example asShown('2027-03-28T01:30:00', 'Europe/London'); // '2027-03-28T02:30:00'
 */
export function asShown(wall: WallTime, zone: string): WallTime {
  return said(
    Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' }).toPlainDateTime(),
  );
}

/** The time so many seconds later, by clocks that never change. */
export function laterBy(wall: WallTime, seconds: number): WallTime {
  return new Date(instant(wall) + seconds * 1000).toISOString().slice(0, 19);
}

/** Seconds from one time to another, by clocks that never change. */
export function secondsBetween(from: WallTime, to: WallTime): number {
  return (instant(to) - instant(from)) / 1000;
}

const instant = (wall: WallTime) => Date.parse(`${wall}Z`);
const said = (time: Temporal.PlainDateTime): WallTime => time.toString({ smallestUnit: 'second' });
