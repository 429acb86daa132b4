import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartFailure } from './start-failure.js';

const KEY = 7_390_241;
const PATIENCE_MS = 3_000;

export interface Lock {
  release(): Promise<void>;
}

/**
 * Makes sure that one service alone uses the data folder, for as long as it lives. The lock belongs to a connection:
 * it ends with the process that holds it, however that ends, and no file is left behind that could lie.
 */
export async function lockFolder(address: string, folder: string, onLost: (error: Error) => void): Promise<Lock> {
  const client = new pg.Client({ connectionString: address, application_name: 'short-breaks lock', keepAlive: true });
  let released = false;
  client.on('error', (cause) => {
    if (!released)
      onLost(
        new Error(`The PostgreSQL in ${folder}/postgres ended: see postgresql.log there, and start again.`, { cause }),
      );
    released = true;
  });
  await client.connect();
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [KEY]);
    if (rows[0]?.mine) break;
    if (performance.now() > end) {
      released = true;
      await client.end();
      throw new StartFailure(
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
