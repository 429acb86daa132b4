import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import { alertsOnlyOf } from '../support/an-alert.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { filled, somebody } from '../support/full-house.js';
import { MailServer, mailSettings } from '../support/mail-server.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let mail: MailServer;
let house: House;

beforeAll(async () => {
  mail = await MailServer.start();
  app = await startTestApp({ ...mailSettings(mail.url), MESSAGES_AN_HOUR: '50' }, { work: true });
  make = builders(app);
});
afterAll(async () => {
  await app?.close();
  await mail?.stop();
});
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse();
  await alertsOnlyOf(app, house);
});

const look = () =>
  app.app.get(DataSource).transaction((manager) => app.app.get(AlertLooks).lookAt(manager, house.unit));
const gradesOf = async ({ id }: TestUser) =>
  (
    await app.sql<{ grade: number }>(
      `SELECT alert_grade AS grade FROM notices WHERE user_id = $1 AND kind = 'alert_opened' ORDER BY made_at, alert_grade`,
      [id],
    )
  ).map(({ grade }) => grade);
/** Of every notice it is decided when it is sent, and what was gathered for a minute has gone. */
async function settled(): Promise<void> {
  const isDone = async (of: string) => (await app.sql(of)).length === 0;
  await until(() => isDone(`SELECT 1 FROM deliveries WHERE looked_at IS NULL`), 'not all are planned');
  app.clock.advance({ minutes: 1 });
  const now = app.clock.now().toISOString();
  const due = `SELECT 1 FROM messages WHERE state IN ('waiting', 'sending') AND due_at <= '${now}'`;
  await until(() => isDone(due), 'something is still to be sent');
}
const notices = async (user: TestUser) =>
  (await (await PageClient.signIn(app.address, user.email, PASSWORD)).get('/notices')).text;
const NOTHING = 'There is nothing new for you';
const SUBJECT = 'Something is worth acting on';

/** The unit is told of a request four days before its deadline. */
async function tellsOfRequests(): Promise<void> {
  await alertsOnlyOf(app, house, { request_late: ['manager', 'unit_staff'] });
  await app.sql(`UPDATE alert_settings SET numbers = '{"hoursBefore": 96}' WHERE unit_id = $1`, [house.unit]);
}

/** A request of which the unit is told, since its deadline is near; and the alert of it. */
async function aLateRequest(): Promise<{ request: string; alert: string }> {
  await tellsOfRequests();
  const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 60 });
  await due(request, 60);
  await look();
  const [alert] = await app.sql<{ id: string }>(`SELECT id FROM alerts WHERE unit_id = $1`, [house.unit]);
  return { request, alert: alert!.id };
}
const due = (request: string, hours: number) =>
  app.sql(`UPDATE request_parts SET due_at = $2 WHERE request_id = $1`, [
    request,
    new Date(app.clock.now().getTime() + hours * 3_600_000),
  ]);

