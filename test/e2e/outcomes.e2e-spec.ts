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
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

interface Value {
  value: number;
  by: { id: string };
}
interface Outcome {
  id: string;
  name: string;
  used: boolean;
  values: Record<'before' | 'after' | 'later', Value | null>;
  earlier: (Value & { moment: string })[];
}
const items = async <T = Outcome>(path: string, by: TestUser = house.worker) =>
  ((await make.as(by).get(path).expect(200)).body as { items: T[] }).items;
const strainOf = async (stay: string) =>
  (await items(`/stays/${stay}/outcomes`)).find(({ name }) => name.startsWith('Strain'))!;
const write = (stay: string, measure: string, values: object, by: TestUser = house.worker) =>
  make.as(by).post(`/stays/${stay}/outcomes/${measure}`, values);
const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

async function aPastStay(): Promise<string> {
  const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
  await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
  app.clock.advance({ days: 1 });
  await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
  return stay;
}

describe('what is measured before and after a stay', () => {
  it('comes with three measures, and takes numbers from the booking on, each when its time has come', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    expect((await items(`/stays/${stay}/outcomes`)).map(({ name }) => name)).toEqual([
      'Times reported missing in the past four weeks',
      'School attendance in the past four weeks',
      'Strain on the family, as they put it',
    ]);
    const { id } = await strainOf(stay);
    await write(stay, id, { before: 8 }).expect(201);
    const early = await write(stay, id, { after: 4 }).expect(400);
    expect(early.body).toMatchObject({ errors: [{ field: 'after', message: expect.stringContaining('have left') }] });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    app.clock.advance({ days: 1 });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    await write(stay, id, { after: 4 }, house.staff).expect(201);
    await write(stay, id, { later: 5 }).expect(400);
    app.clock.advance({ days: 28 });
    await write(stay, id, { later: 5 }).expect(201);
    const { values } = await strainOf(stay);
    expect(values).toMatchObject({
      before: { value: 8, by: { id: house.worker.id } },
      after: { value: 4, by: { id: house.staff.id } },
      later: { value: 5 },
    });
  });

  it('keeps what was written down before, takes nothing off its scale, and nothing twice', async () => {
    const stay = await aPastStay();
    const { id } = await strainOf(stay);
    await write(stay, id, { before: 11 }).expect(400);
    await write(stay, id, {}).expect(400);
    await write(stay, id, { before: 8 }).expect(201);
    await write(stay, id, { before: 8, after: 3 }).expect(201);
    await write(stay, id, { before: 7 }).expect(201);
    expect(await strainOf(stay)).toMatchObject({
      values: { before: { value: 7 }, after: { value: 3 } },
      earlier: [{ moment: 'before', value: 8 }],
    });
    await expect(app.sql(`UPDATE outcome_values SET value = 1`)).rejects.toThrow('append-only');
  });

  it('is not for strangers, nor written by who only looks on, nor of a stay that did not take place', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    const { id } = await strainOf(stay);
    const elsewhere = await make.aHouse();
    await write(stay, id, { before: 1 }, elsewhere.worker).expect(404);
    await write(stay, id, { before: 1 }, await make.aUser(house, 'manager', 'watcher')).expect(403);
    await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'x' }).expect(200);
    await write(stay, id, { before: 1 }).expect(400);
  });
});

describe('the council’s own measures', () => {
  const arrests = { name: 'Arrests in the past four weeks', unit: 'times', better: 'lower', lowest: 0, highest: 50 };

  it('are named by who signs, asked for on every stay, and stopped without losing a number', async () => {
    await make.as(house.staff).post('/outcome-measures', arrests).expect(403);
    await make
      .as(house.manager)
      .post('/outcome-measures', { ...arrests, highest: 0 })
      .expect(400);
    await make.as(house.manager).post('/outcome-measures', arrests).expect(201);
    await make.as(house.manager).post('/outcome-measures', arrests).expect(409);
    const stay = await aPastStay();
    const own = (await items(`/stays/${stay}/outcomes`)).find(({ name }) => name === arrests.name)!;
    await write(stay, own.id, { before: 2 }).expect(201);
    await make.as(house.manager).post(`/outcome-measures/${own.id}/end`).expect(200);
    await make.as(house.manager).post(`/outcome-measures/${own.id}/end`).expect(409);
    expect((await items(`/stays/${stay}/outcomes`)).at(-1)).toMatchObject({ name: arrests.name, used: false });
    const other = await make.aStay(house, ash, { inDays: 5 });
    expect((await items(`/stays/${other}/outcomes`)).some(({ name }) => name === arrests.name)).toBe(false);
    await make.as(house.manager).post(`/outcome-measures/${own.id}/resume`).expect(200);
    const elsewhere = await make.aHouse();
    expect(await items('/outcome-measures', elsewhere.manager)).toHaveLength(3);
    await make.as(elsewhere.manager).post(`/outcome-measures/${own.id}/end`).expect(404);
  });
});

