import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Visit {
  id: string;
}
interface Step {
  action: string;
  reason: string;
  startsAt: string;
  whoWasThere: string;
  note: string;
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());
beforeEach(async () => {
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
});

const plan = (inDays: number, more: object = {}, by: TestUser = house.staff) =>
  make.as(by).post(`/units/${house.unit}/visits`, {
    ...{ youngPerson: ash, date: make.today(inDays), startsAt: '16:00', endsAt: '17:30', kind: 'tea' },
    ...more,
  });
const planned = async (inDays: number, more: object = {}) => (await plan(inDays, more).expect(201)).body as Visit;
const happened = (id: string, more: object = {}) =>
  make.as(house.staff).post(`/visits/${id}/happened`, { whoWasThere: 'Mum', ...more });
const correct = (id: string, body: object, by: TestUser = house.staff) =>
  make.as(by).post(`/visits/${id}/correct`, body);
const eventsOf = async (id: string, by: TestUser = house.staff) =>
  ((await make.as(by).get(`/visits/${id}`).expect(200)).body as { events: Step[] }).events;
const fieldsOf = (answer: { body: { errors: { field: string }[] } }) => answer.body.errors.map(({ field }) => field);

describe('a visit that took place', () => {
  it.each([
    [40, ['certain']],
    [366, ['certain']],
    [367, ['date']],
  ])('%i days ago is written down late, asked about once', async (days, asked) => {
    const told = { whoWasThere: 'Mum' };
    expect(fieldsOf(await plan(-days, told).expect(400))).toEqual(asked);
    const sure = await plan(-days, { ...told, certain: true });
    expect(sure.status).toBe(days > 366 ? 400 : 201);
  });

  it('is written down beside another that is planned for the same day, asked about once', async () => {
    const other = await planned(0, { startsAt: '23:58', endsAt: '23:59' });
    const told = { startsAt: '00:00', endsAt: '00:01', whoWasThere: 'Mum' };
    const asked = await plan(0, told).expect(409);
    expect(asked.body.type).toContain('visit-planned-already');
    expect(fieldsOf(asked)).toEqual(['certain']);
    const { body } = await plan(0, { ...told, certain: true }).expect(201);
    expect(body).toMatchObject({ state: 'happened', whoWasThere: 'Mum', recordedBy: expect.any(String) });
    expect((await eventsOf((body as Visit).id)).map(({ action, whoWasThere }) => [action, whoWasThere])).toEqual([
      ['planned', ''],
      ['happened', 'Mum'],
    ]);
    expect((await make.as(house.staff).get(`/visits/${other.id}`)).body).toMatchObject({ state: 'planned' });
    await make.as(house.staff).post(`/visits/${other.id}/cancel`, { reason: 'x' }).expect(200);
  });

  it('is written down however late it is that somebody says what became of the plan', async () => {
    const { id } = await planned(1);
    app.clock.advance({ days: 60 });
    try {
      expect(fieldsOf(await happened(id).expect(400))).toEqual(['certain']);
      const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
      const typed = { whoWasThere: 'Mum and Sam', startedAt: '16:00', endedAt: '17:00' };
      const asked = await page.post(`/visits/${id}/happened`, typed);
      expect(asked.status).toBe(400);
      for (const part of ['more than a month ago', 'Mum and Sam', 'name="certain"']) expect(asked.text).toContain(part);
      expect((await page.post(`/visits/${id}/happened`, { ...typed, certain: 'yes' })).status).toBe(303);
    } finally {
      app.clock.advance({ days: -60 });
    }
  });
});

