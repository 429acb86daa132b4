import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartFailure } from './start-failure.js';

const KEY = 7_390_241;
const PATIENCE_MS = 3_000;

export interface Lock {
  release(): Promise<void>;
}

/** Another service has the folder. */
export class FolderTaken extends StartFailure {}

/**
 * Makes sure that one service alone uses the data folder, for as long as it lives. The lock belongs to a connection:
 * it ends with the process that holds it, however that ends, and no file is left behind that could lie.
 */
export async function lockFolder(address: string, folder: string, onLost: () => void): Promise<Lock> {
  const client = new pg.Client({ connectionString: address, application_name: 'short-breaks lock', keepAlive: true });
  let released = false;
  const lost = () => {
    if (!released && held) onLost();
    released = true;
  };
  let held = false;
  client.on('error', lost);
  client.on('end', lost);
  await client.connect();
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [KEY]);
    held = rows[0]?.mine ?? false;
    if (held) break;
    if (performance.now() > end) {
      released = true;
      await client.end();
      throw new FolderTaken(
        `Another Short Breaks service is using ${folder}: stop that one first, or give this one a folder of its own in DATA_DIR (and a PORT).`,
      );
    }
    await sleep(100);
  }
  return {
    async release() {
      released = true;
      await client.end().catch(() => undefined);
    },
  };
}
