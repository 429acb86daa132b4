import type { UnitNights } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import type { Nights } from '../kernel/nights.js';
import type { StayNeeds } from '../people/domain/stay-needs.js';
import type { Guest } from './domain/obstacles.js';
import type { House } from './domain/options.js';
import { plannedRules, type Entitlement } from './domain/planned-rules.js';
import { takenWindows, type Window } from './domain/windows.js';
import type { Overruled } from './overrules.js';

/** What a decision about one young person's nights at one unit is taken on. */
export interface Ground {
  house: House;
  guest: Guest;
  today: string;
  /** The night that is running or that of today: nights before it are as they were. */
  tonight: string;
  horizon: string;
  /** Of nights that are planned as a short break: what they are held to. */
  entitlement?: Entitlement;
  /** What a manager has gone over for this offer already. */
  overruled: Overruled;
  /** They are to keep the room that they have: nobody is moved to make room who does. */
  keepsRoom: boolean;
}

/** For whom and where; `part` when it is for a request, `offerId` when it is about an offer that was made. */
export interface For {
  unitId: string;
  youngPersonId: string;
  dateOfBirth: string;
  part?: { requestId: string; partId: string; windows: readonly Window[] };
  offerId?: string;
  /** The stay that is changed: its own claims do not stand in its way. */
  stayId?: string;
  /** Planned as a short break, so that the limits of one hold; what happens anyway is not. */
  isPlanned?: boolean;
}

export const withoutStay = (claims: Claim[], stayId: string | undefined): Claim[] =>
  stayId === undefined ? claims : claims.filter((claim) => claim.stayId !== stayId);

/** The young person as a key worker is told of them: what is proposed and not signed is nobody's plan yet. */
export function asAnnounced<Of extends Guest>({ guest, entitlement }: { guest: Of; entitlement?: Entitlement }): Of {
  const own = guest.own.filter(({ announced }) => announced);
  return { ...guest, own, ...(entitlement && { planned: plannedRules(own, entitlement) }) };
}

/** What is known of one young person for a decision about their nights. */
export interface Known {
  own: Claim[];
  apart: ReadonlySet<string>;
  needs: StayNeeds;
  granted?: Omit<Entitlement, 'leastGapDays'>;
  overruled?: Overruled;
}

/** A house as nights in it are decided on. `except` are left out of what is booked against the staff. */
export function houseOf(
  { unit, beds, claims, staffing }: UnitNights,
  range: Nights,
  ...except: readonly string[]
): Omit<House, 'room'> {
  return {
    beds,
    claims,
    youngest: unit.youngest,
    oldest: unit.oldest,
    staffed: staffedNights(staffing, claims, range, ...except),
    visitors: staffing.visitors,
    wakingNight: unit.wakingNight,
  };
}

/** A young person as nights of theirs are decided on, and what they are entitled to. */
export function guestOf(
  whom: For,
  { own, apart, needs, granted }: Omit<Known, 'overruled'>,
  leastGapDays: number,
): Pick<Ground, 'guest' | 'entitlement'> {
  const theirs = withoutStay(own, whom.stayId).filter(
    ({ purpose, partId }) => purpose !== 'offer' || whom.part === undefined || partId !== whom.part.partId,
  );
  const entitlement = granted && { ...granted, leastGapDays };
  const guest = {
    dateOfBirth: whom.dateOfBirth,
    apart,
    own: theirs,
    ...(whom.part && !whom.offerId && { taken: takenWindows(whom.part, own) }),
    needs: needs.needs,
    support: needs.support,
    ...(entitlement && { planned: plannedRules(theirs, entitlement) }),
  };
  return { guest, ...(entitlement && { entitlement }) };
}

/**
 * The ground of a decision about one young person, of what was loaded. Those of `others`, who want the same nights, are
 * left out of what is booked against the staff, as the young person is.
 */
export function groundOf(
  whom: For,
  range: Nights,
  nights: UnitNights,
  { overruled, ...known }: Known,
  others: readonly string[] = [],
): Omit<Ground, 'today' | 'tonight' | 'horizon'> {
  const claims = withoutStay(nights.claims, whom.stayId);
  return {
    house: houseOf({ ...nights, claims }, range, whom.youngPersonId, ...others),
    ...guestOf(whom, known, nights.unit.leastGapDays),
    overruled: overruled ?? (() => false),
    keepsRoom: known.needs.keepsRoom,
  };
}
