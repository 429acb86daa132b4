import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { bedNights } from '../../calendar/domain/night-state.js';
import { roomsApart } from '../../calendar/domain/rooms-apart.js';
import { staffedNights, usableBeds, type Staffing } from '../../calendar/domain/staffing.js';
import { nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Assessed, PairFact } from './assessed.js';
import {
  factsByPair,
  judgeNight,
  judgeTwo,
  pairJudge,
  type FactOf,
  type House,
  type PairJudge,
} from './judge-night.js';
import { judgeStay } from './judge-stay.js';
import type { RuleSet } from './rule-set.js';
import { VERDICTS, type Verdict } from './verdicts.js';

/** A rule set, and everybody as they count under it: how long information counts is a matter of the rule set. */
export interface Side {
  rules: RuleSet;
  people: ReadonlyMap<string, Assessed>;
}

/** A house on the nights that are looked at. Everybody with a claim is among the people of both sides. */
export interface PreviewHouse {
  unitId: string;
  youngest: number;
  oldest: number;
  wakingNight: boolean;
  beds: readonly Bed[];
  claims: readonly Claim[];
  staffing: Staffing;
  /** Who could come here. */
  known: ReadonlySet<string>;
}

export interface PreviewFacts {
  before: Side;
  after: Side;
  /** Those between whom pairs are looked at, by their ids. */
  current: readonly string[];
  facts: readonly PairFact[];
  houses: readonly PreviewHouse[];
  range: Nights;
}

/** Nights that somebody has or is offered, of which the advice changes. */
interface Changed extends Nights {
  unitId: string;
  youngPersonId: string;
  from: Verdict;
  to: Verdict;
  /** The gravest night by the rule set that would come. */
  night: PlainDate;
}

export interface ChangedStay extends Changed {
  stayId: string;
}

/** An offer that waits for a manager's signature, or for the family's answer. */
export interface ChangedOffer extends Changed {
  requestId: string;
  /** The claim that holds the bed. */
  claimId: string;
}

/** What would be different under another rule set. */
export interface Preview {
  /** How many pairs of the current young people were looked at, and how many go from which advice to which. */
  pairs: number;
  pairChanges: { from: Verdict; to: Verdict; pairs: number }[];
  /** How many booked stays were looked at, and those whose advice changes: those that become graver first. */
  stays: number;
  changedStays: ChangedStay[];
  /** The same of open offers, which may become stays. */
  offers: number;
  changedOffers: ChangedOffer[];
  /** Nights with a bed to give × young people who could come: how many were looked at, and become possible or not. */
  nights: { of: number; opened: number; closed: number };
}

/** So many young people are looked at for a night without a pause. */
const A_TURN = 25;

interface Judging extends Side {
  judge: PairJudge;
  factOf: FactOf;
}

/**
 * Everything that another rule set would change, both judged side by side. It pauses after every few hundred judgements, so
 * that who runs it can let others have their turn.
 *
 * A night is *possible* for somebody where the advice is suitable or only with mitigation. Where rooms lie is counted for
 * stays, whose bed is known, and not for who could come.
 */
