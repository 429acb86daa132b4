import type { Claim } from '../../calendar/domain/claim.js';
import { overlaps } from '../../kernel/nights.js';
import { bedOn } from './pieces.js';
import { whereReally, type Reality } from './where-really.js';

export interface BedAhead {
  /** From tonight on, or from the first night; `undefined` where there is none. */
  bedId: string | undefined;
  /** The bed that was meant, or in which they are. */
  meant: string | undefined;
  /** Who really is in that one, so that it is another. */
  inIt: Claim[];
  /** The stays and the offers that would lose their nights, soonest first. */
  makeWay: Claim[];
}

/**
 * What writing down where somebody really is would mean, to be said before it is written: which bed they would have, who is
 * in the one that was meant, and whose plans would make way, their own other stays included. Closed and reserved nights go
 * around by themselves and are left out, and so is what somebody who has left had.
 *
 * @example bedAhead({ meant: 'two', others: [somebody really in bed two tonight], … }); // { bedId: 'four', meant: 'two', inIt: [that claim], makeWay: [] }
 */
export function bedAhead(reality: Reality): BedAhead {
  const { wanted, held, others, youngPersonId, tonight } = reality;
  const { pieces } = whereReally(reality);
  const meant = held.at(-1)?.bedId ?? reality.meant;
  const from = wanted.arrival > tonight ? wanted.arrival : tonight;
  const isReal = ({ arrived, arrival }: Claim) => arrived && arrival <= tonight;
  const inIt = others.filter(
    (claim) => isReal(claim) && claim.bedId === meant && claim.departure > from && overlaps(claim, wanted),
  );
  const isPlan = (claim: Claim) => (claim.purpose === 'stay' || claim.purpose === 'offer') && !isReal(claim);
  const isMet = (claim: Claim) =>
    pieces.some(
      (piece) => overlaps(piece, claim) && (piece.bedId === claim.bedId || claim.youngPersonId === youngPersonId),
    );
  const plans = others.filter((claim) => isPlan(claim) && claim.departed !== true && isMet(claim));
  const makeWay = [...new Map(plans.map((claim) => [claim.id, claim])).values()];
  return {
    ...{ bedId: bedOn(pieces, from)?.bedId, meant, inIt },
    makeWay: makeWay.toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1)),
  };
}
