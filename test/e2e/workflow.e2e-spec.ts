import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});

const keepApart = () =>
  make
    .as(house.manager)
    .post('/pair-decisions', {
      youngPeople: [ash, bo],
      decision: 'never_together',
      evidence: 'x',
      reviewBy: make.today(90),
    })
    .expect(201);
const said = { answeredBy: 'Their mother', how: 'telephone' };

describe('a proposal', () => {
  it.each([
    ['by unit staff', () => house.staff, {}],
    ['by a manager who signs it', () => house.manager, { reasons: 'Suits the group' }],
  ])('answers %s with what is read of it afterwards', async (_, by, reasons) => {
    const request = await make.aRequest(house, ash);
    const nights = { arrival: make.today(10), departure: make.today(12), ...reasons };
    const { body: proposed } = await make.as(by()).post(`/requests/${request}/offers`, nights).expect(201);
    const { body: read } = await make.as(by()).get(`/requests/${request}`).expect(200);
    expect(proposed).toEqual({ ...(read as { offer: object }).offer, request });
  });
});

describe('an offer that stopped being possible after it was signed', () => {
  it('keeps the yes without a word on another child, and is taken back by who may sign', async () => {
    const { as } = make;
    await make.aStay(house, bo);
    const { request, offer } = await make.anOffer(house, ash);
    await keepApart();
    const kept = await as(house.worker).post(`/offers/${offer}/accept`, said).expect(200);
    expect(kept.body).toMatchObject({ state: 'agreed', stay: null });
    expect(JSON.stringify(kept.body)).not.toMatch(/apart|safety|Bo/);
    await as(house.staff).post(`/offers/${offer}/take-back`, { reasons: 'x' }).expect(403);
    await as(house.manager).post(`/offers/${offer}/take-back`, { reasons: 'Away from Bo Example' }).expect(200);
    const told = await as(house.worker).get(`/requests/${request}`).expect(200);
    expect(told.body).toMatchObject({ state: 'in_review', offer: null });
    expect(JSON.stringify(told.body.events)).not.toContain('Bo');
  });
});

describe('what a key worker is told', () => {
  it('is the same of a full house and of somebody kept apart, and nothing of a proposal not signed', async () => {
    const { as, today } = make;
    await keepApart();
    await make.aStay(house, bo, { inDays: 10, nights: 1 });
    const request = await make.aRequest(house, ash, { inDays: 20, nights: 1 });
    await as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: today(20), departure: today(21) })
      .expect(201);
    const path = `/units/${house.unit}/vacancies?from=${today(9)}&to=${today(23)}&nights=1&youngPerson=${ash}`;
    const answer = await as(house.worker).get(path).expect(200);
    expect(answer.body.unavailable).toHaveLength(1);
    expect(answer.body.unavailable[0].reasons).toEqual([
      { code: 'no_bed', sentence: expect.stringContaining('Not free') },
    ]);
    const staff = await as(house.staff).get(path).expect(200);
    expect(staff.body.unavailable.map((one: { reasons: { code: string }[] }) => one.reasons[0]!.code)).toEqual([
      'kept_apart',
      'elsewhere',
    ]);
  });

  it('does not include the unit’s notes on a changed stay', async () => {
    const { as, today } = make;
    const stay = await make.aStay(house, ash, { bed: house.beds[0]! });
    await as(house.staff).post(`/stays/${stay}/move`, { bed: house.beds[1], reasons: 'Away from Bo' }).expect(200);
    await as(house.manager)
      .post(`/stays/${stay}/extend`, { departure: today(13), reasons: 'Bo leaves' })
      .expect(200);
    const [{ id }] = (await as(house.worker).get('/requests').expect(200)).body.items as [{ id: string }];
    const told = await as(house.worker).get(`/requests/${id}`).expect(200);
    expect(told.body.events.map((event: { action: string }) => event.action)).toContain('moved');
    expect(JSON.stringify(told.body.events)).not.toContain('Bo');
  });
});

describe('who may decide', () => {
  it('a manager who only looks on neither proposes, signs nor declines', async () => {
    const { as, today } = make;
    const watcher = await make.aUser(house, 'manager', 'watcher');
    const request = await make.aRequest(house, ash);
    await as(watcher).post(`/requests/${request}/decline`, { reasons: 'x' }).expect(403);
    const nights = { arrival: today(10), departure: today(12) };
    await as(watcher).post(`/requests/${request}/offers`, nights).expect(403);
    const offer = await as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    await as(watcher).post(`/offers/${offer.body.id}/sign`, { reasons: 'x' }).expect(403);
  });

  it('unit staff withdraw what they asked for themselves, and nothing else', async () => {
    const { as } = make;
    const theirs = await make.aRequest(house, ash, { by: house.staff });
    await as(house.staff).post(`/requests/${theirs}/withdraw`, { reasons: 'Asked twice' }).expect(200);
    const others = await make.aRequest(house, bo);
    await as(house.staff).post(`/requests/${others}/withdraw`, { reasons: 'x' }).expect(403);
  });
});

describe('a stay that the unit cancelled', () => {
  it('leaves a request that can be taken up again', async () => {
    const { as, today } = make;
    const stay = await make.aStay(house, ash);
    await as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'A burst pipe' }).expect(200);
    const [{ id, state }] = (await as(house.staff).get('/requests').expect(200)).body.items as [
      { id: string; state: string },
    ];
    expect(state).toBe('cancelled');
    const nights = { arrival: today(10), departure: today(12), reasons: 'Repaired' };
    const offer = await as(house.manager).post(`/requests/${id}/offers`, nights).expect(201);
    const again = await as(house.worker).post(`/offers/${offer.body.id}/accept`, said).expect(200);
    expect(again.body.stay.id).not.toBe(stay);
    expect(again.body.request).toMatchObject({ state: 'booked' });
  });
});

describe('a unit that has no more to do with a young person', () => {
  it('loses sight of them a month after the request ended there', async () => {
    const { as } = make;
    const there = await make.aHouse();
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'referrer')`, [house.worker.id, there.unit]);
    const request = await make.aRequest({ ...there, worker: house.worker }, ash);
    await as(there.staff).get(`/young-people/${ash}`).expect(200);
    await as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'Not needed' }).expect(200);
    app.clock.advance({ days: 32 });
    await as(there.staff).get(`/young-people/${ash}`).expect(404);
    await as(house.staff).get(`/young-people/${ash}`).expect(200);
  });
});

describe('whoever is told by name what took the nights', () => {
  it('has read of them, and the trail says so', async () => {
    const { as, today } = make;
    await make.aStay(house, bo, { bed: house.beds[0]! });
    const request = await make.aRequest(house, ash);
    const nights = { arrival: today(10), departure: today(12), bed: house.beds[0] };
    const refused = await as(house.staff).post(`/requests/${request}/offers`, nights).expect(409);
    expect(refused.body.title).toContain('Bo Example');
    const trail = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'company.read' AND actor_id = $1 AND $2 = ANY (young_people)`,
      [house.staff.id, bo],
    );
    expect(trail).toHaveLength(1);
  });
});
