import { missingIn } from '../../people/domain/stay-needs.js';
import type { Nights } from '../../kernel/nights.js';
import { claimsOn, isRegistered, type Bed, type Claim } from './claim.js';

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
  const taken = new Set(claimsOn(claims, wanted).map(({ bedId }) => bedId));
  const free = beds.filter(
    (bed) => !taken.has(bed.id) && isRegistered(bed, wanted) && missingIn(bed.attributes, needs).length === 0,
  );
  if (free.length < 2) return free;
  const breaks = new Map(free.map((bed) => [bed, Number(breaksUp(bed, wanted, claims))]));
  return free.toSorted((a, b) => breaks.get(a)! - breaks.get(b)! || a.number - b.number);
}

/**
 * Whether a stay would begin in the middle of free nights of the bed, and break them into two runs of which a longer stay
 * may fit in neither. Where its last guest leaves on the arrival day the stay follows on, and every other bed keeps its run
 * of free nights whole. Nights before those that were loaded count as free.
 *
 * @example breaksUp(two, { arrival: '2026-05-04', departure: '2026-05-06' }, [{ bedId: two.id, arrival: '2026-05-01', departure: '2026-05-04', … }]); // false
 */
export function breaksUp(bed: Pick<Bed, 'id'>, wanted: Nights, claims: readonly BedNights[]): boolean {
  return !claims.some((claim) => claim.bedId === bed.id && claim.departure === wanted.arrival);
}

type BedNights = Pick<Claim, 'bedId' | 'departure'>;

/** The first of `freeBeds`, or `undefined` when no bed is free on every night. */
export function chooseBed(
  beds: readonly Bed[],
  wanted: Nights,
  claims: readonly Claim[],
  needs: readonly string[] = [],
): Bed | undefined {
  return freeBeds(beds, wanted, claims, needs)[0];
}
