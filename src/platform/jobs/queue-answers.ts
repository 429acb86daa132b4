import type { Queue } from 'bullmq';
import { withinTime } from '../within-time.js';

const PATIENCE_MS = 1_000;

/** Whether the queue's server answers now: one that is away would keep a program that ends waiting for ever. */
export async function queueAnswers(queue: Queue): Promise<boolean> {
  return withinTime(PATIENCE_MS, queue.isPaused(), 'away').then(
    () => true,
    () => false,
  );
}
