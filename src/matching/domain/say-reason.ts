import { sayDate } from '../../kernel/say-date.js';
import { sayCount, sayList } from '../../kernel/say-words.js';
import { EASE_TEXT, FACTORS, LEVEL_TEXT, RISK_STATUS_TEXT, type Factor, type Level } from './factors.js';
import type { Contribution, Strength } from './judge-pair.js';
import type { PairVerdict } from './pair-decision.js';
import { NO_WORDS, wordBehind, wordBehindStrength, type PairWord, type WordOf } from './pair-word.js';
import type { Remedy } from './what-would-work.js';

/** The name by which somebody is called here; of one whom the reader may not see, a word that names nobody. */
export type NameOf = (youngPersonId: string) => string;

/**
 * A reason in words: from whom the risk comes, whom it meets, and what lessens it already. Of a decision about two it says
 * which one it is, by whom and since when, and its plan, to those who may know: nobody signs what they cannot read.
 *
 * @param wordOf what is decided about two; left out for a key worker
 * @example sayReason({ points: -8, rule: 'age_gap', from: 'a', to: 'b', count: 5, atMost: 3 }, nameOf); // '5 years between Kit and Tia, where 3 are free'
 */
export function sayReason(reason: Contribution, nameOf: NameOf, wordOf: WordOf = NO_WORDS): string {
  const word = wordBehind(reason, wordOf);
  if (word) return sayPair(word, nameOf(reason.from!), nameOf(reason.to!));
  const eased = reason.eased?.length ? `. Eased by ${reason.eased.map((ease) => EASE_TEXT[ease]).join(' and ')}` : '';
  return said(reason, nameOf) + eased;
}

function said({ rule, from, to, factor, meets, levels, status, count, atMost, friends }: Contribution, nameOf: NameOf) {
  const one = from === null ? '' : nameOf(from);
  const other = to === null ? '' : nameOf(to);
  const stands = status ? RISK_STATUS_TEXT[status].toLowerCase() : '';
  switch (rule) {
    case 'interaction':
      return `${FACTORS[factor!]}: ${level(levels![0])} risk from ${one}, ${stands}; ${level(levels![1])} risk to ${other}${other && meets !== factor ? ` (${lower(meets!)})` : ''}`;
    case 'alike':
      return `${FACTORS[factor!]}: ${one} (${level(levels![0])}) and ${other} (${level(levels![1])}) may draw each other in, ${stands}${friends ? '; they get on well, which makes it more likely' : ''}`;
    case 'age_gap':
      return `${count} years between ${one} and ${other}, where ${atMost} are free`;
    case 'decision':
      return `There is a decision about ${one} and ${other}`;
    case 'siblings':
      return `${one} and ${other} are brothers or sisters who are to stay apart`;
    case 'high_support':
      return `${count} at high support on this night, ${atMost} at most`;
    case 'support':
      return `Support for ${sayCount(count!)} on this night, with staff for ${sayCount(atMost!)}`;
    case 'concern':
      return `${FACTORS[factor!]}: ${count} on this night for whom it is a concern, ${atMost} at most`;
    case 'floor':
      return 'Nothing is below 0';
  }
}

/** What stands beside the score and offsets nothing. */
export function sayStrength(strength: Strength, nameOf: NameOf, wordOf: WordOf = NO_WORDS): string {
  const [one, other] = strength.between.map(nameOf);
  if (strength.kind === 'siblings') return `${one} and ${other} are brothers or sisters`;
  return `${one} and ${other} work well together${signedBy(wordBehindStrength(strength, wordOf))}`;
}

/** What a decision about two says to those who decide who stays with whom. */
export const PAIR_SAYS: Record<PairVerdict, string> = {
  never_together: 'Kept apart for safety',
  only_with_mitigation: 'Only with a plan',
  works_well: 'Works well',
};

/**
 * A decision about two in a sentence without its last stop, as a reason is.
 *
 * @example sayPair({ decision: 'only_with_mitigation', signed }, 'Kit', 'Tia'); // 'Only with a plan: Kit and Tia. Decided by Jo Lane on Friday 12 March 2027. The plan: rooms apart'
 */
export function sayPair(word: PairWord, one: string, other: string): string {
  const plan = word.signed?.plan ? `. The plan: ${word.signed.plan.replace(/[.\s]+$/, '')}` : '';
  return `${PAIR_SAYS[word.decision]}: ${one} and ${other}${signedBy(word)}${plan}`;
}

const signedBy = (word: PairWord | undefined): string =>
  word?.signed ? `. Decided by ${word.signed.by} on ${sayDate(word.signed.on)}` : '';

/** What would make it work. Of an assessment, whose move it is, is for the caller to say. */
export function sayRemedy(remedy: Remedy, nameOf: NameOf, bedName: (bedId: string) => string): string {
  if (remedy.kind === 'bed') return `${bedName(remedy.bedId)} instead`;
  if (remedy.kind === 'assess') return `an assessment of ${nameOf(remedy.youngPersonId)} that counts`;
  return sayList(remedy.eases.map((ease) => EASE_TEXT[ease]));
}

const level = (one: number): string => LEVEL_TEXT[one as Level].toLowerCase();
const lower = (factor: Factor): string => FACTORS[factor].toLowerCase();
