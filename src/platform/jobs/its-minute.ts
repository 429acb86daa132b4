import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';

/** The relay's clock may be a little ahead of ours; what is further off was moved, or is found within the hour. */
const EARLY_MS = 10_000;

/** Whether the minute of something has come; waits for it where the job was a little early. */
export async function untilItsMinute(at: Date, clock: Pick<Clock, 'now'>): Promise<boolean> {
  const early = at.getTime() - clock.now().getTime();
  if (early > EARLY_MS) return false;
  if (early > 0) await sleep(early);
  return true;
}