export function* whatWouldChange(found: PreviewFacts): Generator<void, Preview> {
  const { before, after, current, facts, houses, range } = found;
  const factOf = factsByPair(facts);
  const sides = [before, after].map((side): Judging => ({ ...side, factOf, judge: pairJudge(side.rules, factOf) }));
  const [was, is] = sides as [Judging, Judging];
  const pairChanges = yield* changedPairs(was, is, current);
  const nights = { of: 0, opened: 0, closed: 0 };
  const stays: ChangedStay[] = [];
  const offers: ChangedOffer[] = [];
  const looked = { stays: 0, offers: 0 };
  for (const house of houses) {
    const [here, then] = [housesOf(house, was, range), housesOf(house, is, range)];
    const change = (one: Looked): Changed | undefined => {
      const [from, to] = [judged(one, house, was, here), judged(one, house, is, then)];
      const { youngPersonId, arrival, departure } = one;
      if (from.verdict === to.verdict) return undefined;
      const verdicts = { from: from.verdict, to: to.verdict, night: to.worst.night };
      return { youngPersonId, arrival, departure, unitId: house.unitId, ...verdicts };
    };
    for (const stay of staysOf(house, range)) {
      looked.stays += 1;
      const found = change(stay);
      if (found) stays.push({ ...found, stayId: stay.stayId });
      yield;
    }
    for (const offer of offersOf(house, range)) {
      looked.offers += 1;
      const found = change(offer);
      if (found) offers.push({ ...found, requestId: offer.requestId, claimId: offer.claimId });
      yield;
    }
    for (const { count, at } of openNights(house, range, here)) {
      const [one, other] = [here.get(at)!, then.get(at)!];
      for (const [place, id] of [...house.known].entries()) {
        if (place % A_TURN === 0) yield;
        const [guest, later] = [was.people.get(id), is.people.get(id)];
        if (!guest || !later || guest.age < house.youngest || guest.age > house.oldest) continue;
        if (one.others.some((there) => there.id === id)) continue;
        nights.of += count;
        const [could, can] = [isPossible(was, guest, one), isPossible(is, later, other)];
        if (!could && can) nights.opened += count;
        if (could && !can) nights.closed += count;
      }
    }
  }
  const pairs = (current.length * (current.length - 1)) / 2;
  const changed = { changedStays: stays.toSorted(byGravity), changedOffers: offers.toSorted(byGravity) };
  return { pairs, pairChanges, ...looked, ...changed, nights };
}

function* changedPairs(was: Judging, is: Judging, current: readonly string[]): Generator<void, Preview['pairChanges']> {
  const counts = new Map<string, { from: Verdict; to: Verdict; pairs: number }>();
  // Each pair is asked about once: nothing is kept of the answer.
  const verdict = ({ rules, people, factOf }: Judging, one: string, other: string) => {
    return judgeTwo(rules, factOf, people.get(one)!, people.get(other)!).judged.verdict;
  };
  for (const [place, one] of current.entries()) {
    for (const other of current.slice(place + 1)) {
      const [from, to] = [verdict(was, one, other), verdict(is, one, other)];
      if (from === to) continue;
      const key = `${from} ${to}`;
      counts.set(key, { from, to, pairs: (counts.get(key)?.pairs ?? 0) + 1 });
    }
    yield;
  }
  return [...counts.values()].toSorted(byGravity);
}

/** Who is there each night, and what the house does. */
function housesOf(
  { claims, staffing, wakingNight }: PreviewHouse,
  { people }: Side,
  range: Nights,
): Map<PlainDate, House> {
  return new Map(
    staffedNights(staffing, claims, range).map(({ night, figure }) => {
      const ids = new Set(claims.filter((claim) => isOn(claim, night)).flatMap((claim) => claim.youngPersonId ?? []));
      const others = [...ids].toSorted().map((id) => people.get(id)!);
      return [night, { night, others, staff: figure?.take ?? null, eases: wakingNight ? ['waking_night'] : [] }];
    }),
  );
}

const isOn = ({ arrival, departure }: Nights, night: PlainDate) => arrival <= night && night < departure;

interface Looked extends Nights {
  youngPersonId: string;
  /** Those within the range, each with the bed. */
  nights: Map<PlainDate, string>;
}

type LookedStay = Looked & { stayId: string };
type LookedOffer = Looked & Pick<ChangedOffer, 'requestId' | 'claimId'>;

