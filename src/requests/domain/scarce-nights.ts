import { addDays, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { KindOfNight } from '../../people/domain/night-kinds.js';

/** So far back nights of weekends and holidays count, in days. */
export const SCARCE_DAYS = 365;

/**
 * How many nights of weekends and holidays somebody has had in the twelve months before today, those included that are
 * booked from today on. Stays that share a night count it once.
 *
 * @example scarceNights([{ arrival: '2027-05-06', departure: '2027-05-09' }], kindOf, '2027-06-01'); // 2: Friday and Saturday
 */
export function scarceNights(
  had: readonly Nights[],
  kindOf: (night: PlainDate) => KindOfNight,
  today: PlainDate,
): number {
  const first = addDays(today, -SCARCE_DAYS);
  const nights = new Set(had.flatMap((stay) => [...nightsOf(stay)]).filter((night) => night >= first));
  return [...nights].filter((night) => kindOf(night).kind !== 'weekday').length;
}
