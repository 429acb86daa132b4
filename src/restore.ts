import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEnv } from '../config/env.js';
import { startEmbeddedDatabase } from './platform/database/embedded-database.js';
import { roleToGrant } from './platform/database/migrate.js';
import { checkBackup, restore } from './platform/database/restore.js';
import { StartFailure } from './platform/database/start-failure.js';
import { tell } from './platform/tell.js';

/** `npm run restore -- file`: a backup into a new, empty database. */
async function run(given: string | undefined): Promise<string> {
  if (!given) throw new StartFailure('Name the backup: npm run restore -- short-breaks-2027-03-12-09-30.backup');
  const env = readEnv();
  const path = resolve(given);
  const passphrase = env.BACKUP_PASSPHRASE;
  const manifest = await checkBackup(path, passphrase);
  const backup = { path, passphrase, manifest };
  const owner = env.MIGRATE_DATABASE_URL ?? env.DATABASE_URL;
  if (owner) await restore(owner, roleToGrant(owner, env.DATABASE_URL), backup);
  else await restoreEmbedded(env.DATA_DIR, backup);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return `Restored ${rows} rows of ${manifest.tables.length} tables, as they were on ${manifest.madeAt}. Everybody has to sign in again.`;
}

async function restoreEmbedded(dataDir: string, backup: Parameters<typeof restore>[2]): Promise<void> {
  const isThere = existsSync(join(resolve(dataDir), 'postgres', 'cluster'));
  const database = await startEmbeddedDatabase({ dataDir, onLost: () => undefined });
  try {
    if (isThere && !database.isFirstStart)
      throw new StartFailure(
        `There is a database in ${resolve(dataDir)} already, and a restore never overwrites: name an empty folder in DATA_DIR.`,
      );
    await restore(database.ownerUrl, roleToGrant(database.ownerUrl, database.serviceUrl), backup);
    database.firstStartDone();
  } catch (error) {
    throw database.explained(error);
  } finally {
    await database.stop();
  }
}

try {
  process.stdout.write(`${await run(process.argv[2])}\n`);
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
