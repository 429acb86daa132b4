import ICAL from 'ical.js';
import { zoneNamed } from '../domain/zones.js';
import { Temporal } from 'temporal-polyfill';

/** Those that diaries of a council here are kept in or shared from: tried for a zone that a file describes by itself. */
const TRIED = [
  ...['Europe/London', 'UTC', 'Europe/Paris', 'Europe/Athens', 'Europe/Moscow', 'Europe/Istanbul', 'Atlantic/Azores'],
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'Asia/Kolkata', 'Asia/Karachi'],
  ...['Asia/Dubai', 'Asia/Shanghai', 'Asia/Tokyo', 'Australia/Sydney', 'Pacific/Auckland', 'Africa/Johannesburg'],
];
const WEEKS_COMPARED = 104;

/**
 * The zones of a calendar by the names that it uses: one of the IANA's or of Windows; or, of one that the file describes by
 * itself, the zone whose clocks show the same every week of two years. `undefined` for one that does not exist.
 */
export class CalendarZones {
  private readonly described = new Map<string, string>();
  private readonly known = new Map<string, string | undefined>();

  constructor(
    blocks: readonly string[],
    /** From which year on described zones are compared. */
    private readonly year: number,
  ) {
    for (const block of blocks) {
      const name = /^TZID(?:;[^:]*)?:(.*)$/im.exec(block)?.[1]?.trim();
      if (name) this.described.set(name, block);
    }
  }

  named(name: string): string | undefined {
    if (!this.known.has(name)) this.known.set(name, zoneNamed(name) ?? this.alike(name));
    return this.known.get(name);
  }

  private alike(name: string): string | undefined {
    const block = this.described.get(name);
    if (!block) return undefined;
    try {
      const component = new ICAL.Component(ICAL.parse(block) as ConstructorParameters<typeof ICAL.Component>[0]);
      const zone = new ICAL.Timezone({ component, tzid: name });
      const own = weeks(this.year).map((time) => ({ ...time, offset: zone.utcOffset(noonOf(time)) }));
      return TRIED.find((tried) => own.every(({ offset, ...time }) => offsetIn(tried, time) === offset));
    } catch {
      return undefined;
    }
  }
}

interface Noon {
  year: number;
  month: number;
  day: number;
}

/** A day of each week of two years. */
function weeks(year: number): Noon[] {
  return Array.from({ length: WEEKS_COMPARED }, (_, week) => {
    const date = new Date(Date.UTC(year, 0, 1 + week * 7));
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  });
}

const noonOf = (day: Noon) =>
  new ICAL.Time({ ...day, hour: 12, minute: 0, second: 0, isDate: false }, ICAL.Timezone.localTimezone);

/** What the zone is ahead of UTC by at noon of the day, in seconds. */
function offsetIn(zone: string, day: Noon): number {
  return Temporal.PlainDateTime.from({ ...day, hour: 12 }).toZonedDateTime(zone).offsetNanoseconds / 1e9;
}
