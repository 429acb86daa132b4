import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnv } from '../config/env.js';
import { Clock } from './platform/clock.js';
import { backUp, type Manifest } from './platform/database/backup.js';
import { writeBackupFile } from './platform/database/backup-file.js';
import { visitEmbedded } from './platform/database/embedded-visit.js';
import { connectionSentence } from './platform/database/migrate.js';
import { folderSentence, StartFailure } from './platform/database/start-failure.js';
import { sqlState } from './platform/transaction.js';
import { tell } from './platform/tell.js';

/** `npm run backup [-- file]`: everything of one moment in one file, while the service works on. */
async function run(given: string | undefined): Promise<string> {
  const env = readEnv();
  const now = new Clock().now();
  const passphrase = env.BACKUP_PASSPHRASE;
  const usual = `short-breaks-${now.toISOString().slice(0, 16).replace(/[T:]/g, '-')}.backup`;
  const path = resolve(given ?? usual);
  if (existsSync(path)) throw new StartFailure(`${path} is there already: choose another name.`);
  const make = async (owner: string): Promise<Manifest> => {
    let manifest: Manifest | undefined;
    await writeBackupFile(path, passphrase, async (tar) => {
      manifest = await backUp(owner, now, tar).catch((error: unknown) => {
        throw explained(error, owner);
      });
    }).catch((error: unknown) => {
      const sentence = folderSentence(error, path);
      throw sentence ? new StartFailure(sentence, { cause: error }) : error;
    });
    return manifest!;
  };
  const owner = env.MIGRATE_DATABASE_URL ?? env.DATABASE_URL;
  const { tables } = await (owner ? make(owner) : visitEmbedded(env.DATA_DIR, make));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const sealed = passphrase
    ? 'It is encrypted with BACKUP_PASSPHRASE: without it nobody can read it again.'
    : 'It holds records of children and is not encrypted: keep it where nobody else can read it, or set BACKUP_PASSPHRASE.';
  return `Wrote ${rows} rows of ${tables.length} tables to ${path}.\n${sealed}`;
}

function explained(error: unknown, address: string): unknown {
  const state = sqlState(error) ?? '';
  if (state === '42P01')
    return new StartFailure('This database has no tables of the service: there is nothing to back up.');
  const unreachable = /^(E[A-Z]+|28\w{3}|3D000)$/.test(state);
  return unreachable ? new StartFailure(connectionSentence(error, address), { cause: error }) : error;
}

try {
  process.stdout.write(`${await run(process.argv[2])}\n`);
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
