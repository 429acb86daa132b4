import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { Assessed, Gap } from './assessed.js';
import { EASES, type Ease } from './factors.js';
import { judgeNight, type House, type JudgedNight, type PairJudge } from './judge-night.js';
import type { Contribution, Strength } from './judge-pair.js';
import type { RuleSet } from './rule-set.js';
import { VERDICTS, type Band, type Verdict } from './verdicts.js';

/** How a young person fits on given nights: that of the worst night, since nobody sleeps through it on average. */
export interface Compatibility {
  score: number;
  band: Band;
  verdict: Verdict;
  /** 100 and these are the score. */
  contributions: Contribution[];
  /** The gravest night, and with whom and by which rule; the first of those that are equal. */
  worst: { night: PlainDate; with: string | null; reason: Contribution | null };
  /** On any of the nights. */
  strengths: Strength[];
  gaps: { youngPersonId: string; gap: Gap }[];
  nights: JudgedNight[];
}

/** Whose rooms lie away from the young person's on a night. */
export type Apart = (night: PlainDate) => ReadonlySet<string>;

/** Judges nights, with what else the house would do on each of them. */
export type StayJudge = (nights: readonly House[], apart?: Apart, more?: readonly Ease[]) => Compatibility;

/**
 * Judges the stays that a young person could have: a night that several of them share is judged once for those whose
 * rooms lie apart on it and for what the house does.
 *
 * @example stayJudge(rules, judge, ash)([friday, saturday]).worst.night; // '2027-03-12'
 */
export function stayJudge(rules: RuleSet, judge: PairJudge, guest: Assessed): StayJudge {
  const known = new Map<House, Map<string, JudgedNight>>();
  return (nights, apart = () => NOBODY, more = []) => {
    const judged = nights.map((house) => {
      const away = apart(house.night);
      const key = away.size + more.length === 0 ? '' : [...more, ...[...away].toSorted()].join(' ');
      const before = known.get(house)?.get(key);
      if (before) return before;
      const night = judgeNight(rules, judge, guest, withMore(house, more), away);
      known.set(house, (known.get(house) ?? new Map<string, JudgedNight>()).set(key, night));
      return night;
    });
    return ofTheStay(judged, guest);
  };
}

const NOBODY: ReadonlySet<string> = new Set();

const withMore = (house: House, more: readonly Ease[]): House =>
  more.length === 0
    ? house
    : { ...house, eases: EASES.filter((one) => house.eases.includes(one) || more.includes(one)) };

/**
 * Judges every night of a stay. Needs at least one. The answer is that of the gravest: first by verdict, then by score,
 * then by date.
 */
export const judgeStay = (
  rules: RuleSet,
  judge: PairJudge,
  guest: Assessed,
  nights: readonly House[],
  apart?: Apart,
): Compatibility => stayJudge(rules, judge, guest)(nights, apart);

function ofTheStay(judged: JudgedNight[], guest: Assessed): Compatibility {
  const [gravest] = judged.toSorted(byGravity);
  if (!gravest) throw new RangeError('A stay has at least one night.');
  const [reason = null] = gravest.contributions;
  return {
    score: gravest.score,
    band: gravest.band,
    verdict: gravest.verdict,
    contributions: gravest.contributions,
    worst: { night: gravest.night, with: reason && otherOf(reason, guest.id), reason },
    strengths: each(judged.flatMap(({ strengths }) => strengths)),
    gaps: each(judged.flatMap(({ gaps }) => gaps)),
    nights: judged,
  };
}

function byGravity(one: JudgedNight, other: JudgedNight): number {
  return (
    VERDICTS.indexOf(other.verdict) - VERDICTS.indexOf(one.verdict) ||
    one.score - other.score ||
    (one.night < other.night ? -1 : 1)
  );
}

const otherOf = ({ from, to }: Contribution, guest: string): string | null => (from === guest ? to : from);

/** Each once, in the order of its text. */
function each<T>(found: readonly T[]): T[] {
  const known = new Map(found.map((one) => [JSON.stringify(one), one]));
  return [...known.keys()].toSorted().map((key) => known.get(key)!);
}

/** The nights of a stay among those of a longer range. */
export const within = <T extends { night: PlainDate }>(houses: readonly T[], { arrival, departure }: Nights): T[] =>
  houses.filter(({ night }) => arrival <= night && night < departure);
