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

const NAMES = ['Heron', 'Wren', 'Finch', 'Swift', 'Rook', 'Crane', 'Dove'];

describe('a large diary', () => {
  /** What looking at so many rows, bringing them in and taking them back sends to the database. */
  const statements = async (rows: number) => {
    const other = await make.aHouse();
    // So many, that nobody is away for more days than a year of short breaks has.
    for (const lastName of NAMES) await make.aYoungPerson(other, { firstName: 'Ash', lastName });
    const lines = Array.from({ length: rows }, (_, at) => {
      const first = at % 2 === 0 ? -1500 + at * 2 : 10 + at * 2;
      return [`Ash ${NAMES[at % NAMES.length]}`, day(first), day(first + 1), '', ''];
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
    expect(await statements(250)).toEqual(few);
    expect(Math.max(...few)).toBeLessThan(60);
  }, 60_000);
});
