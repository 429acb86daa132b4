import type { PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';

/**
 * What is noted with somebody who stays on or has come: the words, and the bed that they have from tonight on. Nothing of
 * anybody else, because their key worker reads it. Of no bed nothing is added: that is said by itself.
 *
 * @example bedNoted('Snow', 'Bed 4', 'Bed 2'); // 'Snow. In Bed 2 from tonight, not in Bed 4.'
 */
export function bedNoted(words: string, before: string | null, now: string | null): string {
  const bed = !now ? '' : now === before || !before ? `In ${now}.` : `In ${now} from tonight, not in ${before}.`;
  return [words && bed ? words.replace(/\.?$/, '.') : words, bed].filter(Boolean).join(' ');
}

/**
 * Said once it is written down that somebody stays on.
 *
 * @example stayingOnSaid({ youngPerson: { firstName: 'Ash' }, bed: { name: 'Bed 2' }, departure: '2027-03-13' }, 'Bed 4'); // 'Recorded: Ash is staying on until Saturday 13 March 2027. From tonight Ash has Bed 2, and not Bed 4 any more.'
 */
export function stayingOnSaid(
  stay: { youngPerson: { firstName: string }; bed: { name: string } | null; departure: PlainDate },
  before: string | null,
): string {
  const { firstName } = stay.youngPerson;
  const said = `Recorded: ${firstName} is staying on until ${sayDate(stay.departure)}`;
  if (!stay.bed) return `${said}. There is no bed for ${firstName} tonight: solve this today.`;
  if (!before || stay.bed.name === before) return `${said}, in ${stay.bed.name}.`;
  return `${said}. From tonight ${firstName} has ${stay.bed.name}, and not ${before} any more.`;
}

/**
 * Said once an arrival is written down: the bed that was found where it is another than the one that was meant, and because
 * of whom. `undefined` where it is the one that was meant.
 *
 * @example otherBedSaid('Kai', { before: 'Bed 2', now: 'Bed 4', inIt: ['Toby Example'] }); // 'Kai has Bed 4 and not Bed 2: Toby Example is in Bed 2.'
 */
export function otherBedSaid(
  firstName: string,
  { before, now, inIt }: { before: string | null; now: string | null; inIt: readonly string[] },
): string | undefined {
  if (!before || before === now) return undefined;
  const verb = inIt.length > 1 ? 'are' : 'is';
  const why = inIt.length > 0 ? `${sayList(inIt)} ${verb} in ${before}` : `${before} is not free on all of the nights`;
  return now
    ? `${firstName} has ${now} and not ${before}: ${why}.`
    : `${firstName} has no bed tonight: ${why}, and no other is free. Solve this today.`;
}
