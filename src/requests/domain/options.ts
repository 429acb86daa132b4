import { breaksUp, freeBeds } from '../../calendar/domain/choose-bed.js';
import { claimsOn, type Bed, type Claim } from '../../calendar/domain/claim.js';
import type { StaffedNight, Visitor } from '../../calendar/domain/staffing.js';
import { addDays, nightsOf, weekdayOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayNights } from '../../kernel/say-date.js';
import { missingIn } from '../../people/domain/stay-needs.js';
import type { Room, RoomFinder, StayMove } from './make-room.js';
import { beyondStaff } from './beyond-staff.js';
import {
  obstacleOfNeeds,
  obstacleOfStaff,
  obstaclesOfDates,
  obstaclesOfGuest,
  type Guest,
  type Obstacle,
} from './obstacles.js';
import type { Window } from './windows.js';

export interface Question {
  /** The earliest arrival and the latest departure. */
  from: PlainDate;
  to: PlainDate;
  /** The stretches between the two in which the stay may lie; where left out, it may lie anywhere. */
  windows?: readonly Window[];
  nights: number;
  weekdays: readonly number[];
  /** No stay begins before today. */
  today: PlainDate;
  /** The last date on which a stay may end. */
  horizon: PlainDate;
}

export interface House {
  beds: readonly Bed[];
  claims: readonly Claim[];
  youngest: number;
  oldest: number;
  /** What the staff of each night can take and what is booked against it, without the young person asked about. */
  staffed: readonly StaffedNight[];
  /** Who comes on a day and takes no bed. */
  visitors: readonly Visitor[];
  /** A member of staff is awake every night. */
  wakingNight?: boolean;
  /** Looks for room that moves would make. Left out where stays are not to be moved, or a bed is free anyway. */
  room?: RoomFinder;
}

export interface Option extends Nights {
  /** The bed to take, and every bed that can be had: those free throughout, best first, or the one that moves make free. */
  bed: Bed;
  beds: Bed[];
  /** Booked stays that would have to change beds: none where a bed is free as things are. */
  moves: StayMove[];
  /** Who else would be there on at least one of the nights. */
  company: Claim[];
  /** Whether every night falls on a weekday that suits. */
  suitsWeekdays: boolean;
}

export interface Unavailable {
  arrival: PlainDate;
  departure: PlainDate;
  reasons: Obstacle[];
  /** What it would be if a manager went over everything that stands against it; left out where nobody can. */
  ifOverruled?: Option;
}

/**
 * Every start date in the window with its answer: an option that names a real bed for every night, free as things are
 * or once the moves are made that it lists, or the reasons why there is none. A bed can be had or it cannot; whether the young people suit each other is
 * *not assessed* here.
 *
 * A window is half-open: the last start date is the one whose departure falls on its end. Windows are in their order.
 */
export function optionsFor(
  question: Question,
  house: House,
  guest?: Guest,
): { options: Option[]; unavailable: Unavailable[] } {
  const options: Option[] = [];
  const unavailable: Unavailable[] = [];
  for (const wanted of startsOf(question)) {
    const { reasons, room } = answerTo(wanted, question, house, guest);
    const option =
      room && reasons.every(({ mayBeOverruled }) => mayBeOverruled)
        ? optionOf(wanted, question, house, room)
        : undefined;
    if (reasons.length === 0 && option) options.push(option);
    else unavailable.push({ ...wanted, reasons, ...(option && { ifOverruled: option }) });
  }
  return { options, unavailable };
}

/**
 * The options of `optionsFor` alone, of the nights that are asked about: of the others it is not said what stands against
 * them, and most are passed by as soon as no bed is free.
 *
 * @example openOptions(question, house, ash, ({ arrival }) => arrival > '2027-05-03'); // those of optionsFor that begin later
 */
export function openOptions(
  question: Question,
  house: House,
  guest: Guest | undefined,
  isAsked: (wanted: Nights) => boolean,
): Option[] {
  const needs = guest?.needs ?? [];
  if (obstacleOfNeeds(house.beds, needs)) return [];
  return [...startsOf(question)].flatMap((wanted) => {
    const room = isAsked(wanted) ? roomFor(wanted, house, needs) : undefined;
    return room && obstaclesBesidesBeds(wanted, question, house, guest).length === 0
      ? [optionOf(wanted, question, house, room)]
      : [];
  });
}

/** The nights from every start date on which a stay of that length lies within a window. */
export function* startsOf({
  nights,
  ...whole
}: Pick<Question, 'from' | 'to' | 'windows' | 'nights'>): Generator<Nights, void, void> {
  for (const { from, to } of whole.windows ?? [whole]) {
    for (let arrival = from; addDays(arrival, nights) <= to; arrival = addDays(arrival, 1))
      yield { arrival, departure: addDays(arrival, nights) };
  }
}

/** The beds that can be had, best first, and what it takes. */
type RoomAmongBeds = Room & { beds: Bed[] };

function optionOf(wanted: Nights, question: Question, house: House, room: RoomAmongBeds): Option {
  const company = claimsOn(house.claims, wanted).filter((claim) => claim.youngPersonId !== null);
  return { ...wanted, ...room, company, suitsWeekdays: suitsAll(question.weekdays, wanted) };
}

