import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { PutFreedBedForward } from '../../src/requests/put-freed-bed-forward.js';
import { builders, type House } from '../support/builders.js';
import { BuiltService } from '../support/built-service.js';
import { somebody } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const BEDS = 12;
const WAITING = 40;

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterEach(() => BuiltService.stopAll());
afterAll(() => app?.close());

/** The clock of this program may be that of the next morning; that of the workers is not. */
const isDue = () =>
  app.sql(`UPDATE outbox SET due_at = now() WHERE handler = 'put-freed-bed-forward' AND state = 'waiting'`);
const startWorker = () => BuiltService.startWorker({ DATABASE_URL: app.serviceUrl });
const left = async () =>
  (
    await app.sql(`SELECT 1 FROM outbox WHERE handler IN ('put-freed-bed-forward', 'lapse-offer') AND state = 'waiting'
                    AND due_at <= now()`)
  ).length;

/** Those for whom a bed is held, in the order of the list on which they were, with the bed. */
const held = ({ unit }: House) =>
  app.sql<{ number: number; bed: string; place: number; state: string }>(
    `SELECT r.number, o.bed_id AS bed, l.place, o.state FROM freed_bed_looks l JOIN offers o ON o.id = l.offer_id
       JOIN request_parts p ON p.id = o.part_id JOIN requests r ON r.id = p.request_id
      WHERE l.unit_id = $1 ORDER BY l.looked_at, l.id`,
    [unit],
  );

it('that come back at once go to as many who wait, each to one, in the order of the list, whoever works and is killed', async () => {
  const house = await make.aHouse({ beds: BEDS });
  const stays: string[] = [];
  for (const bed of house.beds)
    stays.push(await make.aStay(house, await somebody(make, house, 'There'), { inDays: 10, nights: 2, bed }));
  for (let nth = 0; nth < WAITING; nth += 1)
    await onTheList(make, house, await somebody(make, house, `W${String.fromCharCode(65 + (nth % 26))}`));
  await Promise.all(
    stays.map((stay) => make.as(house.manager).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200)),
  );
  await isDue();
  const { body } = await make.as(house.staff).get(`/units/${house.unit}/waiting-list?limit=${BEDS}`).expect(200);
  const first = (body as { items: { number: number }[] }).items.map(({ number }) => number);
  const workers = await Promise.all([startWorker(), startWorker(), startWorker()]);
  await until(async () => (await held(house)).length > 2, 'no bed was put forward');
  workers[0]!.signal('SIGKILL');
  await workers[0]!.ended();
  await startWorker();
  await until(async () => (await left()) === 0, 'not every bed was put forward', 180_000);
  const all = await held(house);
  expect(all.map(({ number }) => number)).toEqual(first);
  expect(new Set(all.map(({ bed }) => bed)).size).toBe(BEDS);
  expect(all.map(({ place }) => place)).toEqual(Array.from({ length: BEDS }, () => 1));
}, 240_000);

it('while nobody does the jobs goes to the next once they are done again, after an offer that ran out meanwhile, once', async () => {
  const house = await make.aHouse();
  const [bed] = house.beds;
  const stay = await make.aStay(house, await somebody(make, house, 'There'), { inDays: 40, nights: 2, bed: bed! });
  for (const name of ['First', 'Second', 'Third'])
    await onTheList(make, house, await somebody(make, house, name), { inDays: 40 });
  const worker = await startWorker();
  await make.as(house.manager).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200);
  await isDue();
  await until(async () => (await held(house)).length === 1, 'the bed was not put forward');
  worker.signal('SIGKILL');
  await worker.ended();
  const [offer] = await app.sql<{ id: string }>(
    `SELECT o.id FROM offers o JOIN freed_bed_looks l ON l.offer_id = o.id WHERE l.unit_id = $1`,
    [house.unit],
  );
  await make.as(house.manager).post(`/offers/${offer!.id}/sign`, { reasons: 'They fit' }).expect(200);
  // The time passes in which nobody answers and no program runs.
  for (const sql of [
    `UPDATE offers SET expires_at = now() - interval '1 hour' WHERE id = $1`,
    `UPDATE bed_claims c SET expires_at = o.expires_at FROM offers o WHERE o.claim_id = c.id AND o.id = $1`,
    `UPDATE outbox SET due_at = now() - interval '1 hour' WHERE payload->>'offer' = $1 AND handler = 'lapse-offer'`,
  ])
    await app.sql(sql, [offer!.id]);
  await Promise.all([startWorker(), startWorker()]);
  await until(async () => (await held(house)).length === 2, 'the next was not put forward');
  await until(async () => (await left()) === 0, 'not all was done');
  expect((await held(house)).map(({ state }) => state)).toEqual(['lapsed', 'proposed']);
}, 240_000);

it('take as many statements to put forward however many wait', async () => {
  const house = await make.aHouse();
  const stays: string[] = [];
  for (const bed of house.beds.slice(0, 2))
    stays.push(await make.aStay(house, await somebody(make, house, 'There'), { inDays: 10, nights: 2, bed }));
  const wait = async (many: number) => {
    for (let nth = 0; nth < many; nth += 1) await onTheList(make, house, await somebody(make, house, 'Waits'));
  };
  const sent: number[] = [];
  for (const [nth, stay] of stays.entries()) {
    await wait(nth === 0 ? 2 : 20);
    await make.as(house.manager).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200);
    const [{ claim } = { claim: '' }] = await app.sql<{ claim: string }>(
      `SELECT payload->>'claim' AS claim FROM outbox WHERE handler = 'put-freed-bed-forward' ORDER BY entry_id DESC LIMIT 1`,
    );
    const statements = await statementsOf(() =>
      app.app
        .get(DataSource)
        .transaction((manager) => app.app.get(PutFreedBedForward, { strict: false }).handle({ claim }, manager)),
    );
    sent.push(statements.length);
  }
  expect(await held(house)).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
  expect(sent[0]).toBeLessThan(45);
}, 120_000);
