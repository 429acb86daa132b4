import type { Nights } from '../../kernel/nights.js';
import { sayStay } from '../../kernel/say-date.js';

/** Somebody who would be there, and for which of the nights. */
export interface Company {
  name: string;
  nights: string;
  held: boolean;
}

/** Who would be there, each with the nights that are shared; a claim of somebody unseen names nobody. */
export function companyOf(
  nights: Nights,
  claims: readonly (Nights & { youngPersonId: string | null; purpose: string })[],
  guests: ReadonlyMap<string, { firstName: string; lastName: string }>,
): Company[] {
  return claims
    .filter((claim) => claim.youngPersonId !== null)
    .map((claim) => {
      const guest = guests.get(claim.youngPersonId!);
      const shared = {
        arrival: claim.arrival > nights.arrival ? claim.arrival : nights.arrival,
        departure: claim.departure < nights.departure ? claim.departure : nights.departure,
      };
      const whole = shared.arrival === nights.arrival && shared.departure === nights.departure;
      return {
        name: guest ? `${guest.firstName} ${guest.lastName}` : 'Another young person',
        nights: whole ? 'every night' : sayStay(shared),
        held: claim.purpose === 'offer',
      };
    });
}
