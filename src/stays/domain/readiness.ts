import type { LegalStatus } from '../../calendar/domain/legal-status.js';
import { addDays, addMonths, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { CONSENT_TEXT, CONSENTS, type Consent } from './confirmation.js';
import { REFUSED_MOVE } from './refusal.js';
import { LEGAL_STATUS_TEXT } from './legal-status-text.js';

/** What has to be in order before a young person arrives. */
export const READY_ITEMS = [
  'care_plan',
  'medication',
  'consents',
  'contact',
  'introduction',
  'legal_basis',
  'compatibility',
  'what_changed',
] as const;
export type ReadyItem = (typeof READY_ITEMS)[number];
/** What no unit leaves out: what is known of a child is not up to date without it. */
export const ALWAYS_ASKED: readonly ReadyItem[] = ['what_changed'];

/** From so many days before the arrival on it is open that nobody has asked what has changed; until then there is time. */
export const WHAT_CHANGED_DUE_DAYS = 3;

/** What is looked at before nights are offered: it is known without a stay. */
export const BEFORE_OFFER: readonly ReadyItem[] = ['care_plan', 'medication', 'consents', 'legal_basis'];

export const READY_STATES = ['done', 'missing', 'out_of_date'] as const;
export type ReadyState = (typeof READY_STATES)[number];

export const READY_OWNERS = ['key_worker', 'unit', 'manager'] as const;
export type ReadyOwner = (typeof READY_OWNERS)[number];

export const READY_TITLE: Record<ReadyItem, string> = {
  care_plan: 'Care plan',
  medication: 'Medication',
  consents: 'Consents',
  contact: 'Somebody who can be reached',
  introduction: 'Introduction to the unit',
  legal_basis: 'Legal basis',
  compatibility: 'Matching still as decided',
  what_changed: 'What has changed',
};

export const READY_OWNER: Record<ReadyItem, ReadyOwner> = {
  care_plan: 'key_worker',
  medication: 'key_worker',
  consents: 'key_worker',
  contact: 'key_worker',
  introduction: 'unit',
  legal_basis: 'key_worker',
  compatibility: 'unit',
  what_changed: 'key_worker',
};

/** What is known of each item, as it was confirmed last or follows from other records. */
export interface Known {
  /** The date of the care plan, and the date on which the medication was gone over. */
  carePlan: PlainDate | null;
  medication: PlainDate | null;
  /** Which consents there are; `null` while nobody has said. */
  consents: readonly Consent[] | null;
  /** Whether somebody who can be reached was named for this stay. */
  contact: boolean;
  /** When they were last at the unit before: on a stay, for a look round or an introduction. */
  introduced: PlainDate | null;
  legal: { status: LegalStatus; isToDecideAgain: boolean } | null;
  /** Whether the company is as it was signed; `null` for who is not to learn of other children. */
  company: 'as_decided' | 'apart' | 'decided_since' | 'changed' | 'refused' | null;
  /** Whether it was asked in time what has changed; `null` without a stay, or once it is over. */
  changesAsked: boolean | null;
}

/** The day that counts, whose the young person is, and what the council asks for. */
export interface Question {
  arrival: PlainDate;
  today: PlainDate;
  keyWorker: string;
  months: number;
  hours: number;
}

export interface Readiness {
  item: ReadyItem;
  title: string;
  state: ReadyState;
  /** How it stands, and what to do where it is open. */
  text: string;
  owner: ReadyOwner;
  /** Whose it is, in words: the key worker by name. */
  whose: string;
}

/**
 * How everything stands that has to be in order on the day of arrival, in a fixed order, each with whose it is. Papers are
 * judged by their age on that day, not today: what is fresh enough now and too old then is open. What the reader may not
 * be told is left out, whatever its state.
 *
 * @example readiness({ ...known, carePlan: '2027-01-10' }, { ...question, arrival: '2027-07-11', months: 6 })[0].state; // 'out_of_date'
 */
export function readiness(known: Known, question: Question, items: readonly ReadyItem[] = READY_ITEMS): Readiness[] {
  return READY_ITEMS.filter((item) => items.includes(item)).flatMap((item) => {
    const found = HOW[item](known, question);
    if (!found) return [];
    // What was decided against is for who signs for the unit.
    const owner = item === 'compatibility' && known.company === 'refused' ? 'manager' : READY_OWNER[item];
    return [{ item, title: READY_TITLE[item], ...found, owner, whose: whose(item, owner, question.keyWorker) }];
  });
}

export const isOpen = ({ state }: Pick<Readiness, 'state'>): boolean => state !== 'done';

/** @example openText(3, 7); // '3 of 7 open' */
export function openText(open: number, all: number): string {
  return open === 0 ? 'All done' : `${open} of ${all} open`;
}

/** @example thingsOpen(1); // '1 thing open' */
export const thingsOpen = (open: number): string => `${open} ${open === 1 ? 'thing' : 'things'} open`;

function whose(item: ReadyItem, owner: ReadyOwner, keyWorker: string): string {
  if (item === 'legal_basis') return `${keyWorker} with the child’s social worker, or the registered manager`;
  return ownerText(owner, keyWorker);
}

/** Whose something is, in words; the key worker by name. */
export function ownerText(owner: ReadyOwner, keyWorker: string): string {
  return { key_worker: keyWorker, unit: 'The unit’s staff', manager: 'The registered manager' }[owner];
}

type How = (known: Known, question: Question) => Pick<Readiness, 'state' | 'text'> | undefined;

const done = (text: string) => ({ state: 'done', text }) as const;
const missing = (text: string) => ({ state: 'missing', text }) as const;
const outOfDate = (text: string) => ({ state: 'out_of_date', text }) as const;

const aged =
  (of: 'carePlan' | 'medication', none: string, renew: string): How =>
  (known, { arrival, months }) => {
    const dated = known[of];
    if (!dated) return missing(none);
    if (addMonths(dated, months) >= arrival) return done(`Dated ${sayDate(dated)}.`);
    return outOfDate(`Dated ${sayDate(dated)}: more than ${monthsText(months)} old on the day of arrival. ${renew}`);
  };

const monthsText = (months: number) => `${months} ${months === 1 ? 'month' : 'months'}`;

const HOW: Record<ReadyItem, How> = {
  care_plan: aged(
    'carePlan',
    'Nobody has confirmed a care plan yet. Read it and record its date.',
    'Have it brought up to date, then record its new date.',
  ),
  medication: aged(
    'medication',
    'Nobody has confirmed yet what they take, or that they take nothing. Ask, and record it.',
    'Ask again, and record what they take now.',
  ),
  consents: ({ consents }) => {
    if (!consents) return missing('No consent is on record yet. Get both, to the stay and to medical treatment.');
    const lacking = CONSENTS.filter((one) => !consents.includes(one));
    if (lacking.length === 0) return done('To the stay and to medical treatment.');
    return missing(
      `There is no consent ${lacking.map((one) => CONSENT_TEXT[one]).join(' or ')}. Get it, and record it.`,
    );
  },
  contact: ({ contact }, { hours }) => {
    const within = `within ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
    if (contact) return done(`Somebody was named who can be reached ${within}.`);
    return missing(`Nobody has said yet who can be reached ${within} during this stay. Ask the family, and record it.`);
  },
  introduction: ({ introduced }) =>
    introduced
      ? done(`They were last here on ${sayDate(introduced)}.`)
      : missing('They have not been here yet. Plan a look round or an introduction.'),
  legal_basis: ({ legal }) => {
    if (!legal) return missing('Nobody has decided under which part of the law they stay.');
    if (legal.isToDecideAgain) return outOfDate('It has to be decided again: it is beyond what a short break may be.');
    return done(`${LEGAL_STATUS_TEXT[legal.status]}.`);
  },
  compatibility: ({ company }) => {
    if (company === null) return undefined;
    if (company === 'apart') return missing('They are kept apart from somebody who will be there. Solve it.');
    if (company === 'decided_since')
      return outOfDate('A matching decision about somebody who will be there has come since this was signed. Read it.');
    if (company === 'changed')
      return outOfDate(
        'Who will be there, or what is known of them, has changed since it was decided. Look at it again.',
      );
    if (company === 'refused')
      return missing(`It was decided that they cannot be there on these nights. ${REFUSED_MOVE}`);
    return done('Nothing has changed since it was decided.');
  },
  // "Missing or out-of-date information" is not assessed (Ofsted 2022): an assessment is current for a stay together with this.
  what_changed: ({ changesAsked }, { arrival, today }) => {
    if (changesAsked === null) return undefined;
    if (changesAsked) return done('It was asked before this stay.');
    if (today < addDays(arrival, -WHAT_CHANGED_DUE_DAYS)) return undefined;
    return missing(
      'Nobody has asked before this stay what has changed, so what is known may be out of date. Ask, and record it.',
    );
  },
};
