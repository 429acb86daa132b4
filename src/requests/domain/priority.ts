import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { Urgency } from './deadlines.js';
import { MOST_STRAIN, sayStrain, strainStep, type Strain } from './strain.js';

/** What a place on the waiting list goes by, in the order in which it is said. */
export const CRITERIA = ['urgency', 'need', 'last_break', 'waiting', 'fairness'] as const;
export type Criterion = (typeof CRITERIA)[number];
export const SCALES = ['weeks_since_last_break', 'weeks_waiting', 'weekend_and_holiday_nights'] as const;
export type Scale = (typeof SCALES)[number];

/** The council's rule: how much each thing weighs, at which figure it has its full weight, and why. */
export interface PriorityRule {
  title: string;
  weights: Record<Criterion, { points: number; why: string }>;
  scales: Record<Scale, { full: number; why: string }>;
}

/** What is on record of one stay that is waited for. `null` is what nobody has recorded. */
export interface PriorityFacts {
  /** The number of the request, and the place of the stay in it: of two that are alike the one that was asked for first goes first. */
  number: number;
  position: number;
  urgency: Urgency;
  strain: Strain;
  /** The day on which they left, or will have left, after the last break that they have had or that is booked. */
  lastBreak: PlainDate | null;
  /** The day on which the request came in. */
  since: PlainDate;
  /** Nights of weekends and holidays that they have had in the last twelve months, or that are booked. */
  scarceNights: number;
}

/** Points of one criterion, of those that it can give at the most, and why, as a sentence. */
export interface Share {
  criterion: Criterion;
  points: number;
  of: number;
  why: string;
}

export interface Priority {
  /** The sum of the shares. */
  points: number;
  of: number;
  shares: Share[];
}

const URGENCY: Record<Urgency, number> = { standard: 0, short_notice: 0.5, emergency: 1 };

/**
 * How a stay that is waited for stands by the council's rule: whole points for each of five things, which add up exactly.
 * It goes by what is on record of this young person alone, so who else waits never changes it. How easy somebody is to look
 * after, and how well they fit, is no part of it.
 *
 * @example priorityOf({ number: 7, position: 1, urgency: 'standard', strain: { value: 9, on: '2027-05-01' }, lastBreak: null, since: '2027-05-01', scarceNights: 0 }, rule, '2027-05-07').points; // 25 + 20 + 1 + 10 = 56
 */
export function priorityOf(facts: PriorityFacts, { weights, scales }: PriorityRule, today: PlainDate): Priority {
  const grows = (value: number, scale: Scale) => Math.min(1, Math.max(0, value) / scales[scale].full);
  const weeksBefore = (day: PlainDate) => Math.floor(daysBetween(day, today) / 7);
  const { urgency, strain, lastBreak, since, scarceNights } = facts;
  const parts: Record<Criterion, number> = {
    urgency: URGENCY[urgency],
    need: strainStep(strain, today) / MOST_STRAIN,
    last_break: lastBreak === null ? 1 : grows(weeksBefore(lastBreak), 'weeks_since_last_break'),
    waiting: grows(weeksBefore(since), 'weeks_waiting'),
    fairness: 1 - grows(scarceNights, 'weekend_and_holiday_nights'),
  };
  const why = saysWhy(facts, today);
  const shares = CRITERIA.map((criterion) => {
    const of = weights[criterion].points;
    return { criterion, points: Math.round(of * parts[criterion]), of, why: why[criterion] };
  });
  const sum = (figure: 'points' | 'of') => shares.reduce((total, share) => total + share[figure], 0);
  return { points: sum('points'), of: sum('of'), shares };
}

/**
 * All of them, the best placed first: by their points, then by whose request came in first. The order in which they are
 * given, and who else is among them, changes nothing between two.
 *
 * @example byPriority([kit, tia], (one) => one.facts, rule, today).map(({ place }) => place); // [1, 2]
 */
export function byPriority<T>(
  all: readonly T[],
  factsOf: (one: T) => PriorityFacts,
  rule: PriorityRule,
  today: PlainDate,
): { one: T; place: number; priority: Priority }[] {
  const placed = all.map((one) => ({ one, facts: factsOf(one), priority: priorityOf(factsOf(one), rule, today) }));
  return placed
    .toSorted(
      (a, b) =>
        b.priority.points - a.priority.points ||
        (a.facts.since < b.facts.since ? -1 : a.facts.since > b.facts.since ? 1 : 0) ||
        a.facts.number - b.facts.number ||
        a.facts.position - b.facts.position,
    )
    .map(({ one, priority }, at) => ({ one, place: at + 1, priority }));
}

function saysWhy(
  { urgency, strain, lastBreak, since, scarceNights }: PriorityFacts,
  today: PlainDate,
): Record<Criterion, string> {
  return {
    urgency: URGENCY_WORDS[urgency],
    need: sayStrain(strain, today),
    last_break: sayLastBreak(lastBreak, today),
    waiting: `The request came in on ${sayDate(since)}, ${sayAgo(since, today)}.`,
    fairness:
      scarceNights === 0
        ? 'They have had no night of a weekend or of the holidays in the last twelve months.'
        : `They have had, or have booked, ${scarceNights} ${scarceNights === 1 ? 'night' : 'nights'} of weekends and holidays in the last twelve months.`,
  };
}

const URGENCY_WORDS: Record<Urgency, string> = {
  standard: 'The request is neither an emergency nor at short notice.',
  short_notice: 'The request is at short notice.',
  emergency: 'The request is an emergency.',
};

function sayLastBreak(lastBreak: PlainDate | null, today: PlainDate): string {
  if (lastBreak === null) return 'No break of theirs is on record.';
  return lastBreak > today
    ? `They have a break until ${sayDate(lastBreak)}.`
    : `Their last break ended on ${sayDate(lastBreak)}, ${sayAgo(lastBreak, today)}.`;
}

function sayAgo(day: PlainDate, today: PlainDate): string {
  const days = daysBetween(day, today);
  if (days < 14) return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
  return `${Math.floor(days / 7)} weeks ago`;
}
