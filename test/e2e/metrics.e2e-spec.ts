import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../src/platform/database/free-port.js';
import { BuiltService } from '../support/built-service.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const TOKEN = 'a-scraper-of-the-tests';
let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let administrator: TestUser;

beforeAll(async () => {
  app = await startTestApp({ METRICS_TOKEN: TOKEN }, { work: true });
  make = builders(app);
  house = await make.aHouse();
  administrator = await make.aUser(house, 'administrator');
});
afterAll(() => app?.close());

const scrape = (token = TOKEN) => app.http.get('/metrics').set('Authorization', `Bearer ${token}`);
const valueOf = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1) ?? NaN,
  );

describe('/metrics', () => {
  it('opens to the scraper’s token and to an administrator’s, and to nobody else', async () => {
    await app.http.get('/metrics').expect(401);
    await scrape('a-guess').expect(401);
    await scrape(house.manager.token).expect(403);
    await scrape(administrator.token).expect(200);
    const answer = await scrape().expect(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const browser = await PageClient.signIn(app.address, administrator.email, PASSWORD);
    expect((await browser.get('/metrics')).status).toBe(401);
  });

  it('counts requests by their route as written, and shows no id, name or search of anybody', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Unmistakable' });
    await make.as(house.worker).get(`/young-people/${ash}?x=Unmistakable`).expect(200);
    await make.as(house.worker).get('/young-people?search=Unmistakable').expect(200);
    await app.http.get('/wp-login.php').expect(404);
    const { text } = await scrape();
    const count = (route: string, status: number) =>
      valueOf(
        text,
        `short_breaks_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`,
      );
    expect(count('/api/v1/young-people/:id', 200)).toBe(1);
    expect(count('none', 404)).toBeGreaterThanOrEqual(1);
    expect(valueOf(text, 'short_breaks_http_requests_in_flight')).toBe(1);
    expect(text).not.toMatch(/Unmistakable|wp-login/);
    expect(text).not.toContain(ash);
  });

  it('shows the pool, the queue, the outbox and the jobs', async () => {
    await make.anOffer(house, await make.aYoungPerson(house), { inDays: 20 });
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
       VALUES (nextval('outbox_entry_ids'), 'remove-old-notices', 'clean-up', '{}', now(), now())`,
    );
    await until(async () => {
      const { text } = await scrape();
      return (
        valueOf(text, 'short_breaks_job_duration_seconds_count{handler="remove-old-notices",outcome="done"}') === 1
      );
    });
    const { text } = await scrape();
    expect(valueOf(text, 'short_breaks_database_connections_most')).toBe(10);
    expect(valueOf(text, 'short_breaks_database_waiting')).toBe(0);
    expect(valueOf(text, 'short_breaks_outbox_entries{state="failed"}')).toBe(0);
    expect(valueOf(text, 'short_breaks_outbox_entries{state="later"}')).toBeGreaterThan(0);
    expect(valueOf(text, 'short_breaks_outbox_lag_seconds')).toBeLessThan(60);
    expect(valueOf(text, 'short_breaks_queue_jobs{state="waiting"}')).toBeGreaterThanOrEqual(0);
    expect(valueOf(text, 'short_breaks_queue_oldest_job_seconds')).toBeGreaterThanOrEqual(0);
    for (const collector of ['pool', 'queue', 'outbox']) {
      expect(valueOf(text, `short_breaks_collector_up{collector="${collector}"}`)).toBe(1);
    }
  });

  it('says how long what nobody takes up has waited', async () => {
    const idle = await startTestApp({ METRICS_TOKEN: TOKEN });
    try {
      await idle.sql(
        `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at, state, finished_at, error)
         VALUES (1, 'remove-old-notices', 'clean-up', '{}', now(), now() - interval '90 seconds', 'waiting', NULL, ''),
                (2, 'remove-old-notices', 'clean-up', '{}', now(), now(), 'failed', now(), 'Error')`,
      );
      const { text } = await idle.http.get('/metrics').set('Authorization', `Bearer ${TOKEN}`);
      expect(Math.floor(valueOf(text, 'short_breaks_outbox_lag_seconds') / 10)).toBeGreaterThanOrEqual(9);
      expect(valueOf(text, 'short_breaks_outbox_entries{state="due"}')).toBe(1);
      expect(valueOf(text, 'short_breaks_outbox_entries{state="failed"}')).toBe(1);
    } finally {
      await idle.close();
    }
  });
});

describe('the board of the queue', () => {
  it('opens to administrators alone, and changes nothing', async () => {
    const service = await BuiltService.start({ DATABASE_URL: app.serviceUrl, SESSION_SECRET: 's'.repeat(40) });
    const address = `http://127.0.0.1:${service.port}`;
    expect((await fetch(`${address}/admin/jobs`)).status).toBe(401);
    expect((await fetch(`${address}/admin/jobs/api/queues`)).status).toBe(401);
    const manager = await PageClient.signIn(address, house.manager.email, PASSWORD);
    for (const path of ['/admin/jobs', '/admin/jobs/', '/admin/jobs/api/queues', '/Admin/Jobs/api/queues']) {
      expect([path, (await manager.get(path)).status]).toEqual([path, 403]);
    }
    const admin = await PageClient.signIn(address, administrator.email, PASSWORD);
    expect((await admin.get('/admin/jobs')).status).toBe(200);
    const queues = await admin.get('/admin/jobs/api/queues');
    expect(queues.status).toBe(200);
    expect(JSON.parse(queues.text)).toMatchObject({ queues: [{ name: 'short-breaks', readOnlyMode: true }] });
    for (const [method, path] of [
      ['PUT', '/admin/jobs/api/queues/short-breaks/pause'],
      ['PUT', '/admin/jobs/api/queues/short-breaks/obliterate'],
      ['PUT', '/admin/jobs/api/queues/short-breaks/clean/completed'],
      ['POST', '/admin/jobs/api/queues/short-breaks/add'],
    ] as const) {
      expect((await admin.send(method, path, {})).status).toBeGreaterThanOrEqual(400);
    }
    const { queues: after } = JSON.parse((await admin.get('/admin/jobs/api/queues')).text) as {
      queues: { isPaused: boolean }[];
    };
    expect(after[0]!.isPaused).toBe(false);
  }, 30_000);
});

afterAll(() => BuiltService.stopAll());

describe('a worker with WORKER_PORT', () => {
  it('says that it lives and works, and shows its metrics', async () => {
    const port = await freePort();
    const settings = { DATABASE_URL: app.serviceUrl, METRICS_TOKEN: TOKEN, WORKER_PORT: String(port) };
    const worker = await BuiltService.startWorker(settings);
    const get = (path: string, token?: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    expect((await get('/health/live')).status).toBe(200);
    expect(await (await get('/health/ready')).json()).toMatchObject({ status: 'ok' });
    expect((await get('/metrics')).status).toBe(401);
    expect((await get('/metrics', 'a-guess')).status).toBe(401);
    const metrics = await get('/metrics', TOKEN);
    expect(await metrics.text()).toMatch(/short_breaks_outbox_lag_seconds \d/);
    expect((await get('/')).status).toBe(404);
    worker.signal('SIGTERM');
    expect(await worker.ended()).toBe(0);
  }, 30_000);
});
