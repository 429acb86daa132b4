import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { Assessed, PairFact } from '../../matching/domain/assessed.js';
import type { Ease } from '../../matching/domain/factors.js';
import { factsByPair, pairJudge } from '../../matching/domain/judge-night.js';
import { judgeStay, type Compatibility } from '../../matching/domain/judge-stay.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { lookAtNights, type Household, type Matching } from './fit.js';
import type { StayMove } from './make-room.js';

/** One night as it was looked at. */
export interface NightLookedAt {
  night: PlainDate;
  /** Who has a stay on it. */
  booked: string[];
  /** Who is held a bed by an offer, which may become a stay. */
  offered: string[];
  /** Of both, those whose rooms lie away from the young person's. */
  apart: string[];
  staff: number | null;
  eases: Ease[];
}

/** Everything that the advice on one young person's nights was made of. Plain data: it is kept with the decision. */
export interface DecisionInputs {
  guest: Assessed;
  /** Everybody who is there on any of the nights, by their ids. */
  others: Assessed[];
  /** What was decided about the young person and any of them. */
  facts: PairFact[];
  nights: NightLookedAt[];
}

/**
 * Whether a matching decision keeps the young person from anybody who is to be there: nobody signs over that, it is ended
 * first by a named manager.
 *
 * @example isKeptApart({ ...inputs, facts: [{ youngPeople: [ash, kit], decision: 'never_together' }] }); // true
 */
export const isKeptApart = ({ facts }: Pick<DecisionInputs, 'facts'>): boolean =>
  facts.some(({ decision }) => decision === 'never_together');

/**
 * What the advice on these nights is made of, such that it can be judged again to the same answer whenever somebody asks
 * why it was signed. In an order of its own: who was named first changes nothing. What is decided about two of the
 * others is theirs, and no part of it.
 *
 * @example inputsOf(ash, house, matching, { arrival: '2027-03-12', departure: '2027-03-13', bed, moves: [] }).nights; // [{ night: '2027-03-12', booked: ['kit'], … }]
 */
export function inputsOf(
  guest: Assessed,
  house: Household,
  matching: Matching & { facts: readonly PairFact[] },
  option: Place,
): DecisionInputs {
  return inputsIn(lookAtNights(guest.id, house, matching, option), guest, matching, option);
}

/** The nights and the bed that are looked at. */
type Place = Nights & { bed: { id: string }; moves: readonly StayMove[] };

/** The same where the nights of a longer range are looked up already, for many: the young person may be among those there. */
export function inputsIn(
  looked: ReturnType<typeof lookAtNights>,
  guest: Assessed,
  matching: Matching & { facts: readonly PairFact[] },
  option: Place,
): DecisionInputs {
  const apart = looked.apartFrom(option.bed.id, option.moves);
  const nights = looked.of(option).map(({ night, others, staff, eases }): NightLookedAt => {
    const there = others.flatMap(({ id }) => (id === guest.id ? [] : [id])).toSorted();
    const booked = there.filter((id) => looked.isBooked(night, id));
    const away = apart(night);
    return {
      ...{ night, booked, offered: there.filter((id) => !booked.includes(id)) },
      ...{ apart: there.filter((id) => away.has(id)), staff, eases: [...eases] },
    };
  });
  const ids = [...new Set(nights.flatMap(everybodyOn))].toSorted();
  const others = ids.map((id) => matching.people.get(id)!);
  const isTheirs = ({ youngPeople: [one, other] }: PairFact) =>
    (one === guest.id && ids.includes(other)) || (other === guest.id && ids.includes(one));
  return { guest, others, facts: matching.facts.filter(isTheirs).toSorted(byText), nights };
}

/**
 * The advice that follows from what was looked at, by a version of the matching guide: by the one in force then, exactly
 * what was shown to whoever signed.
 *
 * @example judgeInputs(guide.rules, decision.inputs).score; // 82
 */
export function judgeInputs(rules: RuleSet, { guest, others, facts, nights }: DecisionInputs): Compatibility {
  const people = new Map(others.map((one) => [one.id, one]));
  const away = new Map(nights.map(({ night, apart }) => [night, new Set(apart)]));
  const factOf = factsByPair(facts);
  const houses = nights.map((one) => ({
    ...{ night: one.night, staff: one.staff, eases: one.eases },
    others: everybodyOn(one).map((id) => people.get(id)!),
  }));
  return judgeStay(rules, pairJudge(rules, factOf), guest, houses, (night) => away.get(night)!);
}

/** Everybody who is there on a night, or may be. */
export const everybodyOn = ({ booked, offered }: Pick<NightLookedAt, 'booked' | 'offered'>): string[] => [
  ...booked,
  ...offered,
];

const byText = (one: PairFact, other: PairFact): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
