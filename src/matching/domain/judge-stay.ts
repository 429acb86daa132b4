import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { Assessed, Gap } from './assessed.js';
import { judgeNight, type FactOf, type House, type JudgedNight, type PairJudge } from './judge-night.js';
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

/**
 * Judges every night of a stay. Needs at least one. The answer is that of the gravest: first by verdict, then by score,
 * then by date.
 */
export function judgeStay(
  rules: RuleSet,
  judge: PairJudge,
  factOf: FactOf,
  guest: Assessed,
  nights: readonly House[],
  apart: Apart = () => new Set(),
): Compatibility {
  const judged = nights.map((house) => judgeNight(rules, judge, factOf, guest, house, apart(house.night)));
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
