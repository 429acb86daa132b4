import type { BedPlan, PlannedStay, Run } from './bed-plan.js';
import type { Rearranged } from './few-moves.js';
import { parted } from './looked-through.js';
import { NEVER, Side } from './side.js';
import { Walk, type Steps } from './walk.js';

/** The two directions from a cut through the nights, and what they found: kept from one question to the next. */
export interface Sides {
  forwards: Side;
  backwards: Side;
}

export function sidesOf({ stays, beds }: BedPlan): Sides {
  return { forwards: new Side(stays, beds.length, false), backwards: new Side(stays, beds.length, true) };
}

/**
 * Any re-arrangement that makes room for the wanted nights: it is found if there is one.
 *
 * The nights are cut where the wanted ones begin. Those who are there across the cut are given beds one after the other,
 * in every way that makes a difference, as long as for what comes after the cut there is a way on, and for what came
 * before it too, each looked at for itself and remembered.
 */
export function anyRearrangement(
  { stays }: Pick<BedPlan, 'stays'>,
  { forwards, backwards }: Sides,
  wanted: Run,
  fits: Uint8Array,
  steps: Steps,
): Rearranged | undefined {
  const cut = wanted.start;
  const across = stays.filter((stay) => stay.start < cut && cut < stay.end);
  const after = new Walk(forwards, across, cut, steps);
  const before = new Walk(backwards, across, -cut, steps);
  const freeAfter = new Int32Array(fits.length).fill(NEVER);
  const freeBefore = new Int32Array(fits.length).fill(NEVER);
  const given = new Map<PlannedStay, number>();

  /** With the bed held for the run, tries the rest; then gives it back. */
  const hold = (bed: number, { start, end }: Run, next: number): boolean => {
    freeAfter[bed] = end;
    freeBefore[bed] = -start;
    if (after.isHopeful(next, freeAfter) && before.isHopeful(next, freeBefore) && giveFrom(next)) return true;
    freeAfter[bed] = freeBefore[bed] = NEVER;
    return false;
  };
  const giveFrom = (next: number): boolean => {
    const stay = across[next];
    if (!stay) return true;
    for (const bed of choices(next, stay.fits, stay.home)) {
      steps.take();
      given.set(stay, bed);
      if (hold(bed, stay, next + 1)) return true;
    }
    given.delete(stay);
    return false;
  };
  /** Of beds that are alike in both directions, and still to give, one; its own first. */
  const choices = (next: number, its: Uint8Array, home: number): number[] => {
    const alike = parted(parted(after.classes(next), before.classes(next)), its);
    const open = [...its.keys()].filter((bed) => its[bed] && freeAfter[bed] === NEVER);
    const order = open.includes(home) ? [home, ...open.filter((bed) => bed !== home)] : open;
    const seen = new Set<number>();
    return order.filter((bed) => !seen.has(alike[bed]!) && seen.add(alike[bed]!));
  };

  const bed = choices(0, fits, -1).find((one) => hold(one, wanted, 0));
  if (bed === undefined) return undefined;
  const [later, earlier] = [after.place(across.length, freeAfter), before.place(across.length, freeBefore)];
  return { bed, moved: new Map([...given, ...later, ...earlier]) };
}
