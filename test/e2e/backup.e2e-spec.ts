import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aFolder } from '../support/a-folder.js';
import { asOwner, COMES, everything } from '../support/backed-up.js';
import { BuiltService, postgresOf } from '../support/built-service.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { runProgram } from '../support/run-program.js';
import { servedApp } from '../support/served-app.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const PASSPHRASE = 'an invented passphrase';
const folder = aFolder();
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const A_LONG_TRAIL = `
  INSERT INTO audit_entries (at, via, action, subject, subject_id, young_people)
  SELECT now(), 'page', 'request.read', 'request', gen_random_uuid(), ARRAY[gen_random_uuid(), gen_random_uuid()]
    FROM generate_series(1, 60000)`;

/** Everything but what a service that runs goes on doing by itself. */
async function standing(address: string): Promise<Record<string, string[]>> {
  const { outbox: _, notices: __, deliveries: ___, alert_looks: ____, ...rest } = await everything(address);
  return rest;
}

describe('a backup of a server', () => {
  let app: TestApp;
  let make: ReturnType<typeof builders>;
  let house: House;
  let fresh: TestDatabase;
  const settings = (database: Pick<TestDatabase, 'ownerUrl' | 'serviceUrl'>, more: Record<string, string> = {}) => ({
    MIGRATE_DATABASE_URL: database.ownerUrl,
    DATABASE_URL: database.serviceUrl,
    ...more,
  });

  beforeAll(async () => {
    app = await startTestApp();
    make = builders(app);
    house = await make.aHouse();
    const awkward = 'Zoë "the\\x41" O’Hara\tnext\nline \\. \\N , ; 🚸';
    const young = await make.aYoungPerson(house, { firstName: 'Ünique' });
    await make.as(house.worker).post('/requests', {
      ...{ youngPerson: young, unit: house.unit, nights: 2, from: make.today(10), to: make.today(14), draft: true },
      ...{ purpose: awkward, wishes: '' },
    });
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 20 });
    await make.anOffer(house, young, { inDays: 40 });
    await app.sql(`UPDATE outbox SET handed_at = now()`);
    fresh = await createTestDatabase();
  });
  afterAll(async () => {
    await fresh?.drop();
    await app?.close();
  });

  it.each([
    ['plain', {} as Record<string, string>],
    ['encrypted', { BACKUP_PASSPHRASE: PASSPHRASE }],
  ])(
    'that is %s holds every row of every table, and nobody else may read it',
    async (name, more) => {
      const made = await runProgram('backup', [at(name)], settings(app, more));
      expect(made).toMatchObject({ code: 0, stderr: '' });
      expect(made.stdout).toContain(at(name));
      expect(statSync(at(name)).mode & 0o777).toBe(0o600);
      const target = await createTestDatabase();
      expect(await runProgram('restore', [at(name)], settings(target, more))).toMatchObject({ code: 0, stderr: '' });
      expect(await everything(target.ownerUrl)).toEqual(await everything(app.ownerUrl));
      const client = new pg.Client({ connectionString: target.ownerUrl });
      await client.connect();
      const { rows } = await client.query(`SELECT 1 FROM outbox WHERE handed_at IS NOT NULL`);
      expect(rows).toEqual([]);
      await client.end();

      const service = await BuiltService.start({ DATABASE_URL: target.serviceUrl, SESSION_SECRET: 's'.repeat(40) });
      await PageClient.signIn(service.address, house.manager.email, PASSWORD);
      const restored = servedApp(service.address, target.adminUrl);
      await builders(restored).aRequest(house, await builders(restored).aYoungPerson(house), { inDays: 70 });
      await restored.end();
      service.signal('SIGTERM');
      await service.ended();
      await target.drop();
    },
    90_000,
  );

  it('hides what it holds, when it is encrypted', () => {
    const inPlain = gunzipSync(readFileSync(at('plain'))).toString();
    expect(inPlain).toContain('Ünique');
    expect(() => gunzipSync(readFileSync(at('encrypted')))).toThrow();
    expect(readFileSync(at('encrypted')).includes('Ünique')).toBe(false);
  });

  it('is refused when it is damaged, cut off, from tomorrow or not one at all; then nothing is changed', async () => {
    const plain = readFileSync(at('plain'));
    const changed = gunzipSync(plain);
    changed.write('x', changed.indexOf('Ünique'));
    writeFileSync(at('changed'), gzipSync(changed));
    const newer = gunzipSync(plain)
      .toString('latin1')
      .replace('"CreateOutbox1795392000000"', '"CreateOutbox9795392000000"');
    writeFileSync(at('newer'), gzipSync(Buffer.from(newer, 'latin1')));
    for (const [name, from, size] of [
      ['cut', 'plain', plain.length - 500],
      ['short', 'plain', 20],
      ['cut-encrypted', 'encrypted', statSync(at('encrypted')).size - 1],
      ['stub', 'encrypted', 40],
    ] as const) {
      copyFileSync(at(from), at(name));
      truncateSync(at(name), size);
    }
    const flipped = readFileSync(at('encrypted'));
    flipped[3_000]! ^= 1;
    writeFileSync(at('flipped'), flipped);
    writeFileSync(at('text'), 'no backup');
    writeFileSync(at('nothing'), '');
    const key = { BACKUP_PASSPHRASE: PASSPHRASE };
    for (const [name, sentence, more] of [
      ['changed', /is damaged: what it holds is not what it says/, {}],
      ['newer', /made by a newer version of this service/, {}],
      ['cut', /is not a whole backup/, {}],
      ['short', /is not a whole backup/, {}],
      ['cut-encrypted', /is not a whole backup.*or BACKUP_PASSPHRASE/, key],
      ['stub', /is not a whole backup/, key],
      ['flipped', /is not a whole backup/, key],
      ['encrypted', /or BACKUP_PASSPHRASE is not the one/, { BACKUP_PASSPHRASE: 'another passphrase' }],
      ['encrypted', /is encrypted: give its passphrase/, {}],
      ['text', /is not a whole backup/, {}],
      ['nothing', /is not a whole backup/, {}],
      ['absent', /There is no file/, {}],
    ] as const) {
      const ended = await runProgram('restore', [at(name)], settings(fresh, more));
      expect([name, ended.code, ended.stdout]).toEqual([name, 1, '']);
      expect(ended.stderr).toMatch(sentence);
      expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    }
    const rows = Object.entries(await everything(fresh.ownerUrl)).filter(([name]) => !COMES.includes(name));
    expect(rows.flatMap(([, found]) => found)).toEqual([]);
  }, 90_000);

  it('is never put over anything, nor written over a file', async () => {
    const before = await everything(app.ownerUrl);
    const over = await runProgram('restore', [at('plain')], settings(app));
    expect([over.code, over.stderr]).toEqual([1, expect.stringContaining('a restore never overwrites')]);
    expect(await everything(app.ownerUrl)).toEqual(before);
    const again = await runProgram('backup', [at('plain')], settings(app));
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('is there already: choose another name')]);
  }, 30_000);

  it('of a database of long ago gets what has changed since', async () => {
    const old = await createTestDatabase();
    const back = await runProgram('migrate', ['back'], {
      MIGRATE_DATABASE_URL: old.ownerUrl,
      DATABASE_URL: old.serviceUrl,
    });
    expect(back).toMatchObject({ code: 0 });
    expect(await runProgram('backup', [at('old')], settings(old))).toMatchObject({ code: 0 });
    const target = await createTestDatabase();
    await runProgram('migrate', ['back'], { MIGRATE_DATABASE_URL: target.ownerUrl, DATABASE_URL: target.serviceUrl });
    expect(await runProgram('restore', [at('old')], settings(target))).toMatchObject({ code: 0, stderr: '' });
    expect((await everything(target.ownerUrl))['migrations']).toEqual((await everything(app.ownerUrl))['migrations']);
    await Promise.all([old.drop(), target.drop()]);
  }, 60_000);

  it('of many megabytes in one table comes back row by row', async () => {
    const [large, target] = [await createTestDatabase(), await createTestDatabase()];
    const sum = `SELECT count(*)::int AS rows, md5(string_agg(a::text, '' ORDER BY id)) AS sum FROM audit_entries a`;
    await asOwner(large, (client) => client.query(A_LONG_TRAIL));
    expect(await runProgram('backup', [at('large')], settings(large))).toMatchObject({ code: 0, stderr: '' });
    expect(gunzipSync(readFileSync(at('large'))).length).toBeGreaterThan(8 * 2 ** 20);
    expect(await runProgram('restore', [at('large')], settings(target))).toMatchObject({ code: 0, stderr: '' });
    const [before, after] = [
      await asOwner(large, (one) => one.query(sum)),
      await asOwner(target, (one) => one.query(sum)),
    ];
    expect(before.rows[0]).toMatchObject({ rows: 60_000 });
    expect(after.rows).toEqual(before.rows);
    await Promise.all([large.drop(), target.drop()]);
  }, 60_000);

  it('says of a database that does not take it what it is, and does not blame the file', async () => {
    const target = await createTestDatabase();
    await asOwner(target, (client) =>
      client.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'Ash Example' USING ERRCODE = '53100'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT ON young_people FOR EACH ROW EXECUTE FUNCTION no_room()`),
    );
    const ended = await runProgram('restore', [at('plain')], settings(target));
    expect([ended.code, ended.stderr]).toEqual([
      1,
      'PostgreSQL did not take the rows of young_people (code 53100): make room for it, then restore again. None of the backup’s rows were kept.\n',
    ]);
    await target.drop();
  }, 30_000);

  it('on a disk that is full ends with a sentence and leaves nothing there', async () => {
    const disk = at('full-disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=755', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return void process.stderr.write('A full disk is not tried here: this user may not mount one.\n');
    }
    const large = await createTestDatabase();
    try {
      await asOwner(large, (client) => client.query(A_LONG_TRAIL));
      const ended = await runProgram('backup', [join(disk, 'backup')], settings(large));
      expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The disk that holds .* is full.*\n$/) });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync('umount', ['-l', disk]);
      await large.drop();
    }
  }, 60_000);
});

describe('a backup of the service’s own database', () => {
  afterAll(() => BuiltService.stopAll());

  it('is made while the service runs, and when it does not; restored, the same people sign in', async () => {
    const [DATA_DIR, elsewhere] = [at('data'), at('elsewhere')];
    const service = await BuiltService.start({ DATA_DIR });
    const before = await standing(postgresOf(DATA_DIR).url);
    expect(await runProgram('backup', [at('running')], { DATA_DIR })).toMatchObject({ code: 0, stderr: '' });
    const signIn = /(\S+@\S+)\s+(\S.*)$/m.exec(service.stdout)!;
    service.signal('SIGTERM');
    await service.ended();
    expect(await runProgram('backup', [at('stopped')], { DATA_DIR })).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(DATA_DIR, 'postgres/cluster/postmaster.pid'))).toBe(false);

    const nowhere = await runProgram('backup', [at('no')], { DATA_DIR: at('nowhere') });
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('There is no database in')]);
    const over = await runProgram('restore', [at('running')], { DATA_DIR });
    expect([over.code, over.stderr]).toEqual([1, expect.stringContaining('a restore never overwrites')]);

    expect(await runProgram('restore', [at('running')], { DATA_DIR: elsewhere })).toMatchObject({
      code: 0,
      stderr: '',
    });
    const again = await BuiltService.start({ DATA_DIR: elsewhere });
    expect(await standing(postgresOf(elsewhere).url)).toEqual(before);
    expect(again.stdout).not.toContain('made-up council');
    await PageClient.signIn(again.address, signIn[1]!, signIn[2]!.trim());
    expect(readdirSync(folder).filter((name) => name.endsWith('.part') && !name.startsWith('killed'))).toEqual([]);
  }, 120_000);
});
