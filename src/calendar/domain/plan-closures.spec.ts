import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf } from '../../kernel/nights.js';
import type { ClosedNights } from './closure.js';
import { overlapping, planClosures, type ClosureClaim } from './plan-closures.js';

const DAY = '2027-03-01';
const day = (days: number) => addDays(DAY, days);
const run = (from: number, to: number) => ({ arrival: day(from), departure: day(to) });
const claim = (closureId: string, bedId: string, from: number, to: number): ClosureClaim & { id: string } => ({
  id: `${closureId} ${bedId} ${from}`,
  ...run(from, to),
  closureId,
  bedId,
  purpose: closureId.startsWith('unit') ? 'closed' : 'out_of_service',
});
const brief = (made: readonly ClosureClaim[]) =>
  made.map(({ closureId, bedId, arrival, departure }) =>
    [closureId, bedId, arrival.slice(8), departure.slice(8)].join(' '),
  );

describe('the claims of closures', () => {
  const beds = ['one', 'two'];

  it('are of every bed when the unit is closed, and a bed out of service stays that', () => {
    const closures = [
      { id: 'unit', bedId: null, runs: [run(0, 5)] },
      { id: 'bed', bedId: 'one', runs: [run(1, 3)] },
    ];
    const { make, release } = planClosures({ closures, beds, live: [], since: DAY });
    expect(brief(make)).toEqual(['unit one 01 02', 'bed one 02 04', 'unit one 04 06', 'unit two 01 06']);
    expect(make.map(({ purpose }) => purpose)).toEqual(['closed', 'out_of_service', 'closed', 'closed']);
    expect(release).toEqual([]);
  });

  it('fall to the closed unit when the bed is back', () => {
    const closures = [
      { id: 'unit', bedId: null, runs: [run(0, 5)] },
      { id: 'bed', bedId: 'one', runs: [run(1, 2)] },
    ];
    const live = [
      claim('unit', 'one', 0, 1),
      claim('bed', 'one', 1, 3),
      claim('unit', 'one', 3, 5),
      claim('unit', 'two', 0, 5),
    ];
    const { make, release } = planClosures({ closures, beds, live, since: DAY });
    expect(release).toEqual(['bed one 1', 'unit one 3']);
    expect(brief(make)).toEqual(['bed one 02 03', 'unit one 03 06']);
  });

  it('leave the nights before alone, whatever is decided now', () => {
    const live = [claim('bed', 'one', 0, 10)];
    const { make, release } = planClosures({
      closures: [{ id: 'bed', bedId: 'one', runs: [] }],
      beds,
      live,
      since: day(4),
    });
    expect(release).toEqual(['bed one 0']);
    expect(brief(make)).toEqual(['bed one 01 05']);
  });

  const nights = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 8 })).map(([from, length]) => run(from, from + length));
  const closures = fc
    .array(fc.tuple(fc.constantFrom(null, 'one', 'two'), fc.array(nights, { maxLength: 3 })), { maxLength: 5 })
    .map((all) =>
      all.map(([bedId, runs], place): ClosedNights => ({ id: `${bedId ? 'bed' : 'unit'} ${place}`, bedId, runs })),
    );

  it('cover exactly the closed nights, once each, and are right at once: a second look changes nothing', () => {
    fc.assert(
      fc.property(closures, (all) => {
        const { make } = planClosures({ closures: all, beds, live: [], since: DAY });
        for (const bed of beds) {
          const covered = make.filter(({ bedId }) => bedId === bed).flatMap((one) => nightsOf(one));
          const closed = new Set(
            all
              .filter(({ bedId }) => bedId === null || bedId === bed)
              .flatMap(({ runs }) => runs.flatMap((one) => nightsOf(one))),
          );
          expect(covered.toSorted()).toEqual([...closed].toSorted());
        }
        const live = make.map((one, place) => ({ ...one, id: String(place) }));
        expect(planClosures({ closures: all, beds, live, since: DAY })).toEqual({ release: [], make: [] });
      }),
    );
  });

  it('come to the same from any state before', () => {
    fc.assert(
      fc.property(closures, closures, (before, after) => {
        const live = planClosures({ closures: before, beds, live: [], since: DAY }).make.map((one, place) => ({
          ...one,
          id: String(place),
        }));
        const { release, make } = planClosures({ closures: after, beds, live, since: DAY });
        const left = [...live.filter(({ id }) => !release.includes(id)), ...make];
        const fresh = planClosures({ closures: after, beds, live: [], since: DAY }).make;
        expect(brief(left).toSorted()).toEqual(brief(fresh).toSorted());
      }),
    );
  });
});

describe('closures that overlap', () => {
  it('are two of the same bed or both of the unit, never one of each, and not those that only meet', () => {
    const one = { id: 'a', bedId: 'one', runs: [run(0, 5)] };
    expect(overlapping(one, [{ id: 'b', bedId: null, runs: [run(0, 5)] }])).toBeUndefined();
    expect(overlapping(one, [{ id: 'b', bedId: 'one', runs: [run(5, 6)] }])).toBeUndefined();
    expect(overlapping(one, [one])).toBeUndefined();
    expect(overlapping(one, [{ id: 'b', bedId: 'one', runs: [run(9, 12), run(4, 6)] }])?.id).toBe('b');
  });
});
