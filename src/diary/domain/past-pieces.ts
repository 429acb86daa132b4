import { isRegistered, type Bed, type Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf, overlaps, uncovered, type Nights } from '../../kernel/nights.js';
import { joined, type Piece } from '../../stays/domain/pieces.js';

/**
 * Where somebody slept who has left long ago, as far as the calendar has room for it: in the bed that the diary names, else
 * in whichever is free throughout, else night by night in whichever was free, changing as seldom as can be. What really stood
 * there keeps its nights, and so do closed ones; nights that were kept for emergencies or held by an offer were not used.
 * Nights on which they are on record in another place are that place's.
 *
 * @example pastPieces(nights, two, [one, two], [], []); // all nights in bed two
 */
export function pastPieces(
  wanted: Nights,
  named: Bed | undefined,
  beds: readonly Bed[],
  others: readonly Claim[],
  own: readonly Nights[],
): Piece[] {
  const real = others.filter(({ purpose }) => purpose !== 'reserve' && purpose !== 'offer');
  const isFree = (bed: Bed, nights: Nights) =>
    isRegistered(bed, nights) && !real.some((claim) => claim.bedId === bed.id && overlaps(claim, nights));
  const inOrder = [...(named ? [named] : []), ...beds.filter((bed) => bed !== named)];
  return uncovered(wanted, own).flatMap((nights): Piece[] => {
    const whole = inOrder.find((bed) => isFree(bed, nights));
    if (whole) return [{ bedId: whole.id, ...nights }];
    let last: Bed | undefined;
    const pieces = nightsOf(nights).flatMap((night) => {
      const one = { arrival: night, departure: addDays(night, 1) };
      const order = last ? [...(named ? [named] : []), last, ...inOrder] : inOrder;
      const bed = order.find((tried) => isFree(tried, one));
      if (bed) last = bed;
      return bed ? [{ bedId: bed.id, ...one }] : [];
    });
    return joined(pieces);
  });
}
