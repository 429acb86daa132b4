import { meet, type BedPlan, type PlannedStay, type Run } from './bed-plan.js';
import { meeting, type Rearranged } from './few-moves.js';

/**
 * Room for one by an exchange of two beds: those in the way go to the other bed, whom they meet there comes to theirs, and
 * so on until both beds change hands. Of all pairs of beds the one with the fewest moves, then with the lowest numbers.
 *
 * It is what most houses need that are nearly full, and it takes no search. `undefined` where no two beds alone make room:
 * three together may.
 *
 * @param fits by bed: 1 where who wants the nights could be
 * @example exchangeTwo(plan, runOf(wanted), plan.fitsFor(wanted, []))?.moved.size; // 6
 */
export function exchangeTwo(plan: BedPlan, wanted: Run, fits: Uint8Array): Rearranged | undefined {
  let best: Rearranged | undefined;
  for (let bed = 0; bed < fits.length; bed += 1)
    for (let other = 0; fits[bed] && other < fits.length; other += 1) {
      const moved = other === bed ? undefined : exchanged(plan, wanted, bed, other, best?.moved.size);
      if (moved) best = { beds: [bed], moved };
    }
  return best;
}

/** What has to change between the two beds for the wanted nights to be free in the first, where it is fewer than `below`. */
function exchanged(
  { rows }: BedPlan,
  wanted: Run,
  bed: number,
  other: number,
  below = Infinity,
): Map<PlannedStay, number> | undefined {
  const moved = new Map(meeting(rows[bed]!, wanted).map((stay) => [stay, other]));
  // A map is gone through to its end, with what is added on the way.
  for (const [stay, to] of moved) {
    if (moved.size >= below || !stay.fits[to] || (to === bed && meet(stay, wanted))) return undefined;
    for (const next of meeting(rows[to]!, stay)) if (!moved.has(next)) moved.set(next, stay.home);
  }
  return moved;
}
