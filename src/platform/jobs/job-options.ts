import type { JobsOptions } from 'bullmq';

/**
 * Eight tries over about four minutes, each pause twice the last and up to half of it left to chance, so that what
 * failed together does not come back together. What is done or has failed for good leaves the queue: the outbox knows.
 */
export const jobOptions: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** Made from the entry and its handler: handed over twice, it is one job. */
export function jobId(entry: string, handler: string): string {
  return `outbox-${entry}-${handler}`;
}
