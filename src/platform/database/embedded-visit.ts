import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KEPT, type Passwords } from './embedded-cluster.js';
import { DATABASE, OWNER, startEmbeddedDatabase } from './embedded-database.js';
import { openHome } from './embedded-home.js';
import { connectionTo } from './embedded-server.js';
import { postmasterOf, serves } from './postmaster.js';
import { StartFailure } from './start-failure.js';

/** Lets `work` have the owner's address of the database in the data folder, whether a service runs on it or not. */
export async function visitEmbedded<T>(dataDir: string, work: (owner: string) => Promise<T>): Promise<T> {
  if (!existsSync(join(resolve(dataDir), 'postgres', 'cluster')))
    throw new StartFailure(
      `There is no database in ${resolve(dataDir)}: name its folder in DATA_DIR, or its address in DATABASE_URL.`,
    );
  const home = openHome(dataDir);
  const running = postmasterOf(home);
  if (running?.port && serves(running.pid, home)) {
    const passwords = JSON.parse(readFileSync(join(home.cluster, KEPT), 'utf8')) as Passwords;
    return work(connectionTo(running.port, OWNER, passwords[OWNER], DATABASE));
  }
  const database = await startEmbeddedDatabase({ dataDir, onLost: () => undefined });
  try {
    if (database.isFirstStart) throw new StartFailure(`The database in ${resolve(dataDir)} is empty.`);
    return await work(database.ownerUrl);
  } finally {
    await database.stop();
  }
}
