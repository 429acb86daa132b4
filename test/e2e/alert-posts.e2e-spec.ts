import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import type { Audience } from '../../src/alerts/domain/alert-kinds.js';
import { SendPost } from '../../src/alerts/send-post.js';
import { WebhookCarrier } from '../../src/platform/post/webhook-carrier.js';
import { alertsOnlyOf } from '../support/an-alert.js';
import { builders, type House } from '../support/builders.js';
import { HookServer } from '../support/hook-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let hook: HookServer;
let house: House;

beforeAll(async () => {
  hook = await HookServer.start();
  const settings = { PUBLIC_URL: 'https://breaks.example.gov.uk', WEBHOOK_ALSO_TO: 'localhost' };
  app = await startTestApp({ ...settings, JOB_CONCURRENCY: '32', DATABASE_POOL_SIZE: '40' }, { work: true });
  make = builders(app);
  // The receiver has a certificate that nobody signed.
  Object.assign(app.app.get(SendPost), { carrier: new WebhookCarrier(['localhost'], { rejectUnauthorized: false }) });
});
afterAll(async () => {
  await app?.close();
  await hook?.stop();
});
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse();
  await tells('manager', 'unit_staff');
});

/** The unit is told four days before a deadline, and of nothing else. */
async function tells(...audience: Audience[]): Promise<void> {
  await alertsOnlyOf(app, house, { request_late: audience });
  await app.sql(`UPDATE alert_settings SET numbers = '{"hoursBefore": 96}' WHERE unit_id = $1`, [house.unit]);
}
const channel = async (path: string, unit?: string) => {
  const body = { name: 'Channel', url: hook.at(path), ...(unit && { unit }) };
  return ((await make.as(house.manager).post('/webhooks', body).expect(201)).body as { id: string }).id;
};
const due = (request: string, hours: number) =>
  app.sql(`UPDATE request_parts SET due_at = $2 WHERE request_id = $1`, [
    request,
    new Date(app.clock.now().getTime() + hours * 3_600_000),
  ]);
const look = (unit = house.unit) =>
  app.app.get(DataSource).transaction((manager) => app.app.get(AlertLooks).lookAt(manager, unit));
async function aLateRequest(): Promise<string> {
  const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 60 });
  await due(request, 60);
  return request;
}
/** Every post that is owed is planned. */
const planned = () =>
  until(
    async () =>
      (await app.sql(`SELECT 1 FROM outbox WHERE topic = 'notices.caused' AND state = 'waiting'`)).length === 0,
    'something is still to be planned',
  );
/** What was gathered for a minute, and is not held back, has gone. */
async function settled(): Promise<void> {
  await planned();
  app.clock.advance({ minutes: 1 });
  const due = `SELECT 1 FROM messages WHERE webhook_id IS NOT NULL AND state IN ('waiting', 'sending')
    AND due_at <= $1::timestamptz + CASE WHEN is_held THEN interval '0' ELSE interval '10 seconds' END`;
  await until(async () => (await app.sql(due, [app.clock.now()])).length === 0, 'something is still to be posted');
}
const posted = (path: string) =>
  hook.on(path).map(({ body }) => JSON.parse(body) as { kind: string; text: string; link: string });
const WORTH_ACTING_ON = 'Something is worth acting on.';
const MORE_WORTH_ACTING_ON = (more: number) => `Something is worth acting on, and ${more} more.`;

