import type { BedPlan, PlannedStay, Run } from './bed-plan.js';
import type { Rearranged } from './few-moves.js';
import { oneOfEach, parted } from './looked-through.js';
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
 * The nights are cut where the wanted ones begin. Those who want them, and then those who are there across the cut, are given beds one after the other,
 * in every way that makes a difference, as long as for what comes after the cut there is a way on, and for what came
 * before it too, each looked at for itself and remembered.
 */
export function anyRearrangement(
  { stays }: Pick<BedPlan, 'stays'>,
  { forwards, backwards }: Sides,
  wanted: Run,
  fits: readonly Uint8Array[],
  steps: Steps,
): Rearranged | undefined {
  const cut = wanted.start;
  const across = stays.filter((stay) => stay.start < cut && cut < stay.end);
  const after = new Walk(forwards, across, cut, steps);
  const before = new Walk(backwards, across, -cut, steps);
  const beds = fits[0]!.length;
  const freeAfter = new Int32Array(beds).fill(NEVER);
  const freeBefore = new Int32Array(beds).fill(NEVER);
  const taken: number[] = [];
  const given = new Map<PlannedStay, number>();

  /** With the bed held for the run, tries the rest; then gives it back. */
  const hold = (bed: number, { start, end }: Run, next: number, rest: () => boolean): boolean => {
    freeAfter[bed] = end;
    freeBefore[bed] = -start;
    if (after.isHopeful(next, freeAfter) && before.isHopeful(next, freeBefore) && rest()) return true;
    freeAfter[bed] = freeBefore[bed] = NEVER;
    return false;
  };
  const giveFrom = (next: number): boolean => {
    const stay = across[next];
    if (!stay) return true;
    for (const bed of choices(next, [stay.fits], stay.home)) {
      steps.take();
      given.set(stay, bed);
      if (hold(bed, stay, next + 1, () => giveFrom(next + 1))) return true;
    }
    given.delete(stay);
    return false;
  };
  /** A bed for each who wants the nights, from this one on; then for the others. */
  const seatFrom = (one: number): boolean => {
    if (one === fits.length) return giveFrom(0);
    for (const bed of choices(0, fits.slice(one), -1)) {
      taken[one] = bed;
      if (hold(bed, wanted, 0, () => seatFrom(one + 1))) return true;
    }
    return false;
  };
  /** Of beds that are alike in both directions and for those who wait beside, and still to give, one; its own first. */
  const choices = (next: number, [its, ...beside]: readonly Uint8Array[], home: number): number[] => {
    const both = parted(after.classes(next), before.classes(next));
    const alike = [its!, ...beside].reduce(parted, both);
    const open = [...its!.keys()].filter((bed) => its![bed] && freeAfter[bed] === NEVER);
    const order = open.includes(home) ? [home, ...open.filter((bed) => bed !== home)] : open;
    return oneOfEach(order, alike);
  };

  if (!seatFrom(0)) return undefined;
  const [later, earlier] = [after.place(across.length, freeAfter), before.place(across.length, freeBefore)];
  return { beds: taken, moved: new Map([...given, ...later, ...earlier]) };
}
