import { expect, it } from '@jest/globals';
import { nextTry } from './next-try.js';

const HOUR = 3_600_000;
const since = new Date('2027-01-15T12:00:00Z');
const after = (ms: number) => new Date(since.getTime() + ms);

it.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [6, 32],
  [7, 60],
  [40, 60],
])('after try %i the pause is %i minutes', (tries, minutes) => {
  expect(nextTry({ tries, since, now: since })).toEqual(after(minutes * 60_000));
});

it('gives up after three days, though not before the sixth try', () => {
  expect(nextTry({ tries: 70, since, now: after(72 * HOUR - 1) })).toBeDefined();
  expect(nextTry({ tries: 6, since, now: after(72 * HOUR) })).toBeUndefined();
  expect(nextTry({ tries: 5, since, now: after(300 * HOUR) })).toBeDefined();
});

it('makes fewer than a hundred tries of a message', () => {
  let [tries, now] = [1, since];
  for (let next = nextTry({ tries, since, now }); next; next = nextTry({ tries, since, now })) {
    tries += 1;
    now = next;
  }
  expect(tries).toBeGreaterThan(60);
  expect(tries).toBeLessThan(100);
});
