import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Visit {
  id: string;
}
interface Item {
  kind: string;
  why: string;
  text: string;
  stay: { id: string } | null;
  visit: { id: string } | null;
  apart: { stay: string | null; visit: string | null; youngPerson: { firstName: string } } | null;
}

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
  house = await make.aHouse({ beds: 2 });
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});

const visit = async (youngPerson: string, inDays: number) => {
  const body = { youngPerson, date: make.today(inDays), startsAt: '16:00', endsAt: '17:30', kind: 'tea' };
  return ((await make.as(house.staff).post(`/units/${house.unit}/visits`, body).expect(201)).body as Visit).id;
};
const apart = async () => {
  const pair = { youngPeople: [ash, bo], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
  return ((await make.as(house.manager).post('/pair-decisions', pair).expect(201)).body as Visit).id;
};
const step = (path: string, body: object = {}, by: TestUser = house.staff) => make.as(by).post(path, body);
const toSolve = async () =>
  ((await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200)).body as { items: Item[] }).items;
const visitsToSolve = async () => (await toSolve()).filter(({ kind }) => kind === 'visit').map((one) => one.visit!.id);
const move = (id: string, inDays: number, more: object = {}, by: TestUser = house.staff) =>
  step(`/visits/${id}/move`, { date: make.today(inDays), startsAt: '16:00', endsAt: '17:30', ...more }, by);

