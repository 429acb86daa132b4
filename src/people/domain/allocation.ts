import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, daysBetween, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { NIGHT_KINDS, type KindOfNight, type NightKind } from './night-kinds.js';

export type NightsByKind = Record<NightKind, number>;

/** Nights granted to a young person in a period, by kind. A night belongs to the period in which it begins. */
export interface Allocation {
  id: string;
  firstDay: PlainDate;
  lastDay: PlainDate;
  granted: NightsByKind;
}

/** Nights that a young person has, as a claim says it. */
export interface Taken extends Nights {
  purpose: string;
  arrived: boolean;
}

export interface UseOfKind {
  kind: NightKind;
  granted: number;
  /** Spent before today. */
  used: number;
  /** Of booked stays, and those still to come of a stay that has begun. */
  booked: number;
  /** Of offers. */
  held: number;
  /** Below nothing when more was spent or booked than granted. */
  left: number;
}

/** The longest period of an allocation, in days: a year and a month, for one that is moved. */
export const LONGEST_PERIOD = 400;
/** Nobody is granted more nights of a kind than a period has. */
export const MOST_NIGHTS = 400;

/**
 * What of an allocation is used, booked, held and left, by kind. Every night of a stay or an offer counts once, in the
 * period in which it begins, so a stay across two periods counts in both with its own nights. A night counts as used
 * once it is over and they had arrived. `termsKnown` is false where a night was told by its weekday only.
 *
 * @example allocationUse(granted, [], kindOf, '2027-05-01').kinds[0]; // { kind: 'weekday', granted: 20, used: 0, booked: 0, held: 0, left: 20 }
 */
export function allocationUse(
  allocation: Allocation,
  taken: readonly Taken[],
  kindOf: (night: PlainDate) => KindOfNight,
  today: PlainDate,
): { kinds: UseOfKind[]; termsKnown: boolean } {
  const nothing = (): NightsByKind => ({ weekday: 0, weekend: 0, holiday: 0 });
  const counts = { used: nothing(), booked: nothing(), held: nothing() };
  let termsKnown = true;
  for (const one of taken) {
    for (const night of nightsOf(within(one, allocation))) {
      const { kind, termsKnown: known } = kindOf(night);
      termsKnown &&= known;
      const as = one.purpose === 'offer' ? 'held' : one.arrived && night < today ? 'used' : 'booked';
      counts[as][kind] += 1;
    }
  }
  const kinds = NIGHT_KINDS.map((kind) => {
    const [used, booked, held] = [counts.used[kind], counts.booked[kind], counts.held[kind]];
    const granted = allocation.granted[kind];
    return { kind, granted, used, booked, held, left: granted - used - booked - held };
  });
  return { kinds, termsKnown };
}

/** The nights of a run that begin in the period; none when arrival and departure are the same. */
export function within(nights: Nights, { firstDay, lastDay }: Pick<Allocation, 'firstDay' | 'lastDay'>): Nights {
  const arrival = nights.arrival > firstDay ? nights.arrival : firstDay;
  const end = addDays(lastDay, 1);
  const departure = nights.departure < end ? nights.departure : end;
  return { arrival, departure: departure > arrival ? departure : arrival };
}

/** What is wrong with an allocation as it was asked for, field by field. */
export function checkAllocation(
  { firstDay, lastDay, granted }: Omit<Allocation, 'id'>,
  today: PlainDate,
): FieldError[] {
  const errors: FieldError[] = [];
  if (lastDay < firstDay) errors.push({ field: 'lastDay', message: 'The last day must not be before the first day.' });
  else if (daysBetween(firstDay, lastDay) >= LONGEST_PERIOD)
    errors.push({ field: 'lastDay', message: `Choose a period of at most ${LONGEST_PERIOD} days.` });
  if (Math.abs(daysBetween(today, firstDay)) > 3 * 366)
    errors.push({ field: 'firstDay', message: 'The first day must be within three years of today. Check the year.' });
  if (NIGHT_KINDS.every((kind) => granted[kind] === 0))
    errors.push({ field: 'weekday', message: 'Grant at least one night of one kind.' });
  return errors;
}
