import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { addDays, type Nights } from '../../kernel/nights.js';
import { kindsOfNights } from '../../people/domain/night-kinds.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import type { Fits } from './fit.js';
import { wasRefused } from './freed-bed.js';
import type { Guest, Obstacle } from './obstacles.js';
import { openOptions, optionsFor, type House } from './options.js';
import { plannedRules } from './planned-rules.js';
import { nightsThatSuit } from './would-fit.js';

const FIRST = '2027-03-01';
const beds: Bed[] = [1, 2].map((number) => ({
  ...{ id: `bed-${number}`, number, name: `Bed ${number}`, attributes: number === 2 ? ['hoist'] : [] },
  ...{ registeredFrom: '2020-01-01', registeredUntil: number === 2 ? addDays(FIRST, 25) : null },
}));
const someNights = fc
  .tuple(fc.integer({ min: -10, max: 40 }), fc.integer({ min: 1, max: 6 }))
  .map(([day, length]): Nights => ({ arrival: addDays(FIRST, day), departure: addDays(FIRST, day + length) }));
const aClaim = fc.record({
  nights: someNights,
  bed: fc.integer({ min: 1, max: 2 }),
  who: fc.constantFrom('bo', 'kit'),
});
const claimOf = ({ nights, bed, who }: { nights: Nights; bed: number; who: string }, place: number): Claim => ({
  ...{ id: `${place}`, bedId: `bed-${bed}`, purpose: 'stay', ...nights, youngPersonId: who, requestId: null },
  ...{ stayId: `${place}`, arrived: false, announced: true, support: 'shared', needs: [], keepsRoom: false },
});
const granted = {
  id: 'g',
  firstDay: FIRST,
  lastDay: addDays(FIRST, 30),
  granted: { weekday: 4, weekend: 3, holiday: 0 },
};
const asked = fc.record({
  claims: fc.array(aClaim, { maxLength: 8 }),
  own: fc.array(someNights, { maxLength: 3 }),
  needs: fc.constantFrom([], ['hoist']),
  apart: fc.constantFrom([], ['kit']),
  least: fc.constantFrom(0, 3),
  nights: fc.integer({ min: 1, max: 4 }),
  weekdays: fc.constantFrom([], [5, 6, 7]),
  refused: fc.array(someNights, { maxLength: 2 }),
  today: fc.integer({ min: -5, max: 10 }),
  staff: fc.constantFrom(1, 2),
});
type Asked = typeof asked extends fc.Arbitrary<infer One> ? One : never;

function groundOf({ claims, own, needs, apart, least, nights, weekdays, today, staff }: Asked) {
  const night = (day: number) => addDays(FIRST, day);
  const house: House = {
    ...{ beds, claims: claims.map(claimOf), youngest: 12, oldest: 13, visitors: [] },
    staffed: Array.from({ length: 30 }, (_, day) => ({
      ...{ night: night(day), figure: { take: staff, high: staff }, from: 'pattern' as const },
      ...{ booked: day % 2, highBooked: 0 },
    })),
  };
  const theirs = own.map((one, place) => claimOf({ nights: one, bed: 1, who: 'ash' }, 100 + place));
  const guest: Guest = {
    ...{
      dateOfBirth: addDays(FIRST, 20 - 14 * 365),
      apart: new Set<string>(apart),
      own: theirs,
      needs,
      support: 'shared',
    },
    planned: plannedRules(theirs, {
      allocations: [granted],
      kindOf: kindsOfNights([], new Set()),
      leastGapDays: least,
    }),
  };
  const question = {
    ...{ from: FIRST, to: night(28), nights, weekdays, today: night(today), horizon: night(27) },
  };
  return { house, guest, question };
}

const fits = (verdictIn: (option: Nights, bedId: string) => Verdict): Pick<Fits, 'find'> =>
  ({ find: (option: Nights, bedId: string) => ({ verdict: verdictIn(option, bedId) }) }) as Pick<Fits, 'find'>;

describe('the options alone', () => {
  it('are those of the whole answer, whatever the house and the young person', () =>
    fc.assert(
      fc.property(asked, (one) => {
        const { house, guest, question } = groundOf(one);
        const isAsked = (wanted: Nights) => !wasRefused(wanted, one.refused);
        const all = optionsFor(question, house, guest).options;
        expect(openOptions(question, house, guest, isAsked)).toEqual(all.filter(isAsked));
      }),
      { numRuns: 300 },
    ));
});

describe('the nights that suit somebody who waits', () => {
  it('are the options on their days to which nobody said no and under which a bed is put forward, the safest first', () =>
    fc.assert(
      fc.property(asked, fc.array(fc.constantFrom(...VERDICTS), { minLength: 7, maxLength: 7 }), (one, advice) => {
        const { house, guest, question } = groundOf(one);
        const verdictIn = ({ arrival }: Nights, bedId: string) =>
          advice[(arrival.charCodeAt(9) + bedId.length + Number(bedId.at(-1))) % 7]!;
        const best = (beds: readonly Bed[], option: Nights) =>
          VERDICTS[Math.min(...beds.map(({ id }) => VERDICTS.indexOf(verdictIn(option, id))))]!;
        const expected = optionsFor(question, house, guest)
          .options.filter((option) => option.suitsWeekdays && !wasRefused(option, one.refused))
          .map(({ beds: free, arrival, departure }) => ({
            arrival,
            departure,
            verdict: best(free, { arrival, departure }),
          }));
        const found = nightsThatSuit(question, house, guest, fits(verdictIn), one.refused);
        const isPutForward = ({ verdict }: { verdict: Verdict }) =>
          verdict === 'suitable' || verdict === 'only_with_mitigation';
        expect(new Set(found.map((it) => JSON.stringify(it)))).toEqual(
          new Set(expected.filter(isPutForward).map((it) => JSON.stringify(it))),
        );
        const order = found.map(({ verdict, arrival }) => `${VERDICTS.indexOf(verdict)} ${arrival}`);
        expect(order).toEqual(order.toSorted());
      }),
      { numRuns: 300 },
    ));
});

describe('when nights would be allowed', () => {
  it('is looked for only by who reads why they are not', () => {
    const kindOf = jest.fn(kindsOfNights([], new Set()));
    const full = { ...granted, lastDay: addDays(FIRST, 400), granted: { weekday: 0, weekend: 0, holiday: 0 } };
    const rules = plannedRules([], { allocations: [full], kindOf, leastGapDays: 0 });
    const [obstacle] = rules({ arrival: addDays(FIRST, 3), departure: addDays(FIRST, 5) }) as [Obstacle];
    expect(kindOf).toHaveBeenCalledTimes(2);
    expect(obstacle.sentence).toContain('The first arrival that is allowed is');
    expect(kindOf.mock.calls.length).toBeGreaterThan(300);
  });
});
