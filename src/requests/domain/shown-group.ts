import { digestOf } from '../../kernel/digest.js';
import type { Compatibility } from '../../matching/domain/judge-stay.js';
import { factsOf, saidOf } from './company-changes.js';
import { everybodyOn, type DecisionInputs } from './decision-inputs.js';

/** In which way what is there is not what was shown: who, what is known of them, or what is advised. */
export type ShownPart = 'group' | 'known' | 'advice';
const PARTS: readonly ShownPart[] = ['group', 'known', 'advice'];

/** No longer than this is such a word. */
export const LONGEST_WORD = 64;

/**
 * What was shown to whoever decides, in one word that names nobody: who is there on which night, what is known of each and is
 * decided about the young person and any of them, and the advice. It goes with a page and comes back with the decision: a
 * signature is under what was shown.
 *
 * What does not matter does not change it: the order in which things were found, that an offer became a stay, that one more is
 * on duty where the advice is the same to the point, or a note. Ages, staff, rooms and the matching guide count as far as the
 * advice goes by them.
 *
 * @example shownAs(inputs, judgeInputs(guide.rules, inputs)); // '41d0c6a1f2b3e4d5.9c….07…'
 */
export function shownAs(
  { guest, others, facts, nights }: DecisionInputs,
  { verdict, score }: Pick<Compatibility, 'verdict' | 'score'>,
): string {
  const group = nights.map((one) => `${one.night} ${everybodyOn(one).toSorted().join(' ')}`);
  const known = [guest, ...others].map((one) => [one.id, one.gap, saidOf(one), factsOf(facts, one.id)]);
  return [group.toSorted(), known.map((one) => JSON.stringify(one)).toSorted(), [guest.id, verdict, score]]
    .map(digestOf)
    .join('.');
}

/**
 * Who is there and what is known of them, without the advice: for whoever is content with one that is no graver.
 *
 * @example withoutAdvice('a.b.c'); // 'a.b'
 */
export const withoutAdvice = (word: string): string => word.split('.').slice(0, 2).join('.');

/**
 * What is another by now than in the word that was shown, the gravest first; nothing where all that it says is the same. Of
 * a word that nobody gave out everything is another.
 *
 * @example changedSince('a.b.c', 'a.b.d'); // 'advice'
 */
export function changedSince(shown: string, now: string): ShownPart | undefined {
  const [was, is] = [shown.split('.'), now.split('.')];
  if (was.length > PARTS.length) return 'group';
  return PARTS.slice(0, was.length).find((_, place) => was[place] !== is[place]);
}
