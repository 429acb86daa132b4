import type { Assessed, PairFact, Rating } from './assessed.js';
import type { Ease, Factor, RiskStatus } from './factors.js';
import type { RuleSet } from './rule-set.js';
import { gravest, type Band, type Verdict } from './verdicts.js';

/** Where in the rule set a reason comes from. */
export const RULES = [
  'interaction',
  'alike',
  'age_gap',
  'decision',
  'siblings',
  'high_support',
  'support',
  'concern',
  'floor',
] as const;
export type Rule = (typeof RULES)[number];

/** One reason, in whole points: none adds any, but the one that keeps a score from falling below 0. */
export interface Contribution {
  points: number;
  rule: Rule;
  /** From whom the risk comes; nobody where it is about the whole group. */
  from: string | null;
  /** Whom it meets; nobody where it is about the whole group. */
  to: string | null;
  /** What the first poses, and what the second is vulnerable to. */
  factor?: Factor;
  meets?: Factor;
  levels?: readonly [number, number];
  status?: RiskStatus;
  /** Years of age between two; how many there are of so many at most. */
  count?: number;
  atMost?: number;
  /** They get on well, and that makes it worse. */
  friends?: true;
  /** What lessens it already. */
  eased?: Ease[];
}

/** Stands beside the score and offsets nothing. */
export interface Strength {
  kind: 'works_well' | 'siblings';
  between: readonly [string, string];
}

export interface PairAnswer {
  contributions: Contribution[];
  strengths: Strength[];
  /** They must never share a night. */
  isVetoed: boolean;
}

export interface Judged {
  /** 0 to 100: 100 and all contributions, exactly. */
  score: number;
  band: Band;
  verdict: Verdict;
  contributions: Contribution[];
}

/** Two who must never be together: everything that there is. */
const EVERYTHING = 100;

/**
 * What stands against two young people sharing a night, in both directions, and what speaks for it. Who comes first
 * makes no difference. What is in force to ease it (the whole house, or their rooms lying apart) is counted.
 *
 * Source: directed pairs (what A poses × what B is vulnerable to), not a total per child; see the rule set for each weight.
 */
export function judgePair(
  rules: RuleSet,
  one: Assessed,
  other: Assessed,
  fact: Omit<PairFact, 'youngPeople'> = {},
  eases: readonly Ease[] = [],
): PairAnswer {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  const between: [string, string] = [a.id, b.id];
  const contributions: Contribution[] = [];
  const strengths: Strength[] = [];
  const add = (contribution: Contribution) => {
    if (contribution.points !== 0) contributions.push(contribution);
  };
  const friends = fact.decision === 'works_well' || fact.siblings === 'together';

  const { interactions, alike } = byFactor(rules);
  const directed = (from: Assessed, to: Assessed) => {
    for (const poses of from.ratings) {
      if (poses.poses === 0) continue;
      for (const rule of interactions.get(poses.factor) ?? []) {
        const meets = ratingOf(to, rule.vulnerable);
        if (!meets?.vulnerable) continue;
        const { left, eased } = easing(rules, rule.poses, eases);
        const full = (rule.points * poses.poses * meets.vulnerable) / 16;
        add({
          points: -Math.round((full * rules.statuses[poses.status].percent * left) / 10_000),
          rule: 'interaction',
          from: from.id,
          to: to.id,
          factor: rule.poses,
          meets: rule.vulnerable,
          levels: [poses.poses, meets.vulnerable],
          status: poses.status,
          ...(eased.length > 0 && { eased }),
        });
      }
    }
  };
  directed(a, b);
  directed(b, a);
  for (const first of a.ratings) {
    const rule = alike.get(first.factor);
    const second = rule && ratingOf(b, rule.factor);
    if (!rule || !second || Math.min(first.poses, second.poses) < rule.from) continue;
    const { left, eased } = easing(rules, rule.factor, eases);
    const [p, q] = [rules.statuses[first.status].percent, rules.statuses[second.status].percent];
    const full = (rule.points * Math.min(first.poses, second.poses)) / 4;
    const together = friends ? rule.friendsPercent : 100;
    add({
      points: -Math.round((full * Math.max(p, q) * left * together) / 1_000_000),
      rule: 'alike',
      from: a.id,
      to: b.id,
      factor: rule.factor,
      levels: [first.poses, second.poses],
      status: p >= q ? first.status : second.status,
      ...(friends && { friends }),
      ...(eased.length > 0 && { eased }),
    });
  }
  const years = Math.abs(a.age - b.age);
  const { freeYears, pointsAYear, most } = rules.ageGap;
  if (years > freeYears && fact.siblings === undefined) {
    const points = -Math.min(most, (years - freeYears) * pointsAYear);
    add({ points, rule: 'age_gap', from: a.id, to: b.id, count: years, atMost: freeYears });
  }
  if (fact.decision === 'only_with_mitigation') {
    add({ points: -rules.mitigation.points, rule: 'decision', from: a.id, to: b.id });
  }
  const isVetoed = fact.decision === 'never_together' || fact.siblings === 'apart';
  if (isVetoed) {
    const rule = fact.decision === 'never_together' ? 'decision' : 'siblings';
    add({ points: -EVERYTHING, rule, from: a.id, to: b.id });
  }
  if (fact.decision === 'works_well') strengths.push({ kind: 'works_well', between });
  if (fact.siblings === 'together') strengths.push({ kind: 'siblings', between });
  return { contributions, strengths, isVetoed };
}

