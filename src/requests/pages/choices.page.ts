import type { Nights } from '../../kernel/nights.js';
import { stillMeant } from '../domain/holding.js';
import type { RequestView } from '../request-view.js';

/**
 * Offers as the choices that they are to a family, earliest first: two beds for the same nights are one, kept until the
 * first of them runs out.
 *
 * @example choicesOf([inBed2, inBed3, aWeekLater]); // [inBed2, aWeekLater]
 */
export function choicesOf<T extends Nights & { expires: Date }>(offers: readonly T[]): T[] {
  const inOrder = offers.toSorted(
    (a, b) => nightsOf(a).localeCompare(nightsOf(b)) || a.expires.getTime() - b.expires.getTime(),
  );
  return inOrder.filter((offer, place) => place === 0 || nightsOf(offer) !== nightsOf(inOrder[place - 1]!));
}

const nightsOf = ({ arrival, departure }: Nights): string => `${arrival} ${departure}`;

/**
 * The nights that are booked or held; of several options that are held those of each, until the family takes one. Null where
 * there are none yet.
 */
export function nightsKnown({ stay, offer, offers }: Pick<RequestView, 'stay' | 'offer' | 'offers'>): {
  nightsAgreed: Nights | null;
  options: Nights[];
} {
  const choices = stay ? [] : choicesOf(stillMeant(offers)).map(({ arrival, departure }) => ({ arrival, departure }));
  return {
    nightsAgreed: stay ?? (offer ? { arrival: offer.arrival, departure: offer.departure } : null),
    options: choices.length > 1 ? choices : [],
  };
}