/** Booked stays and those that are on, which may have several beds one after another. */
function staysOf({ claims }: PreviewHouse, range: Nights): LookedStay[] {
  const stays = new Map<string, LookedStay>();
  for (const { stayId, youngPersonId, purpose, departed, arrival, departure, bedId } of claims) {
    if (purpose !== 'stay' || !stayId || !youngPersonId || departed) continue;
    const known = stays.get(stayId) ?? { stayId, youngPersonId, arrival, departure, nights: new Map() };
    for (const night of nightsOf(range)) if (isOn({ arrival, departure }, night)) known.nights.set(night, bedId);
    stays.set(stayId, {
      ...known,
      arrival: arrival < known.arrival ? arrival : known.arrival,
      departure: departure > known.departure ? departure : known.departure,
    });
  }
  return [...stays.values()].filter(({ nights }) => nights.size > 0);
}

/** What is held for a family, until it is signed and answered: each with its one bed. */
const offersOf = ({ claims }: PreviewHouse, range: Nights): LookedOffer[] =>
  claims.flatMap(({ id, purpose, youngPersonId, requestId, arrival, departure, bedId }) => {
    if (purpose !== 'offer' || !youngPersonId || !requestId) return [];
    const nights = nightsOf(range).filter((night) => isOn({ arrival, departure }, night));
    if (nights.length === 0) return [];
    const beds = new Map(nights.map((night) => [night, bedId]));
    return [{ claimId: id, requestId, youngPersonId, arrival, departure, nights: beds }];
  });

function judged(stay: Looked, { beds, claims }: PreviewHouse, side: Judging, houses: Map<PlainDate, House>) {
  const { rules, judge, people } = side;
  const apart = (night: PlainDate) => {
    const away = roomsApart(stay.nights.get(night)!, beds);
    const there = claims.filter((claim) => isOn(claim, night) && away.has(claim.bedId));
    return new Set(there.flatMap(({ youngPersonId }) => youngPersonId ?? []));
  };
  const nights = [...stay.nights.keys()].toSorted().map((night) => houses.get(night)!);
  return judgeStay(rules, judge, people.get(stay.youngPersonId)!, nights, apart);
}

/** Nights with a bed to give: those on which the same people are there are judged once, and counted. */
function openNights(
  { beds, claims, staffing }: PreviewHouse,
  range: Nights,
  houses: Map<PlainDate, House>,
): { at: PlainDate; count: number }[] {
  const free = new Map<PlainDate, number>();
  for (const { nights } of bedNights(beds, claims, range))
    for (const { night, state } of nights) if (state === 'free') free.set(night, (free.get(night) ?? 0) + 1);
  const alike = new Map<string, { at: PlainDate; count: number }>();
  for (const staffed of staffedNights(staffing, claims, range)) {
    if (usableBeds(free.get(staffed.night) ?? 0, staffed) === 0) continue;
    const { others, staff } = houses.get(staffed.night)!;
    const key = [staff, ...others.map(({ id }) => id)].join(' ');
    const known = alike.get(key) ?? { at: staffed.night, count: 0 };
    alike.set(key, { ...known, count: known.count + 1 });
  }
  return [...alike.values()];
}

function isPossible({ rules, judge }: Judging, guest: Assessed, house: House): boolean {
  // Who is not assessed is never suitable, and neither is anybody beside them.
  if (guest.gap || house.others.some(({ gap }) => gap)) return false;
  const { verdict } = judgeNight(rules, judge, guest, house);
  return verdict === 'suitable' || verdict === 'only_with_mitigation';
}

interface Change {
  from: Verdict;
  to: Verdict;
}

type Named = ChangedStay & ChangedOffer;

/** What becomes graver first, and the gravest of that. */
function byGravity(one: Change & Partial<Named>, other: Change & Partial<Named>): number {
  const place = (verdict: Verdict) => VERDICTS.indexOf(verdict);
  const worse = ({ from, to }: Change) => Number(place(to) > place(from));
  return (
    worse(other) - worse(one) ||
    place(other.to) - place(one.to) ||
    place(one.from) - place(other.from) ||
    (one.arrival ?? '').localeCompare(other.arrival ?? '') ||
    (one.stayId ?? one.claimId ?? '').localeCompare(other.stayId ?? other.claimId ?? '')
  );
}
