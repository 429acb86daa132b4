import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayStay } from '../../kernel/say-date.js';
import { sayCount } from '../../kernel/say-words.js';
import { MOST_NIGHTS } from '../../requests/domain/who-could-come.js';
import { READY_TITLE } from '../../stays/domain/readiness.js';
import type { AlertKind, Finding } from './alert-kinds.js';

/** An alert as it stands, or stood: what it is about, by ids, and its figures. */
export interface Said extends Pick<Finding, 'about' | 'figures'> {
  kind: AlertKind;
  unit: { id: string; zone: string };
  isOver?: boolean;
}

/** Names as its reader may know them, read when it is shown; left out where they may not, or nobody is meant. */
export interface AlertNames {
  youngPerson?: string | undefined;
  /** Of a matching decision: the two it is about. */
  pair?: readonly string[] | undefined;
  /** Of a bed that came back: those who could have it, by id, as far as their names may be known. */
  ranked?: ReadonlyMap<string, string> | undefined;
}

/** An alert in words: what it is, why it came, what to do, and where. */
export interface AlertText {
  title: string;
  why: string;
  what: string;
  href: string;
  linkText: string;
}

/** What a text is made of. */
export interface Words {
  /** The young person by name, or as one of whom no name is told; at the beginning of a sentence, and within one. */
  They: string;
  them: string;
  names: AlertNames;
  unit: Said['unit'];
  about: Said['about'];
  text: (name: string) => string;
  number: (name: string) => number;
  is: (name: string) => boolean;
  /** Whether a day is over, or an instant has come, at the moment at which it is read; whether the alert itself is over. */
  isPast: (name: string) => boolean;
  isGone: (name: string) => boolean;
  isOver: boolean;
  /** A day, and a night, as it is called on it, too. */
  day: (name: string) => string;
  night: (name: string) => string;
  today: PlainDate;
  tonight: PlainDate;
}

/** Whether it is so, or was until what it is about was over. */
export const isOrWas = (isOver: boolean, count: number): string =>
  isOver ? (count === 1 ? 'was' : 'were') : count === 1 ? 'is' : 'are';
/** Of a stay, whose first day is still today until it is over. */
export const begins = (arrival: PlainDate, today: PlainDate): string => (arrival < today ? 'began' : 'begins');

export const more = (count: number, what: string): string => `${sayCount(count)} ${what}${count === 1 ? '' : 's'}`;
export const nights = (count: number): string => more(count, 'night');
export const stay = (text: Words['text']): string =>
  sayStay({ arrival: text('arrival'), departure: text('departure') });

/** Of more nights than the page looks at in one go, the first. */
export function whoCouldCome(unit: string, from: string, to = addDays(from, 1)): string {
  const most = addDays(from, MOST_NIGHTS);
  return `/units/${unit}/who-could-come?from=${from}&to=${to < most ? to : most}`;
}

export const upper = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
/** Names stay as they are; our own words begin small within a sentence. */
export const lower = (words: string): string =>
  OUR_WORDS.has(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
const OUR_WORDS = new Set(['A young person', ...Object.values(READY_TITLE)]);

/** A page of theirs; for a reader who may not know of them that of the alerts, where others see to it. */
export const ofPerson = ({ youngPersonId }: Said['about'], page: string): string =>
  youngPersonId ? `/young-people/${youngPersonId}/${page}` : '/alerts';

/** How many requests ask for nights and hold no bed. */
export const asking = (count: number, when: string, isOver = false): string =>
  count === 0
    ? `No open request ${asks(1, isOver)} for ${when}.`
    : `${upper(more(count, 'request'))} ${asks(count, isOver)} for ${when} and ${isOver ? 'held' : count === 1 ? 'holds' : 'hold'} no bed.`;
const asks = (count: number, isOver: boolean): string => (isOver ? 'asked' : count === 1 ? 'asks' : 'ask');
