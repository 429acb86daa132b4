/**
 * Once for a run of Jest: an embedded PostgreSQL on a free port and a migrated database, from which each suite makes its
 * own copy. Where it is goes to the tests as JSON in TEST_DATABASE_SERVER, and where to put more, which goes with it, in
 * TEST_FOLDER.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale } from '../../config/build-when-stale.mjs';
import { folderInMemory } from './folder-in-memory.mjs';

const PREFIX = 'short-breaks-test-';

/** Ends and removes what a run that was killed left behind. */
function sweep(folder) {
  for (const name of readdirSync(folder).filter((name) => name.startsWith(PREFIX))) {
    const pid = Number(name.split('-')[3]);
    if (!pid || isAlive(pid)) continue;
    try {
      process.kill(Number(readFileSync(join(folder, name, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]));
    } catch {
      // it has ended already
    }
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // A disk that was filled is still mounted there, or the server is about to end: this run goes on all the same.
    }
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

export default async function startDatabase() {
  buildWhenStale();
  const folder = folderInMemory();
  for (const place of new Set([folder, tmpdir()])) sweep(place);
  const { startEmbeddedDatabase } = await import('../../dist/src/platform/database/embedded-database.js');
  const { migrate } = await import('../../dist/src/platform/database/migrate.js');
  const dataDir = mkdtempSync(join(folder, `${PREFIX}${process.pid}-`));
  const database = await startEmbeddedDatabase({ dataDir, quick: true, onLost: (error) => console.error(error) });
  await migrate(database.ownerUrl, 'short_breaks');
  const { adminUrl, ownerUrl, serviceUrl } = database;
  process.env.TEST_DATABASE_SERVER = JSON.stringify({ adminUrl, ownerUrl, serviceUrl, template: 'short_breaks' });
  process.env.TEST_FOLDER = dataDir;
  globalThis.stopTestDatabase = async () => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
