import pg from 'pg';
import { LEFT_OUT } from '../../src/platform/database/backup-tables.js';
import type { TestDatabase } from './test-database.js';

/** What a new database has: the migrations it went through, and the measures that come with the service. */
export const COMES = ['migrations', 'outcome_measures'];

/** Every row of every table that a backup holds, as text; what was handed to a queue is handed over anew. */
export async function everything(address: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const found: Record<string, string[]> = {};
    for (const { name } of tables.filter((table) => !LEFT_OUT.includes(table.name))) {
      const row = name === 'migrations' ? 'r.name' : name === 'outbox' ? `to_jsonb(r) - 'handed_at'` : 'to_jsonb(r)';
      const { rows } = await client.query<{ row: string }>(`SELECT (${row})::text AS row FROM "${name}" r ORDER BY 1`);
      found[name] = rows.map((one) => one.row);
    }
    return found;
  } finally {
    await client.end();
  }
}

export async function asOwner<T>({ ownerUrl }: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return work(client).finally(() => client.end());
}
