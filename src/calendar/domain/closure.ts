import { addDays, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDay, sayStay } from '../../kernel/say-date.js';
import type { Claim, ClaimPurpose } from './claim.js';

/** Why a bed cannot be used. `other` needs a note. */
export const BED_REASONS = ['damage', 'deep_clean', 'planned_works', 'cooling_off', 'staffing', 'other'] as const;
/** Why the whole unit takes nobody. */
export const UNIT_REASONS = ['planned_closure', 'deep_clean', 'planned_works', 'staffing', 'other'] as const;

export type ClosureReason = (typeof BED_REASONS)[number] | (typeof UNIT_REASONS)[number];

export const REASON_TEXT: Record<ClosureReason, string> = {
  planned_closure: 'Planned closure',
  damage: 'Damage',
  deep_clean: 'Deep clean',
  planned_works: 'Planned works',
  cooling_off: 'Cooling off after an incident',
  staffing: 'Not enough staff',
  other: 'Another reason',
};

/** A stay or an offer that stands on nights that are to be closed. @example sayClosed(claim, 'Bed 2', 'Ash Heron'); // 'Bed 2 is booked for Ash Heron, 12 to 14 March.' */
export function sayClosed(
  claim: Nights & { purpose: ClaimPurpose; arrived: boolean },
  bed: string,
  name?: string,
): string {
  const as = claim.purpose === 'offer' ? 'held by an offer' : claim.arrived ? 'in use' : 'booked';
  return `${bed} is ${as}${name ? (claim.arrived ? ` by ${name}` : ` for ${name}`) : ''}, ${sayStay(claim)}.`;
}

/** A visit planned on a day that is to be closed. @example sayVisitClosed({ date: '2027-03-12', startsAt: '16:00' }, 'Ash Heron'); // 'Ash Heron is to visit on Friday 12 March at 16:00.' */
export function sayVisitClosed({ date, startsAt }: { date: PlainDate; startsAt: string }, name?: string): string {
  return `${name ?? 'Somebody'} is to visit on ${sayDay(date)} at ${startsAt}.`;
}

/**
 * The first night on which a closure can end: tonight, as nights that are over stay closed, and not before its own first,
 * with which it is taken off whole.
 *
 * @example firstEnd('2027-03-12', '2027-03-04'); // '2027-03-12'
 */
export function firstEnd(arrival: PlainDate, today: PlainDate): PlainDate {
  return arrival > today ? arrival : today;
}

/** Whether it ended before it had begun: no night was ever closed. */
export function isTakenOff({ arrival, endedOn }: { arrival: PlainDate; endedOn: PlainDate | null }): boolean {
  return endedOn !== null && endedOn <= arrival;
}

/**
 * Whether the unit is closed on the date: from the evening on which its first closed night begins to the morning on which
 * it opens again. Beds out of use one by one close no unit.
 */
export function isClosedOn(
  date: PlainDate,
  claims: readonly Pick<Claim, 'purpose' | 'arrival' | 'departure'>[],
): boolean {
  return claims.some(({ purpose, arrival, departure }) => purpose === 'closed' && arrival <= date && date < departure);
}

/** Nights on which a unit, or one bed of it, takes nobody. */
export interface ClosedNights {
  id: string;
  /** The bed; null when the whole unit is closed. */
  bedId: string | null;
  /** Its runs of nights, in order, none touching another. */
  runs: readonly Nights[];
}

/**
 * The runs of nights of something that lasts `length` nights from each of the dates, put together where they meet. None
 * goes beyond `endedOn`, the first night on which it is over.
 *
 * @example runsOf(['2027-03-01', '2027-03-02', '2027-03-08'], 1); // nights of 1 and 2 March together, and of the 8th
 */
export function runsOf(dates: readonly PlainDate[], length: number, endedOn?: PlainDate | null): Nights[] {
  const runs: Nights[] = [];
  for (const arrival of dates.toSorted()) {
    const departure = addDays(arrival, length);
    const last = runs.at(-1);
    if (last && arrival <= last.departure) last.departure = departure > last.departure ? departure : last.departure;
    else runs.push({ arrival, departure });
  }
  return runs.flatMap((run) => cutAt(run, endedOn ?? undefined));
}

function cutAt(run: Nights, end: PlainDate | undefined): Nights[] {
  if (end === undefined || run.departure <= end) return [run];
  return run.arrival < end ? [{ arrival: run.arrival, departure: end }] : [];
}
