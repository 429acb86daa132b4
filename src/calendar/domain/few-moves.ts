import { meet, type BedPlan, type PlannedStay, type Run } from './bed-plan.js';

/** Where the wanted nights go, and the bed of each stay that has to give way. */
export interface Rearranged {
  bed: number;
  moved: ReadonlyMap<PlannedStay, number>;
}

/**
 * The re-arrangement of the fewest moves, if one of at most `most` moves exists: exactly, because each stay that has to
 * move is in the way of one placed before it, so that following those chains leaves none out. Ties go to the bed with
 * the lowest number.
 *
 * @example fewMoves(plan, runOf(wanted), plan.fitsFor(wanted, []), 3)?.moved.size; // 1
 */
export function fewMoves(plan: BedPlan, wanted: Run, fits: Uint8Array, most: number): Rearranged | undefined {
  for (let moves = 0; moves <= most; moves += 1) {
    for (let bed = 0; bed < fits.length; bed += 1) {
      const moved = fits[bed] ? chain(plan, wanted, bed, moves) : undefined;
      if (moved) return { bed, moved };
    }
  }
  return undefined;
}

function chain(plan: BedPlan, wanted: Run, bed: number, most: number): Map<PlannedStay, number> | undefined {
  const moved = new Map<PlannedStay, number>();
  const isTaken = (place: number, run: Run) =>
    (place === bed && meet(wanted, run)) || [...moved].some(([stay, to]) => to === place && meet(stay, run));

  const settle = (waiting: readonly PlannedStay[]): boolean => {
    const [stay, ...others] = waiting;
    if (!stay) return true;
    for (let to = 0; to < plan.beds.length; to += 1) {
      if (to === stay.home || !stay.fits[to] || isTaken(to, stay)) continue;
      const inTheWay = meeting(plan.rows[to]!, stay).filter((other) => !moved.has(other) && !others.includes(other));
      if (moved.size + 1 + others.length + inTheWay.length > most) continue;
      moved.set(stay, to);
      if (settle([...others, ...inTheWay])) return true;
      moved.delete(stay);
    }
    return false;
  };
  const inTheWay = meeting(plan.rows[bed]!, wanted);
  return inTheWay.length <= most && settle(inTheWay) ? moved : undefined;
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
