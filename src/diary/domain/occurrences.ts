import rrule from 'rrule';
import type { PlainDate } from '../../kernel/nights.js';
import { FIRST_NIGHT, MOST_ROWS, MOST_STEPS } from './bounds.js';
import type { CalendarEvent, EventSaid, EventTime } from './calendar-event.js';
import { laterBy, secondsBetween, wallIn, type WallTime } from './zones.js';

const { RRule } = rrule;

export interface Occurrences {
  times: EventSaid[];
  /** Whether it goes on after the last night that can be booked, where it was cut. */
  isCut: boolean;
  problem?: string;
}

/**
 * Each time of an event (RFC 5545): the first one and those of its rules and RDATE, without those of EXDATE, and with what
 * RECURRENCE-ID says instead. Followed by the clocks of the event's own zone, so that a Friday at four stays one across
 * both clock changes; nothing after `until`, so that no rule is without an end. A rule that could go on for ever between two
 * of its dates is followed in a thread with a time limit.
 *
 * @example occurrences(weekly, '2028-06-01', 'Europe/London').times.length; // 52, of a year
 */
export function occurrences(event: CalendarEvent, until: PlainDate, unitZone: string): Occurrences {
  const { start, end } = event;
  const zone = start.zone ?? unitZone;
  // By the clocks of the event's first time, so that times can be compared.
  const own = (time: EventTime): WallTime => (time.isDate ? time.wall : wallIn(time.wall, time.zone ?? unitZone, zone));
  const length = secondsBetween(start.wall, own(end));
  const walls = new Map<WallTime, number>([[start.wall, length]]);
  let isCut = false;
  for (const rule of event.rules) {
    const found = follow(rule, start, zone, until);
    if ('problem' in found) return { times: [], isCut: false, problem: found.problem };
    isCut ||= found.isCut;
    for (const wall of found.walls) walls.set(wall, length);
  }
  for (const one of event.more)
    walls.set(own(one.start), one.end ? secondsBetween(own(one.start), own(one.end)) : length);
  for (const { wall, isDate, zone: at } of event.except)
    for (const known of walls.keys())
      // A date alone leaves out whatever is on that day.
      if (isDate ? known.slice(0, 10) === wall.slice(0, 10) : known === own({ wall, isDate, zone: at }))
        walls.delete(known);
  const changes = new Map(event.changed.map((change) => [sameDay(own(change.of), change.of, start), change]));
  const future = event.changed
    .filter(({ andFuture }) => andFuture)
    .map((change) => ({ change, from: own(change.of) }))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1));
  const times: EventSaid[] = [];
  for (const [wall, seconds] of [...walls].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const change = changes.get(wall);
    changes.delete(wall);
    const since = future.find(({ from }) => from <= wall);
    if (change) times.push(change);
    else if (since) times.push(shifted(since.change, secondsBetween(since.from, wall)));
    else times.push({ ...event, start: { ...start, wall }, end: endAfter(wall, seconds, start) });
  }
  // What is another at a time that is none of its own stands for itself.
  return { times: [...times, ...changes.values()].filter(({ start }) => start.wall.slice(0, 10) < until), isCut };
}

const endAfter = (wall: WallTime, seconds: number, start: EventTime): EventTime => ({
  ...start,
  wall: laterBy(wall, seconds),
});

/** A whole-day RECURRENCE-ID of an event with a time, as some calendars write it, is the time on that day. */
const sameDay = (wall: WallTime, of: EventTime, start: EventTime): WallTime =>
  of.isDate && !start.isDate ? `${wall.slice(0, 10)}${start.wall.slice(10)}` : wall;

const shifted = (change: EventSaid, by: number): EventSaid => ({
  ...change,
  start: { ...change.start, wall: laterBy(change.start.wall, by) },
  end: { ...change.end, wall: laterBy(change.end.wall, by) },
});

/** The times of a rule, from the first one on. In UTC that stands for the clocks of the zone: no clock change can move one. */
function follow(
  text: string,
  start: EventTime,
  zone: string,
  until: PlainDate,
): { walls: WallTime[]; isCut: boolean } | { problem: string } {
  const rule = text.toUpperCase().replace(/^RRULE:/, '');
  if (!/(^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/.test(rule))
    return {
      problem: `It repeats by a rule that we do not follow (${text.slice(0, 80)}). Enter its dates one by one.`,
    };
  const fake = (wall: WallTime) => new Date(`${wall}Z`);
  const ends = untilOf(rule, start, zone);
  try {
    const options = RRule.parseString(rule.replace(/(^|;)UNTIL=[^;]*/, '').replace(/^;/, ''));
    if ((options.interval ?? 1) < 1 || (options.count ?? 1) < 1) throw new Error('not a rule');
    const followed = new RRule({ ...options, dtstart: fake(start.wall), tzid: null });
    const walls: WallTime[] = [];
    let isCut = false;
    let steps = 0;
    followed.all((date) => {
      const wall = date.toISOString().slice(0, 19);
      steps += 1;
      if (ends !== undefined && wall > ends) return false;
      isCut = wall.slice(0, 10) >= until || walls.length > MOST_ROWS || steps > MOST_STEPS;
      if (!isCut) walls.push(wall);
      return !isCut;
    });
    // From before there were nights to record: a slip of the year, however many days it is.
    if (steps > MOST_STEPS || (walls.length > MOST_ROWS && start.wall < FIRST_NIGHT))
      return { problem: 'It repeats too often to be a diary of stays. Check its rule.' };
    return { walls, isCut };
  } catch {
    return {
      problem: `We cannot read the rule by which it repeats (${text.slice(0, 80)}). Enter its dates one by one.`,
    };
  }
}

/** The last moment of a rule by the clocks of its zone: of a date alone the end of that day. */
function untilOf(rule: string, start: EventTime, zone: string): WallTime | undefined {
  const found = /(?:^|;)UNTIL=(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?/.exec(rule);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, utc] = found;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined || start.isDate) return `${date}T23:59:59`;
  const wall = `${date}T${hour}:${minute}:${second}`;
  return utc ? wallIn(wall, 'UTC', zone) : wall;
}
