import { isRegistered, type Bed, type Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf, overlaps, uncovered, type Nights } from '../../kernel/nights.js';
import { joined, type Piece } from '../../stays/domain/pieces.js';
import { firstMet, type Clash } from './landing.js';

/** A stay that happened, and where it lands. */
interface Landed {
  row: Nights & { bed: string };
  beds: readonly Bed[];
  /** The bed that the diary names, where the unit has it. */
  named: Bed | undefined;
  pieces: readonly Piece[];
  /** What stands on its nights, and what of that is where they really were themselves. */
  others: readonly Claim[];
  own: readonly Claim[];
  youngPersonId: string;
  isOver: boolean;
}

/**
 * What does not go together with a stay that comes in because it happened, each with what it meets: nights that they are on
 * record elsewhere; nights without a bed, and why; another bed than the diary names; and what is planned in the bed in which
 * they really are, which makes way for them.
 */
export function clashesOf({ row, beds, named, pieces, others, own, youngPersonId, isOver }: Landed): Clash[] {
  const elsewhere = own.map((claim) => cut(claim, row));
  const without = uncovered(row, [...pieces, ...elsewhere]);
  const [taken, unregistered] = byRegistration(without, beds);
  const inHouse = (claim: Claim) => beds.some(({ id }) => id === claim.bedId);
  const met = others.filter((claim) => inHouse(claim) && taken.some((nights) => overlaps(claim, nights)));
  const isUnregistered = named !== undefined && !isRegistered(named, row);
  const isAnother = row.bed !== '' && pieces.some(({ bedId }) => bedId !== named?.id);
  const inNamed = others.filter((claim) => claim.bedId === named?.id && overlaps(claim, row));
  const makesWay = isOver ? [] : others.filter((claim) => hasToGo(claim, pieces, youngPersonId));
  return [
    ...(elsewhere.length > 0 ? [{ kind: 'elsewhere' as const, nights: elsewhere }] : []),
    ...(taken.length > 0 ? [{ kind: 'no_bed' as const, nights: taken, met: firstMet(met) }] : []),
    ...(unregistered.length > 0 ? [{ kind: 'not_registered' as const, nights: unregistered }] : []),
    ...(isAnother
      ? [
          {
            kind: 'other_bed' as const,
            bed: row.bed,
            met: firstMet(inNamed),
            ...(isUnregistered && { isUnregistered }),
          },
        ]
      : []),
    ...(makesWay.length > 0 ? [{ kind: 'makes_way' as const, met: firstMet(makesWay) }] : []),
  ];
}

/**
 * Whether a bed is not on the unit's registration on all of these nights: the one that is named, else any.
 *
 * @example isOutsideRegistration({ arrival: '2024-05-03', departure: '2024-05-05' }, undefined, [{ …, registeredFrom: '2025-01-01' }]); // true
 */
export const isOutsideRegistration = (nights: Nights, named: Bed | undefined, beds: readonly Bed[]): boolean =>
  (named !== undefined && !isRegistered(named, nights)) || byRegistration([nights], beds)[1].length > 0;

const cut = (nights: Nights, to: Nights): Nights => ({
  arrival: nights.arrival > to.arrival ? nights.arrival : to.arrival,
  departure: nights.departure < to.departure ? nights.departure : to.departure,
});

/** The nights on which the unit had a bed at all, and those on which it had none. */
function byRegistration(without: readonly Nights[], beds: readonly Bed[]): [Nights[], Nights[]] {
  const each = without
    .flatMap((nights) => nightsOf(nights))
    .map((night) => ({ arrival: night, departure: addDays(night, 1) }));
  const isOpen = (night: Nights) => beds.some((bed) => isRegistered(bed, night));
  const runs = (nights: readonly Nights[]) =>
    joined(nights.map((night) => ({ bedId: '', ...night }))).map(({ arrival, departure }) => ({ arrival, departure }));
  return [runs(each.filter(isOpen)), runs(each.filter((night) => !isOpen(night)))];
}

/** Plans in a bed where somebody really is, and plans of their own on the same nights, wherever. */
const hasToGo = (claim: Claim, pieces: readonly Piece[], youngPersonId: string): boolean =>
  !claim.arrived &&
  pieces.some(
    (piece) => overlaps(claim, piece) && (claim.bedId === piece.bedId || claim.youngPersonId === youngPersonId),
  );
