import type { Bed, Claim } from '../../calendar/domain/claim.js';
import type { Visitor } from '../../calendar/domain/staffing.js';
import { addDays, ageOn, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate, sayNights } from '../../kernel/say-date.js';
import { daysKeptApart, nightsKeptApart } from '../../matching/domain/kept-apart.js';
import { missingIn, type SupportLevel } from '../../people/domain/stay-needs.js';
import type { BeyondStaff } from './beyond-staff.js';
import { windowOf, type Window } from './windows.js';

/** What a young person's nights are decided against. Omitted parts are not looked at (any young person). */
export interface Guest {
  dateOfBirth: PlainDate;
  /** Those with whom they must never share a night. */
  apart: ReadonlySet<string>;
  /** Their own claims, in any unit; offers of this same part of a request are left out by the caller. */
  own: readonly Claim[];
  /** The stretches of dates of the request in which another of its stays is held or booked. */
  taken?: readonly Window[];
  /** What their stay asks of the house. */
  needs: readonly string[];
  support: SupportLevel;
  /** In the house already: nobody asks whether the unit takes them. */
  isThere?: boolean;
  /** Asked of what is planned as a short break: the limits, the allocation and the gap that the nights would go beyond. */
  planned?: (wanted: Nights) => Obstacle[];
}

export const OBSTACLES = [
  'past',
  'horizon',
  'age',
  'elsewhere',
  'other_break',
  'limit',
  'allocation',
  'gap',
  'kept_apart',
  'staffing',
  'needs',
  'no_bed',
] as const;
export type ObstacleCode = (typeof OBSTACLES)[number];

export interface Obstacle {
  code: ObstacleCode;
  sentence: string;
  /** A manager who may sign may go over it, with a reason that stays on record. */
  mayBeOverruled?: true;
}

/** What of a house can stand against the nights of a young person, beside its beds. */
interface Setting {
  claims: readonly Claim[];
  youngest: number;
  oldest: number;
  visitors: readonly Visitor[];
}

/** The nights are over, or too far ahead to be booked. */
export function obstaclesOfDates(
  wanted: Nights,
  { today, horizon }: { today: PlainDate; horizon: PlainDate },
): Obstacle[] {
  const found: Obstacle[] = [];
  if (wanted.arrival < today) found.push({ code: 'past', sentence: 'This date has passed.' });
  if (wanted.departure > horizon)
    found.push({ code: 'horizon', sentence: `Breaks can be booked up to ${sayDate(horizon)}.` });
  return found;
}

/** Of a unit for which no bed is on record, or none that was asked for. */
export const NO_BEDS = 'This unit has no beds yet: a manager has to have them added before anybody can stay.';

/** What the staff on duty cannot take; where nothing else stands against the nights, with what would open them. */
export function obstacleOfStaff({ sentence, wouldOpen }: BeyondStaff, isAlone = false): Obstacle {
  return { code: 'staffing', sentence: isAlone ? `${sentence} ${wouldOpen}` : sentence, mayBeOverruled: true };
}

/** No bed of the house has what is needed, whatever the nights; `undefined` where one has. */
export function obstacleOfNeeds(beds: readonly Bed[], needs: readonly string[]): Obstacle | undefined {
  const [only] = beds;
  if (!only) return { code: 'needs', sentence: NO_BEDS };
  if (beds.some((bed) => missingIn(bed.attributes, needs).length === 0)) return undefined;
  const sentence =
    beds.length === 1
      ? `${only.name} does not have what they need: ${missingIn(only.attributes, needs).join(', ')}.`
      : `No bed here has everything that they need: ${needs.join(', ')}.`;
  return { code: 'needs', sentence };
}

/** What stands against the nights for this young person: their own plans and limits, and whom they would meet. */
export function obstaclesOfGuest(wanted: Nights, house: Setting, guest: Guest): Obstacle[] {
  const found: Obstacle[] = [];
  const ages = [ageOn(guest.dateOfBirth, wanted.arrival), ageOn(guest.dateOfBirth, addDays(wanted.departure, -1))];
  const outside = ages.find((age) => age < house.youngest || age > house.oldest);
  if (outside !== undefined && !guest.isThere) {
    const sentence = `They would be ${outside}. The unit takes young people from ${house.youngest} to ${house.oldest}.`;
    found.push({ code: 'age', sentence });
  }
  if (guest.own.some((claim) => overlaps(claim, wanted))) {
    found.push({ code: 'elsewhere', sentence: 'They already have a stay or an offer on one of these nights.' });
  }
  if (windowOf(guest.taken ?? [], wanted)) {
    const sentence = 'Another break of the same request is in these dates already. Choose nights in others.';
    found.push({ code: 'other_break', sentence });
  }
  found.push(...(guest.planned?.(wanted) ?? []));
  const apart = nightsKeptApart(guest.apart, house.claims, wanted);
  if (apart.length > 0) {
    found.push({
      code: 'kept_apart',
      sentence: `Somebody who would be there is kept apart from them for safety (${sayNights(apart)}).`,
    });
  }
  const visits = daysKeptApart(guest.apart, house.visitors, wanted);
  if (visits.length > 0) {
    found.push({
      code: 'kept_apart',
      sentence: `Somebody who visits is kept apart from them for safety (${sayNights(visits)}).`,
    });
  }
  return found;
}