const ratingOf = ({ ratings }: Assessed, factor: Factor): Rating | undefined =>
  ratings.find((rating) => rating.factor === factor);

interface ByFactor {
  interactions: ReadonlyMap<Factor, RuleSet['interactions']>;
  alike: ReadonlyMap<Factor, RuleSet['alike'][number]>;
}

const indexed = new WeakMap<RuleSet, ByFactor>();

/** The rules by what somebody poses: once for a rule set, which nobody changes while it is judged by. */
function byFactor(rules: RuleSet): ByFactor {
  const known = indexed.get(rules);
  if (known) return known;
  const interactions = new Map<Factor, RuleSet['interactions']>();
  for (const rule of rules.interactions) interactions.set(rule.poses, [...(interactions.get(rule.poses) ?? []), rule]);
  const made = {
    interactions,
    alike: new Map(rules.alike.map((rule) => [rule.factor, rule])),
  };
  indexed.set(rules, made);
  return made;
}

/** How many percent are left of the points of a factor with what is in force, each easing what the one before it left. */
function easing({ eases: rules }: RuleSet, factor: Factor, eases: readonly Ease[]): { left: number; eased: Ease[] } {
  let left = 100;
  const eased: Ease[] = [];
  for (const { ease, factors, percent } of rules) {
    if (!eases.includes(ease) || !factors.includes(factor)) continue;
    left = (left * percent) / 100;
    eased.push(ease);
  }
  return { left, eased };
}

/**
 * Score, band and verdict of some contributions. **A serious risk is never offset**: the worst single one sets the band,
 * and the verdict is the graver of what the band and what the sum say, of a decision, and of what has not been assessed.
 */
export function weigh(
  rules: RuleSet,
  contributions: readonly Contribution[],
  { isVetoed = false, hasGap = false, needsMitigation = false }: Grounds = {},
): Judged {
  const sorted = contributions.toSorted(byWeight);
  const sum = sorted.reduce((total, { points }) => total + points, 100);
  if (sum < 0) sorted.push({ points: -sum, rule: 'floor', from: null, to: null });
  const score = Math.max(0, sum);
  const worst = isVetoed ? EVERYTHING : -(sorted[0]?.points ?? 0);
  const { band, verdict } = rules.bands.findLast(({ from }) => worst >= from) ?? rules.bands[0]!;
  const { suitableFrom, mitigationFrom } = rules.score;
  const bySum = score >= suitableFrom ? 'suitable' : score >= mitigationFrom ? 'only_with_mitigation' : 'unsuitable';
  return {
    score,
    band,
    verdict: gravest([
      verdict,
      bySum,
      ...(isVetoed ? (['unsuitable'] as const) : []),
      ...(hasGap ? (['not_assessed'] as const) : []),
      ...(needsMitigation ? (['only_with_mitigation'] as const) : []),
    ]),
    contributions: sorted,
  };
}

export interface Grounds {
  isVetoed?: boolean;
  hasGap?: boolean;
  needsMitigation?: boolean;
}

/** Heaviest first; what is equally heavy in an order that does not depend on who was named first. */
function byWeight(one: Contribution, other: Contribution): number {
  return one.points - other.points || (keyOf(one) < keyOf(other) ? -1 : 1);
}

const keyOf = ({ rule, factor, meets, from, to }: Contribution): string => [rule, factor, meets, from, to].join(' ');
