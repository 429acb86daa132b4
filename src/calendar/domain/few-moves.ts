import { meet, type BedPlan, type PlannedStay, type Run } from './bed-plan.js';

/** Where the wanted nights go, of each who wants them, and the bed of each stay that has to give way. */
export interface Rearranged {
  beds: readonly number[];
  moved: ReadonlyMap<PlannedStay, number>;
}

/**
 * The re-arrangement of the fewest moves, if one of at most `most` moves exists: exactly, because each stay that has to
 * move is in the way of one placed before it, so that following those chains leaves none out. Ties go to the beds with
 * the lowest numbers, in the order of those who want them.
 *
 * @param fits of each who wants the nights, by bed: 1 where they could be
 * @example fewMoves(plan, runOf(wanted), [plan.fitsFor(wanted, [])], 3)?.moved.size; // 1
 */
export function fewMoves(
  plan: BedPlan,
  wanted: Run,
  fits: readonly Uint8Array[],
  most: number,
): Rearranged | undefined {
  const inTheWay = plan.rows.map((row) => meeting(row, wanted));
  /** A bed for each from this one on; `left` is how many may be in the way of them. */
  const seat = (beds: readonly number[], moves: number, left: number): Rearranged | undefined => {
    const its = fits[beds.length];
    if (!its) {
      const moved = chain(
        plan,
        wanted,
        beds,
        beds.flatMap((bed) => inTheWay[bed]!),
        moves,
      );
      return moved && { beds, moved };
    }
    for (let bed = 0; bed < its.length; bed += 1) {
      const then = left - inTheWay[bed]!.length;
      if (!its[bed] || then < 0 || beds.includes(bed)) continue;
      const found = seat([...beds, bed], moves, then);
      if (found) return found;
    }
    return undefined;
  };
  for (let moves = 0; moves <= most; moves += 1) {
    const found = seat([], moves, moves);
    if (found) return found;
  }
  return undefined;
}

function chain(
  plan: BedPlan,
  wanted: Run,
  beds: readonly number[],
  inTheWay: readonly PlannedStay[],
  most: number,
): Map<PlannedStay, number> | undefined {
  const moved = new Map<PlannedStay, number>();
  const isTaken = (place: number, run: Run) => {
    if (beds.includes(place) && meet(wanted, run)) return true;
    for (const [stay, to] of moved) if (to === place && meet(stay, run)) return true;
    return false;
  };

  const settle = (waiting: readonly PlannedStay[]): boolean => {
    const [stay, ...others] = waiting;
    if (!stay) return true;
    for (let to = 0; to < plan.beds.length; to += 1) {
      if (to === stay.home || !stay.fits[to] || isTaken(to, stay)) continue;
      const next = meeting(plan.rows[to]!, stay).filter((other) => !moved.has(other) && !others.includes(other));
      if (moved.size + 1 + others.length + next.length > most) continue;
      moved.set(stay, to);
      if (settle([...others, ...next])) return true;
      moved.delete(stay);
    }
    return false;
  };
  return settle(inTheWay) ? moved : undefined;
}

/** The stays of a bed, which are in order and do not meet each other, that share a night with the run. */
export function meeting(row: readonly PlannedStay[], run: Run): PlannedStay[] {
  let low = 0;
  for (let high = row.length; low < high;) {
    const middle = (low + high) >> 1;
    if (row[middle]!.end <= run.start) low = middle + 1;
    else high = middle;
  }
  let past = low;
  while (past < row.length && row[past]!.start < run.end) past += 1;
  return row.slice(low, past);
}
