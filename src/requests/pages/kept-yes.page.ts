import { actsAs, maySign, type Actor } from '../../identity/domain/actor.js';
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

type Recorder = Pick<Actor, 'id' | 'units' | 'role' | 'standsInFor'>;

/** What whoever recorded it reads, where the yes is kept: whose move it is, and who hears of what comes of it. */
export function sayKept(actor: Recorder, { unit, youngPerson: { keyWorker } }: KeptOf): string {
  if (maySign(actor, unit.id)) return `${KEPT} look at them again before they are booked: it is your move.`;
  const told = actsAs(actor, keyWorker.id) ? 'we tell you' : `the key worker, ${keyWorker.name}, is told`;
  return `${KEPT} the registered manager or a named delegate looks at them again before they are booked. You need do nothing; ${told}.`;
}

interface KeptOf {
  unit: { id: string };
  youngPerson: { keyWorker: { id: string; name: string } };
}

/** The same of brothers and sisters, of whom each is booked or kept. */
export function keptOf(
  actor: Recorder,
  parts: readonly (KeptOf & { youngPerson: { firstName: string }; offers: readonly { id: string }[] })[],
  kept: readonly string[],
  all: number,
): string {
  const waiting = parts.filter(({ offers }) => offers.some(({ id }) => kept.includes(id)));
  const whose = sayList([...new Set(waiting.map(({ youngPerson }) => youngPerson.firstName))]);
  return `${kept.length < all ? 'The others are booked. ' : ''}For ${whose}: ${sayKept(actor, parts[0]!)}`;
}
