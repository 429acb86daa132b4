import type { Bed } from '../../calendar/domain/claim.js';
import type { Room, StayMove } from './make-room.js';
import { addDays, daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';

export const WAYS = ['bed', 'then', 'until', 'move', 'later', 'later_same_length', 'shorter'] as const;

/** Nights and a bed with which a stay that has none would be solved. */
export interface WayOut extends Nights {
  kind: (typeof WAYS)[number];
  bed: Bed;
  /** Booked stays that change beds for it: none but where others move. */
  moves: readonly StayMove[];
  /** What they need and the bed does not have: of somebody who is there, who has it all the same. */
  missing?: readonly string[];
  /** Of somebody who is there: the beds that they have for the nights after it. */
  after?: readonly string[];
}

/** How far after its own arrival a stay is looked for again, in days. */
export const LOOK_AHEAD = 60;

/**
 * The ways out for a stay that lost its bed before it began: every other bed on its own nights, or where there is none the bed
 * that `makeRoom` finds by moving others; the first later arrival with the same departure, and with the same length; and the longest that can be kept from its own arrival. `bedsFor` says on
 * which beds the nights stand, best first. Each run of nights is named once, in the order in which a family would ask.
 *
 * @example waysOut({ arrival: '2027-05-03', departure: '2027-05-06' }, '2027-05-01', bedsFor); // another bed; from the 4th; …
 */
export function waysOut(
  stay: Nights,
  today: PlainDate,
  bedsFor: (nights: Nights) => readonly Bed[],
  makeRoom: (nights: Nights) => Room | undefined = () => undefined,
): WayOut[] {
  const { arrival, departure } = stay;
  const nights = { arrival, departure };
  const found: WayOut[] = bedsFor(nights).map((bed) => ({ kind: 'bed', bed, moves: [], ...nights }));
  const room = found.length === 0 ? makeRoom(nights) : undefined;
  if (room) found.push({ kind: 'move', ...room, ...nights });
  const first = (kind: WayOut['kind'], runs: readonly Nights[]) => {
    for (const run of runs) {
      const [bed] = bedsFor(run);
      if (!bed) continue;
      const isNamed = found.some((one) => one.arrival === run.arrival && one.departure === run.departure);
      return void (isNamed || found.push({ kind, bed, moves: [], ...run }));
    }
  };
  const next = addDays(arrival, 1) > today ? addDays(arrival, 1) : today;
  const length = daysBetween(arrival, departure);
  const days = (from: PlainDate, to: PlainDate) =>
    Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, day) => addDays(from, day));
  first(
    'later',
    days(next, departure).map((from) => ({ arrival: from, departure })),
  );
  first(
    'later_same_length',
    days(next, addDays(arrival, LOOK_AHEAD)).map((from) => ({ arrival: from, departure: addDays(from, length) })),
  );
  const ends = days(addDays(arrival > today ? arrival : today, 1), departure).toReversed();
  first(
    'shorter',
    ends.map((to) => ({ arrival, departure: to })),
  );
  return found;
}
