import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { inOneGo } from '../../src/platform/in-one-go.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let source: DataSource;

beforeAll(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: '1' });
  source = app.app.get(DataSource);
});
afterAll(() => app?.close());

it('carries statements out in their order, each in its turn', async () => {
  const seen = await source.transaction((manager) =>
    inOneGo(
      manager.query<{ at: Date }[]>(`SELECT clock_timestamp() AS at, pg_sleep($1)`, [0.05]),
      manager.query<{ at: Date }[]>(`SELECT clock_timestamp() AS at, $1::int`, [1]),
      manager.query<{ at: Date }[]>(`SELECT clock_timestamp() AS at, $1::text`, ['two']),
    ),
  );
  const times = seen.map(([row]) => row!.at.getTime());
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(49);
});

it('says why the first failed, and the connection knows what it has prepared', async () => {
  const never = `SELECT $1::int + 41 AS sum`;
  const refused = source.transaction((manager) =>
    inOneGo(manager.query(`SELECT 1 / $1::int`, [0]), manager.query(never, [1]), manager.query(never, [2])),
  );
  await expect(refused).rejects.toMatchObject({ driverError: { code: '22012' } });
  const [one, two] = await source.transaction((manager) =>
    inOneGo(manager.query(never, [1]), manager.query(never, [2])),
  );
  expect([one, two]).toEqual([[{ sum: 42 }], [{ sum: 43 }]]);
});

it('ends when its connection is cut in the middle, and the next has another', async () => {
  const cut = source.transaction((manager) =>
    inOneGo(
      manager.query(`SELECT pg_terminate_backend(pg_backend_pid()), $1::int`, [1]),
      manager.query(`SELECT $1::int AS here`, [1]),
    ),
  );
  await expect(cut).rejects.toThrow();
  expect(await source.query(`SELECT $1::int AS here`, [1])).toEqual([{ here: 1 }]);
});
