import { setImmediate } from 'node:timers/promises';

/** How long a piece of work may keep everybody else waiting, in milliseconds. */
const LONGEST_TURN = 20;

/** Runs work that pauses now and then to its end; whoever else waits for this process has their turn in between. */
export async function inTurns<T>(work: Iterator<void, T>): Promise<T> {
  let began = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() - began < LONGEST_TURN) continue;
    await setImmediate();
    began = performance.now();
  }
}
