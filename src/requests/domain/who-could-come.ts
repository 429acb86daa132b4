import type { Verdict } from '../../matching/domain/verdicts.js';
import type { Obstacle } from './obstacles.js';
import { inTurn, type TurnAsk, type TurnFacts } from './turn.js';

/** Where somebody stands with nights that are free. */
export const COULD = ['fits', 'with_a_plan', 'not_assessed', 'not_these_nights'] as const;
export type Could = (typeof COULD)[number];

/** The most nights that are looked at in one go. */
export const MOST_NIGHTS = 14;

/** One young person, as far as the order of the list goes by it. */
export interface Looked {
  facts: TurnFacts;
  lastName: string;
  firstName: string;
  /** What stands against the nights, whoever else is there. */
  obstacles: readonly Obstacle[];
  /** How they would fit in the best bed, on the worst night; left out where something stands against the nights anyway. */
  verdict?: Verdict;
}

/**
 * Where somebody stands: with those who fit, with those who fit with a plan, with those of whom nobody can say it yet, or
 * with those for whom it cannot be these nights. Nobody is left out: who cannot come is there, with why.
 *
 * What somebody could go over (an allocation, a gap, staffing) keeps them from the first three all the same: to go over it
 * is a manager's decision about one child, made where the reasons stand, and not a place on a list.
 *
 * @example couldOf({ obstacles: [], verdict: 'only_with_mitigation' }); // 'with_a_plan'
 */
export function couldOf({ obstacles, verdict }: Pick<Looked, 'obstacles' | 'verdict'>): Could {
  if (obstacles.length > 0 || verdict === undefined || verdict === 'unsuitable') return 'not_these_nights';
  if (verdict === 'not_assessed') return 'not_assessed';
  return verdict === 'suitable' ? 'fits' : 'with_a_plan';
}

/**
 * Everybody by where they stand. Those who could come are in the order of whose turn it is. Those for whom it cannot be
 * these nights are by name: who is kept apart for safety has no place in any order, and nothing is reckoned against it.
 *
 * @example whoCouldCome([kit, tia], { arrival: '2027-05-14', today: '2027-05-07' }).fits; // [tia, kit]
 */
export function whoCouldCome<T extends Looked>(all: readonly T[], ask: TurnAsk): Record<Could, T[]> {
  const those = (could: Could) => all.filter((one) => couldOf(one) === could);
  const ordered = (could: Could) => inTurn(those(could), ({ facts }) => facts, ask);
  return {
    fits: ordered('fits'),
    with_a_plan: ordered('with_a_plan'),
    not_assessed: ordered('not_assessed'),
    not_these_nights: those('not_these_nights').toSorted(byName),
  };
}

function byName(one: Looked, other: Looked): number {
  const key = ({ lastName, firstName, facts }: Looked) => [lastName, firstName, facts.id];
  const [a, b] = [key(one), key(other)];
  const at = a.findIndex((value, place) => value !== b[place]);
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1;
}
