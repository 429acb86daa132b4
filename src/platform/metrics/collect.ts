import type { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import type { Clock } from '../clock.js';
import type { Metrics } from './metrics.js';

/** The service's own connections to its database. */
export function collectPool(metrics: Metrics, pool: Pool): void {
  metrics.collect(
    'pool',
    {
      database_connections: { help: 'Connections of this process to the database', label: 'state' },
      database_connections_most: { help: 'How many connections this process may have' },
      database_waiting: { help: 'Calls that wait for a connection' },
    },
    async () => ({
      database_connections: { idle: pool.idleCount, busy: pool.totalCount - pool.idleCount },
      database_connections_most: pool.options.max,
      database_waiting: pool.waitingCount,
    }),
  );
}

/** How much the queue holds, and how old the oldest job is that nobody has taken up. */
export function collectQueue(metrics: Metrics, queue: Queue, clock: Clock): void {
  metrics.collect(
    'queue',
    {
      queue_jobs: { help: 'Jobs in the queue', label: 'state' },
      queue_oldest_job_seconds: { help: 'Age of the oldest job that waits to be taken up; 0 when none waits' },
    },
    async () => {
      const [counts, [oldest]] = await Promise.all([
        queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
        queue.getJobs(['waiting'], 0, 0, true),
      ]);
      const age = oldest ? (clock.now().getTime() - oldest.timestamp) / 1_000 : 0;
      return { queue_jobs: counts, queue_oldest_job_seconds: Math.max(0, age) };
    },
  );
}

const OUTBOX = `
  SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting' AND handed_at IS NULL AND due_at <= $1)::int AS due,
         (SELECT count(*) FROM outbox WHERE state = 'waiting' AND handed_at IS NULL AND due_at > $1)::int AS later,
         (SELECT count(*) FROM outbox WHERE state = 'waiting' AND handed_at IS NOT NULL)::int AS handed,
         (SELECT count(*) FROM outbox WHERE state = 'failed')::int AS failed,
         extract(epoch FROM $1::timestamptz - (
           SELECT min(due_at) FROM outbox WHERE state = 'waiting' AND handed_at IS NULL AND due_at <= $1))::float8 AS lag`;

/** What is to happen and has not: the lag is how long the oldest entry has been due without being handed over. */
export function collectOutbox(metrics: Metrics, dataSource: DataSource, clock: Clock): void {
  metrics.collect(
    'outbox',
    {
      outbox_entries: { help: 'Entries of the outbox that are not done', label: 'state' },
      outbox_lag_seconds: { help: 'How long the oldest entry has been due without being handed over; 0 when none is' },
    },
    async () => {
      const [row] = await dataSource.query<Record<'due' | 'later' | 'handed' | 'failed' | 'lag', number>[]>(OUTBOX, [
        clock.now(),
      ]);
      const { lag, ...entries } = row!;
      return { outbox_entries: entries, outbox_lag_seconds: lag ?? 0 };
    },
  );
}
