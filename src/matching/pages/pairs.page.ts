import type { Actor } from '../../identity/domain/actor.js';
import { signsSomewhere } from '../../identity/domain/actor.js';
import { ageOn, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { dateTime } from '../../web/filters.js';
import { PAIR_DECISIONS, PAIR_VERDICT_TEXT, type PairVerdict } from '../domain/pair-decision.js';
import type { KnownPerson } from '../information-reader.js';
import type { PairView } from '../pair-reader.js';

export const pairPath = (id: string) => `/matching-decisions/${id}`;
export const pairsOfPath = (youngPersonId: string) => `/young-people/${youngPersonId}/matching-decisions`;

const personOf = (person: KnownPerson, today: PlainDate) => ({
  ...person,
  name: `${person.firstName} ${person.lastName}`,
  age: ageOn(person.dateOfBirth, today),
});

/** A decision about two as pages show it: what holds, why, and when it is looked at again. Never what it costs in nights. */
export function pairItem(pair: PairView, today: PlainDate) {
  const { id, decision, evidence, mitigation, reviewBy, decidedBy, decidedAt, ended, couldMeet } = pair;
  const people = pair.youngPeople.map((one) => personOf(one, today));
  const isDue = ended === null && reviewBy <= today;
  const holds = decision === 'never_together' ? ' It stays in force until a manager ends it.' : ' It stays in force.';
  return {
    href: pairPath(id),
    people,
    names: people.map(({ name }) => name).join(' and '),
    verdict: PAIR_VERDICT_TEXT[decision],
    ...{ evidence, mitigation: mitigation ?? '', isDue, reviewBy },
    decided: `${decidedBy}, ${dateTime(decidedAt)}`,
    review: isDue ? `Review due since ${sayDate(reviewBy)}.${holds}` : `Looked at again by ${sayDate(reviewBy)}.`,
    meets: couldMeet ? `One of them is booked from ${sayDate(couldMeet)}.` : 'Neither of them is booked.',
    ended: ended ? { text: `Ended by ${ended.by}, ${dateTime(ended.at)}`, why: ended.why } : null,
  };
}

/** Whether the actor may end what is in force: a named manager, and nobody else. */
export const mayEnd = (actor: Pick<Actor, 'role' | 'units'>, { ended }: Pick<PairView, 'ended'>): boolean =>
  ended === null && signsSomewhere(actor);

/** The way to decide anew about the two, from the page of one of them. */
export const anewPath = ({ youngPeople: [one, other] }: Pick<PairView, 'youngPeople'>): string =>
  `${pairsOfPath(one.id)}/new?other=${other.id}`;

export const verdictItems = (chosen: unknown) =>
  PAIR_DECISIONS.map((value: PairVerdict) => ({ value, text: PAIR_VERDICT_TEXT[value], checked: value === chosen }));
