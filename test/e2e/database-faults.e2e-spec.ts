import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aFolder } from '../support/a-folder.js';
import { BuiltService, postgresOf } from '../support/built-service.js';
import { builders, type House } from '../support/builders.js';
import { FirstStart } from '../support/first-start.js';
import { servedApp } from '../support/served-app.js';
import { until } from '../support/until.js';

type Served = ReturnType<typeof servedApp>;
const folders: string[] = [];
const open: Served[] = [];
let first: FirstStart;

/** The embedded service on its own database, as it starts a second time, and what the builders need of it. */
async function embedded(DATA_DIR = first.copy()) {
  const service = await BuiltService.start({ DATA_DIR });
  const served = servedApp(service.address, postgresOf(DATA_DIR).url);
  open.push(served);
  return { DATA_DIR, service, served, make: builders(served) };
}

beforeAll(async () => {
  first = await FirstStart.make();
}, 240_000);
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.end()));
  await BuiltService.stopAll();
});
afterAll(() => {
  first?.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Call {
  key: string;
  youngPerson: string;
  status: number;
  id: string | undefined;
  body: { type?: string; title?: string };
}

/** Asks for a break in the name of the house's worker. A repeat with the same key is the same call. */
async function ask(address: string, house: House, youngPerson: string, date: string, key: string): Promise<Call> {
  const answer = await fetch(`${address}/api/v1/requests`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${house.worker.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({
      youngPerson,
      unit: house.unit,
      nights: 2,
      from: date,
      to: date.replace(/..$/, '28'),
      purpose: 'Rest',
    }),
  });
  const body = (await answer.json()) as { id?: string; type?: string; title?: string };
  return { key, youngPerson, status: answer.status, id: body.id, body };
}

describe('PostgreSQL that is killed under load', () => {
  it('costs nothing that was acknowledged; meanwhile a sentence, afterwards the service as before', async () => {
    const { DATA_DIR, service, served, make } = await embedded();
    const house = await make.aHouse();
    const date = `${Number(make.today().slice(0, 4)) + 1}-01-10`;
    const young: string[] = [];
    for (let number = 0; number < 6; number += 1)
      young.push(await make.aYoungPerson(house, { firstName: 'Unmistakable' }));
    const calls: Call[] = [];
    let going = true;
    const client = async (who: string) => {
      while (going) calls.push(await ask(service.address, house, who, date, randomUUID()));
    };
    const saved = () => calls.filter(({ status }) => status === 201);
    const load = young.map(client);
    for (let times = 0; times < 3; times += 1) {
      const before = saved().length;
      await until(() => saved().length > before + 20, 'nothing was saved');
      const { pid } = postgresOf(DATA_DIR);
      process.kill(pid, 'SIGKILL');
      await until(() => calls.at(-1)?.status === 503, 'nobody was told');
      // An answer that was on its way is no sign of life: each client has one at most.
      const told = saved().length;
      await until(
        () => saved().length > told + young.length,
        () => `it did not come back by itself: ${JSON.stringify(calls.at(-1))} ${service.stderr.slice(-4_000)}`,
      );
      expect(postgresOf(DATA_DIR).pid).not.toBe(pid);
    }
    going = false;
    await Promise.all(load);

    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([201, 503]));
    for (const { body } of calls.filter(({ status }) => status === 503)) {
      expect(body.title).toMatch(/Nothing was changed\. Wait a moment|we cannot say whether it was\. Look/);
    }
    const inTheTable = async () =>
      new Set(
        (await served.sql<{ id: string }>(`SELECT id FROM requests WHERE unit_id = $1`, [house.unit])).map(
          ({ id }) => id,
        ),
      );
    const acknowledged = calls.flatMap(({ id }) => id ?? []);
    const kept = await inTheTable();
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);

    // Whoever was not answered repeats the call: each is there exactly once in the end.
    for (const { key, youngPerson } of calls.filter(({ status }) => status === 503)) {
      expect((await ask(service.address, house, youngPerson, date, key)).status).toBe(201);
    }
    expect((await inTheTable()).size).toBe(calls.length);

    expect(service.stderr).toContain('ended: it is started again');
    expect(service.stderr).not.toMatch(/Unmistakable|@example\.invalid|postgres:\/\/|Bearer/);
    expect(service.stderr.split('\n').length).toBeLessThan(150);
    service.signal('SIGTERM');
    expect(await service.ended()).toBe(0);
  }, 180_000);

  it('stops neither a web program nor a worker that stand beside it', async () => {
    const { DATA_DIR, service, served } = await embedded();
    const { url } = postgresOf(DATA_DIR);
    const settings = { DATABASE_URL: url, SESSION_SECRET: 's'.repeat(40), DATABASE_POOL_SIZE: '5' };
    const [web, worker] = [await BuiltService.start(settings), await BuiltService.startWorker(settings)];
    const house = await builders(served).aHouse();
    process.kill(postgresOf(DATA_DIR).pid, 'SIGKILL');
    const ready = async () => (await fetch(`${web.address}/health/ready`)).status;
    await until(async () => (await ready()) === 503);
    await until(async () => (await ready()) === 200, 'the web program did not come back');
    expect((await fetch(`${web.address}/health/live`)).status).toBe(200);
    service.signal('SIGSTOP');
    const entry = await served.sql<{ entry_id: string }>(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
       VALUES (nextval('outbox_entry_ids'), 'remove-old-notices', 'clean-up', '{}', now(), now()) RETURNING entry_id`,
    );
    await until(
      async () =>
        (await served.sql(`SELECT 1 FROM outbox WHERE entry_id = $1 AND state = 'done'`, [entry[0]!.entry_id]))
          .length === 1,
      'the worker did not come back',
    );
    service.signal('SIGCONT');
    expect(house.unit).toBeTruthy();
    for (const program of [web, worker]) {
      program.signal('SIGTERM');
      expect(await program.ended()).toBe(0);
    }
  }, 120_000);

  it('says of a commit that nobody heard the end of that it may have been saved', async () => {
    const { service, served, make } = await embedded();
    const house = await make.aHouse();
    const young = await make.aYoungPerson(house);
    // A trigger that fires at the commit, and waits there until its connection is cut.
    await served.sql(`
      CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$`);
    await served.sql(`
      CREATE CONSTRAINT TRIGGER stands_still AFTER INSERT ON requests DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION stand_still()`);
    const asking = ask(service.address, house, young, `${Number(make.today().slice(0, 4)) + 1}-01-10`, randomUUID());
    const committing = `SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT' AND wait_event = 'PgSleep'`;
    await until(async () => (await served.sql(committing)).length === 1);
    await served.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'COMMIT'`);
    const { status, body } = await asking;
    expect([status, body.type]).toEqual([503, '/problems/outcome-unknown']);
  }, 60_000);
});

describe('a full disk', () => {
  const mounted: string[] = [];
  /** A disk of its own, of so many megabytes; undefined where this user may not make one. */
  function aDisk(megabytes: number): string | undefined {
    const folder = aFolder();
    folders.push(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      process.stderr.write('A full disk is not tried here: this user may not mount one.\n');
      return undefined;
    }
    mounted.push(folder);
    return folder;
  }
  afterEach(() => {
    for (const folder of mounted.splice(0)) execFileSync('umount', ['-l', folder]);
  });

  it.each([5, 30, 60])(
    'of %d MB ends the first start with a sentence, and leaves nothing running',
    async (size) => {
      const disk = aDisk(size);
      if (!disk) return;
      const service = BuiltService.run({ DATA_DIR: disk }, 0);
      expect(await service.ended()).toBe(1);
      expect(service.stderr).toMatch(/^The disk that holds .* is full: free some space on it, then start again\.$/m);
      expect(() => postgresOf(disk)).toThrow();
    },
    60_000,
  );

  it('that fills up while the service runs costs nothing that was acknowledged', async () => {
    const disk = aDisk(400);
    if (!disk) return;
    const { service, served, make } = await embedded(first.copy(disk));
    const house = await make.aHouse();
    const young = await make.aYoungPerson(house);
    const draft = () =>
      fetch(`${service.address}/api/v1/requests`, {
        method: 'POST',
        headers: { authorization: `Bearer ${house.worker.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ youngPerson: young, unit: house.unit, nights: 2, from: make.today(10), to: make.today(14), draft: true },
          purpose: Array.from({ length: 100 }, () => randomUUID()).join(' '),
        }),
      });
    const fill = join(disk, 'filler');
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${fill}`, 'bs=1M'], { stdio: 'ignore' });
    } catch {
      // The disk is full now.
    }
    const saved: string[] = [];
    let last = 0;
    for (let tries = 0; tries < 4_000 && last !== 503; tries += 1) {
      const answer = await draft();
      last = answer.status;
      if (last === 201) saved.push(((await answer.json()) as { id: string }).id);
    }
    expect(last).toBe(503);
    rmSync(fill);
    await until(async () => (await draft()).status === 201, 'it did not come back');
    const kept = await served.sql<{ id: string }>(`SELECT id FROM requests WHERE id = ANY ($1)`, [saved]);
    expect(kept.length).toBe(saved.length);
    expect(service.stderr.split('\n').length).toBeLessThan(100);
    service.signal('SIGTERM');
    expect(await service.ended()).toBe(0);
  }, 180_000);
});
