import type { BedPlan, PlannedStay, Run } from './bed-plan.js';
import type { Rearranged } from './few-moves.js';
import { eachHasABed, type Steps, type Waiting } from './lookahead.js';
import { NEVER, parted, Side } from './sweep.js';

/** The two directions from a cut through the nights, and what they found hopeless: kept from one question to the next. */
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
 * The nights are cut where the wanted ones begin. Those who are there across the cut are given beds in every way that
 * makes a difference, and for each the nights after the cut and those before it are gone through outwards, until what
 * lies beyond can stay as it is.
 */
export function anyRearrangement(
  { stays }: Pick<BedPlan, 'stays'>,
  { forwards, backwards }: Sides,
  wanted: Run,
  fits: Uint8Array,
  steps: Steps,
): Rearranged | undefined {
  const cut = wanted.start;
  const [after, before] = [forwards.from(cut), backwards.from(-cut)];
  const across = stays.filter((stay) => stay.start < cut && cut < stay.end);
  const beds = fits.length;
  const alike = parted(forwards.classes(after), backwards.classes(before), fits);
  const freeAfter = new Int32Array(beds).fill(NEVER);
  const freeBefore = new Int32Array(beds).fill(NEVER);
  const given = new Map<PlannedStay, number>();

  const mayHold = (next: number): boolean => {
    const left = across.slice(next).map(({ fits: its }) => its);
    const waiting = (start: number): Waiting[] => left.map((its) => ({ start, fits: its }));
    return (
      eachHasABed([...waiting(cut), ...forwards.ahead.waiting(after, cut)], freeAfter) &&
      eachHasABed([...waiting(-cut), ...backwards.ahead.waiting(before, -cut)], freeBefore)
    );
  };
  const outwards = (bed: number): Rearranged | undefined => {
    if (!forwards.ahead.holds(after, freeAfter, cut, Math.max(...freeAfter))) return undefined;
    if (!backwards.ahead.holds(before, freeBefore, -cut, Math.max(...freeBefore))) return undefined;
    const later = forwards.place(after, freeAfter.slice(), steps);
    const earlier = later && backwards.place(before, freeBefore.slice(), steps);
    return earlier && { bed, moved: new Map([...given, ...later, ...earlier]) };
  };
  const give = (next: number, wantedBed: number): Rearranged | undefined => {
    if (!mayHold(next)) return undefined;
    const stay = across[next];
    if (!stay) return outwards(wantedBed);
    for (const bed of choices(stay.fits, stay.home)) {
      steps.take();
      freeAfter[bed] = stay.end;
      freeBefore[bed] = -stay.start;
      given.set(stay, bed);
      const found = give(next + 1, wantedBed);
      freeAfter[bed] = freeBefore[bed] = NEVER;
      if (found) return found;
    }
    given.delete(stay);
    return undefined;
  };
  /** Of beds that are alike and still to give, one; its own first. */
  const choices = (its: Uint8Array, home?: number): number[] => {
    const open = [...its.keys()].filter((bed) => its[bed] && freeAfter[bed] === NEVER);
    const order = home !== undefined && open.includes(home) ? [home, ...open.filter((bed) => bed !== home)] : open;
    const seen = new Set<number>();
    return order.filter((bed) => !seen.has(alike[bed]!) && seen.add(alike[bed]!));
  };

  for (const bed of choices(fits)) {
    freeAfter[bed] = wanted.end;
    freeBefore[bed] = -wanted.start;
    const found = give(0, bed);
    freeAfter[bed] = freeBefore[bed] = NEVER;
    if (found) return found;
  }
  return undefined;
}
