import { isHighSupport, type SupportLevel } from '../../people/domain/stay-needs.js';
import { nightsOf, weekdayOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Claim } from './claim.js';

/** How many young people the staff on duty can take on a night, and how many of them at high support. */
export interface Figure {
  take: number;
  high: number;
}

/** Whether two are the same; nobody having set one is a figure of its own. */
export function isSameFigure(one: Figure | null, other: Figure | null): boolean {
  return one?.take === other?.take && one?.high === other?.high;
}

/** The figures of a week, Monday first, from a night on and until another pattern begins. */
export interface Pattern {
  validFrom: PlainDate;
  take: readonly number[];
  high: readonly number[];
}

/** A night that was changed by hand; `null` puts it back to the pattern. */
export interface ChangedNight {
  night: PlainDate;
  figure: Figure | null;
}

/** Somebody who comes on a day for some hours, and takes no bed. */
export interface Visitor {
  date: PlainDate;
  youngPersonId: string;
  support: SupportLevel;
}

/** What is known of a unit's staff and visitors around some nights. */
export interface Staffing {
  /** Earliest first; of two that begin on one night the one set later comes last. */
  patterns: readonly Pattern[];
  /** Each night once, as it was changed last. */
  changed: readonly ChangedNight[];
  visitors: readonly Visitor[];
}

export interface StaffedNight {
  night: PlainDate;
  /** `null` where nobody has set one: there is no limit then. */
  figure: Figure | null;
  from: 'pattern' | 'night' | null;
  /** Young people who stay, are offered the night or visit on its date; and those of them at high support. */
  booked: number;
  highBooked: number;
}

/**
 * The figure of each night and what is booked against it.
 *
 * A night that was changed by hand goes before the pattern; of the patterns the last that has begun holds. Whoever is
 * there counts once, whether they stay, are held a bed by an offer or visit on the night's date; whoever is away for a
 * night keeps their bed and counts, for they may come back. Beds closed, unavailable or kept for emergencies use no
 * staff. `except` are left out: the young people about whom it is to be decided.
 *
 * @example staffedNights({ patterns: [], changed: [], visitors: [] }, [], { arrival: '2027-03-12', departure: '2027-03-13' }); // [{ night: '2027-03-12', figure: null, from: null, booked: 0, highBooked: 0 }]
 */
export function staffedNights(
  { patterns, changed, visitors }: Staffing,
  claims: readonly Claim[],
  range: Nights,
  ...except: readonly string[]
): StaffedNight[] {
  const nights = nightsOf(range);
  const there = new Map(nights.map((night) => [night, new Map<string, boolean>()]));
  const count = (night: PlainDate, id: string | null, support: SupportLevel | null) => {
    if (id !== null && !except.includes(id)) there.get(night)?.set(id, support !== null && isHighSupport(support));
  };
  for (const claim of claims.filter(({ youngPersonId }) => youngPersonId !== null)) {
    const arrival = claim.arrival > range.arrival ? claim.arrival : range.arrival;
    const departure = claim.departure < range.departure ? claim.departure : range.departure;
    for (const night of nightsOf({ arrival, departure })) count(night, claim.youngPersonId, claim.support);
  }
  for (const { date, youngPersonId, support } of visitors) count(date, youngPersonId, support);
  const byHand = new Map(changed.map(({ night, figure }) => [night, figure]));
  return nights.map((night) => {
    const set = byHand.get(night) ?? null;
    const pattern = patterns.findLast(({ validFrom }) => validFrom <= night);
    const usual = pattern ? figureOn(pattern, night) : null;
    const people = [...there.get(night)!.values()];
    return {
      night,
      figure: set ?? usual,
      from: set ? 'night' : usual ? 'pattern' : null,
      booked: people.length,
      highBooked: people.filter(Boolean).length,
    };
  });
}

/** What a pattern says of a night. @example figureOn({ validFrom: '2027-03-01', take: [4, 4, 4, 4, 3, 3, 4], high: [2, 2, 2, 2, 1, 1, 2] }, '2027-03-12'); // { take: 3, high: 1 } */
export function figureOn({ take, high }: Pattern, night: PlainDate): Figure {
  const day = weekdayOf(night) - 1;
  return { take: take[day]!, high: high[day]! };
}

/**
 * Beds of the night that can still be given: those that are free, and no more than the staff can take besides those
 * who are there. Never below none, though more may be there than was planned.
 *
 * @example usableBeds(3, { night: '2027-03-12', figure: { take: 3, high: 1 }, from: 'pattern', booked: 2, highBooked: 0 }); // 1
 */
export function usableBeds(free: number, { figure, booked }: StaffedNight): number {
  return figure ? Math.min(free, Math.max(0, figure.take - booked)) : free;
}

/** How many more are there than the staff can take, at all and at high support; none of either on a night in order. */
export function tooMany({ figure, booked, highBooked }: StaffedNight): Figure {
  if (!figure) return { take: 0, high: 0 };
  return { take: Math.max(0, booked - figure.take), high: Math.max(0, highBooked - figure.high) };
}

/**
 * The nights on which as many more young people as support levels are given would be too many for the staff, as they
 * would be with them. At high support when one of them needs it: somebody who shares is not kept out by others who do
 * not. Nights must not count them yet.
 */
export function tooManyWith(
  nights: readonly StaffedNight[],
  ...each: readonly (SupportLevel | undefined)[]
): StaffedNight[] {
  const high = each.filter((support) => support !== undefined && isHighSupport(support)).length;
  return nights
    .map((one) => ({ ...one, booked: one.booked + each.length, highBooked: one.highBooked + high }))
    .filter((one) => tooMany(one).take > 0 || (high > 0 && tooMany(one).high > 0));
}
