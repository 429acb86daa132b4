import { isRegistered, type Bed, type Claim } from '../../calendar/domain/claim.js';
import { addDays, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';
import { missingIn } from '../../people/domain/stay-needs.js';

/**
 * Where a child who comes tonight sleeps, and until when that bed is theirs: the longest that can be had without taking
 * anybody's bed. One for all nights before one for some; then one with everything that they need; then one that is kept for
 * emergencies, so that the others stay free for plans; then the lowest number. `undefined` when no bed is free tonight.
 *
 * @example emergencyBed([one, two], { arrival: '2027-03-12', departure: '2027-03-14' }, [{ bedId: two.id, purpose: 'reserve', … }], []); // two, until the 14th
 */
export function emergencyBed(
  beds: readonly Bed[],
  wanted: Nights,
  claims: readonly Claim[],
  needs: readonly string[],
): { bed: Bed; departure: PlainDate } | undefined {
  const tonight = { arrival: wanted.arrival, departure: addDays(wanted.arrival, 1) };
  const found = beds.flatMap((bed) => {
    const of = claims.filter((claim) => claim.bedId === bed.id && overlaps(claim, wanted));
    const promised = of.filter((claim) => claim.purpose !== 'reserve').map(({ arrival }) => arrival);
    const departure = [wanted.departure, ...promised].toSorted()[0]!;
    if (departure <= wanted.arrival || !isRegistered(bed, { ...wanted, departure })) return [];
    const isKept = of.some((claim) => claim.purpose === 'reserve' && overlaps(claim, tonight));
    return [
      {
        bed,
        departure,
        isWhole: departure === wanted.departure,
        suits: missingIn(bed.attributes, needs).length === 0,
        isKept,
      },
    ];
  });
  const [best] = found.toSorted(
    (a, b) =>
      Number(b.isWhole) - Number(a.isWhole) ||
      Number(b.suits) - Number(a.suits) ||
      Number(b.isKept) - Number(a.isKept) ||
      b.departure.localeCompare(a.departure) ||
      a.bed.number - b.bed.number,
  );
  return best && { bed: best.bed, departure: best.departure };
}
