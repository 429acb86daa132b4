import type pg from 'pg';

/**
 * Tables whose rows are only of the moment: who is signed in, with which secret, who may not try again yet, what was
 * answered to a call.
 */
export const LEFT_OUT = ['sessions', 'service_secrets', 'sign_in_failures', 'idempotency_keys'];

export interface BackedTable {
  name: string;
  /** In the table's order, without those that the database computes. */
  columns: string[];
}

export interface Sequence {
  name: string;
  value: string;
  isCalled: boolean;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table whose rows a backup holds, each after those that it refers to. */
export async function tablesToBackUp(client: pg.ClientBase): Promise<BackedTable[]> {
  const { rows: tables } = await client.query<BackedTable>(
    `SELECT c.relname AS name,
            (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND c.relname <> 'migrations' AND c.relname <> ALL ($1) ORDER BY 1`,
    [LEFT_OUT],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT DISTINCT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to"
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid`,
  );
  return inOrder(tables, references);
}

/** Each table after those that it refers to. Throws where two refer to each other: no order would do. */
export function inOrder<T extends { name: string }>(
  tables: readonly T[],
  references: readonly { from: string; to: string }[],
): T[] {
  const ordered: T[] = [];
  const left = new Map(tables.map((table) => [table.name, table]));
  while (left.size > 0) {
    const waits = ({ name }: T) => references.some(({ from, to }) => from === name && left.has(to));
    const next = [...left.values()].filter((table) => !waits(table));
    if (next.length === 0) throw new Error(`These tables refer to each other: ${[...left.keys()].join(', ')}`);
    for (const table of next) left.delete(table.name);
    ordered.push(...next);
  }
  return ordered;
}

/** Where every sequence stands, those of identity columns too. */
export async function sequencesOf(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' AND sequencename <> 'migrations_id_seq' ORDER BY 1`,
  );
  const found: Sequence[] = [];
  for (const { name } of rows) {
    const { rows: now } = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${quoted(name)}`,
    );
    found.push({ name, ...now[0]! });
  }
  return found;
}
