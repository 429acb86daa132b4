import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/platform/database/free-port.js';
import { PageClient } from '../support/page-client.js';
import { call } from './clients.js';
import { figure, sayFigure, spreadOf } from './frame.js';
import type { Stage } from './stage.js';

const STARTS = 7;
/** An hour of a council's work, as fast as it goes: a page a second. */
const PAGES_AN_HOUR = 3_600;
const PAGES = ['/', '/calendar', '/requests', '/young-people', '/stays', '/notices'];

/** From the start to the first page, and what the service holds in memory: at rest, and after work. */
export async function startsBench(stage: Stage): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'short-breaks-bench-'));
  try {
    await embedded(stage, folder);
  } finally {
    await stage.endPrograms();
    rmSync(folder, { recursive: true, force: true });
  }
  const { serviceUrl } = await stage.database('bench_start');
  const times: number[] = [];
  for (let one = 0; one < STARTS; one += 1) {
    times.push((await start(stage, { DATABASE_URL: serviceUrl })).ms);
    await stage.endPrograms();
  }
  sayFigure('start to first page, on a server', `${figure(spreadOf(times))} ms`);
}

async function embedded(stage: Stage, folder: string): Promise<void> {
  const first = await start(stage, { DATA_DIR: folder });
  sayFigure('first start to first page, with the demonstration', `${(first.ms / 1_000).toFixed(1)} s`);
  const times: number[] = [];
  for (let one = 0; one < STARTS; one += 1) {
    await stage.endPrograms();
    times.push((await start(stage, { DATA_DIR: folder })).ms);
  }
  sayFigure('start to first page, with its own database', `${figure(spreadOf(times))} ms`);
  await stage.endPrograms();

  const { pid, said, address } = await start(stage, { DATA_DIR: folder });
  await sleep(10_000);
  sayFigure('memory of the service at rest, web and worker in one', `${residentMb(pid)} MB`);
  const people = [...said.matchAll(/^(cas_worker|unit_staff|manager) +(\S+) +(\S+)$/gm)];
  const clients = await Promise.all(
    people.map(([, , email, password]) => PageClient.signIn(address, email!, password!)),
  );
  for (const hour of ['an hour', 'another hour']) {
    const begun = performance.now();
    await hourOf(clients);
    const seconds = (performance.now() - begun) / 1_000;
    const rate = `${PAGES_AN_HOUR} pages in ${seconds.toFixed(0)} s`;
    await sleep(5_000);
    sayFigure(`memory after ${hour}’s load in miniature`, `${residentMb(pid)} MB (${rate})`);
  }
}

interface Started {
  pid: number;
  said: string;
  address: string;
  ms: number;
}

/** Starts the service as a user would; the milliseconds until its first page is there. */
async function start(stage: Stage, settings: Record<string, string>): Promise<Started> {
  const port = String(await freePort());
  const begun = performance.now();
  const { pid, said } = await stage.run(
    'src/main.js',
    { ...settings, PORT: port, WORKER_PROCESSES: '1' },
    ' is ready at ',
  );
  const address = `http://127.0.0.1:${port}`;
  const { status } = await call(address, '', 'GET', '/sign-in');
  if (status !== 200) throw new Error(`The first page answered ${status}`);
  return { pid, said, address, ms: performance.now() - begun };
}

async function hourOf(clients: readonly PageClient[]): Promise<void> {
  let left = PAGES_AN_HOUR;
  const work = async (client: PageClient) => {
    while (left > 0) {
      const page = PAGES[left-- % PAGES.length]!;
      const { status } = await client.get(page);
      if (status !== 200) throw new Error(`${page} answered ${status}`);
    }
  };
  await Promise.all(clients.flatMap((client) => [work(client), work(client)]));
}

/** Resident memory of a process, in megabytes. Linux only. */
function residentMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Math.round(Number(kilobytes) / 1_024);
}
