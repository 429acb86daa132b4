import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import { alertsOnlyOf } from '../support/an-alert.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { aRating, filled, somebody } from '../support/full-house.js';
import { lookedAt } from '../support/looked-at.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ids: Record<'faye' | 'risk' | 'gil', string>;
let gilsRequest: string;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());

const look = () =>
  app.app.get(DataSource).transaction((manager) => app.app.get(AlertLooks).lookAt(manager, house.unit));
const found = () => lookedAt(app, house.unit, ['bed_back']);
const page = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const alert = async (user: TestUser) => {
  const { body } = await make.as(user).get(`/alerts?unit=${house.unit}`).expect(200);
  const [only, ...more] = (body as { items: { id: string; why: string; what: string; href: string }[] }).items;
  expect(more).toEqual([]);
  return only!;
};

/** A bed that came back is held for Faye, who stood first; then come one who would not be safe in that house, and Gil. */
beforeEach(async () => {
  house = await make.aHouse();
  await alertsOnlyOf(app, house, { bed_back: ['manager', 'unit_staff'] });
  const stays = await filled(make, house);
  ids = {
    faye: await somebody(make, house, 'Faye'),
    risk: await somebody(make, house, 'Risk', [aRating('aggression_to_peers', 0, 4)]),
    gil: await somebody(make, house, 'Gil'),
  };
  await onTheList(make, house, ids.faye);
  await onTheList(make, house, ids.risk);
  gilsRequest = await onTheList(make, house, ids.gil);
  await make.as(house.manager).post(`/stays/${stays[1]!}/cancel`, { reason: 'They are ill' }).expect(200);
  const held = () =>
    app.sql(
      `SELECT 1 FROM offers o JOIN bed_claims c ON c.id = o.claim_id WHERE c.unit_id = $1 AND o.state = 'proposed'`,
      [house.unit],
    );
  await until(async () => (await held()).length === 1, 'nobody was put forward');
});

describe('the alert of a bed that came back and is held', () => {
  it('judges the others as if nobody held the bed, and is about whom it is held for', async () => {
    expect(await found()).toMatchObject([
      {
        about: { youngPersonId: ids.faye },
        figures: { held: 'yes', heldFor: 1, heldNights: 2, could: 1, lookedAt: 2, ranked: ids.gil, places: '2' },
      },
    ]);
    await make.as(house.worker).post(`/requests/${gilsRequest}/withdraw`, { reasons: 'Not needed' }).expect(200);
    expect(await found()).toMatchObject([{ figures: { held: 'yes', could: 0, lookedAt: 1, ranked: '', places: '' } }]);
  });

  it('says for whom, whose move it is and who else could have it, and puts on the trail whom it names', async () => {
    await look();
    for (const user of [house.manager, house.staff]) {
      const { id, why, what, href } = await alert(user);
      expect(why).toContain(
        'They are held for Faye Example until a manager decides. Of the first 2 on the waiting list, 1 could take some of these nights if that comes to nothing: Gil Example (2nd).',
      );
      expect(what).toBe('It is a manager’s move: sign the proposal, or take it back.');
      const pages = await page(user);
      expect((await pages.get(`/alerts/${id}`)).text).toContain(why);
      expect((await pages.get(href)).status).toBe(200);
    }
    const { id } = await alert(house.manager);
    const shown = await app.sql<{ id: string }>(
      `SELECT DISTINCT unnest(young_people) AS id FROM audit_entries WHERE action = 'alert.read' AND subject_id = $1`,
      [id],
    );
    expect(shown.map((one) => one.id).toSorted()).toEqual([ids.faye, ids.gil].toSorted());
  });

  it('is not for key workers, whose young person is held a bed that no manager has signed for', async () => {
    await look();
    expect(((await make.as(house.worker).get('/alerts').expect(200)).body as { items: object[] }).items).toEqual([]);
    const { id } = await alert(house.manager);
    await make.as(house.worker).get(`/alerts/${id}`).expect(404);
  });
});