/** The beds that can be had, best first, and what it takes: a move only where no bed is free on every night. */
export function roomFor(
  wanted: Nights,
  house: Pick<House, 'beds' | 'claims' | 'room'>,
  needs: readonly string[] = [],
): RoomAmongBeds | undefined {
  const beds = freeBeds(house.beds, wanted, house.claims, needs);
  if (beds[0]) return { bed: beds[0], beds, moves: [] };
  const suitable = house.beds.filter((bed) => missingIn(bed.attributes, needs).length === 0);
  const room = house.room?.(wanted, needs, suitable);
  return typeof room === 'object' ? { ...room, beds: [room.bed] } : undefined;
}

/** Whether for some start no bed is free as things are: only then is it worth knowing what stands around these nights. */
export function mayNeedMoves(
  question: Pick<Question, 'from' | 'to' | 'windows' | 'nights'>,
  { beds, claims }: Pick<House, 'beds' | 'claims'>,
  needs: readonly string[] = [],
): boolean {
  const whole = { arrival: question.from, departure: question.to };
  const full = new Set(nightsOf(whole).filter((night) => isFull(night, beds, claims)));
  for (const wanted of startsOf(question)) {
    if (nightsOf(wanted).some((night) => full.has(night))) continue;
    if (freeBeds(beds, wanted, claims, needs).length === 0) return true;
  }
  return false;
}

const isFull = (night: PlainDate, beds: readonly Bed[], claims: readonly Claim[]): boolean =>
  freeBeds(beds, { arrival: night, departure: addDays(night, 1) }, claims).length === 0;

/** Everything that stands against these nights, in the order in which a person would ask. Empty when an option stands. */
export function obstacles(
  wanted: Nights,
  question: Pick<Question, 'today' | 'horizon'>,
  house: House,
  guest?: Guest,
): Obstacle[] {
  return answerTo(wanted, question, house, guest).reasons;
}

/** The same, with the beds that can be had: looked for once. */
function answerTo(
  wanted: Nights,
  question: Pick<Question, 'today' | 'horizon'>,
  house: House,
  guest?: Guest,
): { reasons: Obstacle[]; room: RoomAmongBeds | undefined } {
  const needs = guest?.needs ?? [];
  const lacking = obstacleOfNeeds(house.beds, needs);
  const room = lacking ? undefined : roomFor(wanted, house, needs);
  const ofBeds: Obstacle[] = [];
  if (lacking) {
    ofBeds.push(lacking);
  } else if (!room) {
    const suitable = house.beds.filter((bed) => missingIn(bed.attributes, needs).length === 0);
    ofBeds.push({ code: 'no_bed', sentence: whyNoBed(wanted, { ...house, beds: suitable }, needs) });
  }
  const others = obstaclesBesidesBeds(wanted, question, house, guest, ofBeds.length === 0);
  return { reasons: [...others, ...ofBeds], room };
}

/**
 * What stands against these nights whatever the beds: the dates, what holds for the young person, whom they would meet and
 * the staff, in the order in which a person would ask. What more staff would open is said only where there is a bed.
 */
export function obstaclesBesidesBeds(
  wanted: Nights,
  question: Pick<Question, 'today' | 'horizon'>,
  house: Omit<House, 'beds' | 'room' | 'wakingNight'>,
  guest?: Guest,
  hasBed = true,
): Obstacle[] {
  const found = obstaclesOfDates(wanted, question);
  if (guest) found.push(...obstaclesOfGuest(wanted, house, guest));
  const beyond = beyondStaff(house.staffed, wanted, guest?.support);
  return beyond ? [...found, obstacleOfStaff(beyond, hasBed && found.length === 0)] : found;
}

/** Names the nights on which no suitable bed can be had, moves or not; without one, the stays do not fit around each other. */
function whyNoBed(wanted: Nights, { beds, claims, room }: House, needs: readonly string[]): string {
  const bed = needs.length > 0 ? `bed that has what they need (${needs.join(', ')})` : 'bed';
  const isHopeless = (night: PlainDate) =>
    !room || room({ arrival: night, departure: addDays(night, 1) }, needs, beds) === 'none';
  const full = nightsOf(wanted).filter((night) => isFull(night, beds, claims) && isHopeless(night));
  const which = full.length === 1 ? 'this night' : 'these nights';
  if (full.length > 0) return `Every ${bed} is taken on ${which}: ${sayNights(full)}.`;
  const single = `No single ${bed} is free on every night`;
  if (!room) return `${single}.`;
  return room(wanted, needs, beds) === 'none'
    ? `${single}, and no move of a booked stay makes room.`
    : `${single}. There are too many ways to move booked stays to look through them all.`;
}

/**
 * How many of the beds of an option would have their free nights broken up by it, once its moves are made; see `breaksUp`.
 * Of two that are alike in everything else the one that leaves the calendar whole is the better: the next family may want
 * a longer stay.
 *
 * @example bedsBrokenUp({ arrival, departure, moves: [] }, [two], claims); // 0 where a guest of bed two leaves on the arrival day
 */
export function bedsBrokenUp(
  option: Nights & Pick<Option, 'moves'>,
  beds: readonly Pick<Bed, 'id'>[],
  claims: readonly Claim[],
): number {
  const moved = new Set(option.moves.map(({ stayId }) => stayId));
  const staying = claims.filter(({ stayId }) => stayId === null || !moved.has(stayId));
  return beds.filter((bed) => breaksUp(bed, option, staying)).length;
}

export function suits(weekdays: readonly number[], night: PlainDate): boolean {
  return weekdays.length === 0 || weekdays.includes(weekdayOf(night));
}

/** Whether every night of a stay falls on a weekday that suits. */
export const suitsAll = (weekdays: readonly number[], stay: Nights): boolean =>
  weekdays.length === 0 || nightsOf(stay).every((night) => suits(weekdays, night));
