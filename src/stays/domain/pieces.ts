import type { Nights, PlainDate } from '../../kernel/nights.js';

/** Nights of a stay in one bed. A stay has one piece, and one more each time that it moves after the arrival. */
export interface Piece extends Nights {
  bedId: string;
}

/**
 * In the other bed from the night on: nights before it were spent where they were. A move back on the same day leaves
 * no trace of an empty run.
 *
 * @example moveFrom([{ bedId: 'one', arrival: '2027-05-03', departure: '2027-05-06' }], '2027-05-04', 'two'); // one on the 3rd, two on the 4th and 5th
 */
export function moveFrom(pieces: readonly Piece[], night: PlainDate, bedId: string): Piece[] {
  const departure = pieces.at(-1)!.departure;
  const before = pieces.flatMap((piece) =>
    piece.arrival < night ? [{ ...piece, departure: piece.departure < night ? piece.departure : night }] : [],
  );
  const last = before.at(-1);
  if (last?.bedId === bedId && last.departure === night) return [...before.slice(0, -1), { ...last, departure }];
  return [...before, { bedId, arrival: night, departure }];
}

/**
 * In the bed for these nights, the first of which may be any of the stay's; what it has before and after them stays as it is.
 *
 * @example putInto([{ bedId: 'two', arrival: '2027-05-04', departure: '2027-05-06' }], { bedId: 'one', arrival: '2027-05-03', departure: '2027-05-04' }); // one on the 3rd, two on the 4th and 5th
 */
export function putInto(pieces: readonly Piece[], put: Piece): Piece[] {
  const before = pieces.flatMap((piece) => cutTo([piece], { arrival: piece.arrival, departure: put.arrival }));
  const after = pieces.flatMap((piece) => cutTo([piece], { arrival: put.departure, departure: piece.departure }));
  return joined([...before, put, ...after]);
}

/** Runs in one bed that meet are one. */
export function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.bedId === piece.bedId && last.departure === piece.arrival) last.departure = piece.departure;
    else runs.push({ ...piece });
  }
  return runs;
}

/** No night outside these any more; empty when none is left. */
export function cutTo(pieces: readonly Piece[], { arrival, departure }: Nights): Piece[] {
  return pieces.flatMap((piece) => {
    const cut = {
      bedId: piece.bedId,
      arrival: piece.arrival > arrival ? piece.arrival : arrival,
      departure: piece.departure < departure ? piece.departure : departure,
    };
    return cut.arrival < cut.departure ? [cut] : [];
  });
}

/** On to the later departure, in the bed where the stay ends. */
export function stretchTo(pieces: readonly Piece[], departure: PlainDate): Piece[] {
  return pieces.map(({ bedId, arrival, ...piece }, place) => ({
    bedId,
    arrival,
    departure: place === pieces.length - 1 ? departure : piece.departure,
  }));
}

/** Where the stay is on the night, and until when it is there. */
export function bedOn(pieces: readonly Piece[], night: PlainDate): Piece | undefined {
  return pieces.find(({ arrival, departure }) => arrival <= night && night < departure);
}