describe('a planned visit', () => {
  it('meets a stay of somebody from whom they are kept apart by a later decision, until it is moved', async () => {
    const stay = await make.aStay(house, bo, { inDays: 20, nights: 2 });
    const ids = await Promise.all([19, 20, 22, 23].map((inDays) => visit(ash, inDays)));
    expect(await visitsToSolve()).toEqual([]);
    await apart();
    expect(await visitsToSolve()).toEqual([ids[1], ids[2]]);
    const [first] = (await toSolve()).filter(({ kind }) => kind === 'visit');
    expect(first).toMatchObject({ why: 'kept_apart', stay: null, apart: { stay, youngPerson: { firstName: 'Bo' } } });
    const refused = await move(ids[1]!, 21).expect(409);
    expect(refused.body.type).toBe('/problems/not-possible-kept-apart');
    await move(ids[1]!, 20, { startsAt: '10:00' }).expect(409);
    await move(ids[1]!, 25).expect(200);
    await step(`/visits/${ids[2]}/cancel`, { reason: 'x' }).expect(200);
    expect(await visitsToSolve()).toEqual([]);
  });

  it('meets who arrives in an emergency and who stays on, and no more once the other has left', async () => {
    await apart();
    const id = await visit(ash, 2);
    const come = { youngPerson: bo, departure: make.today(1), authority: 'Kit Duty' };
    const { body } = await step(`/units/${house.unit}/emergency-stays`, come).expect(201);
    expect(await visitsToSolve()).toEqual([]);
    const on = { departure: make.today(2), reason: 'Nobody at home' };
    await step(`/stays/${(body as Visit).id}/stay-on`, on).expect(200);
    expect(await visitsToSolve()).toEqual([id]);
    await step(`/stays/${(body as Visit).id}/depart`).expect(200);
    expect(await visitsToSolve()).toEqual([]);
  });

  it('meets who should have left and is still there, though nobody wrote it down', async () => {
    await apart();
    const come = { youngPerson: bo, departure: make.today(1), authority: 'Kit Duty' };
    await step(`/units/${house.unit}/emergency-stays`, come).expect(201);
    const id = await visit(ash, 3);
    app.clock.advance({ days: 3 });
    try {
      expect(await visitsToSolve()).toEqual([id]);
    } finally {
      app.clock.advance({ days: -3 });
    }
  });

  it('meets another visit once: the one that was planned later is to be solved', async () => {
    const [first, later] = [await visit(ash, 9), await visit(bo, 9)];
    const pair = await apart();
    const [item] = await toSolve();
    expect(item).toMatchObject({ kind: 'visit', visit: { id: later }, apart: { visit: first, stay: null } });
    await make.as(house.manager).post(`/pair-decisions/${pair}/end`, { reasons: 'x' }).expect(200);
    expect(await visitsToSolve()).toEqual([]);
  });

  it('goes ahead when who signs decides so, until something else stands against it', async () => {
    const stay = await make.aStay(house, bo, { inDays: 20, nights: 2 });
    const id = await visit(ash, 21);
    const pair = await apart();
    const decide = (by: TestUser, reasons = 'Bo is at school then') => step(`/visits/${id}/decided`, { reasons }, by);
    await decide(house.staff).expect(403);
    await decide(house.manager, '').expect(400);
    await decide(house.manager).expect(200);
    expect(await visitsToSolve()).toEqual([]);
    await decide(house.manager).expect(409);
    await move(id, 21, { startsAt: '10:00' }).expect(200);
    expect(await visitsToSolve()).toEqual([]);
    const { body } = await make.as(house.staff).get(`/visits/${id}`).expect(200);
    expect(body).toMatchObject({ toSolve: null, startsAt: '10:00' });
    expect((body.events as { action: string }[]).map(({ action }) => action)).toEqual(['planned', 'decided', 'moved']);
    const told = await make.as(house.worker).get(`/visits/${id}`).expect(200);
    expect((told.body.events as { action: string }[]).map(({ action }) => action)).toEqual(['planned', 'moved']);
    // Signed anew, it is another decision about the two.
    await make.as(house.manager).post(`/pair-decisions/${pair}/end`, { reasons: 'x' }).expect(200);
    await apart();
    expect(await visitsToSolve()).toEqual([id]);
    await step(`/stays/${stay}/cancel`, { reason: 'x' }).expect(200);
    expect(await visitsToSolve()).toEqual([]);
  });

  it('is told to nobody whom it may tell of another child', async () => {
    await make.aStay(house, bo, { inDays: 20, nights: 2 });
    const id = await visit(ash, 21);
    await apart();
    const told = await make.as(house.worker).get(`/visits/${id}`).expect(200);
    expect(told.body).toMatchObject({ toSolve: null });
    expect(JSON.stringify(told.body)).not.toContain('Bo');
    const page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    for (const path of ['/', `/visits/${id}`]) expect((await page.get(path)).text).not.toContain('kept apart');
    const refused = await move(id, 20, {}, house.worker).expect(409);
    expect(refused.body.title).toBe('They cannot visit on this day. Choose another, or ask the unit.');
    const seen = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'visits.to_solve' AND $1 = ANY (young_people)`,
      [bo],
    );
    expect(seen).toHaveLength(0);
    await toSolve();
    await expect(
      app.sql(`SELECT 1 FROM audit_entries WHERE action = 'visits.to_solve' AND $1 = ANY (young_people)`, [bo]),
    ).resolves.toHaveLength(1);
  });

  it('is solved on pages: first on Today, with its ways out', async () => {
    await make.aStay(house, bo, { inDays: 20, nights: 2 });
    const id = await visit(ash, 21);
    await apart();
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    for (const path of ['/', `/conflicts?unit=${house.unit}`]) {
      const { text } = await manager.get(path);
      for (const part of ['a visit on', `/visits/${id}`, 'kept apart for safety']) expect(text).toContain(part);
    }
    const shown = (await manager.get(`/visits/${id}`)).text;
    for (const part of ['Move the visit', 'Cancel the visit', 'The visit goes ahead', 'Bo'])
      expect(shown).toContain(part);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/visits/${id}`)).text).toContain('the registered manager or a delegate has to decide');
    const typed = { date: make.today(20), startsAt: '15:00', endsAt: '16:00', reason: 'A birthday' };
    const refused = await staff.post(`/visits/${id}/move`, typed);
    expect([refused.status, refused.text.includes('A birthday')]).toEqual([409, true]);
    expect((await manager.post(`/visits/${id}/decided`, { reasons: '' })).status).toBe(400);
    expect((await manager.post(`/visits/${id}/decided`, { reasons: 'Bo is out' })).location).toBe(`/visits/${id}`);
    expect((await staff.post(`/visits/${id}/move`, { ...typed, date: make.today(24) })).location).toBe(`/visits/${id}`);
    const moved = (await staff.get(`/visits/${id}`)).text;
    expect(moved).toContain('A birthday');
    expect(moved).toContain('Time: 15:00 to 16:00. Before: 16:00 to 17:30.');
  });
});

