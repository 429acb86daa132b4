import { meet, type BedPlan, type PlannedStay, type Run } from './bed-plan.js';
import type { Rearranged } from './few-moves.js';

interface Placed extends Run {
  stay: PlannedStay | undefined;
  fits: Uint8Array;
  bed: number;
}

/**
 * The same re-arrangement with what it does not need taken back: who can be in their own bed stays there, and where two
 * beds can exchange what they hold for some nights so that more stay in their own, they do.
 */
export function fewerMoves(plan: BedPlan, wanted: Run, fits: readonly Uint8Array[], found: Rearranged): Rearranged {
  const { start, end } = wanted;
  const asked = found.beds.map((bed, one): Placed => ({ start, end, stay: undefined, fits: fits[one]!, bed }));
  const within = reach(found, wanted);
  const placed = plan.stays
    .filter((stay) => meet(stay, within))
    .map((stay): Placed => ({
      start: stay.start,
      end: stay.end,
      stay,
      fits: stay.fits,
      bed: found.moved.get(stay) ?? stay.home,
    }));
  const rows = plan.beds.map((_, bed) => [...placed, ...asked].filter((one) => one.bed === bed));

  for (let isBetter = true; isBetter;) {
    isBetter = sendHome(rows, placed);
    for (let a = 0; a < rows.length; a += 1)
      for (let b = a + 1; b < rows.length; b += 1) isBetter = exchange(rows, a, b, within) || isBetter;
  }
  const moved = placed.filter((one) => one.bed !== one.stay!.home).map((one) => [one.stay!, one.bed] as const);
  return { beds: asked.map(({ bed }) => bed), moved: new Map(moved) };
}

function reach({ moved }: Rearranged, wanted: Run): Run {
  const stays = [...moved].filter(([stay, bed]) => stay.home !== bed).map(([stay]) => stay);
  return {
    start: stays.reduce((day, stay) => Math.min(day, stay.start), wanted.start),
    end: stays.reduce((day, stay) => Math.max(day, stay.end), wanted.end),
  };
}

const isHome = (one: Placed, bed = one.bed) => one.stay?.home === bed;

function sendHome(rows: Placed[][], placed: readonly Placed[]): boolean {
  let isBetter = false;
  for (const one of placed) {
    if (isHome(one) || rows[one.stay!.home]!.some((other) => meet(one, other))) continue;
    rows[one.bed] = rows[one.bed]!.filter((other) => other !== one);
    one.bed = one.stay!.home;
    rows[one.bed]!.push(one);
    isBetter = true;
  }
  return isBetter;
}

/**
 * Between two moments at which both beds change hands, what they hold can be exchanged without touching anything else.
 * Who is there beyond what is looked at stays where they are: others may be next to them.
 */
function exchange(rows: Placed[][], a: number, b: number, within: Run): boolean {
  const both = [...rows[a]!, ...rows[b]!].toSorted((one, other) => one.start - other.start);
  const other = (bed: number) => (bed === a ? b : a);
  let isBetter = false;
  for (let first = 0; first < both.length;) {
    let { end } = both[first]!;
    let past = first + 1;
    while (past < both.length && both[past]!.start < end) end = Math.max(end, both[past++]!.end);
    const held = both.slice(first, past);
    first = past;
    const now = held.filter((one) => isHome(one)).length;
    const then = held.filter((one) => isHome(one, other(one.bed))).length;
    const isWithin = within.start <= held[0]!.start && end <= within.end;
    if (!isWithin || then <= now || !held.every((one) => one.fits[other(one.bed)])) continue;
    for (const one of held) one.bed = other(one.bed);
    isBetter = true;
  }
  if (isBetter) {
    rows[a] = both.filter((one) => one.bed === a);
    rows[b] = both.filter((one) => one.bed === b);
  }
  return isBetter;
}
