import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aFolder } from '../support/a-folder.js';
import { asOwner, COMES, everything } from '../support/backed-up.js';
import { builders } from '../support/builders.js';
import { runProgram } from '../support/run-program.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

type Addresses = Pick<TestDatabase, 'ownerUrl' | 'serviceUrl'>;

const folder = aFolder();
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const settings = ({ ownerUrl, serviceUrl }: Addresses) => ({
  MIGRATE_DATABASE_URL: ownerUrl,
  DATABASE_URL: serviceUrl,
});
/** Of the first tables that a backup holds, of the middle and of the last. */
const MOMENTS = ['users', 'young_people', 'offers'];

let app: TestApp;
/** What the backup `whole` holds. */
let whole: Record<string, string[]>;

beforeAll(async () => {
  app = await startTestApp();
  const make = builders(app);
  const house = await make.aHouse();
  await make.anOffer(house, await make.aYoungPerson(house), { inDays: 40 });
  whole = await everything(app.ownerUrl);
  expect(await runProgram('backup', [at('whole')], settings(app))).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => app?.close());

/** While nobody gets at this table: what has come to it waits there, whatever the machine is at. */
async function whileHeld<T>(
  { ownerUrl }: Addresses,
  table: string,
  mode: 'ACCESS EXCLUSIVE' | 'SHARE',
  work: (isReached: () => Promise<void>, letGo: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const holder = new pg.Client({ connectionString: ownerUrl });
  await holder.connect();
  try {
    await holder.query(`BEGIN; LOCK TABLE ${table} IN ${mode} MODE`);
    const waiting = `SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
                      WHERE d.datname = current_database() AND relation = '${table}'::regclass AND NOT granted`;
    return await work(
      () => until(async () => (await holder.query(waiting)).rows.length > 0, `Nothing came to ${table}`),
      () => holder.query('COMMIT'),
    );
  } finally {
    await holder.end();
  }
}

/** Whether a database holds the whole backup; anything between that and nothing is a fault. */
async function isRestored({ ownerUrl }: Addresses): Promise<boolean> {
  const found = await everything(ownerUrl);
  if (Object.entries(found).every(([name, rows]) => COMES.includes(name) || rows.length === 0)) return false;
  expect(found).toEqual(whole);
  return true;
}

describe('a backup that is killed', () => {
  it.each(MOMENTS)('at %s leaves no file that could be taken for one', async (table) => {
    const name = `killed-at-${table}`;
    const { code } = await whileHeld(app, table, 'ACCESS EXCLUSIVE', (isReached) =>
      runProgram('backup', [at(name)], settings(app), { killOnce: isReached }),
    );
    expect(code).toBe(null);
    expect([existsSync(at(name)), existsSync(at(`${name}.part`))]).toEqual([false, true]);
    const target = await createTestDatabase();
    expect(await runProgram('restore', [at(`${name}.part`)], settings(target))).toMatchObject({ code: 1 });
    expect(await isRestored(target)).toBe(false);
    await target.drop();
  });

  it.each([
    ['once the last rows were read', async (letGo: () => Promise<unknown>) => void (await letGo())],
    [
      'once it has its name',
      async (letGo: () => Promise<unknown>, name: string) => {
        await letGo();
        await until(() => existsSync(at(name)), 'No file came');
      },
    ],
  ])('%s leaves a whole one, or none', async (when, moment) => {
    const name = when.replaceAll(' ', '-');
    await whileHeld(app, MOMENTS.at(-1)!, 'ACCESS EXCLUSIVE', (isReached, letGo) =>
      runProgram('backup', [at(name)], settings(app), {
        killOnce: async () => {
          await isReached();
          await moment(letGo, name);
        },
      }),
    );
    if (when === 'once it has its name') expect(existsSync(at(name))).toBe(true);
    if (!existsSync(at(name))) return;
    const target = await createTestDatabase();
    expect(await runProgram('restore', [at(name)], settings(target))).toMatchObject({ code: 0 });
    expect(await isRestored(target)).toBe(true);
    await target.drop();
  });
});

describe('a restore that is killed', () => {
  /** Killed, its connection goes as soon as the database notices. */
  const gone = (database: TestDatabase) =>
    until(
      async () =>
        (
          await asOwner(database, (client) =>
            client.query(
              `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
            ),
          )
        ).rows.length === 0,
      'Its connection was kept',
    );

  it.each(MOMENTS)('at %s leaves no rows', async (table) => {
    const target = await createTestDatabase();
    const { code } = await whileHeld(target, table, 'SHARE', (isReached) =>
      runProgram('restore', [at('whole')], settings(target), { killOnce: isReached }),
    );
    expect(code).toBe(null);
    await gone(target);
    expect(await isRestored(target)).toBe(false);
    expect(await runProgram('restore', [at('whole')], settings(target))).toMatchObject({ code: 0 });
    expect(await isRestored(target)).toBe(true);
    await target.drop();
  });

  it('once it has the last rows leaves all of them, or none', async () => {
    const target = await createTestDatabase();
    const { code } = await whileHeld(target, MOMENTS.at(-1)!, 'SHARE', (isReached, letGo) =>
      runProgram('restore', [at('whole')], settings(target), { killOnce: () => isReached().then(letGo) }),
    );
    await gone(target);
    const restored = await isRestored(target);
    if (code === 0) expect(restored).toBe(true);
    await target.drop();
  });
});
