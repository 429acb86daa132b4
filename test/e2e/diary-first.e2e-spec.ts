import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders } from '../support/builders.js';
import { aDiary, diaries } from '../support/diaries.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const NAMES = Array.from({ length: 40 }, (_, place) => `No${place}`);
const ROWS = 600;

describe('the first large diary of a house', () => {
  /** How many rows of the claims the database has read from first to last so far, and how many were written. */
  const claims = async () => {
    const [known] = await app.sql<{ read: string; written: string }>(
      `SELECT seq_tup_read AS read, n_tup_ins AS written FROM pg_stat_user_tables WHERE relname = 'bed_claims'`,
    );
    return { read: Number(known!.read), written: Number(known!.written) };
  };
  const days = (first: number) => [make.today(first), make.today(first + 1)] as const;

  it('is brought in without looking through all of it for each of its stays, by plans that were made for a few', async () => {
    const house = await make.aHouse();
    for (const lastName of NAMES) await make.aYoungPerson(house, { firstName: 'Kit', lastName });
    const api = diaries(app);
    const rowsOf = (from: number, many: number) =>
      Array.from({ length: many }, (_, at) => [`Kit ${NAMES[at % NAMES.length]}`, ...days(from + at), '', '']);
    await api.landed(house, aDiary(...rowsOf(-900, 5)));
    await app.sql('ANALYZE');
    const { id, token, counts } = await api.prepared(house, aDiary(...rowsOf(40 - ROWS, ROWS)));
    expect(counts.lands).toBe(ROWS);
    const before = await claims();
    await api.post(house.manager, `${id}/land`, { token }).expect(200);
    await until(async () => (await claims()).written >= before.written + ROWS, 'what was written is counted');
    expect((await claims()).read - before.read).toBeLessThan(50 * ROWS);
  }, 60_000);
});
