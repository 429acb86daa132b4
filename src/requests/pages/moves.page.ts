import { sayStay } from '../../kernel/say-date.js';
import type { StayMove } from '../domain/make-room.js';
import type { OfferMove } from '../offer.entity.js';

interface Named {
  from: { name: string };
  to: { name: string };
}

type Names = ReadonlyMap<string, { firstName: string; lastName: string }>;

/** What was done for an offer, for whoever signs it or reads it. @example 'Pip Nolan moved from Bed 2 to Bed 4, …' */
export function sayMoves(moves: readonly OfferMove[], names: Names): string[] {
  return moves.map(({ youngPerson, ...move }) => sayMove({ ...move, youngPersonId: youngPerson }, names, 'moved '));
}

/** @example sayMove(move, names, 'moves '); // 'Pip Nolan moves from Bed 2 to Bed 4, 19 to 21 March 2027' */
export function sayMove(
  move: Pick<StayMove, 'youngPersonId' | 'arrival' | 'departure'> & Named,
  names: Names,
  verb = '',
): string {
  const guest = names.get(move.youngPersonId);
  const name = guest ? `${guest.firstName} ${guest.lastName}` : 'Another young person';
  return `${name} ${verb}from ${move.from.name} to ${move.to.name}, ${sayStay(move)}`;
}

/** How the bed can be had, before anything is said of matching. @example howFree('Bed 1', 3); // 'Bed 1 after 3 moves' */
export function howFree(bed: string, moves: number): string {
  return moves === 0 ? `${bed} free` : `${bed} after ${moves} ${moves === 1 ? 'move' : 'moves'}`;
}

/** What an option takes, above the list of its moves; nothing where a bed is free as things are. */
export function needsMoves(moves: number): string {
  if (moves === 0) return '';
  return moves === 1 ? 'One booked stay changes beds:' : `${moves} booked stays change beds:`;
}
