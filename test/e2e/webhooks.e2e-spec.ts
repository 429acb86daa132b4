import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SendPost } from '../../src/alerts/send-post.js';
import { WebhookCarrier } from '../../src/platform/post/webhook-carrier.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { HookServer } from '../support/hook-server.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const TOKEN = 'metrics-for-the-tests';
let app: TestApp;
let make: ReturnType<typeof builders>;
let hook: HookServer;
let house: House;
let ash: string;

beforeAll(async () => {
  hook = await HookServer.start();
  app = await startTestApp(
    {
      PUBLIC_URL: 'https://breaks.example.gov.uk',
      WEBHOOK_ALSO_TO: 'localhost',
      METRICS_TOKEN: TOKEN,
      JOB_CONCURRENCY: '16',
      DATABASE_POOL_SIZE: '40',
    },
    { work: true },
  );
  make = builders(app);
  // The receiver has a certificate that nobody signed.
  const carrier = new WebhookCarrier(['localhost'], { rejectUnauthorized: false });
  Object.assign(app.app.get(SendPost), { carrier });
});
afterAll(async () => {
  await app?.close();
  await hook?.stop();
});
beforeEach(async () => {
  hook.status = 200;
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

const add = async (path: string, more: object = {}, status = 201) =>
  (
    await make
      .as(house.manager)
      .post('/webhooks', { name: 'Channel', url: hook.at(path), ...more })
      .expect(status)
  ).body as { id: string; secret: string; errors?: { field: string; message: string }[] };
const report = () =>
  make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'Hides food' }).expect(201);
const states = async (webhook: string) =>
  (
    await app.sql<{ state: string; tries: number; error: string | null }>(
      `SELECT state, tries, error FROM messages WHERE webhook_id = $1`,
      [webhook],
    )
  ).map(({ state, tries, error }) => [state, tries, error]);

describe('a channel that a manager names', () => {
  it('is told of what is new, once, signed, with nothing of the child', async () => {
    await make.aStay(house, ash, { inDays: 5 });
    const [unit, council] = [`/unit/${house.unit}`, `/council/${house.unit}`];
    const { secret } = await add(unit, { unit: house.unit });
    await add(council);
    await add(`/elsewhere/${house.unit}`, { unit: (await make.aHouse()).unit }, 400);
    // The key worker and the unit's people each have a notice of it.
    await report();
    await until(() => hook.on(unit).length > 0 && hook.on(council).length > 0, 'it was not told');
    expect((await app.sql(`SELECT 1 FROM notices WHERE young_person_id = $1`, [ash])).length).toBeGreaterThan(1);
    await report();
    await until(() => hook.on(unit).length === 2 && hook.on(council).length === 2, 'not once for each');
    const [{ headers, body }] = hook.on(unit) as [(typeof hook.posted)[number]];
    const stamp = String(headers['x-short-breaks-timestamp']);
    const signed = createHmac('sha256', Buffer.from(secret, 'base64url')).update(`${stamp}.${body}`).digest('hex');
    expect(headers['x-short-breaks-signature']).toBe(`sha256=${signed}`);
    expect(JSON.parse(body)).toMatchObject({
      ...{ type: 'message', id: headers['x-short-breaks-delivery'], kind: 'information_reported' },
      ...{ text: 'Something new was reported.', link: 'https://breaks.example.gov.uk/notices' },
    });
    expect(body).not.toMatch(/Ash|Hides|House/);
  });

  it('of another council, or another unit, is told nothing', async () => {
    const { id } = await add(`/other/${house.unit}`, { unit: house.unit });
    const other = await make.aHouse();
    const bo = await make.aYoungPerson(other);
    await make.as(other.manager).post(`/young-people/${bo}/information`, { text: 'x' }).expect(201);
    // Of a young person who is not booked here nothing is told here either.
    await report();
    await until(
      async () =>
        (await app.sql(`SELECT 1 FROM outbox WHERE handler = 'plan-posts' AND state = 'waiting'`)).length === 0,
    );
    expect(await states(id)).toEqual([]);
  });

  it('that answers 500 is told again later, and one that is gone is shown', async () => {
    const path = `/fails/${house.unit}`;
    const { id } = await add(path);
    hook.status = 500;
    await report();
    await until(async () => (await states(id))[0]?.[1] === 1 && (await states(id))[0]?.[0] === 'waiting');
    expect(await states(id)).toEqual([['waiting', 1, 'webhook HTTP 500']]);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    expect((await manager.get('/stuck-work/messages')).text).toContain('by which the channel can know it.');
    hook.status = 410;
    app.clock.advance({ minutes: 1 });
    await until(async () => (await states(id))[0]?.[0] === 'refused');
    const ids = hook.on(path).map(({ headers }) => headers['x-short-breaks-delivery']);
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);
    const { text } = await manager.get('/stuck-work/messages');
    expect(text).toContain('Whoever answers at the address refused it for good.');
    hook.status = 200;
    expect((await manager.post(`/stuck-work/messages/${ids[0] as string}/retry`)).status).toBe(303);
    await until(async () => (await states(id))[0]?.[0] === 'sent');
  });

  it('that sends on to another address is not followed, and the manager reads what to do', async () => {
    const { id } = await add(`/moved/${house.unit}`);
    Object.assign(hook, { status: 302, location: hook.at('/elsewhere') });
    await report();
    await until(async () => (await states(id))[0]?.[0] === 'refused', 'it was not refused');
    hook.location = '';
    expect(hook.on('/elsewhere')).toEqual([]);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await manager.get('/stuck-work/messages');
    expect(text).toContain('The address sends on to another one, which we do not follow.');
    const metrics = (await app.http.get('/metrics').set('Authorization', `Bearer ${TOKEN}`)).text;
    expect(metrics).toMatch(/^short_breaks_posts_sent_total [1-9]/m);
    expect(metrics).toMatch(/^short_breaks_posts_not_sent_total [1-9]/m);
  });

  it('is told only so often within an hour: the rest goes along with the first that went late', async () => {
    const path = `/often/${house.unit}`;
    const { id } = await add(path);
    for (let reported = 0; reported < 9; reported += 1) await report();
    const count = async (which: string) =>
      (await app.sql(`SELECT 1 FROM messages WHERE webhook_id = $1 AND ${which}`, [id])).length;
    await until(async () => (await count(`state = 'sent'`)) === 6, 'six did not go');
    await until(async () => (await count(`state = 'waiting' AND is_held`)) === 3, 'three were not put off');
    const texts = () => hook.on(path).map(({ body }) => (JSON.parse(body) as { text: string }).text);
    expect(new Set(texts())).toEqual(new Set(['Something new was reported.']));
    app.clock.advance({ minutes: 61 });
    await until(async () => (await states(id)).every(([state]) => state !== 'waiting' && state !== 'sending'));
    expect((await states(id)).map(([state]) => state).sort()).toEqual(['joined', 'joined', ...Array(7).fill('sent')]);
    expect(texts()).toHaveLength(7);
    expect(texts().at(-1)).toBe('Something new was reported, and 2 more.');
  }, 120_000);

  it('that was ended is told nothing any more, nor what had been on its way', async () => {
    const { id } = await add(`/ends/${house.unit}`);
    hook.status = 500;
    await report();
    await until(async () => (await states(id))[0]?.[1] === 1 && (await states(id))[0]?.[0] === 'waiting');
    const stranger = await make.aHouse();
    await make.as(stranger.manager).delete(`/webhooks/${id}`).expect(404);
    await make.as(house.manager).delete(`/webhooks/${id}`).expect(204);
    await make.as(house.manager).delete(`/webhooks/${id}`).expect(404);
    expect((await states(id)).map(([state]) => state)).toEqual(['not_needed']);
    expect((await make.as(house.manager).get('/webhooks').expect(200)).body).toEqual({ items: [] });
  });
});

