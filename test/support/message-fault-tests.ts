import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { builders, type House } from './builders.js';
import { BuiltService } from './built-service.js';
import { HookServer } from './hook-server.js';
import { MailServer, mailSettings, MuteServer } from './mail-server.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

/** What messages survive, sent by processes of their own, whatever their queue is kept in. */
export function messageFaultTests(settings: () => Record<string, string>): void {
  let app: TestApp;
  let make: ReturnType<typeof builders>;
  let mail: MailServer;
  let mute: MuteServer;
  let house: House;

  beforeAll(async () => {
    [app, mail, mute] = await Promise.all([startTestApp(settings()), MailServer.start(), MuteServer.start()]);
    make = builders(app);
  });
  afterEach(() => BuiltService.stopAll());
  afterAll(async () => {
    await app?.close();
    await mail?.stop();
    await mute?.stop();
  });

  const startWorker = (url: string, more: Record<string, string> = {}) =>
    BuiltService.startWorker({ DATABASE_URL: app.serviceUrl, ...settings(), ...mailSettings(url), ...more });

  /** The programs go by the real clock, which may show a quiet hour. */
  async function aNotice(): Promise<void> {
    house = await make.aHouse();
    await app.sql(
      `INSERT INTO notification_choices (user_id, how, while_away, chosen_at) VALUES ($1, '{}', 'both', now())`,
      [house.worker.id],
    );
    const ash = await make.aYoungPerson(house);
    await make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'x' }).expect(201);
    // What the app of the test wrote may be dated by a clock that was set to the day.
    await app.sql(`UPDATE outbox SET due_at = now() WHERE state = 'waiting' AND handler IN ('tell-of-information')`);
  }
  const message = async () =>
    (
      await app.sql<{ id: string; state: string; tries: number; times_unknown: number; error: string | null }>(
        `SELECT id, state, tries, times_unknown, error FROM messages WHERE user_id = $1`,
        [house.worker.id],
      )
    )[0];
  const got = () => mail.to(house.worker.email);

  it('are sent again, under the same name, when the worker is killed while it sends, and that is known', async () => {
    mail.atTheEnd = 'silence';
    await aNotice();
    const worker = await startWorker(mail.url);
    await until(async () => got().length === 1, 'nothing was sent');
    // It was on record before it went.
    expect(await message()).toMatchObject({ state: 'sending', tries: 1, times_unknown: 0 });
    worker.signal('SIGKILL');
    await worker.ended();

    mail.atTheEnd = 'take';
    await Promise.all([startWorker(mail.url), startWorker(mail.url)]);
    await until(async () => (await message())?.state === 'sent', 'it was lost', 60_000);
    expect(await message()).toMatchObject({ tries: 2, times_unknown: 1 });
    expect(got().map(({ id }) => id)).toEqual(Array(2).fill(`<${(await message())!.id}@example.gov.uk>`));
  }, 120_000);

  it('of which nobody says whether they went are known as such, and go again', async () => {
    mail.atTheEnd = 'silence';
    await aNotice();
    const worker = await startWorker(mail.url);
    await until(async () => (await message())?.times_unknown === 1, 'it hung for ever', 40_000);
    expect(await message()).toMatchObject({ state: 'waiting', tries: 1 });
    expect(worker.stderr.split('\n').length).toBeLessThan(10);
    mail.atTheEnd = 'take';
  }, 60_000);

  it('do not go while the mail server says nothing or is away, hold up no other work, and fill no log', async () => {
    await aNotice();
    const worker = await startWorker(mute.url, { JOB_CONCURRENCY: '2' });
    await until(async () => mute.sockets.size > 0, 'nobody called');
    // One sends, and waits; the other place is free for whatever else there is.
    for (let times = 0; times < 5; times += 1) await aNotice();
    await until(
      async () => (await app.sql(`SELECT 1 FROM deliveries WHERE user_id = $1`, [house.worker.id])).length === 1,
    );
    await until(async () => {
      const rows = await app.sql(`SELECT 1 FROM messages WHERE state = 'waiting' AND tries > 0`);
      return rows.length > 0;
    }, 'it hung for ever');
    const errors = await app.sql<{ error: string }>(`SELECT DISTINCT error FROM messages WHERE error LIKE 'SMTP %'`);
    expect(errors.map(({ error }) => error)).toContain('SMTP ETIMEDOUT');
    expect(worker.stderr.split('\n').length).toBeLessThan(10);
    expect(worker.stderr).not.toContain(house.worker.email);
  }, 60_000);

  it('to a channel are sent again, under the same delivery id, when the worker is killed while it sends', async () => {
    const hook = await HookServer.start();
    hook.status = 0;
    const blind = { WEBHOOK_ALSO_TO: 'localhost', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    house = await make.aHouse();
    const [webhook] = await app.sql<{ id: string }>(
      `INSERT INTO webhooks (organisation_id, name, url, secret, made_by, made_at)
       VALUES ($1, 'Channel', $2, $3, $4, now()) RETURNING id`,
      [house.organisation, hook.at('/'), randomBytes(32), house.manager.id],
    );
    const state = async () =>
      (await app.sql(`SELECT state, tries, times_unknown FROM messages WHERE webhook_id = $1`, [webhook!.id]))[0];
    try {
      const ash = await make.aYoungPerson(house);
      await make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'x' }).expect(201);
      await app.sql(`UPDATE outbox SET due_at = now() WHERE state = 'waiting' AND handler = 'tell-of-information'`);
      const worker = await startWorker(mail.url, blind);
      await until(() => hook.posted.length === 1, 'nothing was posted');
      expect(await state()).toEqual({ state: 'sending', tries: 1, times_unknown: 0 });
      worker.signal('SIGKILL');
      await worker.ended();
      hook.status = 200;
      await startWorker(mail.url, blind);
      await until(async () => (await state())?.['state'] === 'sent', 'it was lost');
      expect(await state()).toEqual({ state: 'sent', tries: 2, times_unknown: 1 });
      expect(new Set(hook.posted.map(({ headers }) => headers['x-short-breaks-delivery'])).size).toBe(1);
    } finally {
      await BuiltService.stopAll();
      await hook.stop();
    }
  }, 120_000);

  it('are each sent once by several workers', async () => {
    await app.sql(`DELETE FROM outbox`);
    const people: House[] = [];
    for (let times = 0; times < 8; times += 1) {
      await aNotice();
      people.push(house);
    }
    await Promise.all([1, 2, 3].map(() => startWorker(mail.url)));
    await until(
      async () => people.every(({ worker }) => mail.to(worker.email).length > 0),
      'not all were sent',
      60_000,
    );
    await until(
      async () => (await app.sql(`SELECT 1 FROM outbox WHERE state = 'waiting' AND due_at <= now()`)).length === 0,
    );
    expect(people.map(({ worker }) => mail.to(worker.email).length)).toEqual(people.map(() => 1));
  }, 90_000);
}
