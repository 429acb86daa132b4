import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

const step = (by: TestUser, request: string, action: string, body: object = { reasons: 'x' }) =>
  make.as(by).post(`/requests/${request}/${action}`, body);
const seen = async (by: TestUser, request: string) =>
  (await make.as(by).get(`/requests/${request}`).expect(200)).body as {
    state: string;
    urgency: string;
    nextAction: { owner: string; due: string | null } | null;
    events: { action: string; note: string; code: string | null }[];
  };
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const signIn = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

describe('more information', () => {
  it('is asked for and comes back on the same page; the time to decide starts anew', async () => {
    const request = await make.aRequest(house, ash, { inDays: 60 });
    const first = (await seen(house.staff, request)).nextAction!.due!;
    await step(house.worker, request, 'ask-information').expect(403);
    await step(house.staff, request, 'ask-information', { reasons: ' ' }).expect(400);
    await step(house.staff, request, 'ask-information', { reasons: 'Which medicines?' }).expect(200);
    const asked = await seen(house.worker, request);
    expect(asked).toMatchObject({ state: 'more_information_needed', nextAction: { owner: 'cas_worker' } });
    expect(asked.nextAction!.due! < first).toBe(true);
    const worker = await signIn(house.worker);
    expect(text((await worker.get('/')).text)).toContain('Answer what the unit has asked about Ash Example');
    const path = `/requests/${request}/give-information`;
    expect(text((await worker.get(path)).text)).toMatch(/unit_staff \w+ asked on .*: Which medicines\?/);
    expect((await worker.post(path, { reasons: '' })).status).toBe(400);
    app.clock.advance({ days: 7 });
    const again = await signIn(house.worker);
    await again.get(path);
    expect((await again.post(path, { reasons: 'None' })).status).toBe(303);
    const answered = await seen(house.staff, request);
    expect(answered).toMatchObject({ state: 'in_review', nextAction: { owner: 'unit_staff' } });
    expect(answered.nextAction!.due! > first).toBe(true);
    expect(answered.events.map(({ action, note }) => [action, note])).toEqual([
      ['submit', ''],
      ['ask_information', 'Which medicines?'],
      ['give_information', 'None'],
    ]);
    await step(house.worker, request, 'give-information').expect(409);
  });
});

describe('a request that is declined', () => {
  it('has a reason from the list, which only the unit is told, and can be opened again by who signs', async () => {
    const request = await make.aRequest(house, ash);
    await step(house.manager, request, 'decline', { code: 'too_loud', reasons: 'x' }).expect(400);
    await step(house.manager, request, 'decline', { code: 'kept_apart', reasons: 'Not now' }).expect(200);
    expect((await seen(house.staff, request)).events.at(-1)).toMatchObject({ code: 'kept_apart', note: 'Not now' });
    expect((await seen(house.worker, request)).events.at(-1)).toMatchObject({ code: null, note: 'Not now' });
    const worker = await signIn(house.worker);
    expect(text((await worker.get(`/requests/${request}`)).text)).not.toContain('Cannot be placed');
    const staff = await signIn(house.staff);
    expect(text((await staff.get(`/requests/${request}`)).text)).toContain('Cannot be placed with those');
    await step(house.staff, request, 'reopen').expect(403);
    await step(house.worker, request, 'reopen').expect(403);
    await step(house.manager, request, 'reopen', { reasons: 'They have left' }).expect(200);
  });

  it('is opened again while the unit still sees the young person, with a new time to decide', async () => {
    const request = await make.aRequest(house, ash, { inDays: 60 });
    await step(house.worker, request, 'withdraw', { reasons: 'Not needed' }).expect(200);
    const manager = await signIn(house.manager);
    await manager.get(`/requests/${request}/reopen`);
    expect((await manager.post(`/requests/${request}/reopen`, { reasons: 'It is' })).status).toBe(303);
    expect(await seen(house.staff, request)).toMatchObject({
      ...{ state: 'in_review', nextAction: { owner: 'unit_staff', due: expect.any(String) } },
    });
    app.clock.advance({ days: 40 });
    expect((await seen(house.staff, request)).state).toBe('in_review');
  });
});

