import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const BY_ITSELF = { 'x-looks-again': 'yes' };
const HOUR_MS = 3_600_000;

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let pages: PageClient;
let robin: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  robin = await make.aYoungPerson(house);
  await make.aStay(house, robin, { inDays: 2, nights: 2, bed: house.beds[0]! });
  pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
  theHourBegins();
});

/** The beginning of an hour: nothing that a test does lies in two. */
const theHourBegins = () =>
  app.clock.advance({ minutes: Math.ceil((HOUR_MS - (app.clock.now().getTime() % HOUR_MS)) / 60_000) });

interface Line {
  youngPeople: string[];
  byItself: boolean;
}
const lines = (action = 'calendar.read') =>
  app.sql<Line>(
    `SELECT young_people AS "youngPeople", details ? 'byItself' AS "byItself" FROM audit_entries
      WHERE actor_id = $1 AND action = $2 ORDER BY id`,
    [house.staff.id, action],
  );
const look = async (path = '/calendar', times = 1, client = pages) => {
  for (let one = 0; one < times; one += 1) expect((await client.get(path, BY_ITSELF)).status).toBe(200);
};

describe('a page that is open and looks again by itself', () => {
  it('writes one line an hour, which says that nobody asked, however often it looks', async () => {
    await pages.get('/calendar');
    await look('/calendar', 5);
    const [opened, followed] = [
      { youngPeople: [robin], byItself: false },
      { youngPeople: [robin], byItself: true },
    ];
    expect(await lines()).toEqual([opened, followed]);
    theHourBegins();
    await look('/calendar', 3);
    expect(await lines()).toEqual([opened, followed, followed]);
  });

  it('writes another as soon as it shows somebody whom the line does not name, and none for who is no longer there', async () => {
    await look('/calendar', 2);
    const pip = await make.aYoungPerson(house);
    const stay = await make.aStay(house, pip, { inDays: 3, nights: 2, bed: house.beds[1]! });
    await look('/calendar', 3);
    const named = (await lines()).map(({ youngPeople }) => new Set(youngPeople));
    expect(named).toEqual([new Set([robin]), new Set([robin, pip])]);
    await make.as(house.manager).post(`/stays/${stay}/cancel`, { why: 'family', reasons: 'Ill' });
    await look('/calendar', 2);
    expect(await lines()).toHaveLength(2);
  });

  it('is apart from other weeks, other pages and another person', async () => {
    const from = make.today(-7);
    await look('/calendar');
    await look(`/calendar?from=${from}`, 2);
    expect(await lines()).toHaveLength(2);
    const other = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    await look('/calendar', 2, other);
    const [found] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_entries WHERE actor_id = $1 AND action = 'calendar.read'`,
      [house.manager.id],
    );
    expect(found!.n).toBe(1);
  });

  it('never stands for a look that somebody made', async () => {
    await look('/calendar', 2);
    for (let one = 0; one < 2; one += 1) await pages.get('/calendar');
    expect((await lines()).map(({ byItself }) => byItself)).toEqual([true, false, false]);
  });

  it('says so of its pages only: over the API every look is one that was made', async () => {
    for (let one = 0; one < 2; one += 1)
      await app.http
        .get(`/api/v1/units/${house.unit}/calendar?from=${make.today()}&to=${make.today(7)}`)
        .set('Authorization', `Bearer ${house.staff.token}`)
        .set(BY_ITSELF)
        .expect(200);
    expect((await lines()).map(({ byItself }) => byItself)).toEqual([false, false]);
  });
});
