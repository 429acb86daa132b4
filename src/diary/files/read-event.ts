import ICAL from 'ical.js';
import { isPlainDate } from '../../kernel/nights.js';
import type { CalendarEvent, EventSaid, EventTime } from '../domain/calendar-event.js';
import { laterBy } from '../domain/zones.js';
import type { CalendarZones } from './calendar-zones.js';

/** An event as its file has it: what comes of its changed times is put together by its UID. */
export type EventAlone = Omit<CalendarEvent, 'number' | 'changed'> & {
  uid: string;
  /** Which edition of the event it is. */
  sequence: number;
  /** The time of another event that this one stands for. */
  changes: { of: EventTime; andFuture: boolean } | null;
};

type Property = ICAL.Property;

/** One event of a calendar (RFC 5545), as text and times. What cannot be read about it is said, and sinks no other event. */
export function readEvent(block: string, zones: CalendarZones): EventAlone {
  const problems: string[] = [];
  const component = parsed(block);
  if (!component) return { ...NOTHING, problems: [UNREADABLE] };
  const text = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
  const timesOf = (property: Property) => valuesOf(property).map((value) => timeOf(value, property, zones, problems));
  const first = (name: string): EventTime | null => {
    const property = component.getFirstProperty(name);
    return property ? (timesOf(property)[0] ?? null) : null;
  };
  const start = first('dtstart');
  if (!start && problems.length === 0) problems.push('It does not say when it begins (DTSTART).');
  if (component.hasProperty('exrule'))
    problems.push(
      'It leaves out times by a rule (EXRULE), which no calendar does any more. Enter its dates one by one.',
    );
  const said: EventSaid = {
    title: text('summary'),
    place: text('location'),
    description: text('description'),
    categories: component
      .getAllProperties('categories')
      .flatMap((one) => one.getValues().map(String))
      .join(', '),
    isCalledOff: text('status').toUpperCase() === 'CANCELLED',
    start: start ?? MIDNIGHT,
    end: first('dtend') ?? endBy(start ?? MIDNIGHT, component.getFirstProperty('duration'), problems),
  };
  const of = first('recurrence-id');
  const range = component.getFirstProperty('recurrence-id')?.getParameter('range');
  return {
    ...said,
    uid: text('uid'),
    rules: component.getAllProperties('rrule').map((rule) => String(rule.toICALString()).replace(/^RRULE[^:]*:/i, '')),
    more: component.getAllProperties('rdate').flatMap((property) =>
      valuesOf(property).flatMap((value) => {
        const [from, to] = periodOf(value);
        const begins = timeOf(from, property, zones, problems);
        if (!begins) return [];
        const ends =
          to === undefined
            ? null
            : /^-?P/.test(to)
              ? after(begins, to, problems)
              : timeOf(to, property, zones, problems);
        return [{ start: begins, end: ends }];
      }),
    ),
    except: component
      .getAllProperties('exdate')
      .flatMap((property) => timesOf(property).filter((time) => time !== null)),
    changes: of && { of, andFuture: String(range).toUpperCase() === 'THISANDFUTURE' },
    sequence: Number(text('sequence')) || 0,
    problems: [...new Set(problems)],
  };
}

const UNREADABLE =
  'We cannot read this event: one of its lines is damaged. Enter it by hand, or export the calendar again.';
const MIDNIGHT: EventTime = { wall: '1970-01-01T00:00:00', isDate: true, zone: null };
const NOTHING: EventAlone = {
  ...{ uid: '', title: '', place: '', description: '', categories: '', isCalledOff: false },
  ...{ start: MIDNIGHT, end: MIDNIGHT, rules: [], more: [], except: [], changes: null, sequence: 0, problems: [] },
};

function parsed(block: string): ICAL.Component | undefined {
  try {
    return new ICAL.Component(ICAL.parse(block) as ConstructorParameters<typeof ICAL.Component>[0]);
  } catch {
    return undefined;
  }
}

/** The values as the file has them, before anybody makes dates of them. */
function valuesOf(property: Property): unknown[] {
  return (property.jCal as unknown[]).slice(3);
}

const periodOf = (value: unknown): [string, string?] =>
  Array.isArray(value) ? [String(value[0]), String(value[1])] : (String(value).split('/') as [string, string?]);

/** A date or a time as RFC 7265 writes it: `2027-05-03`, `2027-05-03T16:00:00`, with a Z for UTC. */
function timeOf(value: unknown, property: Property, zones: CalendarZones, problems: string[]): EventTime | null {
  const text = String(value);
  const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(Z?))?$/.exec(text);
  const exists =
    found &&
    isPlainDate(found[1]) &&
    (found[2] === undefined || /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)$/.test(found[2]));
  if (!exists) {
    problems.push(`“${text.slice(0, 40)}” is no date that exists (${property.name.toUpperCase()}).`);
    return null;
  }
  const [, date, time, utc] = found;
  if (time === undefined) return { wall: `${date}T00:00:00`, isDate: true, zone: null };
  const wall = `${date}T${time.replace(/:60$/, ':59')}`;
  const name = utc ? 'UTC' : property.getFirstParameter('tzid');
  if (!name) return { wall, isDate: false, zone: null };
  const zone = zones.named(name);
  if (!zone)
    problems.push(
      `The time zone “${name.slice(0, 60)}” does not exist, so we cannot say which nights are meant. Put it right in the calendar, or enter the stay by hand.`,
    );
  return zone ? { wall, isDate: false, zone } : null;
}

function endBy(start: EventTime, duration: Property | null, problems: string[]): EventTime {
  if (duration) return after(start, String(valuesOf(duration)[0]), problems) ?? start;
  return start.isDate ? { ...start, wall: laterBy(start.wall, 86_400) } : start;
}

function after(start: EventTime, duration: string, problems: string[]): EventTime | null {
  try {
    return { ...start, wall: laterBy(start.wall, ICAL.Duration.fromString(duration).toSeconds()) };
  } catch {
    problems.push(`“${duration.slice(0, 40)}” is no length of time (DURATION).`);
    return null;
  }
}
