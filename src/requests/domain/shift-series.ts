import { addDays, type Nights, type PlainDate } from '../../kernel/nights.js';
import { ASKING_STATES, type RequestState } from './states.js';

/** A break of a series as far as it matters to whether it can be asked for on other days. */
export interface Shiftable {
  state: RequestState;
  wishedArrival: PlainDate;
  nights: number | null;
  offers: readonly Nights[];
  stay: Nights | null;
}

/** Days to shift by, of breaks so long, between the first day and the last on which a break can lie. */
export interface Shift {
  days: number;
  nights: number;
  today: PlainDate;
  horizon: PlainDate;
}

/**
 * Which of these breaks are asked for on other days, and of the others why not: none for which a bed is held or that is
 * booked, none that would be over or too far ahead, and none that would lie on nights of another break that stays where it
 * is. Two that lay on the same nights before may do so still.
 */
export function shifted<Part extends Shiftable>(all: readonly Part[], these: readonly Part[], by: Shift) {
  const wanted = ({ wishedArrival, nights }: Part, days = 0): Nights => {
    const arrival = addDays(wishedArrival, days);
    return { arrival, departure: addDays(arrival, nights ?? by.nights) };
  };
  const standsOn = (part: Part) => part.stay ?? part.offers[0] ?? wanted(part);
  const clashes = (part: Part, other: Part) =>
    overlap(wanted(part, by.days), standsOn(other)) && !overlap(wanted(part), standsOn(other));
  const isPossible = (part: Part) => {
    const { arrival, departure } = wanted(part, by.days);
    return arrival >= by.today && departure <= by.horizon;
  };
  const couldMove = these.filter((part) => ASKING_STATES.includes(part.state) && isPossible(part));
  let moved = couldMove;
  for (let before = -1; before !== moved.length;) {
    before = moved.length;
    const stay = all.filter((part) => !moved.includes(part));
    moved = moved.filter((part) => !stay.some((other) => clashes(part, other)));
  }
  const why = (part: Part) => {
    if (part.stay) return BOOKED;
    if (!ASKING_STATES.includes(part.state)) return HELD;
    return couldMove.includes(part) ? CLASHES : BEYOND;
  };
  return { moved, left: these.filter((part) => !moved.includes(part)).map((part) => ({ part, why: why(part) })) };
}

const overlap = (one: Nights, other: Nights): boolean => one.arrival < other.departure && other.arrival < one.departure;

export const HELD =
  'A bed is held for it. Open this break and have its nights taken back, or answered with no; then ask for other days.';
export const BOOKED = 'It is booked. Open this break, then its stay, and change the nights there.';
export const CLASHES =
  'On these days it would lie on nights of another break. Leave one of the two out, or choose others.';
export const BEYOND = 'On these days it would be over already, or further ahead than can be booked.';
