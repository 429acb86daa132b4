import type { Role } from '../../identity/domain/actor.js';
import { addDays, ageOn, dateIn, instantIn, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { date, nightsText, staySpan } from '../../web/filters.js';
import type { WantedSoFar } from '../domain/check-request.js';
import { nextAction, type NextAction } from '../domain/next-action.js';
import type { RequestState } from '../domain/states.js';
import type { RequestView } from '../request-view.js';

/** How loud a state is: the colour of its tag, which always has its words, too. */
export const STATE_BAND: Record<RequestState, 'good' | 'warn' | 'bad' | 'none' | 'info'> = {
  draft: 'none',
  submitted: 'info',
  in_review: 'info',
  more_information_needed: 'warn',
  proposed: 'warn',
  offered: 'warn',
  agreed: 'warn',
  booked: 'good',
  waitlisted: 'info',
  declined: 'none',
  withdrawn: 'none',
  offer_lapsed: 'bad',
  in_residence: 'good',
  completed: 'none',
  reviewed: 'none',
  no_show: 'none',
  cancelled: 'none',
};

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const OWNER_TEXT: Record<Role, string> = {
  cas_worker: 'the key worker',
  unit_staff: 'unit staff',
  manager: 'a manager',
  administrator: 'an administrator',
};

/** Whose move it is, in a sentence; the key worker by name, because there is one. */
export function ownerText(owner: Role, keyWorker: string): string {
  return owner === 'cas_worker' ? `${OWNER_TEXT[owner]}, ${keyWorker}` : OWNER_TEXT[owner];
}

/** @example nextText({ owner: 'unit_staff', action: 'Propose nights', due: null }, 'Dana'); // 'Unit staff: propose nights' */
export function nextText({ owner, action }: NextAction, keyWorker: string): string {
  const who = ownerText(owner, keyWorker);
  return `${who.charAt(0).toUpperCase()}${who.slice(1)}: ${action.charAt(0).toLowerCase()}${action.slice(1)}`;
}

/** A young person so that two children of the same initials are never mixed up. */
export interface PersonFacts {
  id: string;
  name: string;
  firstName: string;
  /** '3 May 2012' */
  born: string;
  age: number;
  caseNumber: string;
  keyWorker: string;
}

export function personFacts(
  person: Omit<RequestView['youngPerson'], 'keyWorker'> & Named,
  today: PlainDate,
): PersonFacts {
  return {
    id: person.id,
    name: `${person.firstName} ${person.lastName}`,
    firstName: person.firstName,
    born: sayDate(person.dateOfBirth).replace(/^\w+ /, ''),
    age: ageOn(person.dateOfBirth, today),
    caseNumber: person.caseNumber,
    keyWorker: person.keyWorker.name,
  };
}

interface Named {
  keyWorker: { name: string };
}

/** What a break is for: the aims of the family plan, and what is said beside them. */
export function purposeText({ aims, purpose }: Pick<RequestView, 'aims' | 'purpose'>): string {
  return [...aims.map(({ text }) => text), purpose].filter(Boolean).join('\n');
}

/**
 * How many nights, and those that are agreed or between which they are asked for; of a draft what it says so far.
 *
 * @param options how many the family is to choose from, of which `agreed` is the first night and the last
 * @example askedText({ nights: 2, from: '2027-03-12', to: '2027-03-27' }); // '2 nights, Fri 12 to Sat 27 March 2027'
 */
export function askedText(
  { nights, from, to, windows = [] }: WantedSoFar & Partial<Pick<RequestView, 'windows'>>,
  agreed?: Nights | null,
  options = 1,
): string {
  const several = options > 1 ? `${options} options, ` : '';
  const between = staySpan(from && to ? { arrival: from, departure: to } : null);
  const any = windows.length > 1 && between ? `in one of ${windows.length} stretches of dates, ${between}` : between;
  const when =
    (agreed ? `${several}${staySpan(agreed)}` : any) ||
    (from ? `from ${date(from)}` : to ? `until ${date(to)}` : 'dates not said yet');
  return `${nightsText(nights) || 'Nights not said yet'}, ${when}`;
}

/** [5, 6] → 'Friday and Saturday nights'; none or all → 'Any night'. */
export function weekdaysText(weekdays: readonly number[]): string {
  if (weekdays.length === 0 || weekdays.length === WEEKDAYS.length) return 'Any night';
  const names = weekdays.toSorted((a, b) => a - b).map((day) => WEEKDAYS[day - 1]!);
  const last = names.pop()!;
  return names.length === 0 ? `${last} nights` : `${names.join(', ')} and ${last} nights`;
}

/** A deadline: by a time on a day, or by the end of the day. Midnight is said as the end of the day before it. */
export interface Deadline {
  day: PlainDate;
  /** `HH:MM`, or empty for the end of the day. */
  time: string;
  /** 'late by 2 days', or empty while it is not late. */
  late: string;
}

/** `on`: the day that is said for it, where it is due by the end of that day’s night. */
export function deadline(
  due: Date | null,
  zone: string,
  lateMinutes: number | null = null,
  on?: PlainDate,
): Deadline | null {
  if (!due) return null;
  const late = lateText(lateMinutes);
  if (on) return { day: on, time: '', late };
  const day = dateIn(due, zone);
  const midnight = instantIn(day, '00:00', zone).getTime() === due.getTime();
  return midnight ? { day: addDays(day, -1), time: '', late } : { day, time: timeIn(due, zone), late };
}

/** By when somebody who stays is to have left, and by how much they are late; nothing of who does not stay. */
export function leavingDue(
  { leaveBy, unit }: { leaveBy: Date | null; unit: { zone: string } },
  now: Date,
): Deadline | null {
  return deadline(leaveBy, unit.zone, nextAction('in_residence', leaveBy, now)?.lateMinutes);
}

/** @example lateText(150); // 'late by 2 hours' */
export function lateText(minutes: number | null): string {
  if (!minutes) return '';
  const [count, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 2 * 1440
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  return `late by ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The time that the zone's clocks show. @example timeIn(new Date('2027-06-30T23:05:00Z'), 'Europe/London'); // '00:05' */
export function timeIn(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant);
}