describe('a channel, of an alert', () => {
  it('that opens is told once, however many people are, and nothing of the child, the unit or what it is', async () => {
    const [unit, council] = [`/unit/${house.unit}`, `/council/${house.unit}`];
    await channel(unit, house.unit);
    await channel(council);
    const request = await aLateRequest();
    await Promise.all(Array.from({ length: 4 }, () => look()));
    await settled();
    await look();
    await settled();
    const [{ people } = { people: 0 }] = await app.sql<{ people: number }>(
      `SELECT count(*)::int AS people FROM notices n JOIN alerts a ON a.id = n.alert_id WHERE a.unit_id = $1`,
      [house.unit],
    );
    expect(people).toBeGreaterThan(1);
    for (const path of [unit, council]) {
      const link = 'https://breaks.example.gov.uk/notices';
      expect(posted(path)).toMatchObject([{ kind: 'alert_opened', text: WORTH_ACTING_ON, link }]);
      const [{ body } = { body: '' }] = hook.on(path);
      const [alert] = await app.sql<{ id: string }>(`SELECT id FROM alerts WHERE unit_id = $1`, [house.unit]);
      for (const unsaid of ['Ash', 'House', 'request', house.unit, request, alert!.id])
        expect(body).not.toContain(unsaid);
    }
  });

  it('that gets worse is told once more, and not of one that gets better or ends', async () => {
    const path = `/worse/${house.unit}`;
    await channel(path, house.unit);
    const request = await aLateRequest();
    const told: number[] = [];
    for (const hours of [60, -1, 60, -2, 1_000]) {
      await due(request, hours);
      await look();
      await settled();
      told.push(hook.on(path).length);
    }
    expect(told).toEqual([1, 2, 2, 2, 2]);
    expect(new Set(hook.on(path).map(({ headers }) => headers['x-short-breaks-delivery'])).size).toBe(2);
    // The cause is there anew: so is an alert.
    await due(request, 60);
    await look();
    await settled();
    expect(posted(path).map(({ text }) => text)).toEqual(Array(3).fill(WORTH_ACTING_ON));
  });

  it('is told nothing of what nobody is told of, of what is put off, and of another unit or council', async () => {
    const [own, other] = [house, await make.aHouse()];
    const paths = [`/own/${own.unit}`, `/of-another/${own.unit}`] as const;
    await channel(paths[0], own.unit);
    house = other;
    await channel(paths[1], other.unit);
    await alertsOnlyOf(app, other);
    house = own;
    await tells();
    const request = await aLateRequest();
    await look();
    await settled();
    expect(paths.map((path) => posted(path).length)).toEqual([0, 0]);
    const [alert] = await app.sql<{ id: string }>(`SELECT id FROM alerts WHERE unit_id = $1`, [own.unit]);
    await tells('manager');
    await make
      .as(own.manager)
      .post(`/alerts/${alert!.id}/snooze`, { until: make.today(1) })
      .expect(200);
    await due(request, -1);
    await look();
    await settled();
    expect(paths.map((path) => posted(path).length)).toEqual([0, 0]);
    app.clock.goTo('10:00', 1);
    await look();
    await settled();
    expect(paths.map((path) => posted(path).length)).toEqual([1, 0]);
  });

  it('is told though it is for the key worker alone', async () => {
    const path = `/key-worker/${house.unit}`;
    await channel(path, house.unit);
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 1 });
    await alertsOnlyOf(app, house, { arrival_incomplete: ['key_worker'] });
    await look();
    await settled();
    expect(posted(path).filter(({ kind }) => kind === 'alert_opened')).toHaveLength(1);
  });

  it('is told together of what comes within a minute, and how many more there are', async () => {
    const path = `/gathered/${house.unit}`;
    await channel(path, house.unit);
    for (const minutes of [0, 0.3, 0.5]) {
      app.clock.advance({ minutes });
      await aLateRequest();
      await look();
      await planned();
    }
    expect(posted(path)).toEqual([]);
    await settled();
    expect(posted(path)).toMatchObject([{ kind: 'alert_opened', more: 2, text: MORE_WORTH_ACTING_ON(2) }]);
    await aLateRequest();
    await look();
    await settled();
    expect(posted(path).map(({ text }) => text)).toEqual([MORE_WORTH_ACTING_ON(2), WORTH_ACTING_ON]);
  });

  it('is told only so often within an hour, and then of how many more', async () => {
    const path = `/often/${house.unit}`;
    const id = await channel(path, house.unit);
    for (let one = 0; one < 9; one += 1) {
      await aLateRequest();
      await look();
      await settled();
    }
    const states = (
      await app.sql<{ state: string }>(`SELECT state FROM messages WHERE webhook_id = $1 ORDER BY state`, [id])
    ).map(({ state }) => state);
    expect(states).toEqual([...Array(4).fill('sent'), ...Array(5).fill('waiting')]);
    app.clock.advance({ minutes: 61 });
    await settled();
    expect(posted(path).map(({ text }) => text)).toEqual([...Array(4).fill(WORTH_ACTING_ON), MORE_WORTH_ACTING_ON(4)]);
  });
});
