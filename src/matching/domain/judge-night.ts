import { isHighSupport } from '../../people/domain/stay-needs.js';
import type { PlainDate } from '../../kernel/nights.js';
import type { Assessed, Gap, PairFact } from './assessed.js';
import type { Ease } from './factors.js';
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

/**
 * Judges two once, however many nights they are asked about. Two are told apart by their ids: one judge is for one look
 * at everybody, in which each is as they are.
 */
export type PairJudge = (one: Assessed, other: Assessed, eases: readonly Ease[]) => PairAnswer;

export function pairJudge(rules: RuleSet, factOf: FactOf): PairJudge {
  const known = new Map<string, PairAnswer>();
  return (one, other, eases) => {
    const key = one.id < other.id ? `${one.id} ${other.id} ${eases.join()}` : `${other.id} ${one.id} ${eases.join()}`;
    const before = known.get(key);
    if (before) return before;
    const answer = judgePair(rules, one, other, factOf(one.id, other.id), eases);
    known.set(key, answer);
    return answer;
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
  factOf: FactOf,
  guest: Assessed,
  { night, others, staff, eases }: House,
  apart: ReadonlySet<string> = new Set(),
): JudgedNight {
  const company = others.filter(({ id }) => id !== guest.id);
  const answers = company.map((other) => {
    const inForce = apart.has(other.id) ? ([...eases, 'rooms_apart'] as const) : eases;
    const { answer, grounds, judged } = judgeTwo(rules, judge, factOf, guest, other, inForce);
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

/** What stands between two alone, and what it comes to. */
export function judgeTwo(
  rules: RuleSet,
  judge: PairJudge,
  factOf: FactOf,
  one: Assessed,
  other: Assessed,
  eases: readonly Ease[] = [],
): { answer: PairAnswer; grounds: Grounds; judged: Judged } {
  const answer = judge(one, other, eases);
  const grounds = {
    isVetoed: answer.isVetoed,
    hasGap: one.gap !== undefined || other.gap !== undefined,
    needsMitigation: factOf(one.id, other.id)?.decision === 'only_with_mitigation',
  };
  return { answer, grounds, judged: weigh(rules, answer.contributions, grounds) };
}

const byNames = (one: Strength, other: Strength) =>
  [one.kind, ...one.between].join(' ') < [other.kind, ...other.between].join(' ') ? -1 : 1;

/** What the young person adds to the house: limits that they are beyond together with those who are there. */
function ofTheGroup(
  { group }: RuleSet,
  guest: Assessed,
  company: readonly Assessed[],
  staff: number | null,
  eases: readonly Ease[],
): Contribution[] {
  const found: Contribution[] = [];
  const everybody = [guest, ...company];
  const add = (rule: Contribution['rule'], points: number, more: Partial<Contribution>) => {
    if (points > 0) found.push({ points: -points, rule, from: null, to: null, ...more });
  };
  if (isHighSupport(guest.support)) {
    const count = everybody.filter(({ support }) => isHighSupport(support)).length;
    const { atMost, points } = group.highSupport;
    add('high_support', Math.max(0, count - atMost) * points, { count, atMost });
  }
  if (staff !== null) {
    const count = everybody.reduce((sum, { support }) => sum + group.support.needs[support], 0);
    const atMost = staff + (eases.includes('extra_staff') ? 1 : 0);
    add('support', Math.max(0, count - atMost) * 2 * group.support.pointsAHalf, { count, atMost });
  }
  for (const { factor, level, atMost, points } of group.concerns) {
    const does = ({ ratings }: Assessed) => ratings.some((one) => one.factor === factor && one.poses >= level);
    if (!does(guest)) continue;
    const count = everybody.filter(does).length;
    add('concern', Math.max(0, count - atMost) * points, { factor, count, atMost });
  }
  return found;
}
