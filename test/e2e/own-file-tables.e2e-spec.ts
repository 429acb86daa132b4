import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { queryOf } from '../../src/disclosure/own-file-reader.js';
import { isInFile } from '../../src/disclosure/table.js';
import { IN_FILE, TABLES } from '../../src/disclosure/tables.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let stored: Map<string, string[]>;

beforeAll(async () => {
  app = await startTestApp();
  const rows = await app.sql<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(column_name::text ORDER BY ordinal_position) AS columns
       FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name ORDER BY table_name`,
  );
  stored = new Map(rows.map(({ table, columns }) => [table, columns]));
});
afterAll(() => app?.close());

/** Tables that lead to a young person by their references, with those that do. */
async function leadingToThem(): Promise<string[]> {
  const rows = await app.sql<{ name: string }>(
    `WITH RECURSIVE led (name) AS (
       SELECT 'young_people'::regclass::oid
       UNION SELECT c.conrelid FROM pg_constraint c JOIN led ON c.confrelid = led.name
        WHERE c.contype = 'f' AND c.confrelid <> 'users'::regclass)
     SELECT name::regclass::text AS name FROM led ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

describe('the list of what is in a young person’s own file', () => {
  it('names every table of the service, and no other', () => {
    expect(Object.keys(TABLES).toSorted()).toEqual([...stored.keys()].toSorted());
  });

  it('names every column of the tables that are in the file, in it or left out with a reason', () => {
    for (const [name, table] of IN_FILE)
      expect([name, Object.keys(table.columns).toSorted()]).toEqual([name, stored.get(name)?.toSorted()]);
  });

  it('says why a table or a column is left out in a sentence', () => {
    const reasons = Object.values(TABLES).flatMap((table) =>
      isInFile(table)
        ? Object.values(table.columns).flatMap((column) => (column.as === 'out' ? [column.why] : []))
        : [table.why],
    );
    for (const why of reasons) expect(why).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('leaves out of those that lead to a young person only the ones that are known to be about two, as a diary was read, or about the service', async () => {
    const left = (await leadingToThem()).filter((name) => !isInFile(TABLES[name]!));
    expect(left).toEqual([
      ...[
        'alert_events',
        'alerts',
        'bed_claims',
        'deliveries',
        'diary_names',
        'diary_rows',
        'emergency_impacts',
        'note_reads',
        'notices',
        'overrules',
      ],
      ...['pair_decisions', 'siblings', 'signed_places', 'stay_conflicts', 'visit_decisions'],
    ]);
  });

  it('reads each table with one statement that the database takes', async () => {
    for (const [name, table] of IN_FILE)
      expect([name, await app.sql(queryOf(name, table), ['00000000-0000-4000-8000-000000000000'])]).toEqual([name, []]);
  });
});
