import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SendPost } from '../../src/alerts/send-post.js';
import { WebhookCarrier } from '../../src/platform/post/webhook-carrier.js';
import { builders } from '../support/builders.js';
import { HookServer } from '../support/hook-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let hanging: HookServer;
let healthy: HookServer;

beforeAll(async () => {
  [hanging, healthy] = await Promise.all([HookServer.start(), HookServer.start()]);
  hanging.status = 0;
  const settings = { PUBLIC_URL: 'https://breaks.example.gov.uk', WEBHOOK_ALSO_TO: 'localhost' };
  app = await startTestApp({ ...settings, MESSAGES_AN_HOUR: '50' }, { work: true });
  Object.assign(app.app.get(SendPost), { carrier: new WebhookCarrier(['localhost'], { rejectUnauthorized: false }) });
});
afterAll(async () => {
  await app?.close();
  await hanging?.stop();
  await healthy?.stop();
});

it('a receiver that never answers holds up nobody else’s posts, and is left alone for a while', async () => {
  const make = builders(app);
  const house = await make.aHouse();
  const ash = await make.aYoungPerson(house);
  // More addresses of the receiver that hangs than there are places.
  for (const hook of [hanging, hanging, hanging, healthy])
    await make
      .as(house.manager)
      .post('/webhooks', { name: 'Channel', url: hook.at(`/${hook.posted.length}`) })
      .expect(201);
  const report = () => make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'x' }).expect(201);
  await report();
  await until(() => hanging.posted.length === 1 && healthy.posted.length === 1, 'nothing was posted');
  for (const told of [2, 3, 4]) {
    const begun = performance.now();
    await report();
    await until(() => healthy.posted.length === told, 'it was held up');
    expect(performance.now() - begun).toBeLessThan(5_000);
  }
  // One call holds one place, for as long as it hangs.
  expect(hanging.posted).toHaveLength(1);
  const unknown = () => app.sql(`SELECT 1 FROM messages WHERE times_unknown > 0 AND state = 'waiting'`);
  await until(async () => (await unknown()).length === 1, 'it hung for ever');
  const left = async () =>
    app.sql(`SELECT 1 FROM messages WHERE state = 'waiting' AND tries = 0 AND due_at < $1`, [
      new Date(app.clock.now().getTime() + 5_000),
    ]);
  await until(async () => (await left()).length === 0, 'it was called again and again');
  expect(hanging.posted).toHaveLength(1);
  expect(healthy.posted).toHaveLength(4);
}, 90_000);
