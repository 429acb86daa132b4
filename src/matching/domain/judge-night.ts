import { isHighSupport } from '../../people/domain/stay-needs.js';
import type { PlainDate } from '../../kernel/nights.js';
import type { Assessed, Gap, PairFact } from './assessed.js';
import type { Ease, Factor } from './factors.js';
import {
  judgePair,
  weigh,
  type Contribution,
  type Grounds,
  type Judged,
  type PairAnswer,
  type Strength,
} from './judge-pair.js';
import type { RuleSet } from './rule-set.js';

/** Who else is there on a night, and what the house does on it. */
export interface House {
  night: PlainDate;
  others: readonly Assessed[];
  /** How many young people the staff on duty can take, each sharing; `null` where nobody has said: no limit then. */
  staff: number | null;
  /** In force for the whole house on this night. */
  eases: readonly Ease[];
}

export interface JudgedNight extends Judged {
  night: PlainDate;
  /** Each with whom they would share the night: what stands between the two alone. */
  pairs: (Judged & { with: string })[];
  strengths: Strength[];
  gaps: { youngPersonId: string; gap: Gap }[];
}

/** What is known of two, whoever is named first. */
export type FactOf = (one: string, other: string) => Omit<PairFact, 'youngPeople'> | undefined;

/** Looks up what was decided about two. */
export function factsByPair(facts: readonly PairFact[]): FactOf {
  const key = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`);
  const known = new Map<string, PairFact>();
  for (const fact of facts) {
    const place = key(...fact.youngPeople);
    known.set(place, { ...known.get(place), ...fact });
  }
  return (one, other) => known.get(key(one, other));
}

/** What stands between two alone, and what it comes to. */
export interface JudgedPair {
  answer: PairAnswer;
  grounds: Grounds;
  judged: Judged;
}

/**
 * Judges two once, however many nights they are asked about. Two are told apart by their ids: one judge is for one look
 * at everybody, in which each is as they are.
 */
export type PairJudge = (one: Assessed, other: Assessed, eases: readonly Ease[]) => JudgedPair;

export function pairJudge(rules: RuleSet, factOf: FactOf): PairJudge {
  const known = new Map<string, Map<string, JudgedPair>>();
  return (one, other, eases) => {
    const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    const key = eases.length === 0 ? b : `${b} ${eases.join()}`;
    let ofOne = known.get(a);
    if (!ofOne) known.set(a, (ofOne = new Map()));
    const before = ofOne.get(key);
    if (before) return before;
    const judged = judgeTwo(rules, factOf, one, other, eases);
    ofOne.set(key, judged);
    return judged;
  };
}

/**
 * How a young person would fit with those who are there on one night: every pair that they would be one of, and the
 * group as a whole as they would make it. What stands between two of the others is theirs and changes nothing here.
 *
 * `apart` are those whose rooms lie away from the young person's.
 */
export function judgeNight(
  rules: RuleSet,
  judge: PairJudge,
  guest: Assessed,
  { night, others, staff, eases }: House,
  apart: ReadonlySet<string> = new Set(),
): JudgedNight {
  const company = others.filter(({ id }) => id !== guest.id);
  const answers = company.map((other) => {
    const inForce = apart.has(other.id) ? ([...eases, 'rooms_apart'] as const) : eases;
    const { answer, grounds, judged } = judge(guest, other, inForce);
    return { answer, grounds, pair: { with: other.id, ...judged } };
  });
  const contributions = [
    ...answers.flatMap(({ answer }) => answer.contributions),
    ...ofTheGroup(rules, guest, company, staff, eases),
  ];
  return {
    night,
    ...weigh(rules, contributions, {
      isVetoed: answers.some(({ grounds }) => grounds.isVetoed),
      hasGap: guest.gap !== undefined || company.some(({ gap }) => gap !== undefined),
      needsMitigation: answers.some(({ grounds }) => grounds.needsMitigation),
    }),
    pairs: answers.map(({ pair }) => pair).toSorted((a, b) => (a.with < b.with ? -1 : 1)),
    strengths: answers.flatMap(({ answer }) => answer.strengths).toSorted(byNames),
    gaps: [guest, ...company]
      .flatMap(({ id, gap }) => (gap ? [{ youngPersonId: id, gap }] : []))
      .toSorted((a, b) => (a.youngPersonId < b.youngPersonId ? -1 : 1)),
  };
}

/** The same of two who are asked about once. */
export function judgeTwo(
  rules: RuleSet,
  factOf: FactOf,
  one: Assessed,
  other: Assessed,
  eases: readonly Ease[] = [],
): JudgedPair {
  const fact = factOf(one.id, other.id);
  const answer = judgePair(rules, one, other, fact, eases);
  const grounds = {
    isVetoed: answer.isVetoed,
    hasGap: one.gap !== undefined || other.gap !== undefined,
    needsMitigation: fact?.decision === 'only_with_mitigation',
  };
  return { answer, grounds, judged: weigh(rules, answer.contributions, grounds) };
}

const byNames = (one: Strength, other: Strength) =>
  [one.kind, ...one.between].join(' ') < [other.kind, ...other.between].join(' ') ? -1 : 1;

/** A limit of a group on a night: how many there are, and how many at most; `null` where nobody has set one. */
export interface GroupLimit {
  rule: 'high_support' | 'support' | 'concern';
  count: number;
  atMost: number | null;
  /** Of a concern. */
  factor?: Factor;
}

/** How a limit is counted. */
interface Measure extends Pick<GroupLimit, 'rule' | 'factor'> {
  /** What each above the limit takes. */
  points: number;
  /** How much of it somebody is; nothing for who is no part of it. */
  of: (one: Assessed) => number;
  atMost: (staff: number | null, eases: readonly Ease[]) => number | null;
}

const measures = new WeakMap<RuleSet, Measure[]>();

/** Once for a rule set, which nobody changes while it is judged by. */
function measuresOf(rules: RuleSet): Measure[] {
  const before = measures.get(rules);
  if (before) return before;
  const { highSupport, support, concerns } = rules.group;
  const made: Measure[] = [
    {
      ...{ rule: 'high_support', points: highSupport.points },
      of: (one) => (isHighSupport(one.support) ? 1 : 0),
      atMost: () => highSupport.atMost,
    },
    {
      ...{ rule: 'support', points: 2 * support.pointsAHalf },
      of: (one) => support.needs[one.support],
      atMost: (staff, eases) => (staff === null ? null : staff + (eases.includes('extra_staff') ? 1 : 0)),
    },
    ...concerns.map(({ factor, level, atMost, points }): Measure => ({
      ...{ rule: 'concern', factor, points },
      of: ({ ratings }) => (ratings.some((one) => one.factor === factor && one.poses >= level) ? 1 : 0),
      atMost: () => atMost,
    })),
  ];
  measures.set(rules, made);
  return made;
}

/**
 * What a whole group asks of the house on a night, and what the guide and the staff on duty allow: support, those at high
 * support, and each concern of which only so many go together. Support is counted as the guide says, in halves.
 *
 * @example groupLimits(rules, [kit], 3, [])[1]; // { rule: 'support', count: 1, atMost: 3 }
 */
export function groupLimits(
  rules: RuleSet,
  everybody: readonly Assessed[],
  staff: number | null,
  eases: readonly Ease[],
): GroupLimit[] {
  return measuresOf(rules).map(({ rule, factor, of, atMost }) => ({
    ...{ rule, count: everybody.reduce((sum, one) => sum + of(one), 0), atMost: atMost(staff, eases) },
    ...(factor && { factor }),
  }));
}

/** What the young person adds to the house: limits that they are beyond together with those who are there. */
function ofTheGroup(
  rules: RuleSet,
  guest: Assessed,
  company: readonly Assessed[],
  staff: number | null,
  eases: readonly Ease[],
): Contribution[] {
  const found: Contribution[] = [];
  for (const { rule, factor, points, of, atMost } of measuresOf(rules)) {
    const own = of(guest);
    const most = own === 0 && rule !== 'support' ? null : atMost(staff, eases);
    if (most === null) continue;
    const count = company.reduce((sum, one) => sum + of(one), own);
    const taken = Math.max(0, count - most) * points;
    if (taken > 0)
      found.push({ points: -taken, rule, from: null, to: null, ...(factor && { factor }), count, atMost: most });
  }
  return found;
}
