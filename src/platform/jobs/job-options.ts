import type { JobsOptions } from 'bullmq';
import type { Env } from '../../../config/env.js';

/**
 * Eight tries over about four minutes, unless set otherwise: each pause twice the last, and up to half of it left to
 * chance, so that what failed together does not come back together. What is done or has failed for good leaves the
 * queue: the outbox knows.
 */
export function jobOptions({ JOB_TRIES, JOB_PAUSE_MS }: Pick<Env, 'JOB_TRIES' | 'JOB_PAUSE_MS'>): JobsOptions {
  return {
    attempts: JOB_TRIES,
    backoff: { type: 'exponential', delay: JOB_PAUSE_MS, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/** Made from the entry and its handler: handed over twice, it is one job. */
export function jobId(entry: string, handler: string): string {
  return `outbox-${entry}-${handler}`;
}
