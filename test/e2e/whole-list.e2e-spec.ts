import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MOST_ON_A_LIST } from '../../src/requests/domain/signed-list.js';
import { PutFreedBedForward } from '../../src/requests/put-freed-bed-forward.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating, filled, somebody } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const IN_DAYS = 40;
/** How many of those who wait need a plan: whom a rough one who is there could hurt a little. */
const WITH_A_PLAN = 15;

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let offer: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const wait = async (many: number, ratings: object[] = []) => {
  for (let nth = 0; nth < many; nth += 1)
    await onTheList(make, house, await somebody(make, house, 'Waits', ratings), { inDays: IN_DAYS });
};
interface List {
  next: { request: string; advice: string }[];
  unknownToReader: number;
  of: number;
}
const list = async () => (await make.as(house.manager).get(`/offers/${offer}/in-turn`).expect(200)).body as List;

it('everybody who waits for a bed is on the list that is signed, in as many statements however many they are', async () => {
  house = await make.aHouse();
  const stays = await filled(make, house, IN_DAYS);
  await make.as(house.manager).patch(`/units/${house.unit}`, { offersInTurn: true }).set('If-Match', '*').expect(200);
  await wait(3);
  await make.as(house.manager).post(`/stays/${stays[1]!}/cancel`, { reason: 'They are ill' }).expect(200);
  const [{ claim } = { claim: '' }] = await app.sql<{ claim: string }>(
    `SELECT payload->>'claim' AS claim FROM outbox WHERE handler = 'put-freed-bed-forward' ORDER BY entry_id DESC LIMIT 1`,
  );
  await app.app
    .get(DataSource)
    .transaction((manager) => app.app.get(PutFreedBedForward, { strict: false }).handle({ claim }, manager));
  offer = (await app.sql<{ id: string }>(`SELECT id FROM offers WHERE state = 'proposed' AND proposed_by IS NULL`))[0]!
    .id;
  const few = (await statementsOf(list)).length;
  await wait(MOST_ON_A_LIST - 1 - WITH_A_PLAN);
  await wait(WITH_A_PLAN, [aRating('aggression_to_peers', 0, 1)]);
  expect((await statementsOf(list)).length).toBe(few);
  expect(few).toBeLessThan(45);
  const { next, of, unknownToReader } = await list();
  expect([next.length, of, unknownToReader]).toEqual([MOST_ON_A_LIST, MOST_ON_A_LIST + 1, 1]);

  const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  const path = `/offers/${offer}/in-turn`;
  const { text } = await pages.get(path);
  expect(text).toContain('One more asks for these nights');
  const planned = next.filter(({ advice }) => advice === 'only_with_mitigation').map(({ request }) => request);
  expect(planned.length).toBeGreaterThan(12);
  // A table with one answer for whom the advice calls suitable; so many forms as a page can have, and the others in a table, too.
  expect(text.match(/id="plan-hint-/g)).toHaveLength(3);
  for (const { request } of next) expect(text).toContain(`name="decision-${request}"`);
  const plan = { what: 'Somebody is awake all night', who: 'Night staff' };
  const typed = Object.fromEntries([
    ...[...text.matchAll(/name="((?:seen|group)[^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ...planned.flatMap((part) => [
      [`decision-${part}`, 'suitable_with_mitigations'],
      ...Object.entries(plan).map(([field, said]) => [`${field}-${part}`, said]),
    ]),
  ]) as Record<string, string>;
  const answer = await pages.post(path, { ...typed, all: 'yes', reasons: 'Each knows the house' });
  expect(answer.status).toBe(303);
  const signed = await app.sql<{ decision: string; many: number }>(
    `SELECT decision, count(*)::int AS many FROM signed_places GROUP BY decision ORDER BY decision`,
  );
  expect(signed).toEqual([
    { decision: 'suitable', many: MOST_ON_A_LIST + 1 - planned.length },
    { decision: 'suitable_with_mitigations', many: planned.length },
  ]);
}, 120_000);
