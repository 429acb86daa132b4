import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { roomsApart } from '../../calendar/domain/rooms-apart.js';
import type { StaffedNight } from '../../calendar/domain/staffing.js';
import { nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Assessed } from '../../matching/domain/assessed.js';
import type { FactOf, House as Judged, PairJudge } from '../../matching/domain/judge-night.js';
import { stayJudge, type Apart, type Compatibility } from '../../matching/domain/judge-stay.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import { whatWouldWork, type Remedy } from '../../matching/domain/what-would-work.js';
import type { StayMove } from './make-room.js';
import type { Option } from './options.js';

/** What it takes to say how young people fit together: the guide, and what is known of each and of any two. */
export interface Matching {
  rules: RuleSet;
  judge: PairJudge;
  factOf: FactOf;
  people: ReadonlyMap<string, Assessed>;
}

/** Who is held a bed, and for which nights. */
export type HeldBed = Nights & Pick<Claim, 'youngPersonId' | 'bedId' | 'stayId'>;

/** A house and who is in it, as far as who fits with whom goes by it. */
export interface Household {
  beds: readonly Bed[];
  claims: readonly HeldBed[];
  staffed: readonly StaffedNight[];
  wakingNight?: boolean;
}

/** Who sleeps where on a night. */
export interface Sleeper {
  id: string;
  bedId: string;
  stayId: string | null;
}

/**
 * Who has a bed on each night, by a stay or by an offer that may become one; nobody on a night on which nobody has.
 *
 * @example sleepersOn([kitsStay], { arrival: '2027-05-14', departure: '2027-05-16' }).get('2027-05-14'); // [{ id: kit, bedId: one, stayId }]
 */
export function sleepersOn(claims: readonly HeldBed[], range: Nights): Map<PlainDate, Sleeper[]> {
  const sleepers = new Map<PlainDate, Sleeper[]>(nightsOf(range).map((night) => [night, []]));
  for (const { youngPersonId, bedId, stayId, arrival, departure } of claims) {
    if (youngPersonId === null) continue;
    const from = arrival > range.arrival ? arrival : range.arrival;
    const until = departure < range.departure ? departure : range.departure;
    for (const night of nightsOf({ arrival: from, departure: until }))
      sleepers.get(night)?.push({ id: youngPersonId, bedId, stayId });
  }
  return sleepers;
}

/** How the young person would fit in a bed of an option, and what would make it work where it does not. */
export interface Fit {
  bedId: string;
  compatibility: Compatibility;
  wouldWork: Remedy[];
}

/** Says how one young person would fit on any nights of the range, in any bed. Nights are looked up once for all of them. */
export type FitFinder = (wanted: Nights, bedId: string, moves?: readonly StayMove[]) => Compatibility;

/** Everybody who is held a bed on a night counts, by a stay or by an offer that may become one. */
export const fitFinder = (guest: Assessed, house: Household, matching: Matching, range: Nights): FitFinder =>
  fitsOf(guest, house, matching, range).find;

/** The same, with what would make it work: other beds that can be had, what the house can do, an assessment that is missing. */
export const fitOf = (guest: Assessed, house: Household, matching: Matching, option: Place): Fit =>
  fitsOf(guest, house, matching, option).of(option);

type Place = Nights & Pick<Option, 'bed' | 'beds' | 'moves'>;

/** How one young person would fit on nights of a range, in any bed. */
export interface Fits {
  find: FitFinder;
  /** With what would make it work. */
  of: (option: Place) => Fit;
}

/** Who is there is looked up once for all the nights of the range. */
export function fitsOf(guest: Assessed, house: Household, matching: Matching, range: Nights): Fits {
  return fitsIn(lookAtNights(guest.id, house, matching, range), guest, matching);
}

/** The same for many: nights are looked up once for all who have no bed on any of them. */
export function fitsOfEach(house: Household, matching: Matching, range: Nights): (guest: Assessed) => Fits {
  const theirs = new Set(house.claims.map(({ youngPersonId }) => youngPersonId));
  const looked = lookAtNights('', house, matching, range);
  return (guest) => (theirs.has(guest.id) ? fitsOf(guest, house, matching, range) : fitsIn(looked, guest, matching));
}

function fitsIn(looked: ReturnType<typeof lookAtNights>, guest: Assessed, matching: Matching): Fits {
  const { rules, judge } = matching;
  const judgeNights = stayJudge(rules, judge, guest);
  return {
    find: (wanted, bedId, moves = []) => judgeNights(looked.of(wanted), looked.apartFrom(bedId, moves)),
    of: (option) => {
      const nights = looked.of(option);
      const apartFrom = (bedId: string) => looked.apartFrom(bedId, option.moves);
      const compatibility = judgeNights(nights, apartFrom(option.bed.id));
      const beds = option.beds.map(({ id }) => id);
      const setting = { judgeNights, nights, apartFrom, bedId: option.bed.id, beds };
      return { bedId: option.bed.id, compatibility, wouldWork: whatWouldWork(setting, compatibility) };
    },
  };
}

