import type { Claim } from '../../calendar/domain/claim.js';
import { addDays, daysBetween, overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { RoomFinder } from './make-room.js';
import type { Occurrence } from './occurrences.js';
import { optionsFor, type House, type Option, type Unavailable } from './options.js';
import type { Guest, Obstacle } from './obstacles.js';

/** What the breaks of a series are judged by: loaded once for all of them. */
export interface SeriesGround {
  house: Omit<House, 'room'>;
  /** The young person with breaks of the series that they would have by then. */
  guestWith: (own: readonly Claim[]) => Guest;
  /** Looks for room that moves would make in the days of a break; `undefined` where none has to be looked for. */
  roomIn?: (window: Nights) => RoomFinder | undefined;
  /**
   * Whether each counts as taken on the nights that are asked for, whatever comes out: for a reader who must not be told, by
   * the count of days, which of them could be had.
   */
  takesAll?: boolean;
  today: PlainDate;
  horizon: PlainDate;
}

/** How one break of a series comes out. */
export interface JudgedOccurrence {
  date: PlainDate;
  wanted: Nights;
  /** There is a bed on the nights that are asked for. */
  asked?: Option;
  /** What stands against these nights, where there is none. */
  reasons: Obstacle[];
  /** What it would be if a manager went over it; left out where nobody can. */
  ifOverruled?: Option;
  /** Other nights of its days on which there is a bed, nearest first. */
  others: Option[];
}

/** The nights that would be taken: those asked for, else the nearest others. */
export const foundOf = ({ asked, others }: Pick<JudgedOccurrence, 'asked' | 'others'>): Option | undefined =>
  asked ?? others[0];

/**
 * Each break of a series judged by itself, one after the other in one pass: whether it can be had, on another bed once moves
 * are made, on other days of its own, or not and why. Those before it that can be had count as taken, for the days of a year,
 * the nights granted and the gap, so that the twenty-sixth is refused where twenty-five are the most. One that cannot be had
 * stands against no other: a series is never all or nothing. What is skipped takes nothing and is judged all the same, so
 * that whoever puts it back knows.
 *
 * The work is that of the breaks: of the house only the days of each are looked at.
 *
 * @param occurrences in their order
 */
export function judgeSeries(
  occurrences: readonly Pick<Occurrence, 'date' | 'wanted' | 'window' | 'skipped'>[],
  ground: SeriesGround,
): JudgedOccurrence[] {
  const { today, horizon, guestWith } = ground;
  const taken: Claim[] = [];
  let guest = guestWith([]);
  const near = nearby(ground.house.claims);
  return occurrences.map(({ date, wanted, window, skipped }) => {
    const days = { arrival: window.from, departure: window.to };
    const room = ground.roomIn?.(days);
    const house = {
      ...ground.house,
      claims: near(days),
      staffed: ground.house.staffed.filter(({ night }) => days.arrival <= night && night < days.departure),
      ...(room && { room }),
    };
    const nights = daysBetween(wanted.arrival, wanted.departure);
    const answers = optionsFor({ ...window, nights, weekdays: [], today, horizon }, house, guest);
    const judged = { date, wanted, ...pick(answers, wanted) };
    const found = skipped ? undefined : ground.takesAll ? { ...wanted, bed: { id: '' } } : foundOf(judged);
    if (found) {
      taken.push(asTaken(found));
      guest = guestWith(taken);
    }
    return judged;
  });
}

function pick(
  { options, unavailable }: { options: Option[]; unavailable: Unavailable[] },
  wanted: Nights,
): Pick<JudgedOccurrence, 'asked' | 'reasons' | 'ifOverruled' | 'others'> {
  const isAsked = ({ arrival }: { arrival: PlainDate }) => arrival === wanted.arrival;
  const asked = options.find(isAsked);
  const not = unavailable.find(isAsked);
  const apart = ({ arrival }: Option) => Math.abs(daysBetween(wanted.arrival, arrival));
  return {
    ...(asked && { asked }),
    reasons: not?.reasons ?? [],
    ...(not?.ifOverruled && { ifOverruled: not.ifOverruled }),
    others: options.filter((option) => !isAsked(option)).toSorted((a, b) => apart(a) - apart(b)),
  };
}

/**
 * The claims that share a night with days that are asked about, or end as these begin: a bed that is left on the day is the
 * better one. The days are asked about in their order, so each claim is looked at a few times, however many there are.
 */
function nearby(claims: readonly Claim[]): (days: Nights) => Claim[] {
  const inOrder = claims.toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1));
  const longest = Math.max(0, ...inOrder.map(({ arrival, departure }) => daysBetween(arrival, departure)));
  return ({ arrival, departure }) => {
    const days = { arrival: addDays(arrival, -1), departure: addDays(departure, 1) };
    const earliest = addDays(days.arrival, -longest);
    let at = firstFrom(inOrder, earliest);
    const found: Claim[] = [];
    for (; at < inOrder.length && inOrder[at]!.arrival < days.departure; at += 1)
      if (overlaps(inOrder[at]!, days)) found.push(inOrder[at]!);
    return found;
  };
}

function firstFrom(inOrder: readonly Nights[], date: PlainDate): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder[middle]!.arrival < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A break that they would have, as a claim of theirs counts. */
export function asTaken({ arrival, departure, bed }: Nights & { bed: { id: string } }): Claim {
  return {
    ...{ id: `series ${arrival}`, bedId: bed.id, purpose: 'offer', arrival, departure, youngPersonId: null },
    ...{ requestId: null, stayId: null, arrived: false, legalStatus: null, announced: true, support: null, needs: [] },
    keepsRoom: false,
  };
}

export const RESULTS = ['fits', 'fits_with_moves', 'other_dates', 'conflict'] as const;
export type SeriesResult = (typeof RESULTS)[number];

/** How a break comes out, in a word. */
export function resultOf({ asked, others }: Pick<JudgedOccurrence, 'asked' | 'others'>): SeriesResult {
  if (asked) return asked.moves.length > 0 ? 'fits_with_moves' : 'fits';
  return others.length > 0 ? 'other_dates' : 'conflict';
}