describe('an address', () => {
  it.each([
    ['http://hooks.example.com/x', 'The address must begin with https://.'],
    ['hooks.example.com', 'Enter a whole address'],
    ['https://user:password@hooks.example.com/x', 'The address must not have a user name or a password in it.'],
    ['https://10.0.0.1/x', 'The address must be one of the open internet.'],
    ['https://[::1]/x', 'The address must be one of the open internet.'],
    ['https://169.254.169.254/latest', 'The address must be one of the open internet.'],
    ['https://intranet/x', 'The address must be one of the open internet.'],
  ])('%s is refused with what to do', async (url, sentence) => {
    const { errors } = await add('/', { url }, 400);
    expect(errors).toEqual([{ field: 'url', message: expect.stringContaining(sentence) as unknown }]);
  });

  it('is added and ended on a page, which shows the secret once and keeps what was typed wrongly', async () => {
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const form = { name: 'Channel of the unit', url: 'http://hooks.example.com/secret-part', unit: house.unit };
    const page = '/stuck-work/webhooks';
    await manager.get(page);
    const refused = await manager.post(page, form);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('The address must begin with https://.');
    expect(refused.text).toContain('value="http://hooks.example.com/secret-part"');
    const made = await manager.post(page, { ...form, url: 'https://hooks.example.com/secret-part' });
    expect(made.text).toMatch(/id="secret">[\w-]{43}</);
    const { text } = await manager.get(page);
    expect(text).toContain('hooks.example.com');
    expect(text).not.toMatch(/secret-part|[\w-]{43}</);
    const [, id] = /webhooks\/([\w-]{36})\/end/.exec(text)!;
    expect((await manager.post(`${page}/${id}/end`)).status).toBe(303);
    expect((await manager.get(page)).text).not.toContain('hooks.example.com');
    const trail = await app.sql(`SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id`, [id]);
    expect(trail).toEqual([{ action: 'webhook.made' }, { action: 'webhook.ended' }]);
  });
});
