import type { PlainDate } from '../../kernel/nights.js';
import type { PairFact } from './assessed.js';
import type { Contribution, Strength } from './judge-pair.js';
import { factsByPair } from './judge-night.js';
import type { PairVerdict } from './pair-decision.js';

/** What is decided about two, for who may read them both: which decision it is, whose, since when, and its plan. */
export interface PairWord {
  decision: PairVerdict;
  /** Of the decision itself; left out where only what it says is known, as of one that was in force at another time. */
  signed?: { id: string; by: string; on: PlainDate; plan: string | null };
}

/** What is decided about two, whoever is named first; `undefined` where nothing is, or where the reader may not know. */
export type WordOf = (one: string, other: string) => PairWord | undefined;

/** For whoever is told of no decision: a key worker. */
export const NO_WORDS: WordOf = () => undefined;

/** The same for somebody who may not read everybody: a plan often names the two it is about, so both must be theirs to read. */
export const wordsFor = (wordOf: WordOf, isSeen: (youngPersonId: string) => boolean): WordOf => {
  return (one, other) => (isSeen(one) && isSeen(other) ? wordOf(one, other) : undefined);
};

/** What was decided of those who were looked at, from what is kept of it: no more than which decision it was. */
export function wordsOfFacts(facts: readonly PairFact[]): WordOf {
  const factOf = factsByPair(facts);
  return (one, other) => {
    const decision = factOf(one, other)?.decision;
    return decision && { decision };
  };
}

/** The decision that a reason comes from. @example wordBehind({ points: -30, rule: 'decision', from: 'a', to: 'b' }, wordOf)?.decision; // 'only_with_mitigation' */
export function wordBehind(reason: Contribution, wordOf: WordOf): PairWord | undefined {
  const { rule, from, to } = reason;
  return rule === 'decision' && from !== null && to !== null ? wordOf(from, to) : undefined;
}

/** The decision that a strength comes from. */
export const wordBehindStrength = ({ kind, between: [one, other] }: Strength, wordOf: WordOf): PairWord | undefined =>
  kind === 'works_well' ? wordOf(one, other) : undefined;
