import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, run } from './embedded-cluster.js';
import type { Home } from './embedded-home.js';
import type { Programs } from './embedded-programs.js';

export interface Postmaster {
  pid: number;
  port: number | undefined;
}

/** What postmaster.pid says: the first line is the process, the fourth the port (not there in its first moments). */
export function readPostmaster(content: string): Postmaster | undefined {
  const lines = content.split('\n');
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  return pid ? { pid, port: Number.parseInt(lines[3] ?? '', 10) || undefined } : undefined;
}

/** The process that serves or last served the cluster; undefined when it ended in good order. */
export function postmasterOf(home: Home): Postmaster | undefined {
  try {
    return readPostmaster(readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether that process serves this cluster, and is not one that got the number of a PostgreSQL that was killed. */
export function serves(pid: number, home: Pick<Home, 'cluster'>): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const cluster = statSync(home.cluster);
  try {
    const works = statSync(`/proc/${pid}/cwd`);
    return works.ino === cluster.ino && works.dev === cluster.dev;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid === cluster.uid;
  }
}

/** Ends the server: nobody is served any more, and what is not committed is undone. */
export async function stopPostmaster(pid: number, home: Home, programs: Programs): Promise<void> {
  const signal = async (name: 'INT' | 'QUIT') => {
    if (process.platform === 'win32') await run(home, programs, 'pg_ctl', ['kill', name, String(pid)]);
    else process.kill(pid, `SIG${name}`);
  };
  for (const [name, patience] of [
    ['INT', 10_000],
    ['QUIT', 5_000],
  ] as const) {
    if (postmasterOf(home)?.pid !== pid || !serves(pid, home)) break;
    await signal(name).catch(() => undefined);
    await until(() => postmasterOf(home)?.pid !== pid || !serves(pid, home), patience);
  }
  await until(() => !serves(pid, home), 1_000);
}

async function until(holds: () => boolean, patience: number): Promise<void> {
  const end = performance.now() + patience;
  while (!holds() && performance.now() < end) await sleep(10);
}
