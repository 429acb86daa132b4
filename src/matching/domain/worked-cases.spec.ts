import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Gap, PairFact, Rating } from './assessed.js';
import type { SupportLevel } from '../../people/domain/stay-needs.js';
import { asRuleSet } from './check-rule-set.js';
import type { Ease } from './factors.js';
import { factsByPair, pairJudge } from './judge-night.js';
import { judgeStay } from './judge-stay.js';
import type { Verdict } from './verdicts.js';

interface Person {
  age: number;
  support: SupportLevel;
  ratings: Rating[];
  gap?: Gap;
}

/** A case in plain words that a practitioner can check: kept beside the rule set, and run against it. */
interface WorkedCase {
  title: string;
  guest: Person;
  with: Person[];
  /** By their place among those who are there. */
  decided?: (Omit<PairFact, 'youngPeople'> & { with: number })[];
  apart?: number[];
  staff?: number | null;
  eases?: Ease[];
  expect: Verdict;
  why: string;
}

const read = (name: string): unknown => JSON.parse(readFileSync(`config/${name}`, 'utf8'));
const checked = asRuleSet(read('rule-set.default.json'));
const cases = read('rule-set.cases.json') as WorkedCase[];

function advice({ guest, with: company, decided = [], apart = [], staff = null, eases = [] }: WorkedCase): Verdict {
  if (!('rules' in checked)) throw new Error(JSON.stringify(checked.faults));
  const name = (place: number) => `other-${place}`;
  const factOf = factsByPair(
    decided.map(({ with: place, ...fact }) => ({ ...fact, youngPeople: ['guest', name(place)] })),
  );
  const others = company.map((one, place) => ({ ...one, id: name(place) }));
  const house = { night: '2027-03-12', others, staff, eases };
  const away = new Set(apart.map(name));
  const judge = pairJudge(checked.rules, factOf);
  return judgeStay(checked.rules, judge, { ...guest, id: 'guest' }, [house], () => away).verdict;
}

describe('the matching guide as delivered', () => {
  it('has nothing wrong with it', () => {
    expect(checked).toHaveProperty('rules');
  });

  it('is held to at least forty cases, each by its own name', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
    expect(cases.filter(({ why }) => why.length < 10)).toEqual([]);
  });

  it.each(cases)('$title: $expect', (one) => {
    expect(advice(one)).toBe(one.expect);
  });
});
