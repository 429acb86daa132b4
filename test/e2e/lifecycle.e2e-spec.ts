import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { BuiltService, postgresOf } from '../support/built-service.js';
import { FirstStart } from '../support/first-start.js';
import { PageClient } from '../support/page-client.js';
import { createTestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

// A start is seconds of work, and many of them where the processor is shared; some tests start twice.
jest.setTimeout(180_000);

let first: FirstStart;
let signIns: { role: string; email: string; password: string }[];

/** Each test goes on from a copy of what the first start left. */
beforeAll(async () => {
  first = await FirstStart.make();
  signIns = [...first.said.matchAll(/^(\w+) +(\S+@\S+) +(\S.*)$/gm)].map(([, role, email, password]) => ({
    ...{ role: role!, email: email!, password: password! },
  }));
}, 240_000);
afterEach(() => BuiltService.stopAll());
afterAll(() => first?.remove());

/** Whether the process runs. One that has ended and waits only for its new parent to notice does not. */
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('the first start', () => {
  it('prints the address and a sign-in for each role', () => {
    expect(first.said).toMatch(/^Short Breaks is ready at http:\/\/127\.0\.0\.1:\d+$/m);
    const roles = [...new Set(signIns.map(({ role }) => role))].sort();
    expect(roles).toEqual(['administrator', 'cas_worker', 'manager', 'unit_staff']);
  });

  it('leaves no PostgreSQL behind', () => {
    expect(existsSync(join(first.data, 'postgres/cluster'))).toBe(true);
    expect(existsSync(join(first.data, 'postgres/cluster/postmaster.pid'))).toBe(false);
  });
});

describe('a later start', () => {
  it('shows the same sign-ins, lets each in, and has nothing to warn of', async () => {
    const service = await BuiltService.start({ DATA_DIR: first.copy() });
    for (const { email, password } of signIns) {
      expect(service.stdout).toContain(email);
      expect((await (await PageClient.signIn(service.address, email, password)).get('/account')).status).toBe(200);
    }
    const ready = await fetch(`${service.address}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', warnings: [] }]);
    service.signal('SIGINT');
    expect(await service.ended()).toBe(0);
  });

  it('takes up what a killed service left running', async () => {
    const DATA_DIR = first.copy();
    const killed = await BuiltService.start({ DATA_DIR });
    killed.signal('SIGKILL');
    await killed.ended();
    const { pid } = postgresOf(DATA_DIR);
    expect(isAlive(pid)).toBe(true);

    const next = await BuiltService.start({ DATA_DIR });
    expect(postgresOf(DATA_DIR).pid).toBe(pid);
    await PageClient.signIn(next.address, signIns[0]!.email, signIns[0]!.password);
    next.signal('SIGTERM');
    expect(await next.ended()).toBe(0);
    expect(existsSync(join(DATA_DIR, 'postgres/cluster/postmaster.pid'))).toBe(false);
  });

  it('takes up a database that was killed with its service', async () => {
    const DATA_DIR = first.copy();
    const killed = await BuiltService.start({ DATA_DIR });
    killed.signal('SIGKILL');
    process.kill(postgresOf(DATA_DIR).pid, 'SIGKILL');
    await killed.ended();

    const next = await BuiltService.start({ DATA_DIR });
    await PageClient.signIn(next.address, signIns[0]!.email, signIns[0]!.password);
    next.signal('SIGINT');
    expect(await next.ended()).toBe(0);
  });

  it('is refused on a folder that another service uses, which goes on', async () => {
    const DATA_DIR = first.copy();
    const one = await BuiltService.start({ DATA_DIR });
    const other = BuiltService.run({ DATA_DIR }, 0);
    expect(await other.ended()).toBe(1);
    expect(other.stderr).toBe(
      `Another Short Breaks service is using ${DATA_DIR}: stop that one first, or give this one a folder of its own in DATA_DIR (and a PORT).\n`,
    );
    expect((await fetch(`${one.address}/health/ready`)).status).toBe(200);
    one.signal('SIGINT');
    expect(await one.ended()).toBe(0);
  });
});

describe('Ctrl-C', () => {
  it('lets a request in flight have its answer, then ends everything', async () => {
    const DATA_DIR = first.copy();
    const service = await BuiltService.start({ DATA_DIR });
    const { pid, url } = postgresOf(DATA_DIR);
    const holder = new pg.Client({ connectionString: url });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
    const client = new PageClient(service.address);
    await client.get('/sign-in');
    const { email, password } = signIns[0]!;
    const signingIn = client.post('/sign-in', { email, password });
    await untilSomebodyWaits(url);

    service.signal('SIGINT');
    await untilDeaf(service);
    expect(isAlive(pid)).toBe(true);
    await holder.query('COMMIT');

    expect(await signingIn).toMatchObject({ status: 303, location: '/' });
    expect(await service.ended()).toBe(0);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(DATA_DIR, 'postgres/cluster/postmaster.pid'))).toBe(false);
  });

  it('a second time cuts a request off that does not end', async () => {
    const DATA_DIR = first.copy();
    const service = await BuiltService.start({ DATA_DIR });
    const { pid, url } = postgresOf(DATA_DIR);
    const holder = new pg.Client({ connectionString: url });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
    const { email, password } = signIns[0]!;
    const cutOff = expect(PageClient.signIn(service.address, email, password)).rejects.toThrow();
    await untilSomebodyWaits(url);
    service.signal('SIGINT');
    await untilDeaf(service);
    await new Promise((later) => setTimeout(later, 1_200));
    service.signal('SIGINT');
    expect(await service.ended()).toBe(130);
    await cutOff;
    expect(isAlive(pid)).toBe(false);
  });
});

it('ends with npm, which passes a signal on', async () => {
  const DATA_DIR = first.copy();
  const npm = await BuiltService.start({ DATA_DIR }, ['npm', 'start']);
  const { pid } = postgresOf(DATA_DIR);
  npm.signal('SIGTERM');
  expect(await npm.ended()).toBe(0);
  expect(isAlive(pid)).toBe(false);
  await expect(fetch(npm.address)).rejects.toThrow();
});

describe('a start that cannot be', () => {
  it('names every bad setting', async () => {
    const service = BuiltService.run({ LOG_LEVEL: 'loud', SESSION_HOURS: '0' }, 99_999);
    expect(await service.ended()).toBe(1);
    expect(service.stderr.trim().split('\n')).toEqual([
      'PORT must be a whole number from 0 to 65535, not “99999”.',
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not “loud”.',
      'SESSION_HOURS must be a whole number from 1 to 72, not “0”.',
    ]);
  });

  it('says that the port is taken, and makes nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const DATA_DIR = join(first.folder, 'never-made');
    const service = BuiltService.run({ DATA_DIR }, port);
    expect(await service.ended()).toBe(1);
    expect(service.stderr).toBe(
      `Port ${port} on 127.0.0.1 is in use: end the program that listens there, or set PORT to another number.\n`,
    );
    expect(existsSync(DATA_DIR)).toBe(false);
    await new Promise((closed) => taken.close(closed));
  });

  it('asks for npm run migrate rather than migrate a server by itself', async () => {
    const { adminUrl } = JSON.parse(process.env.TEST_DATABASE_SERVER!) as { adminUrl: string };
    const service = BuiltService.run({ DATABASE_URL: adminUrl }, 0);
    expect(await service.ended()).toBe(1);
    expect(service.stderr).toBe(
      'The database in DATABASE_URL lacks migrations: run npm run migrate, then start again.\n',
    );
  });

  it('says that the server gives too few connections, and for what', async () => {
    const database = await createTestDatabase();
    const settings = { DATABASE_URL: database.serviceUrl, WEB_PROCESSES: '20' };
    const service = BuiltService.run(settings, 0);
    expect(await service.ended()).toBe(1);
    expect(service.stderr).toMatch(
      /gives 197 connections, .* may need 279 \(20 web × 13 \+ 1 worker × 16 \+ 3 to spare\)/,
    );
    await database.drop();
  });
});

/** Until it takes no new connection: it has heard that it is to end. */
const untilDeaf = ({ port }: BuiltService) =>
  until(
    () =>
      new Promise((deaf) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.destroy();
          deaf(false);
        });
        socket.once('error', () => deaf(true));
      }),
    'It goes on to listen',
  );

/**
 * Until who signs in waits: what the service asks by itself may wait for the same lock. Asks outside of any transaction:
 * within one, connections that came since its first look are not seen.
 */
async function untilSomebodyWaits(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (let tries = 0; tries < 1_500; tries += 1) {
      const { rows } = await client.query(
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%password_hash%'",
      );
      if (rows.length) return;
      await new Promise((later) => setTimeout(later, 20));
    }
    throw new Error('Nobody waits for the lock');
  } finally {
    await client.end();
  }
}
