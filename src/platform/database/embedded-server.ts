import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isAlive } from './embedded-cluster.js';
import type { Home } from './embedded-home.js';
import { freePort } from './free-port.js';
import { linkedLibraries, programEnvironment, type Programs } from './embedded-programs.js';
import { postmasterOf, serves, stopPostmaster } from './postmaster.js';
import { postgresSentence, StartFailure } from './start-failure.js';

const LOG_LIMIT = 2_000_000;
const PATIENCE_MS = 90_000;

/**
 * How the server runs. Its log holds no statement and no detail of an error, for they can hold names;
 * it keeps to its own messages and is set aside at 2 MB.
 */
const settings = (port: number, quick: boolean): Record<string, string | number> => ({
  port,
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 80,
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: -1,
  password_encryption: 'scram-sha-256',
  ...(quick ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 } : {}),
});

export interface Server {
  port: number;
  /** Ends the server: nobody is served any more, what is not committed is undone. */
  stop(): Promise<void>;
}

export const connectionTo = (port: number, user: string, password: string, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

interface Wanted {
  quick: boolean;
  /** The port to be on; any that is free when left out. */
  port?: number;
  /** Asked now and then: the start is given up once nobody wants it any more. */
  isWanted?: () => boolean;
}

/** Starts PostgreSQL on the cluster, or takes up the one that is running. */
export async function startServer(
  home: Home,
  programs: Programs,
  password: string,
  { quick, port, isWanted = () => true }: Wanted,
): Promise<Server> {
  const end = performance.now() + PATIENCE_MS;
  let launched: Launched | undefined;
  for (let attempts = 0; performance.now() < end && isWanted();) {
    const running = postmasterOf(home);
    if (running && serves(running.pid, home)) {
      if (running.port && (await answers(running.port, password, home)))
        return { port: running.port, stop: () => stopServer(home, programs) };
      await sleep(25);
      continue;
    }
    if (running && isAlive(running.pid)) rmSync(join(home.cluster, 'postmaster.pid'), { force: true });
    launched ??= await launch(home, programs, port ?? (await freePort()), quick);
    const reason = launched.ended();
    if (reason === undefined) {
      await sleep(10);
      continue;
    }
    launched = undefined;
    attempts += 1;
    if (attempts > 20 || !PASSING.test(reason)) throw new StartFailure(postgresSentence(reason, home.folder));
    await sleep(250);
  }
  throw new StartFailure(
    `PostgreSQL in ${home.folder} did not answer within ${PATIENCE_MS / 1000} seconds: look at postgresql.log there, and start again when it has recovered.`,
  );
}

/** Ends whichever PostgreSQL serves the cluster now. */
export async function stopServer(home: Home, programs: Programs): Promise<void> {
  const running = postmasterOf(home);
  if (running && serves(running.pid, home)) await stopPostmaster(running.pid, home, programs);
}

/** What may be over in a moment. */
const PASSING =
  /Address already in use|could not bind|could not create any TCP|lock file .* already exists|shared memory block/i;

interface Launched {
  /** What it said, once it has ended. */
  ended(): string | undefined;
}

/** Runs `postgres`, in a group of its own; comes back when it has named its port, or has ended before. */
async function launch(home: Home, programs: Programs, port: number, quick: boolean): Promise<Launched> {
  const { log, begin } = openLog(home);
  const options = Object.entries(settings(port, quick)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs.folder, 'bin', 'postgres'), ['-D', home.cluster, ...options], {
    ...home.runAs,
    env: programEnvironment(linkedLibraries(programs, home.folder)),
    cwd: home.folder,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => (ended = `error: ${error.message}`));
  // Its files may be gone by then: whoever removes the folder of a stopped database does not wait for this.
  child.once('exit', () => (ended ??= existsSync(home.log) ? readFileSync(home.log).subarray(begin).toString() : ''));
  child.unref();
  while (ended === undefined && !(postmasterOf(home)?.pid === child.pid && postmasterOf(home)?.port)) await sleep(10);
  return { ended: () => ended };
}

/** Whether the server's log says, since that place in it, that the disk is full. */
export function isDiskFull(home: Home, begin: number): boolean {
  const log = readFileSync(home.log);
  return /No space left on device|Disk quota exceeded/.test(log.subarray(begin <= log.length ? begin : 0).toString());
}

export const logSize = (home: Home): number => statSync(home.log, { throwIfNoEntry: false })?.size ?? 0;

function openLog(home: Home): { log: number; begin: number } {
  if ((statSync(home.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(home.log, `${home.log}.old`);
  const log = openSync(home.log, 'a', 0o600);
  if (home.runAs) chownSync(home.log, home.runAs.uid, home.runAs.gid);
  return { log, begin: statSync(home.log).size };
}

async function answers(port: number, password: string, home: Home): Promise<boolean> {
  const client = new pg.Client({ connectionString: connectionTo(port, 'postgres', password, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') return false;
    throw new StartFailure(
      `The passwords kept in ${home.cluster} are not those of its database: put short-breaks.json back from a backup, or move that folder away to begin with an empty database.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
