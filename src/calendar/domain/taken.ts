import type { Nights } from '../../kernel/nights.js';
import { sayStay } from '../../kernel/say-date.js';
import { NO_BED, type Bed, type Claim } from './claim.js';

const AS: Record<Claim['purpose'], string> = {
  stay: 'booked',
  offer: 'held by an offer',
  out_of_service: 'unavailable',
  closed: 'closed',
  reserve: 'kept for emergencies',
};

/**
 * The sentence for somebody who came too late: which bed, what took it and for which nights. Names are
 * given for those in `names` only; the rest is told by what the bed is, never by whom it is for.
 *
 * @example takenSentence([two], [offer], new Map([[ash, 'Ash Kestrel']])); // 'Bed 2 is held by an offer for Ash Kestrel, 12 to 14 March. Choose other nights or another bed.'
 */
export function takenSentence(
  beds: readonly Bed[],
  taking: readonly Claim[],
  names: ReadonlyMap<string, string>,
): string {
  const parts = taking.slice(0, 4).map((claim) => {
    const bed = beds.find((one) => one.id === claim.bedId);
    const name = claim.youngPersonId && names.get(claim.youngPersonId);
    return `${bed?.name ?? 'A bed'} is ${AS[claim.purpose]}${name ? ` for ${name}` : ''}, ${sayStay(claim)}`;
  });
  if (parts.length === 0) return 'The bed has just gone. Look at the options again.';
  return `${parts.join('; ')}. Choose other nights or another bed.`;
}

/** The claims that stand in the way of the nights: on the bed named, or on any bed when none is. */
export function standsInTheWay(claims: readonly Claim[], wanted: Nights, bedId?: string): Claim[] {
  return claims.filter(
    (claim) =>
      (bedId === undefined ? claim.bedId !== NO_BED : claim.bedId === bedId) &&
      claim.arrival < wanted.departure &&
      wanted.arrival < claim.departure,
  );
}
