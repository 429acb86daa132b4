import { addDays, daysBetween, type Nights } from '../../kernel/nights.js';
import type { Claim } from '../domain/claim.js';
import type { BedNight, BedRow, NightState } from '../domain/night-state.js';
import { isSeen, seenState, type Sight } from '../domain/seen-night.js';

/** One cell of a bed's row: a free night, nights on which the bed is not registered, or a claim across its nights. */
export interface Bar extends Nights {
  /** Nights that it covers of those shown. */
  span: number;
  state: NightState | 'not_registered';
  /** The claim, when the reader may know for whom it is or it is for nobody. */
  claim?: Claim;
  /** Whether it began before the nights shown, or ends after them. */
  fromBefore: boolean;
  goesOn: boolean;
}

/**
 * A bed's row as cells that cover every night of the range exactly once, in order. A claim is one bar however
 * many nights it has, and so are those of people whom the reader may not see; a free night stands alone, because each can be chosen; nights on which the bed is not
 * registered are put together.
 *
 * @example barsOf({ bed, nights: bedNights([bed], [stayOfThreeNights], week)[0].nights }, week, sight).map((bar) => bar.span); // [1, 3, 1, 1, 1]
 */
export function barsOf({ nights }: Pick<BedRow, 'nights'>, range: Nights, sight: Sight): Bar[] {
  const bars: Bar[] = [];
  let next = range.arrival;
  const skipTo = (night: string) => {
    if (next < night) bars.push(bar({ arrival: next, departure: night }, 'not_registered'));
  };
  for (const [place, night] of nights.entries()) {
    skipTo(night.night);
    const last = bars.at(-1);
    next = addDays(night.night, 1);
    const before = nights[place - 1];
    const same = before?.claim && before.claim.id === night.claim?.id;
    if (last && (same || (before && isHidden(before, sight) && isHidden(night, sight)))) {
      last.departure = next;
      last.span += 1;
    } else bars.push(begin(night, range, sight));
  }
  skipTo(range.departure);
  return bars;
}

/** For somebody whom the reader may not see: its nights run into those beside it, so nobody's coming and going shows. */
function isHidden({ claim }: BedNight, sight: Sight): boolean {
  return claim !== undefined && claim.youngPersonId !== null && !isSeen(claim, sight);
}

function begin(night: BedNight, range: Nights, sight: Sight): Bar {
  const made = bar({ arrival: night.night, departure: addDays(night.night, 1) }, seenState(night, sight));
  const { claim } = night;
  if (!claim || isHidden(night, sight)) return made;
  return {
    ...made,
    fromBefore: claim.arrival < range.arrival,
    goesOn: claim.departure > range.departure,
    claim,
  };
}

function bar(nights: Nights, state: Bar['state']): Bar {
  return { ...nights, span: daysBetween(nights.arrival, nights.departure), state, fromBefore: false, goesOn: false };
}
