import { addDays, type PlainDate } from '../../kernel/nights.js';
import { usableBeds, type StaffedNight, type Visitor } from '../domain/staffing.js';
import type { Choosing } from './board.page.js';
import { nightPath, sayFigure, type SaidFigure } from './staffing.page.js';

export interface OfStaff {
  staffed: readonly StaffedNight[];
  visitors: readonly Visitor[];
  /** Requests that wait for each night. */
  waiting: ReadonlyMap<PlainDate, number>;
}

interface FreeNight {
  night: PlainDate;
  free: number;
  beds: number;
}

/** What the rows below the beds say of a night. */
export interface NightOfStaff extends FreeNight {
  /** Free beds that the staff on duty can use; whether that is fewer. */
  usable: number;
  isLimited: boolean;
  /** The free beds in words, and what can be used of them. */
  said: string;
  /** For the unit's people only. */
  staff?: { take: SaidFigure; high: SaidFigure; href?: string };
  visits?: number;
  /** Requests that could have the night; none are told where nobody more can come. */
  waiting?: { count: number; href: string };
}

/**
 * The free beds of each night and what the staff can make of them. Nights that are over are as they were. A key worker
 * learns how many can still come, and neither how many are there nor who needs much support.
 */
export function staffRows(
  nights: readonly FreeNight[],
  { staffed, visitors, waiting }: OfStaff,
  { today, unitId, to }: Pick<Choosing, 'today' | 'unitId' | 'to'>,
) {
  const isOfUnit = to === 'choose';
  const byNight = new Map(staffed.map((night) => [night.night, night]));
  const free = nights.map((one): NightOfStaff => {
    const night = byNight.get(one.night);
    const usable = night && one.night >= today ? usableBeds(one.free, night) : one.free;
    const waitingFor = isOfUnit && usable > 0 && one.night >= today ? (waiting.get(one.night) ?? 0) : 0;
    const visits = visitors.filter(({ date }) => date === one.night).length;
    return {
      ...one,
      usable,
      isLimited: usable < one.free,
      said: sayFree(one.free, usable, isOfUnit),
      ...(isOfUnit && night?.figure && { staff: figuresOf(night, today, unitId) }),
      ...(isOfUnit && visits > 0 && { visits }),
      ...(waitingFor > 0 && {
        waiting: { count: waitingFor, href: `/requests/choose?from=${one.night}&unit=${unitId}` },
      }),
    };
  });
  return {
    free,
    full: new Set(free.filter(({ isLimited, usable }) => isLimited && usable === 0).map(({ night }) => night)),
    isShown: free.some(({ staff }) => staff !== undefined),
    isLimited: free.some(({ isLimited }) => isLimited),
    hasWaiting: free.some((night) => night.waiting !== undefined),
    hasVisits: free.some(({ visits }) => visits !== undefined),
  };
}

function figuresOf(night: StaffedNight, today: PlainDate, unitId: string) {
  return {
    take: sayFigure(night.booked, night.figure?.take),
    high: sayFigure(night.highBooked, night.figure?.high),
    // The night that began yesterday may still be running; what is over stays as it was.
    ...(night.night >= addDays(today, -1) && { href: nightPath(night.night, unitId) }),
  };
}

/** @example sayFree(3, 1, true); // '3 beds free, 1 can still come' */
function sayFree(free: number, usable: number, isOfUnit: boolean): string {
  const beds = free === 0 ? 'No bed free' : `${free} ${free === 1 ? 'bed' : 'beds'} free`;
  if (usable === free) return beds;
  const come = usable === 0 ? 'nobody more can come' : `${usable} can still come`;
  return isOfUnit ? `${beds}, ${come}` : come.charAt(0).toUpperCase() + come.slice(1);
}
