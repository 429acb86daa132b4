import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { EndJointWork } from '../../src/requests/end-joint-work.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let sam: TestUser;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  // Of another team: no unit is theirs to ask.
  sam = await make.aUser(house, 'cas_worker');
});

const name = (request: string, by = house.worker, worker = sam) =>
  make.as(by).post(`/requests/${request}/co-workers`, { worker: worker.email });
const end = (request: string, by = house.worker) => make.as(by).post(`/requests/${request}/co-workers/${sam.id}/end`);
const note = (request: string, by = sam) =>
  make.as(by).post(`/requests/${request}/notes`, { text: 'School is closed' });
const told = async (request: string, by: TestUser) =>
  (await make.as(by).get(`/requests/${request}`).expect(200)).body as {
    coWorkers: { id: string }[];
    events: { action: string; note: string; by: string }[];
  };
const sees = async (path: string, by = sam) => (await make.as(by).get(path)).status === 200;
const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);

describe('a co-worker of a request', () => {
  it('sees it and the young person from the moment they are named until it is ended by hand', async () => {
    const request = await make.aRequest(house, ash);
    expect(await sees(`/requests/${request}`)).toBe(false);
    await name(request).expect(201);
    await name(request).expect(400);
    expect([await sees(`/requests/${request}`), await sees(`/young-people/${ash}`)]).toEqual([true, true]);
    expect((await told(request, house.staff)).coWorkers).toEqual([{ id: sam.id, name: sam.name }]);
    await end(request).expect(204);
    await end(request).expect(404);
    expect([await sees(`/requests/${request}`), await sees(`/young-people/${ash}`)]).toEqual([false, false]);
    const { events } = await told(request, house.worker);
    expect(events.slice(-2).map(({ action, note: who }) => [action, who])).toEqual([
      ['name_co_worker', sam.name],
      ['end_co_worker', sam.name],
    ]);
    const trail = await app.sql<{ action: string }>(
      `SELECT action FROM audit_entries WHERE subject_id = $1 AND action LIKE 'request.co_worker%' ORDER BY id`,
      [request],
    );
    expect(trail.map(({ action }) => action)).toEqual(['request.co_worker_named', 'request.co_worker_ended']);
  });

  it('adds notes and answers what the unit asks, and everybody on it reads that', async () => {
    const request = await make.aRequest(house, ash);
    await name(request).expect(201);
    await note(request).expect(201);
    await make.as(house.staff).post(`/requests/${request}/ask-information`, { reasons: 'Which school?' }).expect(200);
    await make.as(sam).post(`/requests/${request}/give-information`, { reasons: 'Park Lane' }).expect(200);
    for (const reader of [house.worker, house.staff])
      expect((await told(request, reader)).events).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ action: 'add_note', note: 'School is closed', by: sam.name }),
          expect.objectContaining({ action: 'give_information', note: 'Park Lane', by: sam.name }),
        ]),
      );
  });

  it('adds to a draft what is wished, and does not send it', async () => {
    const draft = { youngPerson: ash, unit: house.unit, draft: true, nights: 2, purpose: 'Rest' };
    const dates = { from: make.today(10), to: make.today(12) };
    const { body } = await make
      .as(house.worker)
      .post('/requests', { ...draft, ...dates })
      .expect(201);
    const { id } = body as { id: string };
    await name(id).expect(201);
    await make.as(sam).patch(`/requests/${id}`, { familyWishes: 'Sleep' }).set('If-Match', '*').expect(200);
    await make.as(sam).post(`/requests/${id}/submit`).expect(404);
    expect(await told(id, house.worker)).toMatchObject({ state: 'draft', familyWishes: 'Sleep' });
  });

  it('comes with the siblings of a draft: who works on it reads them, and adds none whom its key worker may not see', async () => {
    const [bo, cy] = [
      await make.aYoungPerson(house, { firstName: 'Bo' }),
      await make.aYoungPerson(house, { firstName: 'Cy', keyWorker: sam }),
    ];
    const begun = { youngPerson: ash, unit: house.unit, draft: true };
    const { body } = await make.as(house.worker).post('/requests', begun).expect(201);
    const { id } = body as { id: string };
    await name(id).expect(201);
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'referrer')`, [sam.id, house.unit]);
    const change = (by: TestUser, siblings: string[]) =>
      make.as(by).patch(`/requests/${id}`, { siblings }).set('If-Match', '*');
    await change(house.worker, [bo]).expect(200);
    expect(await sees(`/young-people/${bo}`)).toBe(true);
    const refused = await change(sam, [bo, cy]).expect(400);
    expect(refused.body).toMatchObject({
      errors: [{ field: 'siblings', message: expect.stringContaining(`Make ${house.worker.name} a co-worker`) }],
    });
    await make.as(sam).post(`/young-people/${cy}/co-workers`, { worker: house.worker.email }).expect(201);
    await change(sam, [bo, cy]).expect(200);
    const wanted = { nights: 1, from: make.today(10), to: make.today(12), purpose: 'Rest' };
    await make.as(house.worker).patch(`/requests/${id}`, wanted).set('If-Match', '*').expect(200);
    const sent = await make.as(house.worker).post(`/requests/${id}/submit`).expect(200);
    const { parts } = sent.body as { parts: { state: string }[] };
    expect(parts.map(({ state }) => state)).toEqual(['submitted', 'submitted', 'submitted']);
  });

  it('says in a draft what it is for, and leaves the family plan to the key worker', async () => {
    const begun = { youngPerson: ash, unit: house.unit, draft: true };
    const { body } = await make.as(house.worker).post('/requests', begun).expect(201);
    const { id } = body as { id: string };
    await name(id).expect(201);
    const client = await page(sam);
    const path = `/requests/${id}/ask/aim`;
    expect((await client.get(path)).text).not.toContain('name="addsAim"');
    const refused = await client.post(path, { purpose: 'To cook', addsAim: 'yes' });
    expect(refused.status).toBe(400);
    expect(refused.text).toMatch(/The family plan is the key worker’s to add to[^]*To cook/);
    expect(await app.sql(`SELECT 1 FROM plan_aims WHERE young_person_id = $1`, [ash])).toEqual([]);
    expect((await client.post(path, { purpose: 'To cook' })).status).toBe(303);
    expect((await (await page(house.worker)).get(path)).text).toContain('name="addsAim"');
  });

  it('neither withdraws, answers for the family, asks anew nor changes the record', async () => {
    const { request, offer } = await make.anOffer(house, ash);
    const other = await make.aRequest(house, ash, { inDays: 40 });
    await name(request).expect(201);
    const asked = { youngPerson: ash, nights: 1, from: make.today(60), to: make.today(61), purpose: 'x' };
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'referrer')`, [sam.id, house.unit]);
    const said = { answeredBy: 'Mum', how: 'telephone' };
    for (const [path, body] of [
      [`/requests/${request}/withdraw`, { reasons: 'x' }],
      [`/offers/${offer}/accept`, said],
      [`/offers/${offer}/decline`, { ...said, reason: 'x' }],
      ['/requests', { ...asked, unit: house.unit }],
      [`/young-people/${ash}/contact`, { safeToContact: 'x' }],
      [`/young-people/${ash}/co-workers`, { worker: sam.email }],
      [`/young-people/${ash}/plan/aims`, { text: 'x' }],
      [`/requests/${request}/co-workers`, { worker: house.worker.email }],
    ] as [string, object][]) {
      const refused = await make.as(sam).post(path, body);
      expect([path, refused.status]).toEqual([path, 404]);
    }
    expect(await told(request, house.worker)).toMatchObject({ state: 'offered' });
    // Nor are they shown a page that they may not send.
    const theirs = await page(sam);
    expect((await theirs.get(`/offers/${offer}/answer`)).status).toBe(403);
    const watcher = await page(await make.aUser(house, 'manager', 'watcher'));
    const nights = await watcher.get(`/requests/${other}/propose?arrival=${make.today(40)}`);
    expect(nights.status).toBe(403);
    // On another request of the same young person they read, and no more.
    expect(await sees(`/requests/${other}`)).toBe(true);
    await note(other).expect(403);
  });

  it('ends it themself, and is never named by somebody who may not', async () => {
    const request = await make.aRequest(house, ash);
    await name(request, house.staff).expect(403);
    await name(request, house.manager).expect(201);
    await end(request, house.staff).expect(403);
    await end(request, sam).expect(204);
    await name(request, house.worker, house.worker).expect(400);
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    await name(request, stranger).expect(404);
    const theirs = await make.aRequest(house, ash, { by: house.staff, inDays: 30 });
    await name(theirs, house.staff).expect(201);
  });
});

