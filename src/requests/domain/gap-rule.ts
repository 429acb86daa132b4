import { dayNumber, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { firstArrivals, sayFirstAllowed } from './first-arrival.js';

export interface TooClose {
  /** Days between the two, and the least that the unit asks for. */
  days: number;
  least: number;
  /** The stay or the offer beside it. */
  beside: Nights;
  isBefore: boolean;
  firstAllowed: PlainDate | undefined;
}

/**
 * The stay or offer of the same young person that lies too close to the nights, before or after them, in any unit. The
 * gap is the days from one departure to the next arrival; who leaves on Monday and comes on Tuesday has a gap of one.
 * `least` 0 asks for none. That a family's breaks are spread is the unit's practice, so a manager may go over it.
 *
 * @example gapRule(7, [])({ arrival: '2027-05-03', departure: '2027-05-06' }); // undefined
 */
export function gapRule(least: number, own: readonly Nights[]): (wanted: Nights) => TooClose | undefined {
  const closest = (wanted: Nights) =>
    own
      .filter((one) => !overlaps(one, wanted))
      .map((one) => {
        const isBefore = one.departure <= wanted.arrival;
        const days = isBefore
          ? dayNumber(wanted.arrival) - dayNumber(one.departure)
          : dayNumber(one.arrival) - dayNumber(wanted.departure);
        return { days, beside: one, isBefore };
      })
      .filter(({ days }) => days < least)
      .toSorted((a, b) => a.days - b.days)[0];
  const firstArrival = firstArrivals((later) => !own.some((one) => overlaps(one, later)) && !closest(later));
  return (wanted) => {
    const found = least > 0 ? closest(wanted) : undefined;
    if (!found) return undefined;
    const { arrival, departure } = found.beside;
    return {
      ...found,
      ...{ beside: { arrival, departure }, least },
      get firstAllowed() {
        return firstArrival(wanted);
      },
    };
  };
}

const daysText = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`;

/** Why the nights lie too close to others, and when they could be. */
export function sayTooClose({ days, least, beside, isBefore, firstAllowed }: TooClose): string {
  const other = isBefore
    ? `the stay before it ends on ${sayDate(beside.departure)}`
    : `the stay after it begins on ${sayDate(beside.arrival)}`;
  const gap = days === 0 ? 'no day' : `only ${daysText(days)}`;
  return `There would be ${gap} between two of their stays: ${other}. The unit keeps ${daysText(least)}. ${sayFirstAllowed(firstAllowed, sayDate)}`;
}
