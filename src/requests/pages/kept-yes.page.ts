import { sayInstant } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';
import type { OfferView } from '../request-view.js';

/**
 * What the family said to nights that are looked at again, in a line; empty of any other offer.
 *
 * @example yesSaid(offer, 'Europe/London'); // 'Their mother, telephone, Friday 12 March 2027 at 16:30. Written down by Dana Example'
 */
export const yesSaid = ({ yes }: Pick<OfferView, 'yes'>, zone: string): string =>
  yes ? `${yes.by}, ${yes.how}, ${sayInstant(yes.at, zone)}. Written down by ${yes.recordedBy}` : '';

const KEPT = 'The family’s yes is recorded. The bed is kept. Something has changed since these nights were signed, so';

/** What whoever recorded it reads, where the yes is kept: who signs is to look themself. */
export const sayKept = (isSigner: boolean): string =>
  isSigner
    ? `${KEPT} look at them again before they are booked: it is your move.`
    : `${KEPT} the manager looks at them again before they are booked. You need do nothing; we tell you.`;

/** The same of brothers and sisters, of whom each is booked or kept. */
export function keptOf(
  parts: readonly { youngPerson: { firstName: string }; offers: readonly { id: string }[] }[],
  kept: readonly string[],
  { all, isSigner }: { all: number; isSigner: boolean },
): string {
  const waiting = parts.filter(({ offers }) => offers.some(({ id }) => kept.includes(id)));
  const whose = sayList([...new Set(waiting.map(({ youngPerson }) => youngPerson.firstName))]);
  return `${kept.length < all ? 'The others are booked. ' : ''}For ${whose}: ${sayKept(isSigner)}`;
}