describe('the time to decide', () => {
  it('is shorter at short notice, kept when the unit takes the request up, and said to be late once it is', async () => {
    const soon = await make.aRequest(house, ash, { inDays: 5, nights: 1 });
    const later = await make.aRequest(house, ash, { inDays: 60, nights: 1 });
    const [urgent, usual] = [await seen(house.staff, soon), await seen(house.staff, later)];
    expect([urgent.urgency, usual.urgency]).toEqual(['short_notice', 'standard']);
    expect(urgent.nextAction!.due! < usual.nextAction!.due!).toBe(true);
    await step(house.staff, later, 'review', {}).expect(200);
    expect((await seen(house.staff, later)).nextAction!.due).toBe(usual.nextAction!.due);
    app.clock.advance({ days: 30 });
    const staff = await signIn(house.staff);
    expect(text((await staff.get(`/requests/${later}`)).text)).toMatch(/\(late by \d+ days\)/);
    expect(text((await staff.get('/')).text)).toMatch(/Late by \d+ days/);
  });
});

describe('what a key worker owes whose account has ended', () => {
  it('is on a manager’s list until they have named another, and on nobody else’s', async () => {
    const request = await make.aRequest(house, ash, { inDays: 60 });
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await make.anOffer(house, bo, { inDays: 40 });
    await step(house.staff, request, 'ask-information').expect(200);
    const [manager, staff] = [await signIn(house.manager), await signIn(house.staff)];
    const todo = async (client: PageClient) => {
      const page = (await client.get('/')).text;
      return ['Ash', 'Bo'].map((name) =>
        page.includes(`Choose another key worker for ${name} Example: theirs has left`),
      );
    };
    expect(await todo(manager)).toEqual([false, false]);
    await app.sql(`UPDATE users SET ended_at = $2 WHERE id = $1`, [house.worker.id, app.clock.now()]);
    expect(await todo(manager)).toEqual([true, true]);
    expect(await todo(staff)).toEqual([false, false]);
    expect((await manager.get('/')).text).toContain(`href="/young-people/${ash}/key-worker"`);
    const next = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(house.manager).post(`/young-people/${ash}/key-worker`, { worker: next.email }).expect(200);
    expect(await todo(manager)).toEqual([false, true]);
  });
});

describe('an option that ran out before it was signed', () => {
  it('is told to the key worker without its nights', async () => {
    const request = await make.aRequest(house, ash, { inDays: 30 });
    const nights = { arrival: make.today(30), departure: make.today(32) };
    await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    app.clock.advance({ days: 20 });
    await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 });
    const lapse = async (by: TestUser) => (await seen(by, request)).events.find(({ action }) => action === 'lapse');
    expect(await lapse(house.staff)).toMatchObject({ arrival: expect.any(String) });
    expect(await lapse(house.worker)).toMatchObject({ arrival: null, departure: null });
  });
});

describe('an offer for which a family needs more time', () => {
  it('is not held longer on the day of the arrival', async () => {
    const { offer } = await make.anOffer(house, ash, { inDays: 0 });
    const refused = await make.as(house.staff).post(`/offers/${offer}/extend`, { reasons: 'x' }).expect(409);
    expect((refused.body as { type: string }).type).toBe('/problems/no-more-time');
  });

  it('is held longer once, with a reason, and reminds and lapses by its new end', async () => {
    const { request, offer } = await make.anOffer(house, ash, { inDays: 60 });
    const first = new Date(
      ((await make.as(house.staff).get(`/requests/${request}`)).body as { offer: { expires: string } }).offer.expires,
    );
    const extend = (by: TestUser) => make.as(by).post(`/offers/${offer}/extend`, { reasons: 'The father is away' });
    await extend(house.worker).expect(403);
    expect((await extend(house.staff).expect(409)).body.type).toBe('/problems/no-more-time');
    app.clock.advance({ days: 3 });
    const { body } = await extend(house.staff).expect(200);
    const end = new Date((body as { expires: string }).expires);
    expect(end > first).toBe(true);
    expect((await extend(house.manager).expect(409)).body.type).toBe('/problems/extended-already');
    const [claim] = await app.sql(`SELECT expires_at FROM bed_claims WHERE request_id = $1 AND live`, [request]);
    expect(claim).toEqual({ expires_at: end });
    const left = (first.getTime() - app.clock.now().getTime()) / 60_000;
    app.clock.advance({ minutes: Math.max(left, 0) + 5 });
    expect((await seen(house.worker, request)).state).toBe('offered');
  });

  it('is asked for on a page', async () => {
    const { request, offer } = await make.anOffer(house, ash, { inDays: 60 });
    app.clock.advance({ days: 3 });
    const staff = await signIn(house.staff);
    expect((await staff.get(`/requests/${request}`)).text).toContain(`/offers/${offer}/extend`);
    await staff.get(`/offers/${offer}/extend`);
    expect((await staff.post(`/offers/${offer}/extend`, { reasons: '' })).status).toBe(400);
    expect((await staff.post(`/offers/${offer}/extend`, { reasons: 'The father is away' })).status).toBe(303);
  });
});

