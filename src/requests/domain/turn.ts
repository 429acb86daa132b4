import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { Urgency } from './deadlines.js';
import { sayStrain, strainStep, type Strain } from './strain.js';

/** What is on record of how much some nights are needed. `null` is what nobody has recorded. */
export interface TurnFacts {
  id: string;
  /** An open request of theirs for all of these nights. */
  request: { urgency: Urgency } | null;
  strain: Strain;
  /** The day on which they left after their last break. */
  lastBreak: PlainDate | null;
  /** Nights of every kind that are granted around these nights and not taken; null where none are granted. */
  left: number | null;
  /** Days that the family needs to get ready. */
  noticeDays: number | null;
}

/** The stay that would begin on `arrival`, looked at today. */
export interface TurnAsk {
  arrival: PlainDate;
  today: PlainDate;
}

/** Time since the last break counts in steps of four weeks: a few days more make nobody's turn. */
const STEP_DAYS = 28;

/**
 * Whose turn it is, among young people who would fit equally well: a number for each of five things, compared in this
 * order; the larger goes first.
 *
 * 1. **Need**: an emergency; then strain on the family of 8 and above, of 4 to 7, below. Where nobody has recorded it in
 *    the last year it counts as 4 to 7: nobody is put last for want of a number.
 * 2. **Time since their last break**, in steps of four weeks; who has had none goes first.
 * 3. **Nights left** of those granted.
 * 4. **An open request** for these nights.
 * 5. **Notice**: whether what is left until the arrival is what the family needs; unrecorded counts as enough.
 *
 * How easy somebody is to look after is no part of it, nor is how well they fit: it orders those who do. Those of whom all
 * of this is the same stand in the order of their ids, which says nothing about anybody. It advises; a person decides whom
 * to ask. Source: design, "the young people who could fill it … ranked by need, time since their last break, allocation
 * left, open requests and notice that their family needs".
 *
 * @example turnOf({ id: 'a', request: null, strain: { value: 9, on: '2027-05-01' }, lastBreak: '2027-03-01', left: 6, noticeDays: 3 }, { arrival: '2027-05-14', today: '2027-05-07' }); // [2, 2, 6, 0, 1]
 */
export function turnOf({ request, strain, lastBreak, left, noticeDays }: TurnFacts, ask: TurnAsk): number[] {
  return [
    request?.urgency === 'emergency' ? 3 : strainStep(strain, ask.today),
    lastBreak === null ? Infinity : Math.floor(Math.max(0, daysBetween(lastBreak, ask.arrival)) / STEP_DAYS),
    Math.max(0, left ?? 0),
    request ? 1 : 0,
    hasNotice(noticeDays, ask) ? 1 : 0,
  ];
}

const hasNotice = (noticeDays: number | null, { arrival, today }: TurnAsk) =>
  noticeDays === null || daysBetween(today, arrival) >= noticeDays;

/**
 * All of them in the order of `turnOf`. Who else is on the list never changes the order of two, nor does the order in
 * which they are given.
 *
 * @example inTurn([a, b], (one) => one.facts, ask); // b before a, where b has waited longer
 */
export function inTurn<T>(all: readonly T[], factsOf: (one: T) => TurnFacts, ask: TurnAsk): T[] {
  const placed = all.map((one) => ({ one, id: factsOf(one).id, turn: turnOf(factsOf(one), ask) }));
  return placed
    .toSorted((a, b) => {
      const at = a.turn.findIndex((value, place) => value !== b.turn[place]);
      return at === -1 ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : b.turn[at]! > a.turn[at]! ? 1 : -1;
    })
    .map(({ one }) => one);
}

/**
 * Why somebody stands where they stand: the five things in their order, each in a sentence, also what nobody has recorded.
 *
 * @example sayTurn(facts, ask)[1]; // 'Their last break ended on Monday 1 March 2027, 10 weeks before.'
 */
export function sayTurn({ request, strain, lastBreak, left, noticeDays }: TurnFacts, ask: TurnAsk): string[] {
  const need = request?.urgency === 'emergency' ? 'Their request is an emergency.' : sayStrain(strain, ask.today);
  return [need, sayBreak(lastBreak, ask), sayLeft(left), sayRequest(request), sayNotice(noticeDays, ask)];
}

function sayBreak(lastBreak: PlainDate | null, { arrival, today }: TurnAsk): string {
  if (lastBreak === null) return 'No break of theirs is on record.';
  const days = daysBetween(lastBreak, arrival);
  const ago = days < 14 ? countOf(days, 'day') : countOf(Math.floor(days / 7), 'week');
  return lastBreak > today
    ? `They have a break booked until ${sayDate(lastBreak)}, ${ago} before.`
    : `Their last break ended on ${sayDate(lastBreak)}, ${ago} before.`;
}

const sayLeft = (left: number | null): string =>
  left === null
    ? 'No nights are granted to them for these dates.'
    : left > 0
      ? `${countOf(left, 'night')} of those granted ${left === 1 ? 'is' : 'are'} left.`
      : 'None of the nights granted are left.';

const sayRequest = (request: TurnFacts['request']): string =>
  request ? 'A request of theirs for these nights is open.' : 'They have no open request for these nights.';

function sayNotice(noticeDays: number | null, ask: TurnAsk): string {
  const there = countOf(Math.max(0, daysBetween(ask.today, ask.arrival)), 'day');
  if (noticeDays === null) return `How much notice the family needs is not recorded: there would be ${there}.`;
  const needs = `The family needs ${countOf(noticeDays, 'day')} of notice`;
  return hasNotice(noticeDays, ask)
    ? `${needs}, and there would be ${there}.`
    : `${needs}, and there would only be ${there}.`;
}

const countOf = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
