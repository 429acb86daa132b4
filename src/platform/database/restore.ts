import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { countLines, FORMAT, MANIFEST, type Manifest } from './backup.js';
import { readBackupFile } from './backup-file.js';
import { LEFT_OUT, quoted } from './backup-tables.js';
import { loadMigrations, migrate, migrateTo, withClient } from './migrate.js';
import { sqlState } from '../transaction.js';
import { StartFailure } from './start-failure.js';

const ENTRY = /^tables\/([a-z_]+)\/\d+\.copy$/;

/** Reads the whole backup and compares it with what it says of itself. Changes nothing. */
export async function checkBackup(path: string, passphrase: string | undefined): Promise<Manifest> {
  const found = new Map<string, { hash: ReturnType<typeof createHash>; rows: number }>();
  let text = '';
  await readBackupFile(path, passphrase, async (name, content) => {
    const table = ENTRY.exec(name)?.[1];
    if (name === MANIFEST) for await (const data of content) text += data.toString();
    if (!table) return;
    const sum = found.get(table) ?? { hash: createHash('sha256'), rows: 0 };
    found.set(table, sum);
    for await (const data of content) {
      sum.hash.update(data);
      sum.rows += countLines(data);
    }
  });
  const manifest = readManifest(text, path);
  const empty = createHash('sha256').digest('hex');
  for (const { name, rows, sha256 } of manifest.tables) {
    const sum = found.get(name);
    if ((sum?.rows ?? 0) !== rows || (sum?.hash.digest('hex') ?? empty) !== sha256) throw damaged(path);
  }
  const known = new Set((await loadMigrations()).map(({ name }) => name));
  if (manifest.format > FORMAT || manifest.migrations.some((name) => !known.has(name)))
    throw new StartFailure(`${path} was made by a newer version of this service: restore it with that version.`);
  return manifest;
}

function readManifest(text: string, path: string): Manifest {
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.service === 'short-breaks' && manifest.tables.length > 0) return manifest;
  } catch {
    // It was cut off.
  }
  throw damaged(path);
}

const damaged = (path: string) =>
  new StartFailure(`${path} is damaged: what it holds is not what it says. Nothing was changed. Take another one.`);

/**
 * Fills an empty database from a backup that was checked: its tables as they were then, in one transaction, then what
 * has changed since in this version, then the rights of the service's role.
 */
export async function restore(
  owner: string,
  serviceRole: string | undefined,
  backup: { path: string; passphrase: string | undefined; manifest: Manifest },
): Promise<void> {
  const { path, passphrase, manifest } = backup;
  await withClient(owner, (client) => refuseUnlessEmpty(client, manifest));
  await migrateTo(owner, manifest.migrations);
  await withClient(owner, async (client) => {
    await client.query('BEGIN');
    // What triggers wrote beside a row is in the backup: they leave it alone.
    await client.query(`SELECT set_config('short_breaks.restoring', 'on', true)`);
    await refuseUnlessEmpty(client, manifest);
    const columns = new Map(manifest.tables.map((table) => [table.name, table.columns]));
    // The rows of the backup stand in their place, under the ids that others refer to.
    for (const name of Object.keys(SHIPPED).filter((table) => columns.has(table)))
      await client.query(`TRUNCATE ${quoted(name)} CASCADE`);
    await readBackupFile(path, passphrase, async (name, content) => {
      const table = ENTRY.exec(name)?.[1];
      if (!table) return;
      const list = columns.get(table)!.map(quoted).join(', ');
      await pipeline(Readable.from(content), client.query(from(`COPY ${quoted(table)} (${list}) FROM STDIN`))).catch(
        (error: unknown) => {
          throw notTaken(error, table);
        },
      );
    });
    for (const { name, value, isCalled } of manifest.sequences)
      await client.query('SELECT setval($1::regclass, $2, $3)', [quoted(name), value, isCalled]);
    // What the queue had been handed is not in the backup: it is handed over anew.
    await client.query(`UPDATE outbox SET handed_at = NULL WHERE state = 'waiting' AND handed_at IS NOT NULL`);
    await client.query('COMMIT');
  });
  await migrate(owner, serviceRole);
  await withClient(owner, (client) => client.query('ANALYZE'));
}

/** The database's own reason, by its code: its words can hold what is in a row. */
function notTaken(error: unknown, table: string): unknown {
  const state = sqlState(error);
  if (!state || !/^[0-9A-Z]{5}$/.test(state) || state === '42501') return error;
  const room = state.startsWith('53') ? 'make room for it' : 'look into the log of PostgreSQL';
  return new StartFailure(
    `PostgreSQL did not take the rows of ${table} (code ${state}): ${room}, then restore again. None of the backup’s rows were kept.`,
    { cause: error },
  );
}

/** Tables that come with rows of the service's own, and by which condition a row of them is somebody's. */
const SHIPPED: Record<string, string> = { outcome_measures: 'by_user IS NOT NULL' };

/** A restore never overwrites: not even one that was cut off left rows behind. */
async function refuseUnlessEmpty(client: pg.Client, manifest: Manifest): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  for (const { name } of tables.filter((table) => !LEFT_OUT.includes(table.name))) {
    const { rows } = await client.query<{ name: string }>(
      name === 'migrations'
        ? 'SELECT name FROM migrations'
        : `SELECT '' AS name FROM ${quoted(name)} WHERE ${SHIPPED[name] ?? 'true'} LIMIT 1`,
    );
    const may = name === 'migrations' ? rows.every((row) => manifest.migrations.includes(row.name)) : rows.length === 0;
    if (!may)
      throw new StartFailure(
        'There is something in this database already, and a restore never overwrites: name a new, empty one (for a database of the service’s own, an empty folder in DATA_DIR).',
      );
  }
}
