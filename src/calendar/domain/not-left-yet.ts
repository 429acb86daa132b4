import type { PlainDate } from '../../kernel/nights.js';
import { NO_BED, type Claim } from './claim.js';

/**
 * The claims of those who are to leave today and are recorded as being there still, each in the bed that they have. The
 * plan gives that bed to whoever is to come after them; it is offered to nobody else before their departure is recorded.
 * Who has moved to another bed for tonight has left the one before.
 *
 * @param claims those of the night before, too
 * @example notLeftYet([{ bedId: 'four', departure: '2027-03-12', arrived: true, … }], '2027-03-12'); // that claim
 */
export function notLeftYet(claims: readonly Claim[], tonight: PlainDate): Claim[] {
  const goesOn = new Set(claims.filter(({ departure }) => departure > tonight).map(({ stayId }) => stayId));
  return claims.filter(
    ({ bedId, departure, arrived, departed, stayId }) =>
      departure === tonight && arrived && departed !== true && bedId !== NO_BED && !goesOn.has(stayId),
  );
}
