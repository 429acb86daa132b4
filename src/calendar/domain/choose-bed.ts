import { missingIn } from '../../people/domain/stay-needs.js';
import { overlaps, type Nights } from '../../kernel/nights.js';
import { isRegistered, type Bed, type Claim } from './claim.js';

/**
 * The beds that are free on every night wanted and have everything that is needed, best first.
 *
 * A bed whose last guest leaves on the arrival day comes first, because it keeps another bed's run of free
 * nights whole; ties go to the lowest number, so staff see the same answer twice. Empty when no single bed
 * is free throughout.
 *
 * @example freeBeds([one, two], { arrival: '2026-05-04', departure: '2026-05-06' }, [{ bedId: two.id, arrival: '2026-05-01', departure: '2026-05-04', … }]); // [two, one]
 */
export function freeBeds(
  beds: readonly Bed[],
  wanted: Nights,
  claims: readonly Claim[],
  needs: readonly string[] = [],
): Bed[] {
  const free = beds.filter(
    (bed) =>
      isRegistered(bed, wanted) &&
      missingIn(bed.attributes, needs).length === 0 &&
      !claims.some((claim) => claim.bedId === bed.id && overlaps(claim, wanted)),
  );
  const follows = (bed: Bed) => claims.some((claim) => claim.bedId === bed.id && claim.departure === wanted.arrival);
  return free.toSorted((a, b) => Number(follows(b)) - Number(follows(a)) || a.number - b.number);
}

/** The first of `freeBeds`, or `undefined` when no bed is free on every night. */
export function chooseBed(
  beds: readonly Bed[],
  wanted: Nights,
  claims: readonly Claim[],
  needs: readonly string[] = [],
): Bed | undefined {
  return freeBeds(beds, wanted, claims, needs)[0];
}
