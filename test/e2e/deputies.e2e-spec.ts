import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let deputy: TestUser;
let ash: string;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  deputy = await make.aUser(house, 'cas_worker', 'referrer');
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
});

const days = (from: number, to: number) => ({ firstDay: make.today(from), lastDay: make.today(to) });
const name = (by: TestUser, body: object) => make.as(by).post('/deputies', body);
const sees = async (user: TestUser) => (await make.as(user).get(`/young-people/${ash}`)).status === 200;

describe('somebody who stands in', () => {
  it('has the access of who is away from the first day to the end of the last, and no longer', async () => {
    await name(house.worker, { deputy: deputy.email, ...days(1, 2) }).expect(201);
    expect(await sees(deputy)).toBe(false);
    app.clock.advance({ days: 1 });
    expect(await sees(deputy)).toBe(true);
    const { body } = await make.as(deputy).get('/me').expect(200);
    expect((body as { standsInFor: object[] }).standsInFor).toEqual([
      { id: house.worker.id, name: house.worker.name, lastDay: make.today(1) },
    ]);
    expect(await sees(house.worker)).toBe(true);
    app.clock.advance({ days: 1 });
    expect(await sees(deputy)).toBe(true);
    app.clock.advance({ days: 1 });
    expect(await sees(deputy)).toBe(false);
  });

  it('acts on requests in their own name, and the story says for whom', async () => {
    await name(house.worker, { deputy: deputy.id, ...days(0, 5), note: 'On leave' }).expect(201);
    const { request, offer } = await make.anOffer(house, ash, { inDays: 30 });
    const asked = await make.as(deputy).get('/requests?state=offered').expect(200);
    expect((asked.body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([request]);
    await make.as(deputy).post(`/offers/${offer}/accept`, { answeredBy: 'Mum', how: 'telephone' }).expect(200);
    const { body } = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    const { events } = body as { events: { action: string; by: string; onBehalfOf: string | null }[] };
    expect(events.find(({ action }) => action === 'accept')).toMatchObject({
      by: deputy.name,
      onBehalfOf: house.worker.name,
    });
    expect(events.find(({ action }) => action === 'submit')).toMatchObject({ onBehalfOf: null });
    const page = (await (await PageClient.signIn(app.address, deputy.email, PASSWORD)).get(`/requests/${request}`))
      .text;
    expect(page).toContain(`${deputy.name}, standing in for ${house.worker.name},`);
    await make.as(deputy).post(`/young-people/${ash}/stay-needs`, {
      ...{ supportLevel: 'one_to_two', roomNeeds: [], keepsRoom: false },
    });
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(deputy).post(`/young-people/${ash}/co-workers`, { worker: other.email }).expect(201);
    // Of a story that goes on: the latest steps are told, however many were before them.
    await app.sql(
      `INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, note)
       SELECT request_id, part_id, at - interval '1 day', 'add_note', from_state, to_state, 'Long ago'
         FROM request_events, generate_series(1, 200) WHERE request_id = $1 AND action = 'submit'`,
      [request],
    );
    // Whoever is key worker by now was not stood in for.
    const next = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(house.manager).post(`/young-people/${ash}/key-worker`, { worker: next.email }).expect(200);
    const told = (await make.as(house.manager).get(`/requests/${request}`).expect(200)).body as { events: object[] };
    expect(told.events.at(-1)).toMatchObject({ action: 'accept', by: deputy.name, onBehalfOf: house.worker.name });
  });

  it('asks the units that who is away may ask, and no longer than they stand in', async () => {
    const other = await make.aUser(house, 'cas_worker');
    const { body } = await name(house.worker, { deputy: other.email, ...days(0, 5) }).expect(201);
    const free = `/units/${house.unit}/vacancies?from=${make.today()}&to=${make.today(3)}&nights=1&youngPerson=${ash}`;
    await make.as(other).get(free).expect(200);
    const asked = {
      youngPerson: ash,
      unit: house.unit,
      nights: 1,
      from: make.today(9),
      to: make.today(11),
      purpose: 'x',
    };
    await make.as(other).post('/requests', asked).expect(201);
    const me = await make.as(other).get('/me').expect(200);
    expect(me.body).toMatchObject({ units: [{ id: house.unit, capacity: 'referrer' }] });
    await make
      .as(other)
      .post(`/deputies/${(body as { id: string }).id}/end`)
      .expect(204);
    await make.as(other).get(free).expect(404);
  });

  it('gets the notices that come meanwhile, as who is away does', async () => {
    await name(house.worker, { deputy: deputy.email, ...days(0, 60) }).expect(201);
    const { offer } = await make.anOffer(house, ash, { inDays: 40 });
    app.clock.advance({ days: 20 });
    const told = () => app.sql<{ user_id: string }>(`SELECT user_id FROM notices WHERE offer_id = $1`, [offer]);
    await until(async () => (await told()).length >= 2);
    const to = new Set((await told()).map(({ user_id }) => user_id));
    expect(to).toEqual(new Set([house.worker.id, deputy.id]));
  });

  it('finds what lay unread when they began to stand in, named as whose it is, and reads it for themselves', async () => {
    const { request, offer } = await make.anOffer(house, ash, { inDays: 42 });
    const readIt = `UPDATE notices SET read_at = made_at WHERE offer_id = $1 RETURNING id`;
    await until(async () => (await app.sql(readIt, [offer])).length > 0, 'the nights were not told of');
    await app.sql(
      `INSERT INTO notices (user_id, kind, young_person_id, request_id, offer_id, made_at) VALUES ($1, 'offer_lapsed', $2, $3, $4, $5)`,
      [house.worker.id, ash, request, offer, app.clock.now()],
    );
    const page = async (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
    const standIn = await page(deputy);
    expect((await standIn.get('/notices')).text).toContain('There is nothing new for you');
    await name(house.worker, { deputy: deputy.email, ...days(0, 5) }).expect(201);
    const { text } = await standIn.get('/notices');
    expect(text).toContain(`For ${house.worker.name}`);
    expect(text).toMatch(/Ash Example ran out without an answer/);
    const [, read] = /action="(\/notices\/[^"]+\/read)"/.exec(text)!;
    expect((await standIn.post(read!, {})).status).toBe(303);
    expect((await standIn.get('/notices')).text).toContain('There is nothing new for you');
    const own = await (await page(house.worker)).get('/notices');
    expect(own.text).toContain('ran out without an answer');
    expect(own.text).not.toContain(`For ${house.worker.name}`);
    const stranger = await page(await make.aUser(house, 'cas_worker', 'referrer'));
    await stranger.get('/notices');
    expect((await stranger.post(read!, {})).status).toBe(404);
  });

  it('stands in for nobody through another deputy, and serves no unit’s people', async () => {
    const third = await make.aUser(house, 'cas_worker', 'referrer');
    await name(house.worker, { deputy: deputy.email, ...days(0, 5) }).expect(201);
    await name(deputy, { deputy: third.email, ...days(0, 5) }).expect(201);
    expect([await sees(deputy), await sees(third)]).toEqual([true, false]);
    await name(house.worker, { deputy: house.staff.email, ...days(0, 5) }).expect(400);
  });

  it('loses it the moment it is ended, by either of the two or by somebody who signs, and once', async () => {
    for (const by of [house.worker, deputy, house.manager]) {
      const { body } = await name(house.worker, { deputy: deputy.email, ...days(0, 5) }).expect(201);
      expect(await sees(deputy)).toBe(true);
      const { id } = body as { id: string };
      const other = await make.aUser(house, 'cas_worker', 'referrer');
      await make.as(other).post(`/deputies/${id}/end`).expect(404);
      await make.as(by).post(`/deputies/${id}/end`).expect(204);
      await make.as(by).post(`/deputies/${id}/end`).expect(404);
      expect(await sees(deputy)).toBe(false);
    }
    const trail = await app.sql<{ action: string; details: object }>(
      `SELECT action, details FROM audit_entries WHERE subject = 'deputy' AND actor_id = ANY ($1) ORDER BY id`,
      [[house.worker.id, deputy.id, house.manager.id]],
    );
    expect(trail.map(({ action }) => action)).toEqual([
      ...['deputy.named', 'deputy.ended', 'deputy.named', 'deputy.ended', 'deputy.named', 'deputy.ended'],
    ]);
    expect(trail[0]!.details).toMatchObject({ absent: house.worker.id, deputy: deputy.id });
  });
});

describe('naming a deputy', () => {
  it('is done by a worker for themselves, or by a manager who signs for anybody; by nobody else', async () => {
    const [watcher, stranger] = [await make.aUser(house, 'manager', 'watcher'), (await make.aHouse()).worker];
    const body = { deputy: deputy.email, ...days(0, 5) };
    await name(deputy, { ...body, deputy: deputy.email }).expect(400);
    await name(deputy, { deputy: house.worker.email, absent: house.worker.id, ...days(0, 1) }).expect(403);
    await name(watcher, { ...body, absent: house.worker.email }).expect(403);
    await name(house.staff, body).expect(403);
    await name(deputy, { deputy: house.worker.email, absent: deputy.email, ...days(8, 9) }).expect(201);
    await name(house.worker, { ...body, deputy: stranger.email }).expect(400);
    await name(house.manager, body).expect(400);
    const { body: made } = await name(house.manager, { ...body, absent: house.worker.email }).expect(201);
    expect(made).toMatchObject({ absent: { id: house.worker.id }, deputy: { id: deputy.id } });
    const again = await name(house.worker, { deputy: deputy.email, ...days(5, 9) }).expect(409);
    expect(again.body).toMatchObject({ type: '/problems/deputy-already' });
    await name(house.worker, { deputy: deputy.email, ...days(6, 9) }).expect(201);
    const list = await make.as(deputy).get('/deputies?limit=1').expect(200);
    expect((list.body as { next: string | null }).next).not.toBeNull();
  });

  it.each([
    ['before today', -1, 2, 'firstDay'],
    ['whose end is before its start', 3, 2, 'lastDay'],
    ['of more than a year', 0, 400, 'lastDay'],
  ])('for days %s is refused, and says where', async (_, from, to, field) => {
    const { body } = await name(house.worker, { deputy: deputy.email, ...days(from, to) }).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map((error) => error.field)).toEqual([field]);
  });

  it('is a page for the worker and for a manager, told at the top of the deputy’s first page', async () => {
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get('/account')).text).toContain('href="/deputies"');
    const wrong = await worker.post('/deputies/new', { deputy: deputy.id, ...days(3, 2), note: 'On leave' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('The last day must not be before the first.');
    expect(wrong.text).toContain('value="On leave"');
    const saved = await worker.post('/deputies/new', { deputy: deputy.id, ...days(0, 2), note: 'On leave' });
    expect((await worker.get(saved.location!)).text).toContain(`${deputy.name} stands in for you.`);
    const standIn = await PageClient.signIn(app.address, deputy.email, PASSWORD);
    const today = (await standIn.get('/')).text;
    expect(today).toContain(`You are standing in for ${house.worker.name} until`);
    expect(today).toContain('Ash');
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const list = (await manager.get('/deputies')).text;
    const end = /action="(\/deputies\/[^"]+\/end)"/.exec(list)?.[1];
    expect((await manager.post(end!, {})).status).toBe(303);
    expect((await standIn.get('/')).text).not.toContain('You are standing in');
    expect((await (await PageClient.signIn(app.address, house.staff.email, PASSWORD)).get('/deputies')).status).toBe(
      403,
    );
  });
});
