import { addDays, type Nights, type PlainDate } from '../../kernel/nights.js';

/**
 * The nights of a stay once the young person has arrived on `arrived`: reality moves the beginning, the
 * planned departure stays. Somebody who comes on the planned day of departure or later has at least the
 * night of their arrival.
 *
 * @example nightsFromArrival({ arrival: '2027-05-03', departure: '2027-05-06' }, '2027-05-04'); // nights of the 4th and 5th
 */
export function nightsFromArrival(planned: Nights, arrived: PlainDate): Nights {
  const dayAfter = addDays(arrived, 1);
  return { arrival: arrived, departure: planned.departure > arrived ? planned.departure : dayAfter };
}

/** Days before the plan within which an arrival can be true: who comes earlier than that has another booking. */
const EARLIEST = 31;

/**
 * Whether a date of arrival can only be a slip of the pen, such as last year's: a stay that really began so long
 * before its plan would be another stay. It keeps a mistyped year from claiming a bed for years.
 */
export function isSlipOfArrival(planned: Nights, arrived: PlainDate): boolean {
  return arrived < addDays(planned.arrival, -EARLIEST);
}

/**
 * The nights that were really spent by somebody who left on `left`; `undefined` when they left on the day
 * they came and spent none, because a run of nights is never empty.
 */
export function nightsUntilDeparture(stay: Nights, left: PlainDate): Nights | undefined {
  return left > stay.arrival ? { arrival: stay.arrival, departure: left } : undefined;
}

/**
 * As much of the wanted run as the bed can hold without touching another claim, keeping at least what is
 * held now. What does not fit is told by `clash`: it happened all the same, and somebody has to solve it.
 */
export function fitAround(wanted: Nights, held: Nights, others: readonly Nights[]): { nights: Nights; clash: boolean } {
  let { arrival, departure } = wanted;
  for (const other of others) {
    if (other.arrival >= held.departure && other.arrival < departure) departure = other.arrival;
    if (other.departure <= held.arrival && other.departure > arrival) arrival = other.departure;
  }
  return { nights: { arrival, departure }, clash: arrival !== wanted.arrival || departure !== wanted.departure };
}
