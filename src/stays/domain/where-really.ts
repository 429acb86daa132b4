import { freeBeds } from '../../calendar/domain/choose-bed.js';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { notLeftYet } from '../../calendar/domain/not-left-yet.js';
import { overlaps, uncovered, type Nights, type PlainDate } from '../../kernel/nights.js';
import { cutTo, joined, type Piece } from './pieces.js';
import { fitAround } from './real-nights.js';

export interface Reality {
  /** The nights as they really are. */
  wanted: Nights;
  /** Where the stay is on the calendar now. */
  held: readonly Piece[];
  /** The bed that was meant for it. */
  meant: string | undefined;
  beds: readonly Bed[];
  /** What stands on the nights of the house, and of the young person anywhere, the stay's own left out. */
  others: readonly Claim[];
  youngPersonId: string;
  tonight: PlainDate;
  /** They have left: no bed is looked for any more. */
  isOver: boolean;
}

export interface Found {
  pieces: Piece[];
  /** The nights that are on record as spent, in a bed or in none. */
  nights: Nights;
  clash: boolean;
}

/**
 * Where somebody really is, night by night; `clash` says that some of the nights have no bed. They keep the bed that was meant; only somebody else who really is or was in
 * it stands against that, no plan does. Then it is another bed, one that is free before one that is promised; a bed that is
 * closed is never taken for it. With none the night is on record without a bed. Nights before a move stay where they were,
 * and so does what was slept in a bed that somebody else has by now: only from that one's first night on it is another.
 *
 * A claim of somebody who has arrived is real from the night on which they are there: what they hold from a later night on
 * is a plan like others.
 *
 * @example whereReally({ held: [{ bedId: 'one', … }], others: [a booking of bed one], … }).pieces; // all nights in bed one
 */
export function whereReally(reality: Reality): Found {
  const { wanted, held, others, youngPersonId, tonight, isOver } = reality;
  const found = find(reality);
  const theirs = others.filter((claim) => isReal(claim, tonight) && claim.youngPersonId === youngPersonId);
  const last = held.at(-1);
  // Nobody spent a night in two places: where they were otherwise is on record already.
  const pieces = isOver ? found.flatMap((piece) => besides(piece, theirs)) : found;
  const { departure } = isOver && last ? fitAround(wanted, last, theirs) : wanted;
  return { pieces, nights: { ...wanted, departure }, clash: uncovered(wanted, pieces).length > 0 };
}

const besides = (piece: Piece, others: readonly Nights[]): Piece[] =>
  uncovered(piece, others).map((nights) => ({ bedId: piece.bedId, ...nights }));

const isReal = ({ arrived, arrival }: Claim, tonight: PlainDate) => arrived && arrival <= tonight;

function find(reality: Reality): Piece[] {
  const { wanted, held } = reality;
  const before = cutTo(held.slice(0, -1), wanted);
  const last = held.at(-1);
  if (before.length > 0 && last && wanted.departure <= last.arrival) return before;
  const [first] = before;
  if (!first || wanted.arrival >= first.arrival) {
    const from = before.at(-1)?.departure ?? wanted.arrival;
    return joined([...before, ...place(reality, { arrival: from, departure: wanted.departure }, last)]);
  }
  const early = place(reality, { arrival: wanted.arrival, departure: first.departure }, first);
  const rest = place(reality, { arrival: before.at(-1)!.departure, departure: wanted.departure }, last);
  return joined([...early, ...before.slice(1), ...rest]);
}

/** Where the run can be, with nobody in it twice. */
function place(reality: Reality, wanted: Nights, held: Piece | undefined): Piece[] {
  const { beds, others, tonight, isOver, youngPersonId } = reality;
  const meant = held?.bedId ?? reality.meant;
  const real = others.filter((claim) => isReal(claim, tonight));
  const near = real.filter((claim) => claim.bedId === meant || claim.youngPersonId === youngPersonId);
  // Nobody who has left without ever having had a bed is put into one over somebody's plan.
  const isMeant = meant !== undefined && (held !== undefined || !isOver);
  if (isMeant && !near.some((claim) => overlaps(claim, wanted))) return all(meant, wanted);
  if (isOver && held) {
    const fitted = near.some((claim) => overlaps(claim, held)) ? undefined : fitAround(wanted, held, near);
    if (fitted && fitted.arrival < fitted.departure) return all(held.bedId, fitted);
  }
  const until = held && !isOver ? ownUntil(wanted, held, near) : undefined;
  if (held && until) {
    const rest = { arrival: until, departure: wanted.departure };
    const other = anotherBed(rest, beds, others, real, tonight);
    return [{ bedId: held.bedId, arrival: wanted.arrival, departure: until }, ...(other ? all(other.id, rest) : [])];
  }
  // Whose nights were given back has them in the same bed again, if it can be.
  const ofTheirs = (free: Bed[]) => free.find(({ id }) => id === meant) ?? free[0];
  const bedFor = (nights: Nights) =>
    isOver ? ofTheirs(freeBeds(beds, nights, others)) : anotherBed(nights, beds, others, real, tonight);
  const another = bedFor(wanted);
  if (another) return all(another.id, wanted);
  if (
    held &&
    held.arrival > wanted.arrival &&
    held.arrival < wanted.departure &&
    !near.some((claim) => overlaps(claim, { ...wanted, arrival: held.arrival }))
  ) {
    // Somebody is in it until their own first night: another bed until then.
    const until = { arrival: wanted.arrival, departure: held.arrival };
    const other = bedFor(until);
    const own = { bedId: held.bedId, arrival: held.arrival, departure: wanted.departure };
    return [...(other ? [{ ...until, bedId: other.id }] : []), own];
  }
  return held && overlaps(wanted, held) && !near.some((claim) => overlaps(claim, held)) ? cutTo([held], wanted) : [];
}

/** The night on which somebody else really has the bed in which they have slept; `undefined` where that is none, or they have not slept in it. */
function ownUntil(wanted: Nights, held: Piece, near: readonly Claim[]): PlainDate | undefined {
  const inTheWay = near.filter((claim) => overlaps(claim, wanted));
  const comesAfter = ({ bedId, arrival }: Claim) => bedId === held.bedId && arrival >= held.departure;
  if (held.arrival > wanted.arrival || !overlaps(held, wanted) || !inTheWay.every(comesAfter)) return undefined;
  return inTheWay.map(({ arrival }) => arrival).toSorted()[0];
}

/** One that is free on every night, and has been left already if any has; else one in which nobody really is, with the fewest plans on it. Never a closed one. */
function anotherBed(
  wanted: Nights,
  beds: readonly Bed[],
  others: readonly Claim[],
  real: readonly Claim[],
  tonight: PlainDate,
): Bed | undefined {
  const stillIn = notLeftYet(others, tonight);
  const found = freeBeds(beds, wanted, others);
  const free = found.find(({ id }) => !stillIn.some(({ bedId }) => bedId === id)) ?? found[0];
  if (free) return free;
  const closed = others.filter((claim) => claim.purpose === 'closed' || claim.purpose === 'out_of_service');
  const plans = (bed: Bed) =>
    others.filter((claim) => claim.bedId === bed.id && claim.purpose !== 'reserve' && overlaps(claim, wanted)).length;
  return freeBeds(beds, wanted, [...real, ...closed]).toSorted((a, b) => plans(a) - plans(b))[0];
}

const all = (bedId: string, nights: Nights): Piece[] => [{ ...nights, bedId }];
