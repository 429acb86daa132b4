import { freeBeds } from '../../calendar/domain/choose-bed.js';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { overlaps, uncovered, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { EndedBy, EndingCode } from './ending.js';
import { cutTo, joined, type Piece } from './pieces.js';
import type { StayState } from './stay-state.js';

/** What stood of a stay before its arrival was written down, to go back to when that is undone. */
export interface BeforeArrival extends Nights {
  state: StayState;
  endedWhy: string;
  endedBy: EndedBy | null;
  endedCode: EndingCode | null;
  endedAt: Date | null;
  expectedAt: Date | null;
  plannedArrival: PlainDate;
  plannedDeparture: PlainDate;
  pieces: Piece[];
  /** The bed that it had lost to a stay, where it was waiting for it. */
  waitsFor: { bedId: string; becauseOf: string } | null;
}

interface Question {
  before: Pick<BeforeArrival, 'arrival' | 'departure' | 'pieces' | 'waitsFor'>;
  /** Where the stay is on the calendar now. */
  held: readonly Piece[];
  /** Nights that others lost to this stay: they have them back first. */
  lent: readonly Piece[];
  beds: readonly Bed[];
  /** What stands on the nights of the house, and of the young person anywhere, the stay's own left out. */
  others: readonly Claim[];
  youngPersonId: string;
  tonight: PlainDate;
}

/**
 * The beds of a stay that has not begun after all: as they were before the arrival. Where those cannot be had any more, one
 * bed from tonight on: the one that it had last before, the one that it was waiting for, or the one that it has now, unless
 * somebody else lost that to it. Empty when none is free on all those nights.
 *
 * @example bedsAgain({ before: { pieces: [{ bedId: 'one', … }], … }, held: [one, then two], others: [one is closed from tonight], … }); // one until tonight, then two
 */
export function bedsAgain({ before, held, lent, beds, others, youngPersonId, tonight }: Question): Piece[] {
  const { pieces, waitsFor, ...nights } = before;
  const isFree = (piece: Piece) =>
    freeBeds(
      beds.filter(({ id }) => id === piece.bedId),
      piece,
      others.filter((claim) => claim.bedId === piece.bedId),
    ).length > 0 && !others.some((claim) => claim.youngPersonId === youngPersonId && overlaps(claim, piece));
  if (uncovered(nights, pieces).length === 0 && pieces.every(isFree)) return pieces;
  const from = tonight > nights.arrival ? tonight : nights.arrival;
  if (from >= nights.departure) return [];
  const now = held.at(-1);
  const isLent = lent.some((other) => other.bedId === now?.bedId && overlaps(other, { ...nights, arrival: from }));
  for (const bedId of [pieces.at(-1)?.bedId, waitsFor?.bedId, isLent ? undefined : now?.bedId]) {
    if (bedId === undefined) continue;
    const ahead = { bedId, arrival: from, departure: nights.departure };
    if (!isFree(ahead)) continue;
    const whole = { ...ahead, arrival: nights.arrival };
    if (pieces.length === 0 && isFree(whole)) return [whole];
    return joined([...cutTo(pieces, { arrival: nights.arrival, departure: from }).filter(isFree), ahead]);
  }
  return [];
}
