const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;
const LEAST_TRIES = 6;
const LONGEST_MS = 3 * 24 * 60 * MINUTE_MS;

/**
 * When a message that did not go through is tried again: after a minute, and each pause twice the last, up to an hour.
 * `undefined` when it is given up: three days after it was to go, though not before the sixth try, so that what lay over a
 * week-end without a worker still has its chance.
 *
 * @example nextTry({ tries: 1, since: at, now: at }); // a minute from then
 */
export function nextTry({ tries, since, now }: { tries: number; since: Date; now: Date }): Date | undefined {
  if (tries >= LEAST_TRIES && now.getTime() - since.getTime() >= LONGEST_MS) return undefined;
  return new Date(now.getTime() + Math.min(MINUTE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS));
}
