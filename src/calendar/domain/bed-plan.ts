import { dayNumber, type Nights } from '../../kernel/nights.js';
import type { Bed } from './claim.js';

/** A claim that stands. One that may move keeps its nights and its needs, and only its bed is in question. */
export interface Standing extends Nights {
  id: string;
  bedId: string;
  mayMove: boolean;
  /** What a bed must have for the stay to be moved into it. */
  needs: readonly string[];
}

/** Days as numbers, half-open, and beds by their place among the unit's: what a search counts with. */
export interface Run {
  start: number;
  end: number;
}

export interface PlannedStay extends Run {
  claim: Standing;
  home: number;
  /** By bed: 1 where the stay could be on all its nights, its own bed always among them. */
  fits: Uint8Array;
}

/** The unit's beds and what is planned in them, laid out for the search for a re-arrangement. */
export interface BedPlan {
  beds: readonly Bed[];
  /** Those that may move, by arrival. */
  stays: readonly PlannedStay[];
  /** By bed: the same stays, by arrival. */
  rows: readonly (readonly PlannedStay[])[];
  /** By bed: 1 where somebody with these needs could be, would only the stays that may move give way. */
  fitsFor: (nights: Nights, needs: readonly string[], bedIds?: readonly string[]) => Uint8Array;
}

/**
 * Lays out beds and claims in an order of their own, so that the same house gives the same answer whatever order it was
 * read in. A stay that meets another claim on its bed (somebody stayed on and the clash is not solved yet) is left
 * where it is: how it is to end is for a person to say.
 */
export function layOut(beds: readonly Bed[], claims: readonly Standing[]): BedPlan {
  const ordered = beds.toSorted((a, b) => a.number - b.number || byText(a.id, b.id));
  const places = new Map(ordered.map((bed, place) => [bed.id, place]));
  const placed = claims
    .filter((claim) => places.has(claim.bedId))
    .map((claim) => ({ ...runOf(claim), claim, home: places.get(claim.bedId)! }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end || a.home - b.home || byText(a.claim.id, b.claim.id));
  const clashing = clashes(placed, ordered.length);
  const staysPut = (one: (typeof placed)[number]) => !one.claim.mayMove || clashing.has(one);

  const shut = ordered.map((bed): Run[] => [
    { start: -Infinity, end: dayNumber(bed.registeredFrom) },
    ...(bed.registeredUntil === null ? [] : [{ start: dayNumber(bed.registeredUntil), end: Infinity }]),
  ]);
  for (const one of placed) if (staysPut(one)) shut[one.home]!.push(one);

  const fitsFor = (run: Run, needs: readonly string[]) => {
    const fits = new Uint8Array(ordered.length);
    for (const [place, { attributes }] of ordered.entries())
      if (needs.every((need) => attributes.includes(need)) && !shut[place]!.some((taken) => meet(taken, run)))
        fits[place] = 1;
    return fits;
  };
  const stays = placed
    .filter((one) => !staysPut(one))
    .map((one): PlannedStay => {
      const fits = fitsFor(one, one.claim.needs);
      fits[one.home] = 1;
      return { ...one, fits };
    });
  return {
    beds: ordered,
    stays,
    rows: ordered.map((_, place) => stays.filter((stay) => stay.home === place)),
    fitsFor: (nights, needs, bedIds) => {
      const fits = fitsFor(runOf(nights), needs);
      return bedIds ? fits.map((fit, place) => (bedIds.includes(ordered[place]!.id) ? fit : 0)) : fits;
    },
  };
}

export const runOf = ({ arrival, departure }: Nights): Run => ({
  start: dayNumber(arrival),
  end: dayNumber(departure),
});

export const meet = (a: Run, b: Run): boolean => a.start < b.end && b.start < a.end;

function clashes<T extends Run & { home: number }>(placed: readonly T[], beds: number): Set<T> {
  const clashing = new Set<T>();
  const latest: (T | undefined)[] = Array.from({ length: beds });
  for (const one of placed) {
    const before = latest[one.home];
    if (before && meet(before, one)) clashing.add(before).add(one);
    if (!before || one.end > before.end) latest[one.home] = one;
  }
  return clashing;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
