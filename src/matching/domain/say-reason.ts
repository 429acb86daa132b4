import { sayCount, sayList } from '../../kernel/say-words.js';
import { EASE_TEXT, FACTORS, LEVEL_TEXT, RISK_STATUS_TEXT, type Factor, type Level } from './factors.js';
import type { Contribution, Strength } from './judge-pair.js';
import type { Remedy } from './what-would-work.js';

/** The name by which somebody is called here; of one whom the reader may not see, a word that names nobody. */
export type NameOf = (youngPersonId: string) => string;

/**
 * A reason in words: from whom the risk comes, whom it meets, and what lessens it already.
 *
 * @example sayReason({ points: -8, rule: 'age_gap', from: 'a', to: 'b', count: 5, atMost: 3 }, nameOf); // '5 years between Kit and Tia, where 3 are free'
 */
export function sayReason(reason: Contribution, nameOf: NameOf): string {
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
export function sayStrength({ kind, between }: Strength, nameOf: NameOf): string {
  const [one, other] = between.map(nameOf);
  return kind === 'works_well'
    ? `${one} and ${other} work well together`
    : `${one} and ${other} are brothers or sisters`;
}

/** What would make it work. Of an assessment, whose move it is, is for the caller to say. */
export function sayRemedy(remedy: Remedy, nameOf: NameOf, bedName: (bedId: string) => string): string {
  if (remedy.kind === 'bed') return `${bedName(remedy.bedId)} instead`;
  if (remedy.kind === 'assess') return `an assessment of ${nameOf(remedy.youngPersonId)} that counts`;
  return sayList(remedy.eases.map((ease) => EASE_TEXT[ease]));
}

const level = (one: number): string => LEVEL_TEXT[one as Level].toLowerCase();
const lower = (factor: Factor): string => FACTORS[factor].toLowerCase();
