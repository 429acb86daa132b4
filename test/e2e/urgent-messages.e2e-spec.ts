import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import { SendPost } from '../../src/alerts/send-post.js';
import { WebhookCarrier } from '../../src/platform/post/webhook-carrier.js';
import { alertsOnlyOf } from '../support/an-alert.js';
import { builders, type House } from '../support/builders.js';
import { HookServer } from '../support/hook-server.js';
import { MailServer, mailSettings } from '../support/mail-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let mail: MailServer;
let hook: HookServer;
let house: House;
let ash: string;

beforeAll(async () => {
  [mail, hook] = await Promise.all([MailServer.start(), HookServer.start()]);
  // Of three an hour two may be of what nobody waits on.
  const settings = { ...mailSettings(mail.url), MESSAGES_AN_HOUR: '3', WEBHOOK_ALSO_TO: 'localhost' };
  app = await startTestApp(settings, { work: true });
  make = builders(app);
  Object.assign(app.app.get(SendPost), { carrier: new WebhookCarrier(['localhost'], { rejectUnauthorized: false }) });
});
afterAll(async () => {
  await app?.close();
  await mail?.stop();
  await hook?.stop();
});
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  await alertsOnlyOf(app, house, { request_late: ['unit_staff'] });
  await app.sql(`UPDATE alert_settings SET numbers = '{"hoursBefore": 96}' WHERE unit_id = $1`, [house.unit]);
});

/** An alert opens of which the unit's staff are told. */
async function anAlert(inDays: number): Promise<void> {
  const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays });
  await app.sql(`UPDATE request_parts SET due_at = $2 WHERE request_id = $1`, [
    request,
    new Date(app.clock.now().getTime() + 60 * 3_600_000),
  ]);
  await app.app.get(DataSource).transaction((manager) => app.app.get(AlertLooks).lookAt(manager, house.unit));
}
/** Something is reported of who is booked: the unit's staff have a notice, on which somebody waits. */
async function isReported(): Promise<void> {
  await make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'Hides food' }).expect(201);
}
const messages = async (state: string) =>
  (await app.sql(`SELECT 1 FROM messages WHERE user_id = $1 AND state = $2`, [house.staff.id, state])).length;
const planned = (count: number) =>
  until(async () => {
    const rows = await app.sql(`SELECT 1 FROM deliveries WHERE user_id = $1 AND looked_at IS NOT NULL`, [
      house.staff.id,
    ]);
    return rows.length === count;
  }, `not ${count} are planned`);
const held = (count: number, whose: 'user_id' | 'webhook_id', id: string) =>
  until(
    async () =>
      (await app.sql(`SELECT 1 FROM messages WHERE ${whose} = $1 AND state = 'waiting' AND is_held`, [id])).length ===
      count,
    `not ${count} are held back`,
  );
const got = () => mail.to(house.staff.email).map(({ raw }) => raw);
const WORTH_ACTING_ON = 'Something is worth acting on';
const REPORTED = 'Something new was reported';

describe('to a person', () => {
  it('alerts that open within a minute go together, in one message that says how many', async () => {
    for (const [opened, inDays] of [60, 70, 80].entries()) {
      await anAlert(inDays);
      await planned(opened + 1);
    }
    expect(got()).toEqual([]);
    app.clock.advance({ minutes: 1 });
    await until(() => got().length > 0, 'nothing was sent');
    expect(got()[0]).toContain(`${WORTH_ACTING_ON} (3)`);
    await until(async () => (await messages('sent')) === 1, 'it was not written down as sent');
    expect(await messages('waiting')).toBe(0);
  });

  it('what somebody waits on goes at once, and what is gathered with it', async () => {
    await make.aStay(house, ash, { inDays: 5 });
    await anAlert(60);
    await planned(1);
    await isReported();
    await until(() => got().length > 0, 'nothing was sent');
    expect(got()[0]).toContain(REPORTED);
    expect(got()[0]).toContain(WORTH_ACTING_ON);
    app.clock.advance({ minutes: 2 });
    await until(async () => (await messages('waiting')) === 0, 'something was left behind');
    expect(got()).toHaveLength(1);
  });

  it('what somebody waits on is not held back behind what can wait, nor ever more sent than may be', async () => {
    await make.aStay(house, ash, { inDays: 5 });
    for (const inDays of [60, 70]) {
      const before = got().length;
      await anAlert(inDays);
      await planned(before + 1);
      app.clock.advance({ minutes: 1 });
      await until(() => got().length === before + 1, 'it was not sent');
    }
    await anAlert(80);
    await planned(3);
    app.clock.advance({ minutes: 1 });
    await held(1, 'user_id', house.staff.id);
    await isReported();
    await until(() => got().length === 3, 'it was held back');
    expect(got()[2]).toContain(REPORTED);
    // What was held back went along.
    expect(got()[2]).toContain(WORTH_ACTING_ON);
    expect(await messages('waiting')).toBe(0);
    await isReported();
    await held(1, 'user_id', house.staff.id);
    expect(got()).toHaveLength(3);
    app.clock.advance({ minutes: 61 });
    await until(() => got().length === 4, 'it was held on');
  });
});

describe('to a channel', () => {
  let id: string;
  beforeEach(async () => {
    const body = { name: 'Channel', url: hook.at(`/${house.unit}`) };
    ({ id } = (await make.as(house.manager).post('/webhooks', body).expect(201)).body as { id: string });
  });
  const texts = () => hook.on(`/${house.unit}`).map((one) => (JSON.parse(one.body) as { text: string }).text);
  /** An alert is to be posted with what comes within the minute. */
  async function aGatheredAlert(inDays: number): Promise<void> {
    await anAlert(inDays);
    const gathered = `SELECT 1 FROM messages WHERE webhook_id = $1 AND state = 'waiting' AND due_at > $2`;
    await until(async () => (await app.sql(gathered, [id, app.clock.now()])).length === 1, 'it was not planned');
  }

  it('what somebody waits on goes at once, and says how many things that were gathered', async () => {
    await aGatheredAlert(60);
    await isReported();
    await until(() => texts().length > 0, 'it was not posted');
    expect(texts()).toEqual([`${REPORTED}, and 1 more.`]);
    app.clock.advance({ minutes: 2 });
    await aGatheredAlert(70);
    app.clock.advance({ minutes: 1 });
    await until(() => texts().length > 1, 'it was not posted');
    expect(texts()).toEqual([`${REPORTED}, and 1 more.`, `${WORTH_ACTING_ON}.`]);
  });

  it('what somebody waits on goes at once as well, and says how many things that were held back', async () => {
    for (const [opened, inDays] of [60, 70].entries()) {
      await aGatheredAlert(inDays);
      app.clock.advance({ minutes: 1 });
      await until(() => texts().length === opened + 1, 'it was not posted');
    }
    await aGatheredAlert(80);
    app.clock.advance({ minutes: 1 });
    await held(1, 'webhook_id', id);
    await isReported();
    await until(() => texts().length === 3, 'it was held back');
    expect(texts()).toEqual([`${WORTH_ACTING_ON}.`, `${WORTH_ACTING_ON}.`, `${REPORTED}, and 1 more.`]);
    await isReported();
    await held(1, 'webhook_id', id);
  });
});
