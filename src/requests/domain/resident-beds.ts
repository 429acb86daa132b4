import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { uncovered, type Nights, type PlainDate } from '../../kernel/nights.js';
import { missingIn } from '../../people/domain/stay-needs.js';
import { cutTo, type Piece } from '../../stays/domain/pieces.js';
import { bedsTonight } from './emergency-bed.js';
import type { WayOut } from './ways-out.js';

/** A bed for somebody who is there, from the first of the nights until its departure. */
export interface ResidentBed {
  bed: Bed;
  /** Until when nobody else is to have it: all their nights, or some of them. */
  departure: PlainDate;
  /** What they need and the bed does not have. */
  missing: string[];
}

/**
 * The beds into which somebody who is there could move on the first of these nights, best first: all nights, then what
 * they need, then the longest. They are in the house already, so neither age nor limits are asked about and a missing need
 * is told of; nights kept for emergencies are for them. `has` is the bed that they have and until when: of the others only
 * those are named that do not leave them without a bed sooner.
 *
 * @example bedsForResident([one, two], { arrival: '2027-03-12', departure: '2027-03-16' }, [{ bedId: two.id, arrival: '2027-03-14', … }], [], { bedId: one.id, departure: '2027-03-13' }); // two, until the 14th
 */
export function bedsForResident(
  beds: readonly Bed[],
  nights: Nights,
  claims: readonly Claim[],
  needs: readonly string[],
  has?: { bedId: string; departure: PlainDate },
): ResidentBed[] {
  const until = has?.departure ?? nights.arrival;
  const isBetter = ({ bed, departure }: { bed: Bed; departure: PlainDate }) =>
    departure > until || (until === nights.departure && departure === until && bed.id !== has?.bedId);
  // A move is planned in the morning, too: the bed is theirs tonight once whoever is to leave today has left.
  return bedsTonight(beds, nights, claims, needs, '')
    .filter(isBetter)
    .map(({ bed, departure }) => ({ bed, departure, missing: missingIn(bed.attributes, needs) }))
    .toSorted(
      (a, b) =>
        Number(b.departure === nights.departure) - Number(a.departure === nights.departure) ||
        a.missing.length - b.missing.length ||
        b.departure.localeCompare(a.departure) ||
        a.bed.number - b.bed.number,
    );
}

/**
 * Each of those beds as a way out: for all the nights, for some of them where they have a bed on each night after it, or for
 * some with a night after it for which one is still to be found.
 */
export function residentWays(
  nights: Nights,
  found: readonly ResidentBed[],
  held: readonly Piece[],
  beds: readonly Bed[],
): WayOut[] {
  return found.map(({ bed, departure, missing }) => {
    const rest = { arrival: departure, departure: nights.departure };
    const after = cutTo(held, rest).map(({ bedId }) => beds.find(({ id }) => id === bedId)?.name ?? '');
    const kind = departure === nights.departure ? 'bed' : uncovered(rest, held).length === 0 ? 'then' : 'until';
    return { kind, bed, missing, moves: [], arrival: nights.arrival, departure, ...(kind === 'then' && { after }) };
  });
}
