import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import { anAlert } from '../support/an-alert.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Alert {
  id: string;
  title: string;
  youngPerson: { firstName: string } | null;
  takenBy: { name: string } | null;
  snoozedUntil: string | null;
  endedWhy: string | null;
  events: { what: string; by: { name: string } | null }[];
}
const list = async (user: TestUser, query = '') =>
  (await make.as(user).get(`/alerts${query}`).expect(200)).body as { items: Alert[]; next: string | null };
const ids = async (user: TestUser, query = '') => (await list(user, query)).items.map(({ id }) => id);
const open = async (user: TestUser, id: string) => (await make.as(user).get(`/alerts/${id}`).expect(200)).body as Alert;
const titleOf = (body: unknown) => (body as { title: string }).title;
const look = (house: House) =>
  app.app.get(DataSource).transaction((manager) => app.app.get(AlertLooks).lookAt(manager, house.unit));
const page = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

/** An offer that is about to run out, and the alert of it. */
async function aLapsing(house: House) {
  const youngPerson = await make.aYoungPerson(house);
  const { offer } = await make.anOffer(house, youngPerson, { inDays: 30 });
  const inHours = (hours: number) =>
    app.sql(`UPDATE offers SET expires_at = $2 WHERE id = $1`, [
      offer,
      new Date(app.clock.now().getTime() + hours * 3_600_000),
    ]);
  await inHours(5);
  await look(house);
  const [{ id }] = (await app.sql<{ id: string }>(
    `SELECT id FROM alerts WHERE unit_id = $1 AND kind = 'offer_about_to_lapse' AND cause_until IS NULL`,
    [house.unit],
  )) as [{ id: string }];
  return { youngPerson, offer, id, inHours };
}

