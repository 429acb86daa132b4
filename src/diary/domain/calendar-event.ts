import type { WallTime } from './zones.js';

/** When something begins or ends in a calendar file, by the clocks of its zone; a date alone at midnight of no zone. */
export interface EventTime {
  wall: WallTime;
  /** A whole day, without a time. */
  isDate: boolean;
  /** A zone of the IANA; `null` for a time of no zone, which is meant by the clocks of the unit. */
  zone: string | null;
}

/** What a calendar says of one time of an event. */
export interface EventSaid {
  title: string;
  place: string;
  description: string;
  categories: string;
  isCalledOff: boolean;
  start: EventTime;
  /** The end itself, not the last moment before it. */
  end: EventTime;
}

/** An entry of a calendar, which may repeat. */
export interface CalendarEvent extends EventSaid {
  /** Its place in the file, from 1. */
  number: number;
  rules: readonly string[];
  /** Times besides those of the rules; each may say its own end. */
  more: readonly { start: EventTime; end: EventTime | null }[];
  except: readonly EventTime[];
  /** What is another at one of its times; with `andFuture`, from then on. */
  changed: readonly (EventSaid & { of: EventTime; andFuture: boolean })[];
  problems: readonly string[];
}
