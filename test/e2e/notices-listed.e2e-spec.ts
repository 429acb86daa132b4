import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import { alertsOnlyOf } from '../support/an-alert.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse();
  await alertsOnlyOf(app, house);
});

interface Notice {
  id: string;
  kind: string;
  says: string;
  href: string | null;
  madeAt: string;
  youngPerson: { id: string; firstName: string } | null;
  unit: { id: string } | null;
}
const listed = async (user: TestUser, query = '') =>
  (await make.as(user).get(`/me/notices${query}`).expect(200)).body as { items: Notice[]; next: string | null };
const look = () =>
  app.app.get(DataSource).transaction((manager) => app.app.get(AlertLooks).lookAt(manager, house.unit));
const page = async ({ email }: TestUser) =>
  (await (await PageClient.signIn(app.address, email, PASSWORD)).get('/notices')).text;

/** So many things are reported of a young person: their key worker has a notice of each. */
async function reported(youngPerson: string, times: number): Promise<void> {
  for (let told = 0; told < times; told += 1)
    await make.as(house.manager).post(`/young-people/${youngPerson}/information`, { text: 'Hides food' }).expect(201);
  await until(async () => (await listed(house.worker)).items.length === times, 'they were not told');
}

describe('my notices by the API', () => {
  it('are those of the page, the newest first, page by page, and each that I read is gone', async () => {
    const ash = await make.aYoungPerson(house);
    await reported(ash, 5);
    const { items, next } = await listed(house.worker, '?limit=3');
    const rest = await listed(house.worker, `?limit=3&cursor=${next}`);
    const all = [...items, ...rest.items];
    expect(rest.next).toBeNull();
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    const times = all.map(({ madeAt }) => madeAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const text = await page(house.worker);
    for (const { id, says, href } of all) {
      expect(text).toContain(`id="notice-${id}">${says}`);
      expect(text).toContain(`href="${href}"`);
    }
    expect(all[0]).toMatchObject({ kind: 'information_reported', youngPerson: { id: ash, firstName: 'Ash' } });
    await make.as(house.worker).post('/me/notices/read', { until: times[3] }).expect(204);
    expect((await listed(house.worker)).items.map(({ id }) => id)).toEqual(all.slice(0, 3).map(({ id }) => id));
    await make.as(house.worker).get('/me/notices?cursor=x').expect(400);
    await make.as(house.staff).get(`/me/notices?cursor=${next}`).expect(400);
  });

  it('leave out whom I may know of no more, and say on the trail whom they show', async () => {
    const ash = await make.aYoungPerson(house);
    await reported(ash, 1);
    const shown = await app.sql<{ youngPeople: string[] }>(
      `SELECT young_people AS "youngPeople" FROM audit_entries WHERE action = 'notices.list' AND actor_id = $1`,
      [house.worker.id],
    );
    expect(shown[0]!.youngPeople).toEqual([ash]);
    await app.sql(`DELETE FROM access_grants WHERE young_person_id = $1 AND user_id = $2`, [ash, house.worker.id]);
    expect((await listed(house.worker)).items).toEqual([]);
  });
});

describe('a notice of an alert about two', () => {
  /** A matching decision that runs out before a stay, of which the unit is told; the second of the two. */
  async function aPairRunsOut(): Promise<{ kestrel: string; tern: string }> {
    const named = (lastName: string) => make.aYoungPerson(house, { firstName: 'Pat', lastName });
    const [kestrel, tern] = [await named('Kestrel'), await named('Tern')];
    await make.aStay(house, kestrel, { inDays: 10 });
    const decision = { youngPeople: [kestrel, tern], decision: 'works_well', evidence: 'Seen' };
    const reviewBy = make.today(5);
    await make
      .as(house.manager)
      .post('/pair-decisions', { ...decision, reviewBy })
      .expect(201);
    await alertsOnlyOf(app, house, { record_about_to_expire: ['manager'] });
    await look();
    return { kestrel, tern };
  }
  const ofPair = async () =>
    (await listed(house.manager)).items.map(({ says }) => says).filter((says) => says.includes('matching decision'));

  it('names them to who may know of both, on the page as well, and says so on the trail', async () => {
    const { kestrel, tern } = await aPairRunsOut();
    expect(await ofPair()).toEqual([
      expect.stringContaining('The matching decision about Pat Kestrel and Pat Tern is due for review'),
    ]);
    expect(await page(house.manager)).toContain('The matching decision about Pat Kestrel and Pat Tern is due');
    const [trail] = await app.sql<{ youngPeople: string[] }>(
      `SELECT young_people AS "youngPeople" FROM audit_entries WHERE action = 'notices.list' AND actor_id = $1`,
      [house.manager.id],
    );
    expect(trail!.youngPeople).toEqual(expect.arrayContaining([kestrel, tern]));
  });

  it('names neither to who may know of one of them alone', async () => {
    const { tern } = await aPairRunsOut();
    await app.sql(`DELETE FROM access_grants WHERE young_person_id = $1 AND unit_id = $2`, [tern, house.unit]);
    expect(await ofPair()).toEqual([expect.stringContaining('The matching decision about two young people is due')]);
    expect(await page(house.manager)).not.toMatch(/Kestrel and|Tern/);
  });
});
