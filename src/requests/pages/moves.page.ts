import { sayStay } from '../../kernel/say-date.js';
import type { StayMove } from '../domain/make-room.js';

type Names = ReadonlyMap<string, { firstName: string; lastName: string }>;

/** Moves that a card names before it only counts the others. */
const FIRST = 3;

/** @example sayMove(move, names, 'moves '); // 'Pip Nolan moves from Bed 2 to Bed 4, 19 to 21 March 2027' */
export function sayMove(move: StayMove, names: Names, verb = ''): string {
  const guest = names.get(move.youngPersonId);
  const name = guest ? `${guest.firstName} ${guest.lastName}` : 'Another young person';
  return `${name} ${verb}from ${move.from.name} to ${move.to.name}, ${sayStay(move)}`;
}

/** What an option takes, in a sentence; nothing where a bed is free as things are. */
export function needsMoves(moves: readonly StayMove[], names: Names): string {
  if (moves.length === 0) return '';
  const said = moves.slice(0, FIRST).map((move) => sayMove(move, names));
  const rest = moves.length - said.length;
  const count = moves.length === 1 ? 'one move' : `${moves.length} moves`;
  return `Needs ${count}: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
