import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { KEPT_DAYS, ROUTINE, SCHEDULES } from '../../src/platform/jobs/job-list.js';
import { FORGET, RemoveFinishedWork } from '../../src/platform/jobs/remove-finished-work.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const AT_ONCE = 10_000;
let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());
beforeEach(() => app.sql(`DELETE FROM outbox`));

type State = 'done' | 'dismissed' | 'failed' | 'waiting';
/** So many entries of a topic, written once by the clock, that ended so many hours ago. */
const entries = (topic: string, hours: number, state: State = 'done', count = 1) => {
  const at = new Date(app.clock.now().getTime() - hours * 3_600_000);
  return app.sql(
    `INSERT INTO outbox (entry_id, handler, topic, payload, once, written_at, due_at, state, error, finished_at, dismissed_by)
     SELECT nextval('outbox_entry_ids'), 'a-handler', topic, '{}', topic || state || at || nth, at, at, state, 'Error',
            CASE WHEN state <> 'waiting' THEN at END, CASE WHEN state = 'dismissed' THEN $5::uuid END
       FROM (VALUES ($1::text, $2::timestamptz, $3::text)) given (topic, at, state), generate_series(1, $4::int) nth`,
    [topic, at, state, count, house.manager.id],
  );
};
const remove = () =>
  app.app
    .get(DataSource)
    .transaction((manager) => app.app.get(RemoveFinishedWork, { strict: false }).handle({}, manager));
const left = async () =>
  (
    await app.sql<{ said: string }>(
      `SELECT topic || ' ' || state || ' ' || round(extract(epoch FROM $1 - written_at) / 3600) AS said FROM outbox ORDER BY entry_id`,
      [app.clock.now()],
    )
  ).map(({ said }) => said);

it('is forgotten after a day where it is routine, after a month otherwise, and never while it waits or has failed', async () => {
  const [day, month] = [KEPT_DAYS.routine * 24, KEPT_DAYS.rest * 24];
  expect([day, month]).toEqual([24, 720]);
  for (const topic of [...ROUTINE, 'alerts.due', 'offer.signed'])
    for (const hours of [day - 1, day + 1, month - 1, month + 1]) await entries(topic, hours);
  await entries('alerts.look', day - 1, 'dismissed');
  await entries('alerts.look', day + 1, 'dismissed');
  await entries('alerts.look', month + 1, 'failed');
  await entries('alerts.look', month + 1, 'waiting');
  await remove();
  expect(await left()).toEqual([
    ...ROUTINE.map((topic) => `${topic} done 23`),
    ...['alerts.due', 'offer.signed'].flatMap((topic) => [23, 25, 719].map((hours) => `${topic} done ${hours}`)),
    ...['alerts.look dismissed 23', 'alerts.look failed 721', 'alerts.look waiting 721'],
  ]);
});

it('keeps the runs of every schedule for the month in which they can be looked up', async () => {
  const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  for (const { topic } of SCHEDULES) {
    await entries(topic, 29 * 24);
    await remove();
    expect((await manager.get(`/stuck-work/schedules/${topic}`)).text).toContain('1 of 1 piece of work done');
  }
});

it('is removed so much at a time, until there is no more, in as many statements however much there is', async () => {
  const goesOn = () =>
    app.sql(`SELECT due_at FROM outbox WHERE topic = 'clean-up.go-on' AND state = 'waiting' AND due_at > $1`, [
      app.clock.now(),
    ]);
  const looks = async () => (await app.sql(`SELECT 1 FROM outbox WHERE topic = 'alerts.look'`)).length;
  await entries('alerts.look', 30, 'done', AT_ONCE + 5);
  await entries('offer.signed', 30);
  expect(await statementsOf(remove)).toHaveLength(5);
  expect(await looks()).toBe(5);
  expect(await goesOn()).toHaveLength(1);
  await app.sql(`UPDATE outbox SET state = 'done', finished_at = $1 WHERE topic = 'clean-up.go-on'`, [app.clock.now()]);
  expect(await statementsOf(remove)).toHaveLength(4);
  expect(await looks()).toBe(0);
  expect(await goesOn()).toEqual([]);
});

it('that is routine is found among as much as is kept for longer', async () => {
  await entries('offer.signed', 40, 'done', AT_ONCE);
  await entries('alerts.look', 30, 'done', 100);
  await app.sql(`ANALYZE outbox`);
  const plan = await app.sql(`EXPLAIN (GENERIC_PLAN) ${FORGET.routine}`);
  expect(JSON.stringify(plan)).toContain('outbox_finished_routine');
});
