import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders } from '../support/builders.js';
import { aDiary, diaries } from '../support/diaries.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

// Without the jobs, whose statements would be counted too.
beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const day = (days: number) => make.today(days);

describe('a large diary', () => {
  /** What looking at so many rows, bringing them in and taking them back sends to the database. */
  const statements = async (rows: number) => {
    const other = await make.aHouse();
    await make.aYoungPerson(other, { firstName: 'Ash', lastName: 'Heron' });
    const lines = Array.from({ length: rows }, (_, at) => {
      const first = at % 2 === 0 ? -1500 + at * 2 : 10 + at * 2;
      return ['Ash Heron', day(first), day(first + 1), '', ''];
    });
    const api = diaries(app);
    const { id, token, counts } = await api.prepared(other, aDiary(...lines));
    expect(counts.lands).toBe(rows);
    const looked = await statementsOf(() => api.rows(other.manager, id));
    const landed = await statementsOf(() => api.post(other.manager, `${id}/land`, { token }).expect(200));
    const undone = await statementsOf(() => api.post(other.manager, `${id}/undo`).expect(200));
    return [looked, landed, undone].map(({ length }) => length);
  };

  it('costs as many statements as a small one', async () => {
    const few = await statements(4);
    const [looked, landed, undone] = await statements(250);
    // So many stays are beyond the limits of a short break: one statement more says that their legal status is asked for.
    expect([looked, landed! - 1, undone! - 1]).toEqual(few);
    expect(Math.max(...few)).toBeLessThan(60);
  }, 60_000);
});
