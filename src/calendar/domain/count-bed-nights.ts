import type { BedNight, BedRow, NightState } from './night-state.js';
import { mondayOf, type PlainDate } from '../../kernel/nights.js';

/** Bed nights by what they were. `available = booked + occupied + held + reserve + empty`, `registered = available + outOfService + closed`. */
export interface BedNightCount {
  registered: number;
  available: number;
  booked: number;
  occupied: number;
  held: number;
  reserve: number;
  empty: number;
  outOfService: number;
  closed: number;
}

const COUNTED_AS: Record<NightState, keyof BedNightCount> = {
  free: 'empty',
  offer: 'held',
  booked: 'booked',
  occupied: 'occupied',
  reserve: 'reserve',
  out_of_service: 'outOfService',
  closed: 'closed',
};

/** Counts every bed night once, by the states of the calendar. */
export function countBedNights(rows: readonly BedRow[]): BedNightCount {
  return count(rows.flatMap((row) => row.nights));
}

/** The same, week by week from Monday, oldest first; the first and the last may be parts of a week. */
export function countByWeek(rows: readonly BedRow[]): { week: PlainDate; count: BedNightCount }[] {
  const weeks = new Map<PlainDate, BedNight[]>();
  const mondays = new Map<PlainDate, PlainDate>();
  for (const night of rows.flatMap((row) => row.nights)) {
    const week = mondays.get(night.night) ?? mondayOf(night.night);
    mondays.set(night.night, week);
    const nights = weeks.get(week) ?? [];
    nights.push(night);
    weeks.set(week, nights);
  }
  return [...weeks].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([week, nights]) => ({ week, count: count(nights) }));
}

/** The share of available bed nights that are taken by a stay, in whole per cent; `undefined` when none is available. */
export function occupancyRate({ available, booked, occupied }: BedNightCount): number | undefined {
  return available === 0 ? undefined : Math.round((100 * (booked + occupied)) / available);
}

function count(nights: readonly BedNight[]): BedNightCount {
  const counted: BedNightCount = {
    registered: nights.length,
    available: 0,
    booked: 0,
    occupied: 0,
    held: 0,
    reserve: 0,
    empty: 0,
    outOfService: 0,
    closed: 0,
  };
  for (const night of nights) counted[COUNTED_AS[night.state]] += 1;
  counted.available = counted.registered - counted.outOfService - counted.closed;
  return counted;
}
