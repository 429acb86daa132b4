import { addDays, dateIn, instantIn, type PlainDate } from '../../kernel/nights.js';
import {
  clockDeadline,
  lastBefore,
  nextWorkingDay,
  workingDeadline,
  type WorkingTime,
} from '../../kernel/working-time.js';
import type { Deadline } from './states.js';

export const URGENCIES = ['standard', 'short_notice', 'emergency'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Target times, from the configuration: working days, and for an emergency hours on the clock. */
export interface Targets {
  decisionDays: number;
  shortNoticeDays: number;
  /** An arrival within so many days of the submission is at short notice. */
  shortNoticeWithin: number;
  emergencyHours: number;
  informationDays: number;
  waitingListDays: number;
  signatureDays: number;
  answerDays: number;
}

/** How urgent a request is whose earliest arrival is on that day; an emergency says so itself. */
export function urgencyOn(today: PlainDate, earliestArrival: PlainDate, { shortNoticeWithin }: Targets): Urgency {
  return earliestArrival < addDays(today, shortNoticeWithin) ? 'short_notice' : 'standard';
}

/** What is reckoned from the moment in which a state begins; an offer and a stay have their own time. */
export type Reckoned = Extract<Deadline, 'decision' | 'information' | 'waiting_list'>;

/** What a step is for: how urgent, and the last day on which they could still arrive; null where no nights are known. */
export interface DueFor {
  urgency: Urgency;
  lastArrival: PlainDate | null;
}

/** The last day on which a stay could begin that fits into what was asked for; null where a draft does not say it yet. */
export function lastArrivalOf({ nights, to }: { nights: number | null; to: PlainDate | null }): PlainDate | null {
  return nights === null || to === null ? null : addDays(to, -nights);
}

/**
 * When a step is due that somebody owes from now on. An emergency runs on the clock, at any hour of any day; everything
 * else in working days, but never later than the nights allow: while they can still be settled in working time before the
 * last possible arrival. Who asks later than that has the hours of an emergency, never less.
 *
 * @example dueFrom(friday, 'decision', { urgency: 'standard', lastArrival: null }, targets, london); // ten working days on, at closing time
 */
export function dueFrom(
  now: Date,
  deadline: Reckoned,
  { urgency, lastArrival }: DueFor,
  targets: Targets,
  work: WorkingTime,
): Date {
  if (urgency === 'emergency') return clockDeadline(now, targets.emergencyHours);
  const days: Record<Reckoned, number> = {
    decision: urgency === 'short_notice' ? targets.shortNoticeDays : targets.decisionDays,
    information: targets.informationDays,
    waiting_list: targets.waitingListDays,
  };
  const usual = workingDeadline(now, days[deadline], work);
  if (lastArrival === null || dateIn(usual, work.zone) < lastArrival) return usual;
  const allowed = later(lastBefore(lastArrival, work), clockDeadline(now, targets.emergencyHours));
  return allowed < usual ? allowed : usual;
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/**
 * Until when a bed is held for a signature or an answer: the working days of that step (in an emergency its hours), but
 * never past the end of the arrival date, when the first night has begun without one.
 */
export function heldUntil(
  now: Date,
  step: 'signature' | 'answer',
  { arrival, urgency }: { arrival: PlainDate; urgency: Urgency },
  targets: Targets,
  work: WorkingTime,
): Date {
  const days = step === 'signature' ? targets.signatureDays : targets.answerDays;
  const inTime =
    urgency === 'emergency' ? clockDeadline(now, targets.emergencyHours) : workingDeadline(now, days, work);
  const nightBegun = keptUntil(arrival, work.zone);
  return inTime < nightBegun ? inTime : nightBegun;
}

/**
 * Until when a bed is kept for a family that said yes in time: to the end of the arrival date, when the first night has begun
 * without them, however late the unit is with what it owes.
 *
 * @example keptUntil('2027-03-12', 'Europe/London'); // 13 March, 00:00
 */
export function keptUntil(arrival: PlainDate, zone: string): Date {
  return instantIn(addDays(arrival, 1), '00:00', zone);
}

/**
 * When a manager has to countersign what was written down in the night: at closing time of the next working day. What is
 * written down after midnight belongs to the night before, so it is signed that morning; what is written down at ten in
 * the morning is signed by the end of the day after.
 *
 * @param night the night in which it was written down, by the day on which it begins
 * @example countersignDue('2027-03-12', london); // a Friday: Monday 15 March, 17:00
 */
export function countersignDue(night: PlainDate, work: WorkingTime): Date {
  return instantIn(nextWorkingDay(addDays(night, 1), work), work.closes, work.zone);
}

/** Whether the bed may be held once more for a family that needs time: not on the day of the arrival, when it is too late. */
export function mayBeExtended(now: Date, arrival: PlainDate, zone: string): boolean {
  return dateIn(now, zone) < arrival;
}

/**
 * The instant in the middle, when a family's worker is reminded of an offer that nobody has answered.
 *
 * @example halfWay(new Date('2026-05-01T10:00Z'), new Date('2026-05-05T10:00Z')); // 3 May, 10:00 UTC
 */
export function halfWay(from: Date, to: Date): Date {
  return new Date((from.getTime() + to.getTime()) / 2);
}
