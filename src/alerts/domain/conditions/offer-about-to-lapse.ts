import type { Nights } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { isWithin, type Moment } from './moment.js';

/** A signed offer that waits for the family's answer. */
export interface AskedOffer extends Nights {
  offerId: string;
  partId: string;
  requestId: string;
  youngPersonId: string;
  expires: Date;
}

/**
 * Offers that nobody has answered and that run out soon. One that has run out is no offer any more: its request is with the
 * unit again.
 *
 * @example offerAboutToLapse([{ …offer, expires: inFiveHours }], { hoursBefore: 24 }, now).length; // 1
 */
export function offerAboutToLapse(
  offers: readonly AskedOffer[],
  { hoursBefore }: { hoursBefore: number },
  moment: Moment,
): Finding[] {
  return offers
    .filter(({ expires }) => expires > moment.now && isWithin(expires, hoursBefore, moment))
    .map(({ offerId, partId, requestId, youngPersonId, arrival, departure, expires }) => ({
      kind: 'offer_about_to_lapse',
      key: offerId,
      opens: true,
      about: { youngPersonId, requestId, partId, offerId },
      figures: { arrival, departure, expires: expires.toISOString() },
      dueAt: expires,
    }));
}
