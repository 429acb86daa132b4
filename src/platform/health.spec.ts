import { expect, it } from '@jest/globals';
import { loadMigrations } from './database/migrate.js';
import { readiness, warningsOf } from './health.js';

const fine = { superuser: false, owner: false, changer: false };
const answering = (names: string[], rights = fine) => ({
  query: async <T>(sql: string) => (/FROM migrations/.test(sql) ? names.map((name) => ({ name })) : [rights]) as T,
});

it('is ready when the database answers and has every migration', async () => {
  const names = (await loadMigrations()).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  expect(await readiness(answering(names))).toEqual({ status: 'ok', warnings: [] });
});

it('is not ready while a migration is missing', async () => {
  const [first] = await loadMigrations();
  const health = await readiness(answering([first!.name]));
  expect(health).toMatchObject({ status: 'unavailable', problem: expect.stringContaining('run npm run migrate') });
});

it('is not ready when the database is away or silent', async () => {
  const away = { query: () => Promise.reject(new Error('ECONNREFUSED with a secret')) };
  expect(await readiness(away)).toMatchObject({ status: 'unavailable', problem: 'The database cannot be reached.' });
  const silent = { query: <T>() => new Promise<T>(() => undefined) };
  expect(await readiness(silent, 20)).toMatchObject({ problem: 'The database does not answer.' });
});

it.each([
  ['superuser', 'it is a superuser'],
  ['owner', 'it owns tables'],
  ['changer', 'it may update or delete its entries'],
] as const)('warns when the role is %s', (right, why) => {
  expect(warningsOf({ ...fine, [right]: true })).toEqual([
    expect.stringContaining(`can change the audit trail: ${why}.`),
  ]);
});

it('has nothing to say of a role that owns nothing', () => {
  expect(warningsOf(fine)).toEqual([]);
});
