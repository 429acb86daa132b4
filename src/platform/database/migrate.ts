import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { isQueueBehind, migrateQueue } from '../jobs/queue-schema.js';
import { sqlState } from '../transaction.js';
import { applyGrants } from './grants.js';
import { StartFailure } from './start-failure.js';

const KEY = 7_390_242;
const FOLDER = new URL('../../../migrations/', import.meta.url);

type Migration = new () => MigrationInterface;

/** Every migration of the folder, oldest first: the number in front of a file's name is its time. */
export async function loadMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((name) => /^\d+-[\w-]+\.(js|ts)$/.test(name)).sort();
  const modules = await Promise.all(files.map((name) => import(new URL(name, folder).href) as Promise<object>));
  return modules.flatMap((module) => Object.values(module) as Migration[]);
}

/** Names of the migrations that this database has not had; all of them when it has never been migrated. */
export async function pendingMigrations(
  query: (sql: string) => Promise<{ name: string }[]>,
  migrations: Migration[],
): Promise<string[]> {
  const done = await query('SELECT name FROM migrations').catch((error: { code?: string }) => {
    if (error.code === '42P01') return [];
    throw error;
  });
  const names = new Set(done.map(({ name }) => name));
  return migrations.map(({ name }) => name).filter((name) => !names.has(name));
}

/** Whether this database lacks migrations, without the cost of TypeORM. */
export async function isBehind(address: string): Promise<boolean> {
  return withClient(address, async (client) => {
    const query = async (sql: string) => (await client.query<{ name: string }>(sql)).rows;
    return (await pendingMigrations(query, await loadMigrations())).length > 0 || isQueueBehind(client);
  });
}

/**
 * Runs the pending migrations, each in a transaction of its own, then gives the service's role its rights.
 * One process at a time: a second waits, and finds nothing left to do. Answers with the names of those it ran.
 */
export async function migrate(owner: string, serviceRole: string | undefined): Promise<string[]> {
  return alone(owner, async (client) => {
    const ran = (await isBehind(owner))
      ? await withTypeOrm(owner, (source) => source.runMigrations({ transaction: 'each' }))
      : [];
    await migrateQueue(client);
    if (serviceRole) await applyGrants(client, serviceRole);
    return ran.map(({ name }) => name);
  });
}

/** Runs these migrations and no others, such as a backup's: those after them find its rows. */
export async function migrateTo(owner: string, names: readonly string[]): Promise<void> {
  const migrations = (await loadMigrations()).filter(({ name }) => names.includes(name));
  await alone(owner, () => withTypeOrm(owner, (source) => source.runMigrations({ transaction: 'each' }), migrations));
}

/** Takes the latest migration back. Answers with its name, or undefined if there was none. */
export async function migrateBack(owner: string): Promise<string | undefined> {
  return alone(owner, async (client) => {
    const latest = 'SELECT name FROM migrations ORDER BY timestamp DESC, id DESC LIMIT 1';
    const { rows } = await client.query<{ name: string }>(latest).catch(() => ({ rows: [] }));
    if (rows[0]) await withTypeOrm(owner, (source) => source.undoLastMigration({ transaction: 'each' }));
    return rows[0]?.name;
  });
}

/** The role in an address, when it is another than the one that migrates. */
export function roleToGrant(owner: string, service: string | undefined): string | undefined {
  const user = (address: string) => decodeURIComponent(new URL(address).username);
  return service && user(service) && user(service) !== user(owner) ? user(service) : undefined;
}

async function withTypeOrm<T>(
  url: string,
  work: (source: DataSource) => Promise<T>,
  migrations?: Migration[],
): Promise<T> {
  const wanted = migrations ?? (await loadMigrations());
  const source = new DataSource({ type: 'postgres', url, migrations: wanted, extra: { max: 2 } });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

async function alone<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(address, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [KEY]);
    return work(client);
  });
}

/** Connects for one piece of work; says in a sentence why it could not. */
export async function withClient<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartFailure(connectionSentence(error, address), { cause: error });
  }
  try {
    return await work(client);
  } catch (error) {
    const sentence = rightsSentence(sqlState(error), address);
    throw sentence ? new StartFailure(sentence, { cause: error }) : error;
  } finally {
    await client.end();
  }
}

/** Why a role could not do its work, or undefined if the reason is another. */
function rightsSentence(state: string | undefined, address: string): string | undefined {
  if (state === '42501')
    return `The role ${new URL(address).username} has not the rights it needs: run npm run migrate with the database's owner in MIGRATE_DATABASE_URL and the service's role in DATABASE_URL.`;
  if (state === '42704')
    return 'The role in DATABASE_URL does not exist: create it (CREATE ROLE … LOGIN PASSWORD …), then run npm run migrate again.';
  return undefined;
}

/** Why a database did not let us in; never with the password. */
export function connectionSentence(error: unknown, address: string): string {
  const { host, pathname, username } = new URL(address);
  const place = `${host}${pathname}`;
  const code = (error as { code?: string }).code;
  if (code === '28P01' || code === '28000')
    return `The database ${place} does not let the role ${username} in: check its name and password in DATABASE_URL (or MIGRATE_DATABASE_URL).`;
  if (code === '3D000') return `There is no database ${place}: create it, or correct DATABASE_URL.`;
  return `The database ${place} cannot be reached (${code ?? (error as Error).message}): start it, or correct DATABASE_URL.`;
}
