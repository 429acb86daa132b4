import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { verify } from '@node-rs/argon2';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const PROGRAM = fileURLToPath(new URL('../../dist/src/set-up.js', import.meta.url));
const RIGHT = {
  organisation: 'Example Council',
  unit: 'Seaview House (test)',
  beds: '4',
  youngest: '12',
  oldest: '17',
  name: 'Ada Example',
  email: 'Ada@Example.org',
};

let database: TestDatabase;
let owner: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** `npm run set-up` on the database, under the service's own role. */
function setUp(options: Record<string, string> = RIGHT, url = database.serviceUrl) {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const { PATH, NODE_OPTIONS } = process.env;
    const env = { ...(PATH && { PATH }), ...(NODE_OPTIONS && { NODE_OPTIONS }), ...(url && { DATABASE_URL: url }) };
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}
const count = async () => {
  const { rows } = await owner.query(
    `SELECT (SELECT count(*)::int FROM organisations) AS organisations, (SELECT count(*)::int FROM units) AS units,
       (SELECT count(*)::int FROM beds) AS beds, (SELECT count(*)::int FROM users) AS users`,
  );
  return rows[0] as Record<string, number>;
};

describe('npm run set-up', () => {
  it('says what is wrong, and changes nothing', async () => {
    const missing = await setUp({ ...RIGHT, beds: 'four', email: '' });
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toContain('--beds must be how many beds');
    expect(missing.err).toContain('--email is missing');
    expect(missing.err).toContain('For example:');
    expect((await setUp(RIGHT, '')).err).toMatch(/^Name the database in DATABASE_URL/);
    const away = await setUp(RIGHT, 'postgres://nobody:secret-of-mine@127.0.0.1:1/nothing');
    expect(away.err).toContain('cannot be reached');
    expect(away.err).not.toContain('secret-of-mine');
    expect(await count()).toEqual({ organisations: 0, units: 0, beds: 0, users: 0 });
  });

  it('makes the first records once, also when it is started twice at the same moment', async () => {
    const answers = await Promise.all([setUp(), setUp()]);
    const [done, late] = answers.toSorted((a, b) => a.code - b.code);
    expect(done!.code).toBe(0);
    expect(done!.out).toContain('Made Example Council, Seaview House (test) with 4 beds');
    expect(late).toMatchObject({ code: 1, out: '' });
    expect(late!.err).toContain('set up already, for Example Council');
    expect(await count()).toEqual({ organisations: 1, units: 1, beds: 4, users: 1 });
    const password = /with the password (\S+)/.exec(done!.out)?.[1] ?? '';
    const { rows } = await owner.query<Record<string, unknown>>(
      `SELECT u.email, u.role, u.must_change_password, u.password_hash, a.action
       FROM users u, audit_entries a WHERE a.details ->> 'administratorId' = u.id::text`,
    );
    expect(rows).toMatchObject([
      { email: 'ada@example.org', role: 'administrator', must_change_password: true, action: 'service.set_up' },
    ]);
    expect(await verify(rows[0]!['password_hash'] as string, password)).toBe(true);
  });
});
