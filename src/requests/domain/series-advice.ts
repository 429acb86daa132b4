import { overlaps, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Verdict } from '../../matching/domain/verdicts.js';
import type { PairFact } from '../../matching/domain/assessed.js';
import type { Standing } from '../../matching/domain/standing.js';
import { inputsOf } from './decision-inputs.js';
import { fitFinder, safestBeds, type FitFinder, type Household, type Matching } from './fit.js';
import { resultOf, type JudgedOccurrence, type SeriesResult } from './judge-series.js';
import { agreedAs } from './make-room.js';
import type { Option } from './options.js';
import { shownAs } from './shown-group.js';
import { nightsAsTold, type TheirOwn } from './their-nights.js';
import type { Told } from './their-side.js';

/** Nights that could be had, with the advice: for a key worker as they are told of it. */
export interface LookedNights extends Nights {
  verdict: Verdict | null;
  told: Told | null;
  /** Booked stays that would change beds for it, each as it is agreed to; none is told to a key worker. */
  moves: string[];
}

/** How a break of a series comes out, for its reader. */
export interface BreakAnswer {
  answer: { result: SeriesResult | null; told: Told | null; verdict: Verdict | null; moves: string[] };
  /** What stands against it, or what a key worker is told of it. */
  reasons: string[];
  /** Other nights of its days, nearest first. */
  others: LookedNights[];
}

/** What the advice on all breaks of a series goes by: everybody is as old on each as they are on its first night. */
export interface SeriesMatching<Known extends Matching = Matching> {
  knownOn: (date: PlainDate) => Known;
  find: FitFinder;
  /** What whoever signs for these nights in this bed is shown, in a word. */
  shownAs: (nights: Nights, bedId: string) => string;
}

/** Of nights far apart: each run of nights is looked up by itself, with everybody as old as they are when it begins. */
export function seriesMatching<Known extends Matching & { facts: readonly PairFact[] }>(
  guestId: string,
  house: Household,
  knownOn: (date: PlainDate) => Known,
): SeriesMatching<Known> {
  const finders = new Map<string, FitFinder>();
  const finderOf = (nights: Nights): FitFinder => {
    const { arrival, departure } = nights;
    const key = `${arrival} ${departure}`;
    const known = finders.get(key);
    if (known) return known;
    const matching = knownOn(arrival);
    const find = fitFinder(matching.people.get(guestId)!, houseOn(nights), matching, { arrival, departure });
    finders.set(key, find);
    return find;
  };
  const houseOn = (nights: Nights): Household => {
    const staffed = house.staffed.filter(({ night }) => nights.arrival <= night && night < nights.departure);
    return { ...house, claims: house.claims.filter((claim) => overlaps(claim, nights)), staffed };
  };
  return {
    knownOn,
    find: (wanted, bedId, moves) => finderOf(wanted)(wanted, bedId, moves),
    shownAs: (nights, bedId) => {
      const matching = knownOn(nights.arrival);
      const place = { ...nights, bed: { id: bedId }, moves: [] };
      const inputs = inputsOf(matching.people.get(guestId)!, houseOn(nights), matching, place);
      return shownAs(inputs, finderOf(nights)(nights, bedId));
    },
  };
}

/** For those who work at the unit: what stands against it, and the advice on each of its nights, in the bed that is safest. */
export function shownTo({ find }: Pick<SeriesMatching, 'find'>): (judged: JudgedOccurrence) => BreakAnswer {
  const advise = (option: Option): LookedNights => {
    const { arrival, departure, moves } = option;
    const [bed] = safestBeds(option, find);
    const { verdict } = find(option, (bed ?? option.bed).id, moves);
    return { arrival, departure, verdict, told: null, moves: moves.map(agreedAs) };
  };
  return (judged) => {
    const asked = judged.asked && advise(judged.asked);
    return {
      answer: {
        ...{ result: resultOf(judged), told: null },
        ...{ verdict: asked?.verdict ?? null, moves: asked?.moves ?? [] },
      },
      reasons: judged.reasons.map(({ sentence }) => sentence),
      others: judged.others.map(advise),
    };
  };
}

/**
 * For a key worker: one of the phrases that tell nothing of another child, and what concerns their own young person. Whether a
 * bed is free, moved for or kept from them by another child is told in the same words; until they are assessed nothing is told
 * of others at all, also not by what else there would be.
 */
export function toldTo(
  own: TheirOwn,
  house: Household,
  matching: SeriesMatching<Matching & { standings: ReadonlyMap<string, Standing> }>,
): (judged: JudgedOccurrence) => BreakAnswer {
  const shown = shownTo(matching);
  return (judged) => {
    const { answer, others } = shown(judged);
    const tell = (nights: Nights, verdict: Verdict | null, reasons: JudgedOccurrence['reasons'] = []) => {
      const outcome = { ...nights, reasons, ...(verdict && { verdict }) };
      return nightsAsTold([outcome], [own], house, matching.knownOn(nights.arrival))[0];
    };
    const asked = tell(judged.wanted, answer.verdict, judged.reasons);
    if (isUnassessed(matching, own.id, judged.wanted.arrival))
      return {
        answer: { result: null, told: asked?.told ?? 'not_assessed', ...NOTHING },
        reasons: asked?.reasons ?? [],
        others: [],
      };
    const toldOthers = others.map((one) => ({ ...one, verdict: null, moves: [], told: tell(one, one.verdict)!.told }));
    const possible = toldOthers.filter(({ told }) => told !== 'not_these_nights');
    const isGood = asked !== undefined && asked.told !== 'not_these_nights';
    const result = isGood ? 'fits' : possible.length > 0 ? 'other_dates' : 'conflict';
    return {
      answer: { result, told: asked?.told ?? 'not_these_nights', ...NOTHING },
      reasons: asked?.reasons ?? judged.reasons.map(({ sentence }) => sentence),
      others: possible,
    };
  };
}

/** Whether they do not count as assessed: whatever the date, for it is asked about today. */
export const isUnassessed = (
  { knownOn }: Pick<SeriesMatching<Matching & { standings: ReadonlyMap<string, Standing> }>, 'knownOn'>,
  id: string,
  on: PlainDate,
): boolean => knownOn(on).standings.get(id)?.gap !== null;

const NOTHING = { verdict: null, moves: [] };
