import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

interface Paced {
  readonly soonest: number;
  looked(now: number): void;
  failed(now: number): void;
}
// What browsers load is plain JavaScript, without types of its own.
const { Pace } = (await import(new URL('./public/live-pace.js', import.meta.url).href)) as { Pace: new () => Paced };

/** A page at which something changes at these instants, and that looks as soon as it may: when it looks. */
function looksOf(changes: readonly number[], pace = new Pace()): number[] {
  const looks: number[] = [];
  for (const change of changes) {
    if (change < (looks.at(-1) ?? -Infinity)) continue;
    const at = Math.max(change, pace.soonest);
    pace.looked(at);
    looks.push(at);
  }
  return looks;
}
const every = (ms: number, until: number) => Array.from({ length: until / ms }, (_, at) => at * ms);

describe('how often an open page looks', () => {
  it('is twice in short order after a rest, and once a second where changes go on', () => {
    expect(looksOf(every(10, 5_000))).toEqual([0, 200, 1_000, 2_000, 3_000, 4_000, 5_000]);
    expect(looksOf([0, 10, 20, 3_000, 3_010, 3_020])).toEqual([0, 200, 3_000, 3_200]);
  });

  it('is never sooner than a fifth of a second, and in no stretch more than once a second and once more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 300 }), (changes) => {
        const looks = looksOf(changes.toSorted((a, b) => a - b));
        for (const [first, from] of looks.entries())
          for (const [more, to] of looks.slice(first + 1).entries()) {
            expect(to - from).toBeGreaterThanOrEqual(more === 0 ? 200 : more * 1_000);
          }
      }),
    );
  });

  it('follows every change within a second, and one after two seconds of rest at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 300 }), (some) => {
        const changes = some.toSorted((a, b) => a - b);
        const looks = looksOf(changes);
        for (const change of changes) {
          const seen = looks.find((look) => look >= change)!;
          const before = looks.filter((look) => look < change).at(-1) ?? -Infinity;
          expect(seen - change).toBeLessThanOrEqual(change - before >= 2_000 ? 0 : 1_000);
        }
      }),
    );
  });

  it('leaves a page that was not answered for five seconds', () => {
    const pace = new Pace();
    pace.looked(1_000);
    pace.failed(1_100);
    expect(pace.soonest).toBe(6_100);
  });
});