describe('who sees which alert', () => {
  it('is the unit’s people, and the key worker of what is about their own where key workers are told', async () => {
    const house = await make.aHouse();
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    const [own, others] = [
      await make.aYoungPerson(house),
      await make.aYoungPerson(house, { keyWorker: other, firstName: 'Bo' }),
    ];
    const ofOwn = await anAlert(app, house, { youngPerson: own });
    const ofOther = await anAlert(app, house, { youngPerson: others, due: 3 });
    const ofUnit = await anAlert(app, house, { kind: 'low_occupancy', due: null });
    const notForThem = await anAlert(app, house, { kind: 'group_changed', youngPerson: own, due: 4 });
    for (const user of [house.staff, house.manager])
      expect(await ids(user)).toEqual([ofOwn, ofOther, notForThem, ofUnit]);
    expect(await ids(house.worker)).toEqual([ofOwn]);
    for (const id of [ofOther, ofUnit, notForThem]) {
      await make.as(house.worker).get(`/alerts/${id}`).expect(404);
      await make.as(house.worker).post(`/alerts/${id}/take`).expect(404);
    }
    const stranger = await make.aHouse({ organisation: house.organisation });
    for (const user of [stranger.staff, stranger.manager, stranger.worker]) {
      expect(await ids(user)).toEqual([]);
      await make.as(user).get(`/alerts/${ofOwn}`).expect(404);
    }
    const administrator = await make.aUser(house, 'administrator');
    await make.as(administrator).get('/alerts').expect(403);
  });

  it('is the key worker no more once the unit tells key workers of this kind no more', async () => {
    const house = await make.aHouse();
    const id = await anAlert(app, house, { youngPerson: await make.aYoungPerson(house) });
    expect(await ids(house.worker)).toEqual([id]);
    await app.sql(
      `INSERT INTO alert_settings VALUES ($1, 'offer_about_to_lapse', true, '{manager}', '{}', $2, now())`,
      [house.unit, house.manager.id],
    );
    expect(await ids(house.worker)).toEqual([]);
  });

  it('is a deputy during leave', async () => {
    const house = await make.aHouse();
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    const id = await anAlert(app, house, { youngPerson: await make.aYoungPerson(house) });
    expect(await ids(deputy)).toEqual([]);
    await make
      .as(house.worker)
      .post('/deputies', { deputy: deputy.id, firstDay: make.today(), lastDay: make.today(3), note: 'On leave' })
      .expect(201);
    expect(await ids(deputy)).toEqual([id]);
  });

  it('reads no name of whom they may not read any more, and who reads one is on the trail', async () => {
    const house = await make.aHouse();
    const youngPerson = await make.aYoungPerson(house);
    const id = await anAlert(app, house, { youngPerson });
    expect((await open(house.staff, id)).youngPerson?.firstName).toBe('Ash');
    const trail = await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'alert.read' AND $1 = ANY (young_people)`, [
      youngPerson,
    ]);
    expect(trail).toHaveLength(1);
    await app.sql(`UPDATE access_grants SET valid_until = now() WHERE young_person_id = $1 AND unit_id IS NOT NULL`, [
      youngPerson,
    ]);
    const without = await open(house.staff, id);
    expect(without.youngPerson).toBeNull();
    expect(without.title).not.toContain('Ash');
  });
});

describe('the list', () => {
  it('comes due first, page by page, and by kind, state and who sees to it', async () => {
    const house = await make.aHouse();
    const late = await anAlert(app, house, { due: -3 });
    const none = await anAlert(app, house, { due: null, kind: 'low_occupancy' });
    const soon = await anAlert(app, house, { due: 1 });
    const first = await list(house.staff, '?limit=2');
    expect(first.items.map(({ id }) => id)).toEqual([late, soon]);
    expect(await ids(house.staff, `?limit=2&cursor=${first.next}`)).toEqual([none]);
    expect(await ids(house.staff, '?kind=low_occupancy')).toEqual([none]);
    await make.as(house.staff).post(`/alerts/${soon}/take`).expect(200);
    expect(await ids(house.staff, '?taken=me')).toEqual([soon]);
    expect(await ids(house.manager, '?taken=me')).toEqual([]);
    expect(await ids(house.manager, '?taken=nobody')).toEqual([late, none]);
    await make.as(house.staff).get(`/alerts?kind=low_occupancy&cursor=${first.next}`).expect(400);
  });
});

describe('an alert', () => {
  it('is taken by one of those who want to, who gives it back; a manager does so for them', async () => {
    const house = await make.aHouse();
    const id = await anAlert(app, house, { youngPerson: await make.aYoungPerson(house) });
    const all = [house.staff, house.manager, house.worker];
    const answers = await Promise.all(all.map((user) => make.as(user).post(`/alerts/${id}/take`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const { takenBy } = await open(house.staff, id);
    const taker = all.find(({ name }) => name === takenBy!.name)!;
    for (const [at, { status, body }] of answers.entries()) {
      if (status !== 409) continue;
      const then = all[at] === house.manager ? 'As a manager' : 'Ask them, or a manager, to give it back first.';
      expect(titleOf(body)).toMatch(new RegExp(`^${takenBy!.name} has seen to this since .+\\. ${then}`));
    }
    await make.as(taker).post(`/alerts/${id}/take`).expect(200);
    expect((await open(house.staff, id)).events.map(({ what }) => what)).toEqual(['opened', 'taken']);
    const others = [house.staff, house.worker].filter((user) => user !== taker);
    for (const user of others) await make.as(user).post(`/alerts/${id}/give-back`).expect(403);
    await make.as(house.manager).post(`/alerts/${id}/give-back`).expect(200);
    await make.as(house.manager).post(`/alerts/${id}/give-back`).expect(409);
    expect((await open(house.staff, id)).takenBy).toBeNull();
    await make.as(house.staff).post(`/alerts/${id}/take`).expect(200);
    const { body: toManager } = await make.as(house.manager).post(`/alerts/${id}/take`).expect(409);
    expect(titleOf(toManager)).toMatch(/\. As a manager you can give it back yourself, then take it on\.$/);
  });

  it('put off is out of the way until nine on the day, and comes back at the next look', async () => {
    const house = await make.aHouse();
    const { id, inHours } = await aLapsing(house);
    await inHours(60);
    await app.sql(
      `INSERT INTO alert_settings VALUES ($1, 'offer_about_to_lapse', true, '{manager}', '{"hoursBefore": 120}', $2, now())`,
      [house.unit, house.manager.id],
    );
    await make.as(house.staff).post(`/alerts/${id}/snooze`, { until: make.today() }).expect(400);
    await make
      .as(house.staff)
      .post(`/alerts/${id}/snooze`, { until: make.today(29) })
      .expect(400);
    await make
      .as(house.staff)
      .post(`/alerts/${id}/snooze`, { until: make.today(1) })
      .expect(200);
    const mine = async (query = '') => (await ids(house.staff, query)).includes(id);
    expect([await mine(), await mine('?state=snoozed')]).toEqual([false, true]);
    await look(house);
    expect(await mine()).toBe(false);
    app.clock.goTo('09:01', 1);
    expect([await mine(), await mine('?state=snoozed')]).toEqual([true, false]);
    await look(house);
    const { events, snoozedUntil } = await open(house.staff, id);
    expect([events.map(({ what }) => what), snoozedUntil]).toEqual([['opened', 'snoozed', 'woke'], null]);
  });

  it('resolved by hand stays away while its cause lasts, and comes anew when that has gone and is back', async () => {
    const house = await make.aHouse();
    const { id, inHours } = await aLapsing(house);
    await make.as(house.staff).post(`/alerts/${id}/resolve`, { reason: '' }).expect(400);
    await make.as(house.staff).post(`/alerts/${id}/resolve`, { reason: 'They will ring' }).expect(200);
    await look(house);
    expect(await ids(house.staff)).not.toContain(id);
    const now = async () => (await ids(house.staff, '?kind=offer_about_to_lapse')).length;
    expect(await now()).toBe(0);
    await inHours(200);
    await look(house);
    await inHours(5);
    await look(house);
    expect(await now()).toBe(1);
    expect(await open(house.staff, id)).toMatchObject({ endedWhy: 'by_hand' });
    const again = await make.as(house.manager).post(`/alerts/${id}/take`).expect(409);
    expect(titleOf(again.body)).toMatch(
      new RegExp(`^${house.staff.name} resolved this on .*There is nothing left to do`),
    );
  });

  it('is put off and resolved by the people of the unit alone, and by nobody who only looks on', async () => {
    const house = await make.aHouse();
    const id = await anAlert(app, house, { youngPerson: await make.aYoungPerson(house) });
    await make
      .as(house.worker)
      .post(`/alerts/${id}/snooze`, { until: make.today(2) })
      .expect(403);
    await make.as(house.worker).post(`/alerts/${id}/resolve`, { reason: 'x' }).expect(403);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    expect(await ids(watcher)).toEqual([id]);
    for (const step of ['take', 'resolve'])
      await make.as(watcher).post(`/alerts/${id}/${step}`, { reason: 'x' }).expect(403);
  });

  it('about two names both to who may know both, and neither where one of them is not known', async () => {
    const [house, elsewhere] = [await make.aHouse(), await make.aHouse()];
    const named = (lastName: string) => make.aYoungPerson(house, { firstName: 'Pat', lastName });
    const [a, b] = [await named('Kestrel'), await named('Tern')];
    const decision = { youngPeople: [a, b], decision: 'works_well', evidence: 'Seen', reviewBy: make.today(90) };
    const { body } = await make.as(house.manager).post('/pair-decisions', decision).expect(201);
    const figures = { record: 'pair', expires: make.today(3), arrival: make.today(5) };
    const ids = [house, elsewhere].map((at) => anAlert(app, at, { kind: 'record_about_to_expire', figures }));
    const [here, there] = (await Promise.all(ids)) as [string, string];
    await app.sql(`UPDATE alerts SET pair_decision_id = $1 WHERE id IN ($2, $3)`, [
      ...[(body as { id: string }).id, here, there],
    ]);
    const titleAt = async (user: TestUser, id: string) =>
      titleOf((await make.as(user).get(`/alerts/${id}`).expect(200)).body);
    expect(await titleAt(house.manager, here)).toContain('about Pat Kestrel and Pat Tern is due for review');
    expect(await titleAt(elsewhere.manager, there)).toContain('about two young people');
    await make.as(house.worker).get(`/alerts/${here}`).expect(404);
  });

  it('is not changed by who saw it otherwise than it is', async () => {
    const house = await make.aHouse();
    const id = await anAlert(app, house);
    const { headers } = await make.as(house.staff).get(`/alerts/${id}`).expect(200);
    const take = () =>
      make
        .as(house.staff)
        .post(`/alerts/${id}/take`)
        .set('If-Match', headers['etag'] as string);
    await make.as(house.manager).post(`/alerts/${id}/take`).expect(200);
    await take().expect(412);
    await make.as(house.manager).post(`/alerts/${id}/give-back`).expect(200);
    await take().expect(200);
  });
});

describe('the pages of alerts', () => {
  it('lead from the count through the list to the alert, and to what ended it', async () => {
    const house = await make.aHouse();
    const id = await anAlert(app, house, { youngPerson: await make.aYoungPerson(house) });
    const staff = await page(house.staff);
    const { text } = await staff.get('/alerts');
    expect(text).toMatch(/Alerts <span class="app-count">1</);
    expect(text).toContain(`href="/alerts/${id}"`);
    // What there is stands first: the filter is folded away until something of it is chosen.
    expect(text).toContain('<details class="govuk-details no-print">');
    for (const chosen of ['kind=bed_back', 'state=snoozed', 'taken=me'])
      expect((await staff.get(`/alerts?${chosen}`)).text).toContain('<details class="govuk-details no-print" open>');
    expect((await staff.post(`/alerts/${id}/take`)).status).toBe(303);
    expect((await staff.get(`/alerts/${id}`)).text).toContain('You see to it');
    expect((await staff.get(`/alerts/${id}/resolve`)).status).toBe(200);
    const empty = await staff.post(`/alerts/${id}/resolve`, { reason: '' });
    expect([empty.status, empty.text.includes('Enter what was done.')]).toEqual([400, true]);
    expect((await staff.post(`/alerts/${id}/resolve`, { reason: 'Rang them' })).status).toBe(303);
    const { text: ended } = await staff.get('/alerts/ended');
    expect(ended).toContain('It stood for less than a minute');
    expect(ended).toContain(`${house.staff.name} resolved it.`);
    expect((await staff.get(`/alerts/${id}`)).text).toContain('What was done: <span class="app-as-typed">Rang them');
    expect((await staff.get('/alerts')).text).not.toContain('app-count');
  });
});
