import { freeBeds } from '../../calendar/domain/choose-bed.js';
import { claimsOn, type Bed, type Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf, type Nights } from '../../kernel/nights.js';
import { sayNights } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';
import { beyondStaff } from './beyond-staff.js';
import type { RoomForAll, RoomForAllFinder, StayMove } from './make-room.js';
import {
  obstacleOfNeeds,
  obstacleOfStaff,
  obstaclesOfDates,
  obstaclesOfGuest,
  type Guest,
  type Obstacle,
} from './obstacles.js';
import { oneForEach } from './one-for-each.js';
import { startsOf, suits, type House, type Question } from './options.js';

/** One of several who want the same nights together. */
export interface Sibling extends Guest {
  youngPersonId: string;
  firstName: string;
}

/** The house as it stands for all of them: its staffed nights count none of them yet. */
export interface HouseForAll extends Omit<House, 'room'> {
  /** Looks for room that moves would make. Left out where beds are free anyway, or nothing can be moved. */
  room?: RoomForAllFinder;
}

export interface OptionForAll extends Nights {
  /** A bed for each, in their order. */
  beds: Bed[];
  /** Booked stays that would have to change beds: none where beds are free as things are. */
  moves: StayMove[];
  /** Who else would be there on at least one of the nights. */
  company: Claim[];
  /** Whether every night falls on a weekday that suits. */
  suitsWeekdays: boolean;
}

export interface UnavailableForAll extends Nights {
  reasons: Obstacle[];
  /** What it would be if a manager went over everything that stands against it; left out where nobody can. */
  ifOverruled?: OptionForAll;
}

/**
 * Every start date in the window with its answer for all of them together: a bed of their own for each, free as things are
 * or once the moves are made that are listed, or the reasons why there is not. What stands against one of them stands
 * against the nights; the reason says of whom it is.
 */
export function optionsForAll(
  question: Question,
  house: HouseForAll,
  siblings: readonly Sibling[],
): { options: OptionForAll[]; unavailable: UnavailableForAll[] } {
  const options: OptionForAll[] = [];
  const unavailable: UnavailableForAll[] = [];
  const others = house.claims.filter((claim) => !siblings.some((one) => one.youngPersonId === claim.youngPersonId));
  for (const wanted of startsOf(question)) {
    const room = roomForAll(wanted, house, siblings);
    const reasons = obstaclesForAll(wanted, question, { ...house, others }, siblings, room);
    const option = room && {
      ...wanted,
      ...room,
      company: claimsOn(others, wanted).filter((claim) => claim.youngPersonId !== null),
      suitsWeekdays: nightsOf(wanted).every((night) => suits(question.weekdays, night)),
    };
    if (reasons.length === 0 && option) options.push(option);
    else {
      const ifOverruled = reasons.every(({ mayBeOverruled }) => mayBeOverruled) ? option : undefined;
      unavailable.push({ ...wanted, reasons, ...(ifOverruled && { ifOverruled }) });
    }
  }
  return { options, unavailable };
}

/** A bed for each and what it takes: moves only where no beds are free for all of them. */
export function roomForAll(
  wanted: Nights,
  house: Pick<HouseForAll, 'beds' | 'claims' | 'room'>,
  each: readonly Pick<Guest, 'needs'>[],
): RoomForAll | undefined {
  const beds = oneForEach(each.map(({ needs }) => freeBeds(house.beds, wanted, house.claims, needs)));
  if (beds) return { beds, moves: [] };
  const room = house.room?.(wanted, each.map(seeking));
  return typeof room === 'object' ? room : undefined;
}

/** Whether for some start there is no bed for each as things are, though no night has too few: only then can moves help. */
export function mayNeedMovesForAll(
  question: Pick<Question, 'from' | 'to' | 'windows' | 'nights'>,
  { beds, claims }: Pick<House, 'beds' | 'claims'>,
  each: readonly Pick<Guest, 'needs'>[],
): boolean {
  const whole = { arrival: question.from, departure: question.to };
  const few = new Set(nightsOf(whole).filter((night) => freeOn(night, beds, claims) < each.length));
  for (const wanted of startsOf(question)) {
    if (nightsOf(wanted).some((night) => few.has(night))) continue;
    if (!roomForAll(wanted, { beds, claims }, each)) return true;
  }
  return false;
}

function obstaclesForAll(
  wanted: Nights,
  question: Pick<Question, 'today' | 'horizon'>,
  { others, ...house }: HouseForAll & { others: readonly Claim[] },
  siblings: readonly Sibling[],
  room: RoomForAll | undefined,
): Obstacle[] {
  const found = obstaclesOfDates(wanted, question);
  const setting = { ...house, claims: others };
  for (const one of siblings) {
    const theirs = obstaclesOfGuest(wanted, setting, one);
    found.push(...theirs.map((obstacle) => ({ ...obstacle, sentence: `${one.firstName}: ${obstacle.sentence}` })));
  }
  const apart = siblings.filter((one) => siblings.some(({ youngPersonId }) => one.apart.has(youngPersonId)));
  if (apart.length > 0) {
    const names = sayList(apart.map(({ firstName }) => firstName));
    found.push({ code: 'kept_apart', sentence: `${names} are kept apart from each other for safety.` });
  }
  const beyond = beyondStaff(house.staffed, wanted, ...siblings.map(({ support }) => support));
  if (beyond) found.push(obstacleOfStaff(beyond));
  const lacking = siblings.flatMap(({ firstName, needs }) => {
    const one = obstacleOfNeeds(house.beds, needs);
    return one ? [house.beds.length > 0 ? { ...one, sentence: `${firstName}: ${one.sentence}` } : one] : [];
  });
  if (lacking.length > 0) found.push(...(house.beds.length > 0 ? lacking : lacking.slice(0, 1)));
  else if (!room) found.push({ code: 'no_bed', sentence: whyNoBeds(wanted, house, siblings) });
  return beyond && found.length === 1 ? [obstacleOfStaff(beyond, true)] : found;
}

/** Names the nights on which there is no bed for each, moves or not; without one, the stays do not fit around each other. */
function whyNoBeds(wanted: Nights, house: HouseForAll, siblings: readonly Sibling[]): string {
  const { beds, claims, room } = house;
  const count = siblings.length;
  if (beds.length < count)
    return `The unit has ${beds.length === 1 ? '1 bed' : `${beds.length} beds`}, and they are ${count}.`;
  const isHopeless = (night: Nights) => !roomForAll(night, { beds, claims }, siblings) && hasNoRoom(night);
  const hasNoRoom = (night: Nights) => !room || room(night, siblings.map(seeking)) === 'none';
  const few = nightsOf(wanted).filter((night) => isHopeless({ arrival: night, departure: addDays(night, 1) }));
  const which = few.length === 1 ? 'this night' : 'these nights';
  if (few.length > 0) return `There is no bed for each of the ${count} on ${which}: ${sayNights(few)}.`;
  const changing = `There are not ${count} beds that are free on every night`;
  if (!room) return `${changing}.`;
  return room(wanted, siblings.map(seeking)) === 'none'
    ? `${changing}, and no move of booked stays makes room.`
    : `${changing}. There are too many ways to move booked stays to look through them all.`;
}

const seeking = ({ needs }: Pick<Guest, 'needs'>) => ({ needs });

const freeOn = (night: string, beds: readonly Bed[], claims: readonly Claim[]): number =>
  freeBeds(beds, { arrival: night, departure: addDays(night, 1) }, claims).length;
