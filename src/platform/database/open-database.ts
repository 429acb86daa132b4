import type { Env } from '../../../config/env.js';
import { startEmbeddedDatabase } from './embedded-database.js';
import { budgetSentence, LIMITS, sharesOf, type BudgetSettings, type Limits } from './connection-budget.js';
import { isBehind, migrate, roleToGrant, withClient } from './migrate.js';
import { StartFailure } from './start-failure.js';

export interface OpenDatabase {
  /** The service's address. */
  url: string;
  /** Our own, and as good as empty: the demonstration goes in. */
  isFirstStart: boolean;
  /** Call when the demonstration is in. */
  firstStartDone(): void;
  /** The error, or what a person can do about it. */
  explained(error: unknown): unknown;
  stop(): Promise<void>;
}

/**
 * The database that the service works on: the server in DATABASE_URL, which we never migrate by ourselves, or a
 * PostgreSQL of our own, migrated at each start.
 */
export async function openDatabase(
  env: BudgetSettings & Pick<Env, 'DATA_DIR'>,
  onLost: (error: Error) => void,
  onTrouble: (sentence: string) => void,
): Promise<OpenDatabase> {
  if (env.DATABASE_URL) {
    if (await isBehind(env.DATABASE_URL))
      throw new StartFailure('The database in DATABASE_URL lacks migrations: run npm run migrate, then start again.');
    await checkBudget(env.DATABASE_URL, env);
    return {
      url: env.DATABASE_URL,
      isFirstStart: false,
      firstStartDone: () => undefined,
      explained: (error) => error,
      stop: async () => undefined,
    };
  }
  const database = await startEmbeddedDatabase({ dataDir: env.DATA_DIR, onLost, onTrouble });
  try {
    await migrate(database.ownerUrl, roleToGrant(database.ownerUrl, database.serviceUrl));
    await checkBudget(database.serviceUrl, env);
  } catch (error) {
    const explained = database.explained(error);
    await database.stop();
    throw explained;
  }
  return { ...database, url: database.serviceUrl };
}

/** Refuses to start on a server that could not give every process what it may ask for: that would show under load. */
async function checkBudget(address: string, env: BudgetSettings): Promise<void> {
  const sentence = await withClient(address, async (client) => {
    const { rows } = await client.query<Limits>(LIMITS);
    return budgetSentence(sharesOf(env), rows[0]!);
  });
  if (sentence) throw new StartFailure(sentence);
}