/** An option with how they would fit; of its beds that are free, the one where they fit best is the one to take. */
export type FittedOption = Option & { fit: Fit };

export function fitted(option: Option, fits: Fits): FittedOption {
  const beds = safestBeds(option, fits.find);
  const best = { ...option, beds, bed: beds[0] ?? option.bed };
  return { ...best, fit: fits.of(best) };
}

/** How they would fit in another of its beds. */
export const fitInBed = (option: Option, bedId: string, fits: Fits): Fit =>
  fits.of({ ...option, bed: option.beds.find(({ id }) => id === bedId) ?? option.bed });

/**
 * How each of some who would come together fits, in their order: with those who will be there, and with each other in the
 * beds that they would have.
 */
export function fitsTogether(
  guests: readonly Assessed[],
  house: Household,
  matching: Matching,
  option: Nights & { beds: readonly Bed[]; moves: readonly StayMove[] },
): Fit[] {
  const { arrival, departure, moves } = option;
  const isOneOfThem = ({ youngPersonId }: HeldBed) => guests.some(({ id }) => id === youngPersonId);
  const others = house.claims.filter((claim) => !isOneOfThem(claim));
  const theirs = guests.map(({ id }, place): HeldBed => {
    return { youngPersonId: id, bedId: option.beds[place]!.id, stayId: null, arrival, departure };
  });
  return guests.map((guest, place) => {
    const bed = option.beds[place]!;
    const claims = [...others, ...theirs.filter(({ youngPersonId }) => youngPersonId !== guest.id)];
    return fitOf(guest, { ...house, claims }, matching, { arrival, departure, bed, beds: [bed], moves: [...moves] });
  });
}

/**
 * With whom a decision *never together* keeps somebody apart who would be there on any of the nights: then nothing but a no
 * can be signed.
 *
 * @example keptFrom(fit, ash, factOf); // ['kit']
 */
export function keptFrom(
  { compatibility }: Pick<Fit, 'compatibility'>,
  youngPersonId: string,
  factOf: FactOf,
): string[] {
  const others = new Set(compatibility.nights.flatMap(({ pairs }) => pairs.map((pair) => pair.with)));
  return [...others].filter((other) => factOf(youngPersonId, other)?.decision === 'never_together');
}

/** The beds of an option in the order in which they are to be had: where it is safest first, else as they were. */
export function safestBeds(option: Nights & Pick<Option, 'beds' | 'moves'>, fits: FitFinder): Bed[] {
  const place = new Map(
    option.beds.map(({ id }) => [id, VERDICTS.indexOf(fits(option, id, option.moves).verdict)] as const),
  );
  return option.beds.toSorted((one, other) => place.get(one.id)! - place.get(other.id)!);
}

/** Who is there on each night of a range, and whose rooms lie away from a bed's. Nights are looked up once. */
export function lookAtNights(
  guestId: string,
  { beds, claims, staffed, wakingNight }: Household,
  { people }: Matching,
  range: Nights,
) {
  const others = claims.filter(({ youngPersonId }) => youngPersonId !== guestId);
  const sleepers = sleepersOn(others, range);
  const figures = new Map(staffed.map(({ night, figure }) => [night, figure?.take ?? null]));
  const houses = new Map<PlainDate, Judged>(
    [...sleepers].map(([night, there]) => [
      night,
      {
        night,
        others: [...new Set(there.map(({ id }) => id))].map((id) => known(people, id)),
        staff: figures.get(night) ?? null,
        eases: wakingNight ? ['waking_night'] : [],
      },
    ]),
  );
  return {
    of: (wanted: Nights): Judged[] => nightsOf(wanted).map((night) => houses.get(night)!),
    /** Whether they have a stay on the night, and are not only held a bed by an offer. */
    isBooked: (night: PlainDate, id: string): boolean =>
      sleepers.get(night)!.some((one) => one.id === id && one.stayId !== null),
    apartFrom: (bedId: string, moves: readonly StayMove[]): Apart => {
      const away = roomsApart(bedId, beds);
      if (away.size === 0) return () => away;
      const now = ({ bedId: at, stayId }: Sleeper) => moves.find((move) => move.stayId === stayId)?.to.id ?? at;
      return (night) => new Set((sleepers.get(night) ?? []).flatMap((one) => (away.has(now(one)) ? [one.id] : [])));
    },
  };
}

/** Nobody who is there is ever left out: a fault of the caller's, never an answer. */
export function known(people: Matching['people'], id: string): Assessed {
  const found = people.get(id);
  if (!found) throw new Error('Somebody who is there was not looked up.');
  return found;
}
