import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadMigrations, migrateBack, migrateTo } from '../../src/platform/database/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

/** All that migrations make: columns, constraints, indexes, functions and triggers, a line each. */
async function schema(): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    SELECT concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default, generation_expression) AS line
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(c.oid)) FROM pg_constraint c
      JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = 'public' AND conrelid <> 'migrations'::regclass
    UNION ALL
    SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
    UNION ALL
    SELECT concat_ws(' ', 'function', pg_get_functiondef(p.oid)) FROM pg_proc p
      JOIN pg_namespace n ON n.oid = pronamespace
     WHERE nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT concat_ws(' ', 'trigger', tgrelid::regclass, pg_get_triggerdef(t.oid)) FROM pg_trigger t WHERE NOT tgisinternal`);
  return rows
    .map(({ line }) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/\( /g, '(')
        .replace(/ARRAY\[([^\]]+)\]/g, inOrder),
    )
    .toSorted();
}

/** The words of a list in the order of the alphabet: which comes first in a check means nothing. */
const inOrder = (_: string, words: string) => `ARRAY[${words.split(', ').toSorted().join(', ')}]`;

describe('the migrations', () => {
  it('can each be taken back: what is left is what was there before it, down to nothing, and up again', async () => {
    const names = (await loadMigrations()).map(({ name }) => name);
    const before = [await schema()];
    for (const name of names.toReversed()) {
      expect(await migrateBack(database.ownerUrl)).toBe(name);
      before.unshift(await schema());
    }
    expect(before[0]).toEqual([]);
    for (const [place] of names.entries()) {
      await migrateTo(database.ownerUrl, names.slice(0, place + 1));
      expect([names[place], await schema()]).toEqual([names[place], before[place + 1]]);
    }
  }, 240_000);
});
