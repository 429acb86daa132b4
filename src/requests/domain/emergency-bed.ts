import { isRegistered, type Bed, type Claim } from '../../calendar/domain/claim.js';
import { notLeftYet } from '../../calendar/domain/not-left-yet.js';
import { addDays, nightsOf, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';
import { missingIn } from '../../people/domain/stay-needs.js';

/** A bed that nobody has tonight. */
export interface BedTonight {
  bed: Bed;
  /** Until when, within the nights wanted, nobody else is to have it. */
  departure: PlainDate;
  /** Whether it has everything that they need. */
  suits: boolean;
  /** Kept for emergencies tonight. */
  isKept: boolean;
}

/**
 * The beds in which a child who comes tonight could sleep without taking anybody's, in the house's order. A bed
 * whose guest is to leave today is not among them until that departure is recorded.
 *
 * @param claims those of the night before, too
 * @param tonight the night that is running; with '' the plan counts, and not who is still in a bed
 * @example bedsTonight([one, two], { arrival: '2027-03-12', departure: '2027-03-14' }, [{ bedId: one.id, purpose: 'stay', … }], []); // two, until the 14th
 */
export function bedsTonight(
  beds: readonly Bed[],
  wanted: Nights,
  claims: readonly Claim[],
  needs: readonly string[],
  tonight: PlainDate = wanted.arrival,
): BedTonight[] {
  const first = { arrival: wanted.arrival, departure: addDays(wanted.arrival, 1) };
  const stillIn = new Set(wanted.arrival === tonight ? notLeftYet(claims, tonight).map(({ bedId }) => bedId) : []);
  const found = beds.flatMap((bed) => {
    if (stillIn.has(bed.id)) return [];
    const of = claims.filter((claim) => claim.bedId === bed.id && overlaps(claim, wanted));
    const promised = of.filter((claim) => claim.purpose !== 'reserve').map(({ arrival }) => arrival);
    const departure = [wanted.departure, ...promised].toSorted()[0]!;
    if (departure <= wanted.arrival || !isRegistered(bed, { ...wanted, departure })) return [];
    const isKept = of.some((claim) => claim.purpose === 'reserve' && overlaps(claim, first));
    return [{ bed, departure, suits: missingIn(bed.attributes, needs).length === 0, isKept }];
  });
  return found.toSorted((a, b) => a.bed.number - b.bed.number);
}

/**
 * Where a child who comes tonight sleeps, and until when that bed is theirs: the longest that can be had without taking
 * anybody's bed. One for all nights before one for some; then one with everything that they need; then one that is kept for
 * emergencies, so that the others stay free for plans; then the lowest number. `undefined` when no bed is free tonight.
 *
 * @example emergencyBed([one, two], { arrival: '2027-03-12', departure: '2027-03-14' }, [{ bedId: two.id, purpose: 'reserve', … }], []); // two, until the 14th
 */
export function emergencyBed(
  beds: readonly Bed[],
  wanted: Nights,
  claims: readonly Claim[],
  needs: readonly string[],
  tonight: PlainDate = wanted.arrival,
): { bed: Bed; departure: PlainDate } | undefined {
  const isWhole = ({ departure }: BedTonight) => departure === wanted.departure;
  const [best] = bedsTonight(beds, wanted, claims, needs, tonight).toSorted(
    (a, b) =>
      Number(isWhole(b)) - Number(isWhole(a)) ||
      Number(b.suits) - Number(a.suits) ||
      Number(b.isKept) - Number(a.isKept) ||
      b.departure.localeCompare(a.departure) ||
      a.bed.number - b.bed.number,
  );
  return best && { bed: best.bed, departure: best.departure };
}

/**
 * Since when the bed was free, looking back from the night on which it is theirs to the night on which they came: a child
 * who is recorded late was in it on no night on which somebody else was, or on which they themselves were elsewhere.
 *
 * @example freeSince(two, '2027-03-14', '2027-03-12', [{ bedId: two.id, departure: '2027-03-13', … }], []); // '2027-03-13'
 */
export function freeSince(
  bed: Bed,
  from: PlainDate,
  cameOn: PlainDate,
  claims: readonly Claim[],
  own: readonly Claim[],
): PlainDate {
  const taken = [...claims.filter(({ bedId, purpose }) => bedId === bed.id && purpose !== 'reserve'), ...own];
  const isFree = (arrival: PlainDate) => {
    const night = { arrival, departure: addDays(arrival, 1) };
    return isRegistered(bed, night) && !taken.some((claim) => overlaps(claim, night));
  };
  const before = cameOn < from ? nightsOf({ arrival: cameOn, departure: from }) : [];
  const last = before.findLast((night) => !isFree(night));
  return last === undefined ? cameOn : addDays(last, 1);
}