describe('the end of joint work', () => {
  it('comes with that of the request, unless another request of theirs goes on', async () => {
    const first = await make.aRequest(house, ash);
    const second = await make.aRequest(house, ash, { inDays: 40 });
    for (const request of [first, second]) await name(request).expect(201);
    const withdraw = (request: string) =>
      make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'Not needed' }).expect(200);
    await withdraw(first);
    expect(await sees(`/young-people/${ash}`)).toBe(true);
    expect((await told(first, house.worker)).coWorkers).toEqual([]);
    await withdraw(second);
    expect(await sees(`/young-people/${ash}`)).toBe(false);
  });

  it.each([
    ['cancel', { by: 'family' }],
    ['no-show', {}],
  ])('comes a month after a stay that came to nothing: %s', async (way, by) => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    const { requestId } = (await make.as(house.worker).get(`/stays/${stay}`)).body as { requestId: string };
    await name(requestId).expect(201);
    app.clock.notBefore('16:00');
    await make
      .as(house.manager)
      .post(`/stays/${stay}/${way}`, { reason: 'Ill', code: 'illness', ...by })
      .expect(200);
    const [{ count }] = (await app.sql(
      `SELECT count(*)::int FROM outbox WHERE topic = 'stay.called-off' AND payload->>'stay' = $1`,
      [stay],
    )) as [{ count: number }];
    expect(count).toBe(1);
    await app.app.get(EndJointWork).handle({ stay }, app.app.get(DataSource).manager);
    app.clock.advance({ days: 29 });
    expect(await sees(`/requests/${requestId}`)).toBe(true);
    app.clock.advance({ days: 2 });
    expect(await sees(`/requests/${requestId}`)).toBe(false);
  });

  it('is undone with that of the stay: they are named anew and read what they read, unless ended by hand', async () => {
    const stay = await make.aStay(house, ash, { inDays: 60, nights: 1 });
    const { requestId } = (await make.as(house.worker).get(`/stays/${stay}`)).body as { requestId: string };
    const kim = await make.aUser(house, 'cas_worker');
    await name(requestId).expect(201);
    await name(requestId, house.worker, kim).expect(201);
    for (const days of [1, 40]) {
      await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'A slip' }).expect(200);
      await app.app.get(EndJointWork).handle({ stay }, app.app.get(DataSource).manager);
      if (days === 1) await make.as(house.worker).post(`/requests/${requestId}/co-workers/${kim.id}/end`).expect(204);
      app.clock.advance({ days });
      expect(await sees(`/requests/${requestId}`)).toBe(days < 30);
      await make.as(house.staff).post(`/stays/${stay}/undo-ending`, { reason: 'It was Bo' }).expect(200);
      app.clock.advance({ days: 1 });
      expect([await sees(`/requests/${requestId}`), await sees(`/young-people/${ash}`)]).toEqual([true, true]);
      expect(await sees(`/requests/${requestId}`, kim)).toBe(false);
      expect((await told(requestId, house.worker)).coWorkers).toEqual([{ id: sam.id, name: sam.name }]);
    }
    // It does not end a month after the ending that was undone.
    app.clock.advance({ days: 12 });
    expect(await sees(`/requests/${requestId}`)).toBe(true);
  });

  it('does not come with a stay that did not take place while its nights are looked for anew', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    const { requestId } = (await make.as(house.worker).get(`/stays/${stay}`)).body as { requestId: string };
    await name(requestId).expect(201);
    app.clock.notBefore('16:00');
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'Ill', code: 'illness' }).expect(200);
    await make.as(house.staff).post(`/requests/${requestId}/review`).expect(200);
    await app.app.get(EndJointWork).handle({ stay }, app.app.get(DataSource).manager);
    app.clock.advance({ days: 40 });
    expect(await sees(`/requests/${requestId}`)).toBe(true);
  });

  it('comes a month after the stay, and leaves a co-worker of the young person what they had', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    const { body } = await make.as(house.worker).get('/requests').expect(200);
    const { id } = (body as { items: { id: string }[] }).items[0]!;
    await name(id).expect(201);
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    await app.app.get(EndJointWork).handle({ stay }, app.app.get(DataSource).manager);
    await note(id).expect(201);
    app.clock.advance({ minutes: 31 * 24 * 60 });
    expect(await sees(`/requests/${id}`)).toBe(false);
    await make.as(house.worker).post(`/young-people/${ash}/co-workers`, { worker: sam.email }).expect(201);
    expect(await sees(`/requests/${id}`)).toBe(true);
  });
});

