import { registeredNights, type Bed, type Claim } from '../../calendar/domain/claim.js';
import { addDays, overlaps, uncovered, type Nights } from '../../kernel/nights.js';
import type { Piece } from '../../stays/domain/pieces.js';
import { LONGEST_STAY } from './bounds.js';
import type { DiaryRow } from './diary-row.js';
import { bedNamed, firstMet, leftOut, type Clash, type DiaryHouse, type Landing } from './landing.js';
import type { NightBook } from './night-book.js';

/**
 * Nights that are closed, or on which a bed cannot be used. From tonight on they land only where nobody's stay or offer
 * stands, as when they are closed by hand: nothing is called off by it. Nights that are over go around whoever was there.
 * Nights kept for emergencies give way to it.
 */
export function landClosure(row: DiaryRow & Nights, house: DiaryHouse, book: NightBook): Landing {
  const { tonight, horizon, beds } = house;
  const isUnit = row.kind === 'closed';
  const named = isUnit ? undefined : bedNamed(row.bed, beds);
  if (!isUnit && !named) return leftOut('no_such_bed');
  if (row.departure > horizon) return leftOut('beyond_horizon');
  const concerned = named ? [named] : beds;
  const there = book.on(row);
  const onThem = there.filter((claim) => concerned.some(({ id }) => id === claim.bedId));
  const people = (isUnit ? there : onThem).filter(({ purpose }) => purpose === 'stay' || purpose === 'offer');
  const toCome = people.filter(({ departure }) => departure > tonight);
  if (
    row.departure > tonight &&
    toCome.some((claim) => overlaps(claim, { ...row, arrival: later(row.arrival, tonight) }))
  )
    return leftOut('stays_there', toCome);
  const pieces = concerned.flatMap((bed) => piecesOf(bed, row, onThem));
  if (concerned.every((bed) => registeredNights(bed, row) === 0)) return leftOut('not_registered');
  if (pieces.length === 0) return leftOut('closed_already', onThem);
  const around = people.filter((claim) => concerned.some(({ id }) => id === claim.bedId));
  const clashes: Clash[] = around.length > 0 ? [{ kind: 'around', met: firstMet(around) }] : [];
  return {
    ...{ outcome: 'lands', as: isUnit ? 'closed' : 'out_of_service', youngPersonId: null, pieces, clashes },
    ...{ arrivedAt: null, departedAt: null },
  };
}

const later = (a: string, b: string) => (a > b ? a : b);

/** The nights of a bed that are free for it, none of them longer than one claim may be. */
function piecesOf(bed: Bed, nights: Nights, there: readonly Claim[]): Piece[] {
  const taken = there.filter(({ bedId, purpose }) => bedId === bed.id && purpose !== 'reserve');
  return uncovered(nights, taken)
    .flatMap((run) => inParts(run))
    .filter((run) => registeredNights(bed, run) > 0)
    .map((run) => ({ bedId: bed.id, ...run }));
}

function inParts({ arrival, departure }: Nights): Nights[] {
  const end = addDays(arrival, LONGEST_STAY);
  return departure <= end
    ? [{ arrival, departure }]
    : [{ arrival, departure: end }, ...inParts({ arrival: end, departure })];
}
