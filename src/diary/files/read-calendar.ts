import type { CalendarEvent } from '../domain/calendar-event.js';
import { MOST_ROWS, TOO_MANY_ROWS } from '../domain/bounds.js';
import type { DiaryRow } from '../domain/diary-row.js';
import { FileRefused } from '../domain/file-read.js';
import { rowsOfEvent, type ReadFor } from '../domain/rows-of-event.js';
import { calendarBlocks } from './calendar-blocks.js';
import { CalendarZones } from './calendar-zones.js';
import { readEvent, type EventAlone } from './read-event.js';

/**
 * The entries of an iCalendar file (RFC 5545), one for each time of each event. `at` hears of each event before its rules are
 * followed, so that one that is followed for ever can be named.
 */
export function readCalendar(text: string, readFor: ReadFor, at: (event: number) => void): DiaryRow[] {
  const { events, zones } = calendarBlocks(text);
  const known = new CalendarZones(zones, Number(readFor.horizon.slice(0, 4)) - 1);
  const rows: DiaryRow[] = [];
  for (const event of together(events.map((block) => readEvent(block, known)))) {
    at(event.number);
    rows.push(...rowsOfEvent(event, readFor));
    if (rows.length > MOST_ROWS)
      throw new FileRefused(`With event ${event.number} and its repeats the calendar ${TOO_MANY_ROWS}`);
  }
  return rows;
}

/** What stands for one time of an event belongs to it, wherever it stands in the file; without that event it is one of its own. */
function together(alone: readonly EventAlone[]): CalendarEvent[] {
  const isLatest = latestOf(alone);
  const mains = new Set(alone.filter(({ uid, changes }) => uid !== '' && !changes).map(({ uid }) => uid));
  const changes = new Map<string, CalendarEvent['changed'][number][]>();
  for (const { uid, changes: change, problems, sequence: _, ...said } of alone)
    if (change && mains.has(uid) && problems.length === 0)
      changes.set(uid, [...(changes.get(uid) ?? []), { ...said, ...change }]);
  const taken = new Set<string>();
  return alone.flatMap(({ uid, changes: change, sequence, ...event }, place) => {
    if (change && mains.has(uid) && event.problems.length === 0) return [];
    if (!change && !isLatest(uid, sequence)) return [];
    // A second event of one UID has changes of its own, which the file does not tell apart.
    const changed = change || taken.has(uid) ? [] : (changes.get(uid) ?? []);
    taken.add(uid);
    return [{ ...event, number: place + 1, changed }];
  });
}

/** Of several editions of one event the latest stands (RFC 5545, 3.8.7.4); what says of no edition is one of its own. */
function latestOf(alone: readonly EventAlone[]): (uid: string, sequence: number) => boolean {
  const latest = new Map<string, number>();
  for (const { uid, changes, sequence } of alone)
    if (!changes) latest.set(uid, Math.max(sequence, latest.get(uid) ?? 0));
  return (uid, sequence) => uid === '' || sequence === latest.get(uid);
}