describe('joint work on pages', () => {
  it('names, shows and ends; the co-worker finds it on their first page and only what they may do', async () => {
    const request = await make.aRequest(house, ash);
    const worker = await page(house.worker);
    const path = `/requests/${request}/co-workers`;
    expect((await worker.get(path)).text).toContain(sam.email);
    expect((await worker.post(path, { worker: '' })).text).toContain('id="worker-error"');
    expect((await worker.post(path, { worker: sam.id })).location).toBe(path);
    expect((await worker.get(`/requests/${request}`)).text).toContain(sam.name);
    const theirs = await page(sam);
    const today = (await theirs.get('/')).text;
    expect(today).toContain('Where you work with others');
    expect(today).toContain(`href="/requests/${request}"`);
    const seen = (await theirs.get(`/requests/${request}`)).text;
    expect(seen).toContain('Add a note');
    expect(seen).not.toContain('Withdraw the request');
    expect((await theirs.post(`/requests/${request}/note`, { text: '' })).text).toContain('id="text-error"');
    expect((await theirs.post(`/requests/${request}/note`, { text: 'Rang the school' })).location).toBe(
      `/requests/${request}`,
    );
    expect((await worker.get(`/requests/${request}`)).text).toContain(`${sam.name} added a note`);
    const refused = await theirs.post(`/requests/${request}/withdraw`, { reasons: 'x' });
    expect(refused.status).toBe(404);
    expect(refused.text).toContain('it is not yours to change');
    expect((await theirs.post(`${path}/${sam.id}/end`)).location).toBe('/');
    expect((await theirs.get(`/requests/${request}`)).status).toBe(404);
  });
});