describe('an alert that opens', () => {
  it('is told to each of its audience once, by one message that names nobody, however often it is looked at', async () => {
    const [delegate, watcher] = [
      await make.aUser(house, 'manager', 'delegate'),
      await make.aUser(house, 'manager', 'watcher'),
    ];
    await aLateRequest();
    await settled();
    await look();
    await settled();
    for (const user of [house.manager, house.staff, delegate]) {
      expect(await gradesOf(user)).toEqual([0]);
      const [received, ...more] = mail.to(user.email);
      expect(more).toEqual([]);
      expect(received!.raw).toContain(SUBJECT);
      expect(received!.raw).not.toMatch(/Ash|House /);
    }
    for (const user of [watcher, house.worker]) {
      expect(await gradesOf(user)).toEqual([]);
      expect(mail.to(user.email)).toEqual([]);
    }
  });

  it('leads from the list of notices to its page, and is read there', async () => {
    const { alert } = await aLateRequest();
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await client.get('/notices');
    expect(text).toContain('Ash Example');
    expect(text).toContain(`href="/alerts/${alert}"`);
    const [, id] = /action="\/notices\/([0-9a-f-]+)\/read"/.exec(text)!;
    expect((await client.post(`/notices/${id}/read`)).status).toBe(303);
    expect((await client.get('/notices')).text).toContain(NOTHING);
  });

  it('is told only to whom the unit has chosen', async () => {
    await aLateRequest();
    await alertsOnlyOf(app, house, { request_late: ['manager'] });
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 70 });
    await due(request, 5);
    await look();
    expect(await gradesOf(house.manager)).toEqual([0, 0]);
    expect(await gradesOf(house.staff)).toEqual([0]);
  });

  it('is told to the key worker and their deputy of their own young person, and never to another', async () => {
    const [deputy, other] = [
      await make.aUser(house, 'cas_worker', 'referrer'),
      await make.aUser(house, 'cas_worker', 'referrer'),
    ];
    const days = { deputy: deputy.id, firstDay: make.today(), lastDay: make.today(9) };
    await make.as(house.worker).post('/deputies', days).expect(201);
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 1 });
    await alertsOnlyOf(app, house, { arrival_incomplete: ['key_worker'] });
    await look();
    await settled();
    expect(await Promise.all([house.worker, deputy].map(gradesOf))).toEqual([[0], [0]]);
    expect(await Promise.all([house.manager, house.staff, other].map(gradesOf))).toEqual([[], [], []]);
    expect(mail.to(deputy.email).filter(({ raw }) => raw.includes(SUBJECT))).toHaveLength(1);
    expect(mail.to(house.worker.email).filter(({ raw }) => raw.includes(SUBJECT))).toHaveLength(0);
    // Shown once to the deputy, who finds the absent worker's as well.
    expect((await notices(deputy)).match(/Look at the alert/g)).toHaveLength(1);
    await alertsOnlyOf(app, house, { arrival_incomplete: ['manager'] });
    expect(await notices(house.worker)).not.toContain('Look at the alert');
  });

  it('is told once where several look at the same time', async () => {
    await tellsOfRequests();
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 60 });
    await due(request, 5);
    await Promise.all(Array.from({ length: 6 }, look));
    await settled();
    expect(await gradesOf(house.manager)).toEqual([0]);
    expect(mail.to(house.manager.email)).toHaveLength(1);
  });

  it('is in the page alone where somebody wants no message of alerts', async () => {
    await make
      .as(house.staff)
      .patch('/me/notifications', { how: { alerts: 'not' } })
      .set('If-Match', '*')
      .expect(200);
    await aLateRequest();
    await settled();
    expect(await notices(house.staff)).toContain('Look at the alert');
    expect(mail.to(house.staff.email)).toEqual([]);
    expect(mail.to(house.manager.email)).toHaveLength(1);
  });
});

describe('an alert that was told', () => {
  it('is told once more when it gets worse, and then that alone is shown', async () => {
    const { request } = await aLateRequest();
    for (const hours of [-1, 5, -2]) {
      await settled();
      await due(request, hours);
      await look();
    }
    await settled();
    expect(await gradesOf(house.staff)).toEqual([0, 1]);
    expect(mail.to(house.staff.email)).toHaveLength(2);
    expect((await notices(house.staff)).match(/Look at the alert/g)).toHaveLength(1);
  });

  it('is nobody’s news any more once it has ended', async () => {
    const { request } = await aLateRequest();
    expect(await notices(house.staff)).toContain('Look at the alert');
    await due(request, 1_000);
    await look();
    expect(await notices(house.staff)).toContain(NOTHING);
  });

  it('is left out of the morning’s message once it has ended', async () => {
    await make
      .as(house.staff)
      .patch('/me/notifications', { how: { alerts: 'morning' } })
      .set('If-Match', '*')
      .expect(200);
    const { request } = await aLateRequest();
    await settled();
    expect(mail.to(house.staff.email)).toEqual([]);
    await due(request, 1_000);
    await look();
    app.clock.goTo('09:00', 1);
    await settled();
    expect(mail.to(house.staff.email)).toEqual([]);
  });

  it('is not shown while it is put off, and is again when its time has come', async () => {
    const { alert } = await aLateRequest();
    await make
      .as(house.manager)
      .post(`/alerts/${alert}/snooze`, { until: make.today(1) })
      .expect(200);
    expect(await notices(house.staff)).toContain(NOTHING);
    app.clock.goTo('10:00', 1);
    expect(await notices(house.staff)).toContain('Look at the alert');
    await look();
    expect(await notices(house.staff)).toContain('Look at the alert');
    expect(await gradesOf(house.staff)).toEqual([0]);
  });

  it('that gets worse while it is put off is told when it wakes', async () => {
    const { alert, request } = await aLateRequest();
    await make
      .as(house.manager)
      .post(`/alerts/${alert}/snooze`, { until: make.today(1) })
      .expect(200);
    await due(request, -1);
    await look();
    expect(await gradesOf(house.staff)).toEqual([0]);
    app.clock.goTo('10:00', 1);
    await look();
    expect(await gradesOf(house.staff)).toEqual([0, 1]);
  });
});

