import { within, type Allocation, type Taken } from '../../people/domain/allocation.js';
import { NIGHT_KINDS, type KindOfNight, type NightKind } from '../../people/domain/night-kinds.js';
import { dateOfDay, dayNumber, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { firstArrivals, sayFirstAllowed } from './first-arrival.js';

export interface AllocationReached {
  kind: NightKind;
  /** Nights of the kind with those asked for, and those granted. */
  count: number;
  granted: number;
  firstDay: PlainDate;
  lastDay: PlainDate;
  /** The first arrival from then on with which as many nights are within what is granted; `undefined` when none is for two years. */
  firstAllowed: PlainDate | undefined;
}

/**
 * Where the nights would go beyond what is granted to the young person, in the order of weekday, weekend, holiday; with
 * everything that they have already: spent, booked and offered. Each night counts by its own kind in the period in
 * which it begins. Nights for which no allocation is on record have no limit.
 *
 * Rationing is a council's practice, not law, so a manager may go over it with a reason.
 *
 * @example allocationRule([], [], kindOf)({ arrival: '2027-05-03', departure: '2027-05-06' }); // undefined
 */
export function allocationRule(
  allocations: readonly Allocation[],
  own: readonly Taken[],
  kindOf: (night: PlainDate) => KindOfNight,
): (wanted: Nights) => AllocationReached | undefined {
  const taken = new Map(allocations.map((one) => [one.id, countKinds(own, one, kindOf)]));
  const known = new Map<string, Omit<AllocationReached, 'firstAllowed'> | undefined>();

  function reached(wanted: Nights): Omit<AllocationReached, 'firstAllowed'> | undefined {
    for (const allocation of allocations) {
      const asked = countKinds([wanted], allocation, kindOf);
      const { firstDay, lastDay, granted } = allocation;
      for (const kind of NIGHT_KINDS) {
        const count = taken.get(allocation.id)![kind] + asked[kind];
        if (asked[kind] > 0 && count > granted[kind]) return { kind, count, granted: granted[kind], firstDay, lastDay };
      }
    }
    return undefined;
  }

  function atOnce(wanted: Nights): Omit<AllocationReached, 'firstAllowed'> | undefined {
    const key = `${wanted.arrival} ${wanted.departure}`;
    if (!known.has(key)) known.set(key, reached(wanted));
    return known.get(key);
  }

  const firstArrival = firstArrivals((later) => !own.some((one) => overlaps(one, later)) && !atOnce(later));
  return (wanted) => {
    const now = allocations.length === 0 ? undefined : atOnce(wanted);
    return (
      now && {
        ...now,
        get firstAllowed() {
          return firstArrival(wanted);
        },
      }
    );
  };
}

export const KIND_TEXT: Record<NightKind, string> = {
  weekday: 'weekday nights',
  weekend: 'weekend nights',
  holiday: 'school holiday nights',
};

/** Why the nights are more than granted: the kind, the count, and when as many could be. */
export function sayAllocation({ kind, count, granted, firstDay, lastDay, firstAllowed }: AllocationReached): string {
  const why = `With these nights they would have ${count} ${KIND_TEXT[kind]} from ${sayDate(firstDay)} to ${sayDate(lastDay)}, and ${granted} are granted.`;
  return `${why} ${sayFirstAllowed(firstAllowed, sayDate)}`;
}

function countKinds(
  taken: readonly Nights[],
  allocation: Allocation,
  kindOf: (night: PlainDate) => KindOfNight,
): Record<NightKind, number> {
  const counts = { weekday: 0, weekend: 0, holiday: 0 };
  for (const one of taken) {
    const { arrival, departure } = within(one, allocation);
    for (let night = dayNumber(arrival); night < dayNumber(departure); night += 1)
      counts[kindOf(dateOfDay(night)).kind] += 1;
  }
  return counts;
}
