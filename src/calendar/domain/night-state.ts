import { nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Bed, Claim } from './claim.js';

export const NIGHT_STATES = ['free', 'offer', 'booked', 'occupied', 'out_of_service', 'closed', 'reserve'] as const;
export type NightState = (typeof NIGHT_STATES)[number];

export interface BedNight {
  night: PlainDate;
  state: NightState;
  claim?: Claim;
}

export interface BedRow {
  bed: Bed;
  nights: BedNight[];
}

/**
 * What a bed is on a night, by the claim that stands on it. The one definition of occupancy: calendar,
 * counts, exports and alerts all come through here. A stay counts as occupied, all its nights, from the
 * moment the young person has arrived; until then as booked.
 */
export function nightState(claim: Claim | undefined): NightState {
  if (!claim) return 'free';
  if (claim.purpose !== 'stay') return claim.purpose;
  return claim.arrived ? 'occupied' : 'booked';
}

/**
 * Beds × nights for the range. A night on which a bed is not registered is left out of its row: it is
 * neither empty nor closed, it does not exist.
 */
export function bedNights(beds: readonly Bed[], claims: readonly Claim[], range: Nights): BedRow[] {
  const nights = nightsOf(range);
  const byNight = new Map<string, Claim>();
  // Whoever is really there comes last and is shown, should a plan and somebody who stayed on meet on a bed.
  for (const claim of claims.toSorted((a, b) => Number(a.arrived) - Number(b.arrived))) {
    const within = {
      arrival: claim.arrival > range.arrival ? claim.arrival : range.arrival,
      departure: claim.departure < range.departure ? claim.departure : range.departure,
    };
    for (const night of nightsOf(within)) byNight.set(`${claim.bedId} ${night}`, claim);
  }
  return beds.map((bed) => ({
    bed,
    nights: nights
      .filter((night) => isRegisteredOn(bed, night))
      .map((night) => {
        const claim = byNight.get(`${bed.id} ${night}`);
        return { night, state: nightState(claim), ...(claim && { claim }) };
      }),
  }));
}

function isRegisteredOn(bed: Bed, night: PlainDate): boolean {
  return bed.registeredFrom <= night && (bed.registeredUntil === null || night < bed.registeredUntil);
}