describe('the counts of a unit', () => {
  it('count each stay once, say how many changed, and are exported with every number', async () => {
    const [first, second] = [await aPastStay(), await aPastStay()];
    const { id } = await strainOf(first);
    await write(first, id, { before: 8, after: 4 }).expect(201);
    await write(second, id, { before: 3 }).expect(201);
    const range = `from=${make.today(-30)}&to=${make.today(1)}`;
    const { body } = await make.as(house.manager).get(`/units/${house.unit}/outcomes?${range}`).expect(200);
    const strain = (body as { items: { id: string }[] }).items.find((one) => one.id === id);
    expect(strain).toMatchObject({
      after: { stays: 2, both: 1, better: 1, same: 0, worse: 0, onlyBefore: 1, onlyAfter: 0, neither: 0 },
      later: { stays: 2, both: 0, onlyBefore: 2 },
    });
    await make.as(house.staff).get(`/units/${house.unit}/outcomes?${range}`).expect(403);
    const client = await pages(house.manager);
    const page = (await client.get(`/outcomes?unit=${house.unit}&${range}`)).text;
    expect(page).toContain('Strain on the family, as they put it');
    const csv = (await client.get(`/outcomes/export?unit=${house.unit}&${range}`)).text;
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(1 + 2 * 3);
    expect(lines.filter((line) => line.includes('Strain')).map((line) => line.split(',').slice(-3))).toEqual([
      ['8', '4', ''],
      ['3', '', ''],
    ]);
    const trail = await app.sql<{ youngPeople: string[]; details: object }>(
      `SELECT young_people AS "youngPeople", details FROM audit_entries WHERE action = 'outcomes.exported' AND subject_id = $1`,
      [house.unit],
    );
    expect(trail).toMatchObject([{ youngPeople: [ash], details: { lines: 6 } }]);
  });
});

describe('the pages', () => {
  it('show the numbers side by side, take new ones, and keep what was typed', async () => {
    const stay = await aPastStay();
    const { id } = await strainOf(stay);
    const worker = await pages(house.worker);
    const form = (await worker.get(`/stays/${stay}/outcomes/${id}`)).text;
    expect(form).toContain('This can be written down from');
    const wrong = await worker.post(`/stays/${stay}/outcomes/${id}`, { before: '12', after: '4' });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('Enter a whole number from 0 to 10.')]);
    expect(wrong.text).toContain('value="12"');
    const saved = await worker.post(`/stays/${stay}/outcomes/${id}`, { before: '8', after: '4' });
    expect(saved).toMatchObject({ status: 303, location: `/stays/${stay}/outcomes` });
    for (const page of ['outcomes', 'review'])
      expect((await worker.get(`/stays/${stay}/${page}`)).text).toMatch(/4 of 10<\/b>, better/);
  });

  it('let a manager name a measure and stop asking for it', async () => {
    const manager = await pages(house.manager);
    await manager.get('/outcome-measures/new');
    const named = { name: 'Days in training', unit: 'days', better: 'higher', lowest: '0', highest: '28' };
    expect((await manager.post('/outcome-measures/new', { ...named, better: '' })).status).toBe(400);
    expect((await manager.post('/outcome-measures/new', named)).status).toBe(303);
    const own = (await items('/outcome-measures')).find(({ name }) => name === named.name)!;
    expect((await manager.post(`/outcome-measures/${own.id}/end`)).status).toBe(303);
    expect((await manager.get('/outcome-measures')).text).toContain('Not asked for any more');
    expect((await (await pages(house.worker)).get('/outcome-measures')).text).not.toContain('Stop asking for it');
  });
});
