import type { Nights } from '../../kernel/nights.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import type { OfferState } from './holding.js';
import { LONGEST_REASON } from './match-decision.js';

/** So many can be signed for at once: each is read and decided on by a person. */
export const MOST_ON_A_LIST = 100;
/** So many of those who ask for the nights are looked at for one signature, the best placed first. */
export const MOST_LOOKED_AT = 500;
/** So many of those who were passed over are told of by name; of the others how many there are. */
export const MOST_PASSED = 50;
/** Reasons for all of a list: beside them stands, of each, under whose signature they were asked. */
export const LONGEST_LIST_REASON = LONGEST_REASON - 400;

/** Why a list that was signed as a whole goes on to nobody any more. */
export type ListEnd = 'by_hand' | 'changed' | 'over';

/** What was signed of one of those on a list. */
export interface SignedPlace extends Nights {
  place: number;
  partId: string;
  verdict: Verdict;
}

/**
 * What becomes of a list when the nights of the one whose turn it is are free again: the next, or that it has ended and why.
 * Only a no of the family, or none of its answers in time, makes it the turn of the next; what anybody else took back, a person
 * looks at, and so they do where a family said yes and nobody looked again in time: that is the unit’s silence, not the family’s.
 * Nobody is left out on the way: where the next is not as it was signed, the list ends there.
 *
 * @param ended how the offer ended; `ranOutKept`: a yes to it was on record by then
 * @param left those who come after, in their order
 * @example turnAfter({ state: 'declined', ranOutKept: false }, []); // { ended: 'over' }
 */
export function turnAfter<T>(
  { state, ranOutKept }: { state: OfferState; ranOutKept: boolean },
  left: readonly T[],
): { next: T } | { ended: ListEnd } {
  if ((state !== 'declined' && state !== 'lapsed') || ranOutKept) return { ended: 'changed' };
  const [next] = left;
  return next === undefined ? { ended: 'over' } : { next };
}

/**
 * Whether what is advised now is what was signed, or better: a signature under one advice is none under a graver one.
 *
 * @example isAsSigned('suitable', 'only_with_mitigation'); // true
 */
export const isAsSigned = (now: Verdict, signed: Verdict): boolean => VERDICTS.indexOf(now) <= VERDICTS.indexOf(signed);
