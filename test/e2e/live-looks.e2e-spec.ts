import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { LiveClient } from '../support/live-client.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const TOKEN = 'a-scraper-of-the-tests';
/** What a page sends that looks by itself whether what it shows has changed. */
const BY_ITSELF = { 'x-looks-again': 'yes' };

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp({ METRICS_TOKEN: TOKEN });
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
});

const sessionOf = async (user: string) =>
  (await app.sql<{ sess: object; expire: Date }>(`SELECT sess, expire FROM sessions WHERE user_id = $1`, [user]))[0];
const locks = async () => (await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'session.locked'`)).length;

describe('a page that looks by itself whether it has changed', () => {
  it('shows what the page shows, and keeps no session awake', async () => {
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const before = await sessionOf(house.staff.id);
    const cookie = pages.cookie;
    await new Promise((later) => setTimeout(later, 1_100));
    for (const path of ['/calendar', '/handover', '/live/nav?of=/calendar'])
      expect([path, (await pages.get(path, BY_ITSELF)).status]).toEqual([path, 200]);
    expect(await sessionOf(house.staff.id)).toEqual(before);
    expect(pages.cookie).toBe(cookie);
    await pages.get('/calendar');
    expect((await sessionOf(house.staff.id))!.expire.getTime()).toBeGreaterThan(before!.expire.getTime());
  });

  it('takes no message that waits to be seen', async () => {
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    await pages.get('/handover');
    await pages.post(`/handover?unit=${house.unit}`, { text: 'The oven is broken' });
    await pages.get('/handover', BY_ITSELF);
    expect((await pages.get('/handover')).text).toContain('govuk-notification-banner--success');
  });

  it('keeps no shared computer open, and neither does a stream, which ends when it locks', async () => {
    const desk = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    await desk.get('/shared-computers');
    await desk.post('/shared-computers', { unit: house.unit, name: 'Office' });
    await desk.get('/sign-in');
    await desk.post('/sign-in', { email: house.staff.email, password: PASSWORD });
    await desk.get('/calendar');
    const stream = await LiveClient.open(app.address, desk.cookie);
    const noted = await locks();
    app.clock.advance({ minutes: 4 });
    expect((await desk.get('/calendar', BY_ITSELF)).status).toBe(200);
    app.clock.advance({ minutes: 2 });
    expect((await desk.get('/calendar', BY_ITSELF)).status).toBe(401);
    // The lock is written down when somebody asks for a page, and once.
    expect(await locks()).toBe(noted);
    await app.sql(`UPDATE unit_members SET capacity = capacity WHERE user_id = $1`, [house.worker.id]);
    await stream.ends();
    expect(stream.events.at(-1)).toEqual({ event: 'over', data: 'signed-out' });
    expect((await desk.get('/calendar')).status).toBe(401);
    expect(await locks()).toBe(noted + 1);
  });

  it('after the session is over is told so, and the browser keeps the cookie that it has', async () => {
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    app.clock.advance({ hours: 13 });
    const { cookie } = pages;
    expect((await pages.get('/calendar', BY_ITSELF)).status).toBe(401);
    expect(pages.cookie).toBe(cookie);
  });

  it('asks for the navigation of the page around which it stands', async () => {
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const nav = async (of: string) => (await pages.get(`/live/nav?of=${encodeURIComponent(of)}`, BY_ITSELF)).text;
    expect(await nav('/calendar')).toContain('<a href="/calendar" aria-current="page">');
    expect(await nav('/requests/1/options')).toContain('<a href="/requests" aria-current="true">');
    for (const foreign of ['//evil.example', 'https://evil.example/calendar', '']) {
      const text = await nav(foreign);
      expect(text).toContain('<a href="/" aria-current="page">');
      expect(text).not.toContain('evil');
    }
  });
});

describe('whoever runs the service', () => {
  it('sees how many look on, whether what changes is heard, and how long that takes', async () => {
    const value = async (name: string) => {
      const { text } = await app.http.get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200);
      return Number(new RegExp(`^short_breaks_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
    };
    await until(async () => (await value('live_lag_seconds')) < 5, 'Nothing was heard');
    // What the tests before this one looked on by.
    await until(async () => (await value('live_streams')) === 0, 'A stream of another test was kept');
    const { cookie } = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const stream = await LiveClient.open(app.address, cookie);
    // Who may see what is looked at again, and whoever looks on may still.
    await app.sql(`UPDATE unit_members SET capacity = capacity WHERE user_id = $1`, [house.worker.id]);
    await make.as(house.staff).post(`/units/${house.unit}/handover`, { text: 'Milk' }).expect(201);
    await stream.hears(`house:${house.unit}`);
    expect(await value('live_streams')).toBe(1);
    expect(await value('live_listening')).toBe(1);
    // A stream is no request without an answer.
    expect(await value('http_requests_in_flight')).toBe(1);
    stream.close();
    await until(async () => (await value('live_streams')) === 0, 'The stream was kept');
  });
});

describe('every table', () => {
  /** What no page shows that changes while it is looked at, each with where it is shown or why it is not. */
  const NOT_TOLD: Record<string, string[]> = {
    'read when somebody signs in or asks, never shown while it changes': [
      ...['api_tokens', 'idempotency_keys', 'migrations', 'organisations', 'service_secrets', 'sign_in_failures'],
      ...['shared_computers', 'shared_computer_people', 'audit_entries', 'notification_choices'],
      ...['messages', 'deliveries', 'webhooks'],
    ],
    'written together with what is told': [
      ...[
        'stay_events',
        'closure_events',
        'reserve_events',
        'visit_events',
        'absence_events',
        'request_aims',
        'request_series',
        'request_series_dates',
        'request_wishes',
      ],
      ...['request_baselines', 'review_aims', 'review_marks', 'overrules', 'visit_decisions', 'past_facts'],
      ...['freed_bed_looks', 'passed_over', 'signed_places', 'alert_events', 'alert_looks'],
    ],
    'of a form or a record of its own': [
      ...['assessment_drafts', 'rule_set_drafts', 'characteristics', 'outcome_measures', 'outcome_measure_uses'],
      ...['diary_names', 'diary_rows', 'feed_addresses', 'units', 'signed_lists', 'alert_settings'],
    ],
  };

  it('whose changes somebody may be looking at tells of them, and of the others it is known why not', async () => {
    const rows = await app.sql<{ name: string; tells: boolean }>(
      `SELECT c.relname AS name, EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE '%\\_tell\\_%') AS tells
         FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    const known = Object.values(NOT_TOLD).flat();
    const silent = rows.filter(({ tells }) => !tells).map(({ name }) => name);
    // A new table: give it triggers in a migration, as TellOfChanges does, or say above why nobody looks at it.
    expect(silent.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !silent.includes(name))).toEqual([]);
    expect(rows.filter(({ tells }) => tells).length).toBeGreaterThan(40);
  });
});