describe('an answer that comes too late', () => {
  it('is told kindly that the time ran out and what is still free, and goes to the unit', async () => {
    const { request, offer } = await make.anOffer(house, ash, { inDays: 30 });
    app.clock.advance({ days: 16 });
    const said = { answeredBy: 'Mum', how: 'telephone' };
    const refused = await make.as(house.worker).post(`/offers/${offer}/accept`, said).expect(409);
    expect(refused.body).toMatchObject({ title: expect.stringContaining('The time to answer ran out') });
    const worker = await signIn(house.worker);
    const path = `/requests/${request}/answer-late`;
    expect(await worker.get(`/offers/${offer}/answer`)).toMatchObject({ status: 303, location: path });
    const typed = { accepted: 'yes', ...said, reason: 'The weekend after, too' };
    expect(await worker.post(`/offers/${offer}/answer`, typed)).toMatchObject({ status: 303, location: path });
    const page = await worker.get(path);
    expect(page.text).toContain('Yes. Mum, telephone. The weekend after, too.');
    expect(text(page.text)).toMatch(/Still free now .*Nothing is held until the unit proposes it/);
    expect(page.text).not.toContain('session was renewed');
    await step(house.staff, request, 'answer-late').expect(403);
    expect((await worker.post(path, { reasons: '' })).status).toBe(400);
    expect((await worker.post(path, { reasons: 'Her mother said yes' })).status).toBe(303);
    const after = await seen(house.staff, request);
    expect(after).toMatchObject({ state: 'in_review', nextAction: { owner: 'unit_staff' } });
    expect(after.events.at(-1)).toMatchObject({ action: 'answer_late', note: 'Her mother said yes' });
    await step(house.worker, request, 'answer-late').expect(409);
  });

  it('tells only of nights in the stretches of dates and on the weekdays that were asked for', async () => {
    const stretch = (from: number) => ({ from: make.today(from), to: make.today(from + 2) });
    const asked = {
      youngPerson: ash,
      unit: house.unit,
      nights: 2,
      purpose: 'Rest',
      windows: [stretch(30), stretch(44)],
    };
    const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
    const { id } = body as { id: string };
    const nights = { arrival: make.today(30), departure: make.today(32), reasons: 'x' };
    await make.as(house.manager).post(`/requests/${id}/offers`, nights).expect(201);
    app.clock.advance({ days: 16 });
    const page = text((await (await signIn(house.worker)).get(`/requests/${id}/answer-late`)).text);
    const free = /Still free now (.*) Nothing is held/.exec(page)![1]!;
    expect(free).not.toContain('more');
    expect(free.match(/to /g)).toHaveLength(2);
  });

  it('says so where nothing is free any more, and asks for other nights', async () => {
    const { request } = await make.anOffer(house, ash, { inDays: 30 });
    app.clock.advance({ days: 40 });
    const worker = await signIn(house.worker);
    const page = await worker.get(`/requests/${request}/answer-late`);
    expect(text(page.text)).toContain('Nothing of what was asked is free now. Say which other nights would do.');
  });
});
