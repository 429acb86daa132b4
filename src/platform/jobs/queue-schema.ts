import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import type pg from 'pg';

/** BullMQ's own schema: with a pool of ours it is always this one. */
export const QUEUE_SCHEMA = 'bullmq';

/** Makes or updates the queue's tables, as the owner; they are BullMQ's and not ours to change. */
export async function migrateQueue(owner: pg.Client): Promise<void> {
  await runMigrations(owner, QUEUE_SCHEMA);
}

/** Whether the queue's tables are missing, or older than this version of BullMQ. */
export async function isQueueBehind(client: pg.Client): Promise<boolean> {
  return assertSchemaCompatibility(client, QUEUE_SCHEMA).then(
    (version) => version < LATEST_SCHEMA_VERSION,
    () => true,
  );
}

/**
 * The rights of the service's role on the queue's tables: jobs come and go. BullMQ makes a sequence for each queue as
 * it first meets it, hence CREATE, in this schema alone.
 */
export function queueGrants(quotedRole: string): string[] {
  return [
    `GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`,
  ];
}
