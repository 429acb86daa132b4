import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf } from '../../kernel/nights.js';
import type { Assessed, PairFact } from './assessed.js';
import { FACTOR_IDS, RISK_STATUSES, type Level } from './factors.js';
import { factsByPair, judgeNight, pairJudge } from './judge-night.js';
import type { RuleSet } from './rule-set.js';
import { whatWouldChange, type Preview, type PreviewFacts, type Side } from './what-would-change.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const graver: RuleSet = {
  ...rules,
  interactions: rules.interactions.map((rule) => ({ ...rule, points: Math.min(100, rule.points + 30) })),
};
const FIRST = '2027-03-01';
const range = { arrival: FIRST, departure: addDays(FIRST, 10) };
const beds = [1, 2, 3].map((number) => {
  return {
    id: `bed-${number}`,
    number,
    name: `${number}`,
    attributes: [],
    registeredFrom: FIRST,
    registeredUntil: null,
  };
});

function run(found: PreviewFacts): Preview {
  const work = whatWouldChange(found);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

const level = fc.constantFrom<Level>(0, 1, 2, 3, 4);
const person = fc.record({
  age: fc.integer({ min: 11, max: 17 }),
  factor: fc.constantFrom(...FACTOR_IDS.slice(0, 6)),
  poses: level,
  vulnerable: level,
  status: fc.constantFrom(...RISK_STATUSES),
  isAssessed: fc.boolean(),
});
const stay = fc.record({
  who: fc.integer({ min: 0, max: 5 }),
  bed: fc.integer({ min: 0, max: 2 }),
  from: fc.integer({ min: 0, max: 9 }),
  nights: fc.integer({ min: 1, max: 4 }),
});

const drawn = fc
  .record({ persons: fc.array(person, { minLength: 6, maxLength: 6 }), stays: fc.array(stay, { maxLength: 4 }) })
  .map(({ persons, stays }): PreviewFacts => {
    const people = new Map(
      persons.map(({ age, isAssessed, ...rating }, place): [string, Assessed] => {
        const gap = isAssessed ? {} : ({ gap: 'no_assessment' } as const);
        return [`p${place}`, { id: `p${place}`, age, support: 'shared', ratings: [rating], ...gap }];
      }),
    );
    const claims = stays.map(({ who, bed, from, nights }, place): Claim => {
      const arrival = addDays(FIRST, from);
      return {
        ...{ id: `c${place}`, bedId: beds[bed]!.id, purpose: 'stay', youngPersonId: `p${who}`, requestId: null },
        ...{ stayId: `s${place}`, arrived: false, announced: true, support: 'shared', needs: [], keepsRoom: false },
        ...{ arrival, departure: addDays(arrival, nights) },
      };
    });
    const side = (of: RuleSet): Side => ({ rules: of, people });
    const facts: PairFact[] = [{ youngPeople: ['p0', 'p1'], decision: 'never_together' }];
    const house = {
      ...{ unitId: 'u', youngest: 12, oldest: 17, wakingNight: false, beds, claims },
      ...{ staffing: { patterns: [], changed: [], visitors: [] }, known: new Set(people.keys()) },
    };
    return { before: side(rules), after: side(graver), current: [...people.keys()], facts, houses: [house], range };
  });

/** Each night of each young person by itself, without what makes it quick. */
function slowly({ before, after, facts, houses: [house] }: PreviewFacts): Preview['nights'] {
  const nights = { of: 0, opened: 0, closed: 0 };
  const { beds: all, claims, youngest, oldest } = house!;
  const factOf = factsByPair(facts);
  for (const night of nightsOf(range)) {
    const there = claims.filter(({ arrival, departure }) => arrival <= night && night < departure);
    if (all.every(({ id }) => there.some(({ bedId }) => bedId === id))) continue;
    for (const guest of before.people.values()) {
      if (guest.age < youngest || guest.age > oldest) continue;
      if (there.some(({ youngPersonId }) => youngPersonId === guest.id)) continue;
      nights.of += 1;
      const [could, can] = [before, after].map((side) => {
        const others = [...new Set(there.map(({ youngPersonId }) => youngPersonId!))].map((id) => side.people.get(id)!);
        const asked = { night, others, staff: null, eases: [] };
        const { verdict } = judgeNight(side.rules, pairJudge(side.rules, factOf), guest, asked);
        return verdict === 'suitable' || verdict === 'only_with_mitigation';
      });
      if (!could && can) nights.opened += 1;
      if (could && !can) nights.closed += 1;
    }
  }
  return nights;
}

describe('what another rule set would change', () => {
  it('is the same as when each night of each young person is judged by itself', () => {
    fc.assert(
      fc.property(drawn, (found) => {
        expect(run(found).nights).toEqual(slowly(found));
      }),
    );
  });

  it('is nothing where the two are alike, and the other way round where they change places', () => {
    fc.assert(
      fc.property(drawn, (found) => {
        const alike = run({ ...found, after: found.before });
        expect([alike.pairChanges, alike.changedStays, alike.nights]).toMatchObject([[], [], { opened: 0, closed: 0 }]);
        const [there, back] = [run(found), run({ ...found, before: found.after, after: found.before })];
        expect(back.nights).toEqual({ ...there.nights, opened: there.nights.closed, closed: there.nights.opened });
        const changes = (of: Preview) => of.pairChanges.map(({ from, to, pairs }) => `${from} ${to} ${pairs}`);
        const turned = (of: Preview) => of.pairChanges.map(({ from, to, pairs }) => `${to} ${from} ${pairs}`);
        expect(turned(back).toSorted()).toEqual(changes(there).toSorted());
        expect(back.changedStays.map(({ stayId }) => stayId).toSorted()).toEqual(
          there.changedStays.map(({ stayId }) => stayId).toSorted(),
        );
      }),
    );
  });

  it('never looks at nobody, and opens nothing where weights only grow', () => {
    fc.assert(
      fc.property(drawn, (found) => {
        const { pairs, nights, stays } = run(found);
        expect(pairs).toBe(15);
        expect(nights.opened).toBe(0);
        expect(stays).toBe(found.houses[0]!.claims.length);
      }),
    );
  });
});
