import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import type pg from 'pg';
import { QUEUE } from './job-list.js';

/** BullMQ's own schema: with a pool of ours it is always this one. */
export const QUEUE_SCHEMA = 'bullmq';

/**
 * Makes or updates the queue's tables, as the owner; they are BullMQ's and not ours to change. Asking for an id makes
 * the sequence of our queue, which the first service to meet it would otherwise make, and own.
 */
export async function migrateQueue(owner: pg.Client): Promise<void> {
  await runMigrations(owner, QUEUE_SCHEMA);
  await owner.query(`SELECT ${QUEUE_SCHEMA}.next_job_id($1)`, [QUEUE]);
}

/** Whether the queue's tables are missing, or older than this version of BullMQ. */
export async function isQueueBehind(client: pg.Client): Promise<boolean> {
  return assertSchemaCompatibility(client, QUEUE_SCHEMA).then(
    (version) => version < LATEST_SCHEMA_VERSION,
    () => true,
  );
}

/** The rights of the service's role on the queue's tables: jobs come and go. */
export function queueGrants(quotedRole: string): string[] {
  return [
    `GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`,
  ];
}