describe('a closure', () => {
  const close = (more: object = {}) =>
    step(
      `/units/${house.unit}/closures`,
      { from: make.today(30), to: make.today(33), reason: 'deep_clean', ...more },
      house.manager,
    );

  it('is refused while somebody is to visit, and saved once the visits are moved or cancelled', async () => {
    const [first, last, outside] = [await visit(ash, 30), await visit(bo, 32), await visit(ash, 33)];
    const check = { from: make.today(30), to: make.today(33), reason: 'deep_clean' };
    const { body } = await step(`/units/${house.unit}/closures/check`, check, house.manager).expect(200);
    expect((body.visits as { visit: string }[]).map((one) => one.visit)).toEqual([first, last]);
    const refused = await close().expect(409);
    expect(refused.body.type).toBe('/problems/visits-planned');
    expect(refused.body.errors).toMatchObject([
      { field: 'from', message: expect.stringMatching(/^Ash .* is to visit on .* at 16:00\.$/) },
      { field: 'from', message: expect.stringMatching(/^Bo /) },
    ]);
    await move(first, 34).expect(200);
    await close().expect(409);
    await step(`/visits/${last}/cancel`, { reason: 'x' }).expect(200);
    await close().expect(201);
    await move(outside, 32).expect(409);
    const damage = { from: make.today(33), to: make.today(34), reason: 'damage' };
    await step(`/beds/${house.beds[0]}/out-of-service`, damage).expect(201);
  });

  it('shows the visits on its page before anything is saved', async () => {
    const id = await visit(ash, 30);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const form = { what: 'unit', from: make.today(30), to: make.today(33), repeats: 'no', reason: 'deep_clean' };
    const at = `/closures/new?unit=${house.unit}`;
    for (const [stepName, status] of [
      ['check', 200],
      ['save', 409],
    ] as const) {
      const shown = await manager.post(at, { ...form, step: stepName });
      expect(shown.status).toBe(status);
      for (const part of [`href="/visits/${id}"`, 'is to visit on', 'Nothing has been saved'])
        expect(shown.text).toContain(part);
    }
    await step(`/visits/${id}/cancel`, { reason: 'x' }).expect(200);
    expect((await manager.post(at, { ...form, step: 'save' })).status).toBe(303);
  });

  it('that grows over a visit is refused, and one that came about all the same is to be solved', async () => {
    const id = await visit(ash, 33);
    const { body } = await close().expect(201);
    const grow = step(`/closures/${(body as Visit).id}/revise`, { to: make.today(35) }, house.manager);
    expect((await grow.expect(409)).body.type).toBe('/problems/visits-planned');
    await app.sql(`UPDATE visits SET date = $2 WHERE id = $1`, [id, make.today(32)]);
    const [item] = await toSolve();
    expect(item).toMatchObject({ kind: 'visit', why: 'closed', visit: { id }, apart: null });
    const told = await make.as(house.worker).get(`/visits/${id}`).expect(200);
    expect(told.body).toMatchObject({ toSolve: { why: 'closed' } });
    await step(`/closures/${(body as Visit).id}/revise`, { note: 'x' }, house.manager).expect(200);
    await step(`/visits/${id}/decided`, { reasons: 'I am there' }, house.manager).expect(200);
    expect(await toSolve()).toEqual([]);
  });
});
