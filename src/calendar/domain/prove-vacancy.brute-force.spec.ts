import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf, overlaps, type Nights } from '../../kernel/nights.js';
import { anyRearrangement, sidesOf } from './any-rearrangement.js';
import { layOut, runOf } from './bed-plan.js';
import { isRegistered, type Bed } from './claim.js';
import { fewerMoves } from './fewer-moves.js';
import {
  FEWEST_UP_TO,
  proofOf,
  proverForAll,
  vacancyProver,
  type ProofForAll,
  type Seeking,
  type Standing,
  type Wanted,
} from './prove-vacancy.js';

const day = (number: number) => addDays('2027-05-01', number);
const nights = (from: number, to: number): Nights => ({ arrival: day(from), departure: day(to) });

describe('a proof against every way of giving beds', () => {
  const some = (max: number) => fc.integer({ min: 0, max });
  const attributes = fc.subarray(['a', 'b']);
  /** What the brothers and sisters need who want the same nights. */
  const siblings = fc.array(attributes, { maxLength: 3 });
  const askedBy = (...all: (readonly string[])[]): Seeking[] => all.map((needs) => ({ needs }));
  const house = fc.record({
    beds: fc.array(fc.record({ attributes, until: fc.option(some(14), { nil: null, freq: 6 }) }), {
      minLength: 2,
      maxLength: 4,
    }),
    made: fc.array(
      fc.record({
        number: fc.integer({ min: 1, max: 4 }),
        start: some(10),
        length: fc.integer({ min: 1, max: 5 }),
        isFixed: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
        needs: attributes,
        isMisplaced: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
      }),
      { minLength: 3, maxLength: 14 },
    ),
    start: some(10),
    length: fc.integer({ min: 1, max: 6 }),
    needs: attributes,
    siblings,
  });
  interface Case {
    beds: Bed[];
    claims: Standing[];
    wanted: Wanted;
    /** Those who want the same nights, the one of `wanted` first. */
    all: Seeking[];
  }

  function built({ beds: drawn, made, start, length, needs, siblings: others }: DrawnFrom<typeof house>): Case {
    const beds = drawn.map((one, place): Bed => ({
      id: `bed-${place + 1}`,
      number: place + 1,
      name: `Bed ${place + 1}`,
      attributes: one.attributes,
      registeredFrom: '2020-01-01',
      registeredUntil: one.until === null ? null : day(one.until),
    }));
    const claims: Standing[] = [];
    for (const one of made) {
      const home = beds[one.number - 1];
      const run = nights(one.start, one.start + one.length);
      if (!home || claims.length === 7 || !isRegistered(home, run)) continue;
      if (claims.some((claim) => claim.bedId === home.id && overlaps(claim, run))) continue;
      const its = one.isMisplaced ? one.needs : one.needs.filter((need) => home.attributes.includes(need));
      claims.push({ ...run, id: `s${claims.length}`, bedId: home.id, needs: its, mayMove: !one.isFixed });
    }
    return { beds, claims, wanted: { ...nights(start, start + length), needs }, all: askedBy(needs, ...others) };
  }

  const suits = (one: Bed, needs: readonly string[], run: Nights) =>
    needs.every((need) => one.attributes.includes(need)) && isRegistered(one, run);

  /** Whether each could have one of these beds, no two the same one: every way of giving them is tried. */
  const eachSuited = (free: readonly Bed[], [first, ...others]: readonly Seeking[], run: Nights): boolean =>
    !first ||
    free.some(
      (one) =>
        suits(one, first.needs, run) &&
        eachSuited(
          free.filter((other) => other !== one),
          others,
          run,
        ),
    );

  /** The fewest moves over every assignment of beds, or undefined when there is none; any number where one will do. */
  function fewestByHand({ beds, claims, wanted, all }: Case, isOneEnough = false): number | undefined {
    const placed: { bedId: string; run: Nights }[] = [];
    const isFree = (one: Bed, run: Nights) =>
      !placed.some((other) => other.bedId === one.id && overlaps(other.run, run));
    const inOrder = claims.toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1));
    let fewest: number | undefined;
    const go = (next: number, moves: number): void => {
      if (fewest !== undefined && (isOneEnough || moves >= fewest)) return;
      const claim = inOrder[next];
      if (!claim) {
        const free = beds.filter((one) => isFree(one, wanted));
        if (eachSuited(free, all, wanted)) fewest = Math.min(fewest ?? Infinity, moves);
        return;
      }
      for (const one of beds) {
        const isHome = one.id === claim.bedId;
        if (!isHome && (!claim.mayMove || !suits(one, claim.needs, claim))) continue;
        if (!isFree(one, claim)) continue;
        placed.push({ bedId: one.id, run: claim });
        go(next + 1, moves + Number(!isHome));
        placed.pop();
      }
    };
    go(0, 0);
    return fewest;
  }

  function expectSound({ beds, claims, wanted, all: seeking }: Case, { beds: given, moves }: ProofForAll) {
    const after = claims.map((claim) => {
      const move = moves.find((one) => one.claimId === claim.id);
      if (!move) return claim;
      expect(claim.mayMove).toBe(true);
      expect([move.from.id, move.arrival, move.departure]).toEqual([claim.bedId, claim.arrival, claim.departure]);
      expect(move.to.id).not.toBe(claim.bedId);
      expect(suits(move.to, claim.needs, claim)).toBe(true);
      return { ...claim, bedId: move.to.id };
    });
    expect(given).toHaveLength(seeking.length);
    given.forEach((one, place) => expect(suits(one, seeking[place]!.needs, wanted)).toBe(true));
    const all = [...after, ...given.map(({ id }) => ({ ...wanted, bedId: id }))];
    const taken = all.flatMap((one) => nightsOf(one).map((night) => `${one.bedId} ${night}`));
    expect(new Set(taken).size).toBe(taken.length);
    expect(new Set(moves.map((move) => move.claimId)).size).toBe(moves.length);
    for (const one of given) expect(beds).toContain(one);
  }

  /** Full houses: each bed's stays follow on each other with few gaps, so that a re-arrangement takes many moves. */
  const fullHouse = fc.record({
    rows: fc.array(
      fc.record({
        attributes: fc.subarray(['a', 'b'], { minLength: 0 }),
        begins: some(2),
        stays: fc.array(
          fc.record({
            length: fc.integer({ min: 1, max: 4 }),
            gap: fc.integer({ min: 0, max: 7 }).map((one) => Math.max(0, one - 6)),
            isFixed: fc.integer({ min: 0, max: 11 }).map((one) => one === 0),
            needs: attributes,
          }),
          { minLength: 3, maxLength: 4 },
        ),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    start: some(9),
    length: fc.integer({ min: 1, max: 3 }),
    needs: attributes,
    siblings,
  });

  function builtFull({ rows, start, length, needs, siblings: others }: DrawnFrom<typeof fullHouse>): Case {
    const beds = rows.map((row, place): Bed => ({
      id: `bed-${place + 1}`,
      number: place + 1,
      name: `Bed ${place + 1}`,
      attributes: row.attributes,
      registeredFrom: '2020-01-01',
      registeredUntil: null,
    }));
    const claims = rows.flatMap((row, place) => {
      let next = row.begins;
      return row.stays.map((one, at): Standing => {
        const run = nights(next, next + one.length);
        next += one.length + one.gap;
        const its = one.needs.filter((need) => row.attributes.includes(need));
        return { ...run, id: `${place} ${at}`, bedId: beds[place]!.id, needs: its, mayMove: !one.isFixed };
      });
    });
    return { beds, claims, wanted: { ...nights(start, start + length), needs }, all: askedBy(needs, ...others) };
  }

  it('exists exactly when there is one, is sound, and moves as few as can be up to three', () => {
    fc.assert(
      fc.property(house, (drawn) => {
        const case_ = built({ ...drawn, siblings: [] });
        const answer = vacancyProver(case_.beds, case_.claims)(case_.wanted);
        const fewest = fewestByHand(case_);
        expect(answer === 'none').toBe(fewest === undefined);
        if (typeof answer === 'string' || fewest === undefined) return;
        expectSound(case_, { beds: [answer.bed], moves: answer.moves });
        if (fewest <= FEWEST_UP_TO) expect(answer.moves).toHaveLength(fewest);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['few stays', house.map(built)],
    ['full houses', fullHouse.map(builtFull)],
  ])('for up to four at once, in %s: exists exactly when there is one, is sound, moves as few', (_, cases) => {
    fc.assert(
      fc.property(cases, (case_) => {
        const answer = proverForAll(case_.beds, case_.claims)(case_.wanted, case_.all);
        const fewest = fewestByHand(case_);
        expect(answer === 'none').toBe(fewest === undefined);
        if (typeof answer === 'string' || fewest === undefined) return;
        expectSound(case_, answer);
        if (fewest <= FEWEST_UP_TO) expect(answer.moves).toHaveLength(fewest);
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['few stays', house.map(built)],
    ['full houses', fullHouse.map(builtFull)],
  ])('the search without end by itself, in %s: found exactly when there is one, and sound', (_, cases) => {
    fc.assert(
      fc.property(cases, (case_) => {
        const plan = layOut(case_.beds, case_.claims);
        const fits = case_.all.map(({ needs }) => plan.fitsFor(case_.wanted, needs));
        const run = runOf(case_.wanted);
        const found = anyRearrangement(plan, sidesOf(plan), run, fits, { take: () => undefined });
        expect(found !== undefined).toBe(fewestByHand(case_, true) !== undefined);
        if (!found) return;
        expectSound(case_, proofOf(plan, found));
        const fewer = fewerMoves(plan, run, fits, found);
        expectSound(case_, proofOf(plan, fewer));
        expect(fewer.moved.size).toBeLessThanOrEqual(found.moved.size);
      }),
      { numRuns: 1_000 },
    );
  });

  it('what one question found out is right for the next, and the order of the input makes no difference', () => {
    const shuffled = fc.tuple(
      fullHouse,
      fc.array(fc.tuple(some(9), fc.integer({ min: 1, max: 3 }), attributes), { minLength: 2, maxLength: 6 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }),
    );
    fc.assert(
      fc.property(shuffled, ([drawn, questions, order]) => {
        const { beds, claims } = builtFull(drawn);
        const prove = proverForAll(beds, claims);
        const mixed = <T>(all: readonly T[]) => all.toSorted((a, b) => order[all.indexOf(a)]! - order[all.indexOf(b)]!);
        for (const [start, length, needs] of questions) {
          const wanted = { ...nights(start, start + length), needs };
          const all = askedBy(needs, ...drawn.siblings.slice(0, start % 3));
          const answer = prove(wanted, all);
          expect(answer === 'none').toBe(fewestByHand({ beds, claims, wanted, all }, true) === undefined);
          if (typeof answer !== 'string') expectSound({ beds, claims, wanted, all }, answer);
          expect(proverForAll(mixed(beds), mixed(claims))(wanted, all)).toEqual(
            proverForAll(beds, claims)(wanted, all),
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});

type DrawnFrom<T> = T extends fc.Arbitrary<infer Drawn> ? Drawn : never;