describe('what somebody hears of by a notice of its own', () => {
  const kindsOf = async ({ id }: TestUser) =>
    (await app.sql<{ kind: string }>(`SELECT kind FROM notices WHERE user_id = $1 ORDER BY kind`, [id])).map(
      ({ kind }) => kind,
    );
  const alertStands = async (user: TestUser) =>
    ((await make.as(user).get('/alerts').expect(200)).body as { items: object[] }).items.length;

  it('is not told again: a bed that came back, of which who signs was told', async () => {
    const stays = await filled(make, house);
    await onTheList(make, house, await somebody(make, house, 'Ash'));
    await make.as(house.staff).post(`/stays/${stays[1]!}/cancel`, { reason: 'They are ill' }).expect(200);
    await until(async () => (await kindsOf(house.manager)).includes('bed_put_forward'), 'nobody was put forward');
    await alertsOnlyOf(app, house, { bed_back: ['manager', 'unit_staff'] });
    await look();
    expect(await kindsOf(house.manager)).toEqual(['bed_put_forward']);
    expect(await kindsOf(house.staff)).toEqual(['alert_opened']);
    expect(await alertStands(house.manager)).toBe(1);
  });

  it('is told as an alert: a bed that came back and for which nobody waits', async () => {
    const [, stay] = await filled(make, house);
    await make.as(house.staff).post(`/stays/${stay!}/cancel`, { reason: 'They are ill' }).expect(200);
    await alertsOnlyOf(app, house, { bed_back: ['manager', 'unit_staff'] });
    await look();
    expect(await kindsOf(house.manager)).toEqual(['alert_opened']);
  });

  it('is not told again: an offer of which the key worker is reminded, now or later', async () => {
    const ash = await make.aYoungPerson(house);
    const { offer } = await make.anOffer(house, ash, { inDays: 40 });
    await alertsOnlyOf(app, house, { offer_about_to_lapse: ['unit_staff', 'key_worker'] });
    const lapsing = () =>
      app.sql(`UPDATE offers SET expires_at = $2 WHERE id = $1`, [
        offer,
        new Date(app.clock.now().getTime() + 20 * 3_600_000),
      ]);
    await lapsing();
    await look();
    const told = async () => (await kindsOf(house.worker)).filter((kind) => kind !== 'nights_offered');
    // The reminder is still to come.
    expect(await told()).toEqual([]);
    expect(await kindsOf(house.staff)).toEqual(['alert_opened']);
    await app.sql(`UPDATE outbox SET due_at = $2 WHERE topic = 'offer.half-way' AND payload->>'offer' = $1`, [
      offer,
      app.clock.now(),
    ]);
    await app.sql(`SELECT pg_notify('short_breaks_outbox', '')`);
    await until(async () => (await told()).length > 0, 'they were not reminded');
    await alertsOnlyOf(app, house);
    await look();
    await alertsOnlyOf(app, house, { offer_about_to_lapse: ['unit_staff', 'key_worker'] });
    await look();
    expect(await told()).toEqual(['offer_half_way']);
    expect(await kindsOf(house.staff)).toEqual(['alert_opened', 'alert_opened']);
    // Who became the key worker since has heard of nothing.
    const after = await make.aUser(house, 'cas_worker', 'referrer');
    await app.sql(`UPDATE young_people SET key_worker_id = $2 WHERE id = $1`, [ash, after.id]);
    await alertsOnlyOf(app, house);
    await look();
    await alertsOnlyOf(app, house, { offer_about_to_lapse: ['key_worker'] });
    await look();
    expect(await kindsOf(after)).toEqual(['alert_opened']);
  });

  it('is not told again: information that was reported, by themselves or another; who heard nothing is', async () => {
    const ash = await make.aYoungPerson(house);
    await make.aStay(house, ash, { inDays: 5 });
    await make.as(house.staff).post(`/young-people/${ash}/information`, { text: 'Hides food' }).expect(201);
    await until(async () => (await kindsOf(house.manager)).includes('information_reported'), 'nobody was told');
    const late = await make.aUser(house, 'unit_staff', 'staff');
    await alertsOnlyOf(app, house, { new_information: ['manager', 'unit_staff'] });
    await look();
    expect(await kindsOf(house.manager)).toEqual(['information_reported']);
    expect(await kindsOf(house.staff)).toEqual([]);
    expect(await kindsOf(late)).toEqual(['alert_opened']);
    expect(await alertStands(house.manager)).toBe(1);
  });
});
