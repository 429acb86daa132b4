import { resolve } from 'node:path';
import pg from 'pg';
import { isUnfinished, markFinished, openCluster, type Passwords } from './embedded-cluster.js';
import { openHome } from './embedded-home.js';
import { EmbeddedKeeper } from './embedded-keeper.js';
import { installedPrograms, reachablePrograms } from './embedded-programs.js';
import { connectionTo } from './embedded-server.js';
import { folderSentence, StartFailure } from './start-failure.js';

export interface EmbeddedDatabase {
  /** The service's address: a role that owns nothing. */
  serviceUrl: string;
  /** The owner's address, for migrations. */
  ownerUrl: string;
  /** The superuser's address; the tests make their databases with it. */
  adminUrl: string;
  /** The folder was made by this start, or by one that was killed before its end: the database is empty. */
  isFirstStart: boolean;
  /** From now on what is in the database is kept. */
  firstStartDone(): void;
  /** The error, or the sentence that says what to do about what the database's log tells of it. */
  explained(error: unknown): unknown;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** Another service took the folder while the server was away: this one has to end. */
  onLost: (error: Error) => void;
  /** The server ended and is started anew; said again with the reason as long as that fails. */
  onTrouble?: (sentence: string) => void;
  /** For tests: nothing is safe on disk. */
  quick?: boolean;
}

export const OWNER = 'short_breaks_owner';
const SERVICE = 'short_breaks';
export const DATABASE = 'short_breaks';

/** Starts the service's own PostgreSQL on its data folder, or takes up one that a killed service left running. */
export async function startEmbeddedDatabase({
  dataDir,
  onLost,
  onTrouble = () => undefined,
  quick = false,
}: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const installed = installedPrograms();
  const home = openHome(dataDir);
  try {
    const programs = reachablePrograms(installed, home.folder, home.runAs);
    const passwords = await openCluster(home, programs, quick);
    const password = passwords.postgres;
    const folder = resolve(dataDir);
    const keeper = await EmbeddedKeeper.start({ home, programs, password, quick, folder, onLost, onTrouble });
    const { port, adminUrl } = keeper;
    const isFirstStart = isUnfinished(home);
    await prepare(adminUrl, passwords, isFirstStart).catch(async (error: unknown) => {
      await keeper.stop();
      throw keeper.explained(error);
    });
    return {
      serviceUrl: connectionTo(port, SERVICE, passwords[SERVICE], DATABASE),
      ownerUrl: connectionTo(port, OWNER, passwords[OWNER], DATABASE),
      adminUrl,
      isFirstStart,
      firstStartDone: () => markFinished(home),
      explained: (error) => keeper.explained(error),
      stop: () => keeper.stop(),
    };
  } catch (error) {
    const sentence = folderSentence(error, home.folder);
    throw sentence ? new StartFailure(sentence, { cause: error }) : error;
  }
}

/** Makes the two roles and the database. What a first start that was killed left in it is thrown away. */
async function prepare(adminUrl: string, passwords: Passwords, isFirstStart: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const roles = await client.query<{ name: string }>('SELECT rolname AS name FROM pg_roles');
    for (const role of [OWNER, SERVICE] as const)
      if (!roles.rows.some(({ name }) => name === role))
        await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${passwords[role]}'`);
    const databases = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (databases.rowCount && !isFirstStart) return;
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } finally {
    await client.end();
  }
}