describe('what was written down of a visit', () => {
  it('is put right with a reason, and what it said before is kept', async () => {
    const { id } = await planned(-2, { whoWasThere: 'Mum', note: 'Tea' });
    const body = { reason: 'It was Dad', whoWasThere: 'Dad', startedAt: '15:30' };
    const answer = await correct(id, body).expect(200);
    expect(answer.body).toMatchObject({ state: 'happened', whoWasThere: 'Dad', startsAt: '15:30', endsAt: '17:30' });
    const steps = await eventsOf(id, house.worker);
    expect(
      steps.map(({ action, reason, whoWasThere, startsAt, note }) => [action, reason, whoWasThere, startsAt, note]),
    ).toEqual([
      ['planned', '', '', '16:00', 'Tea'],
      ['happened', '', 'Mum', '16:00', 'Tea'],
      ['corrected', 'It was Dad', 'Dad', '15:30', 'Tea'],
    ]);
    const changed = app.sql(`UPDATE visit_events SET reason = 'x' WHERE visit_id = $1`, [id]);
    await expect(changed).rejects.toThrow();
    const trail = await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'visit.corrected' AND subject_id = $1`, [
      id,
    ]);
    expect(trail).toHaveLength(1);
  });

  it('is put right however long ago it was, but not to what cannot be', async () => {
    const { id } = await planned(-300, { whoWasThere: 'Mum', certain: true });
    await correct(id, { reason: 'x', note: 'She brought a game' }).expect(200);
    expect(fieldsOf(await correct(id, { reason: 'x', endedAt: '15:00' }).expect(400))).toEqual(['endedAt']);
    expect(fieldsOf(await correct(id, { note: 'x' }).expect(400))).toEqual(['reason']);
    expect((await correct(id, { reason: 'x', whoWasThere: 'Mum' }).expect(409)).body.type).toContain(
      'nothing-corrected',
    );
    await correct(id, { reason: 'x', note: 'y' }, house.worker).expect(403);
  });

  it('is put right only once it took place, and only by who saw what it is now', async () => {
    const { id } = await planned(0, { startsAt: '00:00' });
    await correct(id, { reason: 'x', note: 'y' }).expect(409);
    await happened(id).expect(200);
    const stale = await correct(id, { reason: 'x', note: 'y' }).set('If-Match', '"never"');
    expect(stale.status).toBe(412);
    const { headers } = await make.as(house.staff).get(`/visits/${id}`).expect(200);
    await correct(id, { reason: 'x', note: 'y' }).set('If-Match', String(headers['etag'])).expect(200);
  });

  it('is put on the day on which it took place, with what stood against it then', async () => {
    const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
    const apart = {
      youngPeople: [ash, kit],
      decision: 'never_together',
      evidence: 'A fight',
      reviewBy: make.today(90),
    };
    await make.as(house.manager).post('/pair-decisions', apart).expect(201);
    await plan(-3, { youngPerson: kit, whoWasThere: 'Dad' }).expect(201);
    const { id } = await planned(-2, { whoWasThere: 'Mum' });
    const answer = await correct(id, { reason: 'It was a day earlier', date: make.today(-3) }).expect(200);
    expect(answer.body).toMatchObject({ date: make.today(-3), whoWasThere: 'Mum', against: ['kept_apart'] });
    const back = await correct(id, { reason: 'No, it was not', date: make.today(-2) }).expect(200);
    expect(back.body).toMatchObject({ date: make.today(-2), against: [] });
    expect(fieldsOf(await correct(id, { reason: 'x', date: make.today(1) }).expect(400))).toEqual(['date']);
    expect(fieldsOf(await correct(id, { reason: 'x', date: make.today(-40) }).expect(400))).toEqual(['certain']);
    await correct(id, { reason: 'x', date: make.today(-40), certain: true }).expect(200);
    const dates = ((await eventsOf(id)) as (Step & { date: string })[]).map(({ date }) => date);
    expect(dates).toEqual([-2, -2, -3, -2, -40].map((days) => make.today(days)));
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const typed = { date: make.today(-1), whoWasThere: 'Mum', startedAt: '16:00', endedAt: '17:30', note: '' };
    expect((await page.post(`/visits/${id}/correct`, { ...typed, reason: 'The diary' })).status).toBe(303);
    expect((await page.get(`/visits/${id}`)).text).toContain('Day: ');
  });

  it('is taken back when it did not take place, and stays on record', async () => {
    const { id } = await planned(0, { startsAt: '00:00' });
    await happened(id).expect(200);
    const takeBack = (by: TestUser) => make.as(by).post(`/visits/${id}/take-back`, { reason: 'It was somebody else' });
    await takeBack(house.worker).expect(403);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/visits/${id}`)).text).toContain('It did not take place');
    expect((await page.post(`/visits/${id}/take-back`, { reason: '' })).status).toBe(400);
    const { body } = await takeBack(house.staff).expect(200);
    expect(body).toMatchObject({ state: 'cancelled', whoWasThere: '', cancelledWhy: 'It was somebody else' });
    expect((await eventsOf(id)).map(({ action, whoWasThere }) => [action, whoWasThere])).toEqual([
      ['planned', ''],
      ['happened', 'Mum'],
      ['cancelled', ''],
    ]);
    await takeBack(house.staff).expect(409);
    expect((await page.get(`/visits/${id}/take-back`)).status).toBe(409);
    // The day is free for the visit that is to come.
    const again = await planned(0, { startsAt: '23:00', endsAt: '23:30' });
    await make.as(house.staff).post(`/visits/${again.id}/cancel`, { reason: 'x' }).expect(200);
  });

  it('is put right on a page that says what changed', async () => {
    const { id } = await planned(-2, { whoWasThere: 'Mum' });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/visits/${id}`)).text).toContain('Correct what was written down');
    expect((await page.get(`/visits/${id}/correct`)).text).toContain('Mum');
    const typed = { date: make.today(-2), whoWasThere: 'Dad', startedAt: '16:00', endedAt: '17:30', note: '' };
    const asked = await page.post(`/visits/${id}/correct`, { ...typed, reason: '' });
    expect([asked.status, asked.text.includes('Dad')]).toEqual([400, true]);
    expect((await page.post(`/visits/${id}/correct`, { ...typed, reason: 'It was Dad' })).status).toBe(303);
    const shown = (await page.get(`/visits/${id}`)).text;
    expect(shown).toContain('Who was there: Dad. Before: Mum.');
  });
});

describe('a day on which the unit is closed', () => {
  it('has no planned visit, and what took place on it is on record', async () => {
    const closed = { from: make.today(), to: make.today(3), reason: 'deep_clean' };
    await make.as(house.manager).post(`/units/${house.unit}/closures`, closed).expect(201);
    for (const by of [house.staff, house.worker, house.manager]) {
      const refused = await plan(2, by === house.manager ? { overrule: 'x' } : {}, by).expect(409);
      expect(refused.body).toMatchObject({ type: '/problems/not-possible-closed', errors: [{ field: 'date' }] });
      expect(refused.body.title).toMatch(/^The unit is closed on .* Choose another day for the visit\.$/);
    }
    await plan(3).expect(201);
    const told = { startsAt: '00:00', endsAt: '23:59', whoWasThere: 'Dad' };
    expect((await plan(0, told).expect(201)).body).toMatchObject({ state: 'happened', against: ['closed'] });
  });

  it('is not the day on which one bed is out of use', async () => {
    const damage = { from: make.today(5), to: make.today(6), reason: 'damage' };
    await make.as(house.staff).post(`/beds/${house.beds[0]}/out-of-service`, damage).expect(201);
    await plan(5).expect(201);
  });
});
