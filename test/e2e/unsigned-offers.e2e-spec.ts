import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { OutboxService } from '../../src/platform/jobs/outbox.service.js';
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

const kindsOf = async ({ id }: TestUser) =>
  (await app.sql<{ kind: string }>(`SELECT kind FROM notices WHERE user_id = $1`, [id])).map(({ kind }) => kind);
const notices = async (user: TestUser) =>
  (await (await PageClient.signIn(app.address, user.email, PASSWORD)).get('/notices')).text;
const propose = (request: string, nights: object) => make.as(house.staff).post(`/requests/${request}/offers`, nights);
const SAID = 'Nobody signed in time the nights that were held for Ash Example, so the bed went back.';

/** The time of these is over, and everything about it is done. */
async function runOut(offers: string[]): Promise<void> {
  const [last] = await app.sql<{ at: Date }>(`SELECT max(expires_at) AS at FROM offers WHERE id = ANY ($1::uuid[])`, [
    offers,
  ]);
  app.clock.advance({ minutes: Math.ceil((last!.at.getTime() - app.clock.now().getTime()) / 60_000) + 1 });
  const open = () =>
    app.sql(
      `SELECT 1 FROM offers WHERE id = ANY ($1::uuid[]) AND state <> 'lapsed' UNION ALL
       SELECT 1 FROM outbox WHERE topic = 'offer.lapsed' AND state = 'waiting'`,
      [offers],
    );
  await until(async () => (await open()).length === 0, 'they did not lapse');
}

describe('a proposal that nobody signs in time', () => {
  it('is told once to whoever could have signed and to who proposed it, and not to the key worker', async () => {
    const [delegate, watcher, colleague] = [
      await make.aUser(house, 'manager', 'delegate'),
      await make.aUser(house, 'manager', 'watcher'),
      await make.aUser(house, 'unit_staff', 'staff'),
    ];
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 30 });
    const nights = { arrival: make.today(30), departure: make.today(32) };
    const { id } = (await propose(request, nights).expect(201)).body as { id: string };
    await runOut([id]);
    for (const user of [house.manager, delegate, house.staff]) {
      expect(await kindsOf(user)).toEqual(['offer_unsigned']);
      expect(await notices(user)).toContain(SAID);
    }
    for (const user of [watcher, colleague, house.worker]) expect(await kindsOf(user)).toEqual([]);
    // However often it comes.
    await app.app.get(OutboxService).write(app.app.get(DataSource).manager, 'offer.lapsed', { offer: id });
    await runOut([id]);
    expect(await kindsOf(house.manager)).toEqual(['offer_unsigned']);
    // Nobody’s news any more once something is proposed again.
    await propose(request, nights).expect(201);
    expect(await notices(house.manager)).not.toContain(SAID);
  });

  it('is told to the key worker instead where it was signed and nobody answered', async () => {
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 30 });
    await runOut([offer]);
    await until(async () => (await kindsOf(house.worker)).includes('offer_lapsed'), 'nobody was told');
    expect(await kindsOf(house.manager)).toEqual([]);
    expect(await kindsOf(house.staff)).toEqual([]);
  });
});
