import type { Env } from '../../../config/env.js';
import { startEmbeddedDatabase } from './embedded-database.js';
import { isBehind, migrate, roleToGrant } from './migrate.js';
import { StartFailure } from './start-failure.js';

export interface OpenDatabase {
  /** The service's address. */
  url: string;
  /** Our own, and as good as empty: the demonstration goes in. */
  isFirstStart: boolean;
  /** Call when the demonstration is in. */
  firstStartDone(): void;
  stop(): Promise<void>;
}

/**
 * The database that the service works on: the server in DATABASE_URL, which we never migrate by ourselves, or a
 * PostgreSQL of our own, migrated at each start.
 */
export async function openDatabase(
  env: Pick<Env, 'DATABASE_URL' | 'DATA_DIR'>,
  onLost: (error: Error) => void,
): Promise<OpenDatabase> {
  if (env.DATABASE_URL) {
    if (await isBehind(env.DATABASE_URL))
      throw new StartFailure('The database in DATABASE_URL lacks migrations: run npm run migrate, then start again.');
    return {
      url: env.DATABASE_URL,
      isFirstStart: false,
      firstStartDone: () => undefined,
      stop: async () => undefined,
    };
  }
  const database = await startEmbeddedDatabase({ dataDir: env.DATA_DIR, onLost });
  try {
    await migrate(database.ownerUrl, roleToGrant(database.ownerUrl, database.serviceUrl));
  } catch (error) {
    await database.stop();
    throw error;
  }
  return { ...database, url: database.serviceUrl };
}
