import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { MailServer, mailSettings } from '../support/mail-server.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const TOKEN = 'a-scraper-of-the-tests';
const PAGE = '/stuck-work/messages';
let app: TestApp;
let make: ReturnType<typeof builders>;
let mail: MailServer;
let house: House;
let manager: PageClient;

beforeAll(async () => {
  mail = await MailServer.start();
  app = await startTestApp({ ...mailSettings(mail.url), METRICS_TOKEN: TOKEN }, { work: true });
  make = builders(app);
});
afterAll(async () => {
  await app?.close();
  await mail?.stop();
});
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse();
  manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
});

const message = async () =>
  (
    await app.sql<{ id: string; state: string; dismissed_by: string | null }>(
      `SELECT id, state, dismissed_by FROM messages WHERE user_id = $1`,
      [house.worker.id],
    )
  )[0];

/** A message to the worker, of whom the mail server says this. */
async function aMessage(answer: 'refuse' | 'later', state: string): Promise<string> {
  mail.recipients.set(house.worker.email, answer);
  const ash = await make.aYoungPerson(house, { firstName: 'Unmistakable' });
  await make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'x' }).expect(201);
  await until(async () => {
    const [found] = await app.sql(`SELECT 1 FROM messages WHERE user_id = $1 AND state = $2 AND tries > 0`, [
      house.worker.id,
      state,
    ]);
    return found !== undefined;
  });
  return (await message())!.id;
}

describe('a message that was refused', () => {
  it('is shown to the managers of the council, and to nobody else’s', async () => {
    const id = await aMessage('refuse', 'refused');
    expect((await manager.get('/')).text).toMatch(/Background work <span class="app-count">1</);
    const { text: work } = await manager.get('/stuck-work');
    expect(work).toContain('Messages to people: 1 did not go through');
    expect(work).toContain('href="/stuck-work/webhooks"');
    const { text } = await manager.get(PAGE);
    expect(text).toContain(house.worker.name);
    expect(text).toContain('Their address was refused for good.');
    expect(text).toContain('SMTP 550 to RCPT');
    expect(text).toContain('No messages went by email in the last 24 hours, and no messages wait to be sent.');
    expect(text).not.toMatch(/Unmistakable|@example/);
    const stranger = await PageClient.signIn(app.address, (await make.aHouse()).manager.email, PASSWORD);
    expect((await stranger.get(PAGE)).text).toContain('Every message has gone through');
    for (const step of ['retry', 'dismiss']) expect((await stranger.post(`${PAGE}/${id}/${step}`)).status).toBe(404);
  });

  it('goes again when a manager says so', async () => {
    const id = await aMessage('refuse', 'refused');
    mail.recipients.delete(house.worker.email);
    expect((await manager.post(`${PAGE}/${id}/retry`)).status).toBe(303);
    await until(async () => (await message())!.state === 'sent');
    expect(mail.to(house.worker.email).map((one) => one.id)).toEqual([`<${id}@example.gov.uk>`]);
    const { text } = await manager.get(PAGE);
    expect(text).toContain('Every message has gone through');
    expect(text).toContain('One message went by email in the last 24 hours');
    // What went is nothing to try again.
    expect((await manager.post(`${PAGE}/${id}/retry`)).status).toBe(404);
  });

  it('is counted apart from what went to channels', async () => {
    const { id: channel } = (
      await make
        .as(house.manager)
        .post('/webhooks', { name: 'Teams', url: 'https://chat.example.org/hook' })
        .expect(201)
    ).body as { id: string };
    const now = app.clock.now();
    await app.sql(
      `INSERT INTO messages (webhook_id, notice_kind, cause, made_at, due_at, state, tries, tried_at, ended_at)
       SELECT $1, 'stay_over', gen_random_uuid(), $2, $2, x.state, x.tries, x.at, x.at
         FROM (VALUES ('sent', 1, $3::timestamptz), ('sent', 1, $3), ('waiting', 0, NULL)) AS x (state, tries, at)`,
      [channel, new Date(now.getTime() - 60_000), now],
    );
    const { text } = await manager.get(PAGE);
    expect(text).toContain('No messages went by email in the last 24 hours, and no messages wait to be sent.');
    expect(text).toContain('To channels 2 messages went in the last 24 hours, and one message waits to be sent.');
  });

  it('is dismissed by name', async () => {
    const id = await aMessage('refuse', 'refused');
    expect((await manager.post(`${PAGE}/${id}/dismiss`)).status).toBe(303);
    expect(await message()).toEqual({ id, state: 'dismissed', dismissed_by: house.manager.id });
    const trail = await app.sql(`SELECT action FROM audit_entries WHERE subject_id = $1`, [id]);
    expect(trail).toEqual([{ action: 'message.dismissed' }]);
  });
});

describe('a message that could not go yet', () => {
  it('is shown with when it is tried again, and asks for nobody', async () => {
    const id = await aMessage('later', 'waiting');
    const { text } = await manager.get(PAGE);
    expect(text).toContain('It could not be sent yet.');
    expect(text).toContain('Next try');
    expect(text).not.toContain(`${id}/retry`);
    expect((await manager.get('/')).text).not.toContain('Background work <span');
    expect((await manager.post(`${PAGE}/${id}/dismiss`)).status).toBe(404);
  });

  it('is not shown while it is tried for the first time, and truly said while it is tried again', async () => {
    await aMessage('later', 'waiting');
    const set = (tries: number, unknown: number) =>
      app.sql(
        `UPDATE messages SET state = 'sending', error = NULL, tries = $2, times_unknown = $3 WHERE user_id = $1`,
        [...[house.worker.id, tries, unknown]],
      );
    await set(1, 0);
    expect((await manager.get(PAGE)).text).toContain('Every message has gone through');
    await set(2, 0);
    const { text } = await manager.get(PAGE);
    expect(text).toContain('It could not be sent yet. It is being tried again now.');
    expect(text).toContain('Not known');
    expect(text).not.toMatch(/Next try|\/retry/);
    await set(1, 1);
    expect((await manager.get(PAGE)).text).toContain('We do not know whether it arrived');
    await app.sql(`UPDATE messages SET state = 'not_needed', ended_at = now(), times_unknown = 0 WHERE user_id = $1`, [
      house.worker.id,
    ]);
  });

  it('of which nobody knows whether it went is shown as such', async () => {
    await aMessage('later', 'waiting');
    await app.sql(`UPDATE messages SET times_unknown = 1 WHERE user_id = $1`, [house.worker.id]);
    expect((await manager.get(PAGE)).text).toContain('We do not know whether it arrived');
    const { text } = await app.http.get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200);
    expect(text).toMatch(/^short_breaks_messages\{state="unknown"\} 1$/m);
    expect(text).toMatch(/^short_breaks_messages_lag_seconds \d/m);
    expect(text).toMatch(/^short_breaks_messages_sent_total [1-9]/m);
    expect(text).toMatch(/^short_breaks_messages_not_sent_total [1-9]/m);
  });
});
