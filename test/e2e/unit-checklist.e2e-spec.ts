import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  stay = await make.aStay(house, ash, { inDays: 5 });
});

interface UnitList {
  items: { item: string; applies: boolean }[];
  own: { id: string; text: string; applies: boolean }[];
  events: { by: string; title: string; what: string }[];
}
interface Listed {
  items: { item: string }[];
  own: { id: string; text: string; state: string; whose: string; said: { note: string } | null }[];
  open: number;
}

const unitList = async (by = house.manager) =>
  (await make.as(by).get(`/units/${house.unit}/checklist`).expect(200)).body as UnitList;
const choose = (which: string, applies: boolean, by = house.manager) =>
  make.as(by).post(`/units/${house.unit}/checklist/${which}`, { applies });
const add = (text: string, owner = 'key_worker', by = house.manager) =>
  make.as(by).post(`/units/${house.unit}/checklist`, { text, owner });
const added = async (text: string, owner?: string) =>
  ((await add(text, owner).expect(201)).body as UnitList).own.find((one) => one.text === text)!.id;
const list = async (by: TestUser = house.staff, id = stay) =>
  (await make.as(by).get(`/stays/${id}/checklist`).expect(200)).body as Listed;
const say = (check: string, said: object, by: TestUser = house.worker) =>
  make.as(by).post(`/stays/${stay}/own-checks/${check}`, said);
const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

describe('what a unit asks for before an arrival', () => {
  it('is everything at first; what its manager leaves out is asked for nowhere, and can be asked for again', async () => {
    expect((await list()).open).toBe(6);
    await choose('introduction', false).expect(200);
    await choose('care_plan', false).expect(200);
    const left = await list();
    expect(left.items.map(({ item }) => item)).not.toContain('introduction');
    expect(left.open).toBe(4);
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 40 });
    const page = (await (await pages(house.staff)).get(`/requests/${request}`)).text;
    expect(page).toContain('Still missing before they come');
    expect(page).not.toContain('Care plan');
    await choose('introduction', true).expect(200);
    expect((await list()).open).toBe(5);
    expect((await unitList()).events).toMatchObject([
      { by: house.manager.name, title: 'Introduction to the unit', what: 'applies' },
      { title: 'Care plan', what: 'left_out' },
      { title: 'Introduction to the unit', what: 'left_out' },
    ]);
    const elsewhere = await make.aHouse();
    const there = await make.aStay(elsewhere, await make.aYoungPerson(elsewhere));
    expect((await list(elsewhere.staff, there)).open).toBe(6);
  });

  it('is chosen by who signs for the unit, once, and of nothing that is not there', async () => {
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await choose('contact', false, watcher).expect(403);
    await make.as(house.staff).post(`/units/${house.unit}/checklist/contact`, { applies: false }).expect(403);
    await choose('contact', true).expect(409);
    await choose('horoscope', false).expect(404);
    // What is known of a child is not up to date without it: no unit leaves it out.
    await choose('what_changed', false).expect(404);
    await choose(randomUUID(), false).expect(404);
    const answers = await Promise.all([1, 2, 3].map(() => choose('contact', false)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    await make
      .as((await make.aHouse()).manager)
      .get(`/units/${house.unit}/checklist`)
      .expect(404);
    await expect(app.sql(`DELETE FROM unit_check_choices`)).rejects.toThrow('append-only');
  });
});

describe('what a unit asks for of its own', () => {
  it('stands on every stay with whose it is, until somebody says that it is in order', async () => {
    const kit = await added('Swimming kit packed');
    await add('swimming kit packed').expect(409);
    const before = await list(house.worker);
    expect(before.own).toMatchObject([{ text: 'Swimming kit packed', state: 'missing', whose: house.worker.name }]);
    await say(kit, { done: true, note: 'In the blue bag' }).expect(201);
    expect((await list()).own).toMatchObject([{ state: 'done', said: { note: 'In the blue bag' } }]);
    expect((await list()).open).toBe(6);
    await say(kit, { done: false }).expect(400);
    await say(kit, { done: false, note: 'It is at school' }).expect(201);
    expect((await list()).open).toBe(7);
    await choose(kit, false).expect(200);
    expect((await list()).own).toEqual([]);
    await choose(kit, true).expect(200);
    expect((await list()).own).toMatchObject([{ state: 'missing', said: { note: 'It is at school' } }]);
  });

  it('is for whose it is, and nobody speaks of it once the stay is over', async () => {
    const bed = await added('Bed made up', 'unit');
    const read = await added('Risk assessment read', 'manager');
    await say(bed, { done: true }).expect(403);
    await say(bed, { done: true }, house.staff).expect(201);
    await say(read, { done: true }, house.staff).expect(403);
    await say(read, { done: true }, house.manager).expect(201);
    await say(randomUUID(), { done: true }).expect(404);
    await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'x' }).expect(200);
    await say(bed, { done: true }, house.staff).expect(409);
  });
});

describe('the pages', () => {
  it('let a manager leave something out and add something, and the key worker record it', async () => {
    const manager = await pages(house.manager);
    expect((await manager.get(`/units/${house.unit}/settings`)).text).toContain(`/units/${house.unit}/checklist`);
    await manager.get(`/units/${house.unit}/checklist`);
    expect((await manager.post(`/units/${house.unit}/checklist/contact`, { applies: 'no' })).status).toBe(303);
    expect((await manager.get(`/units/${house.unit}/checklist`)).text).toContain(
      'left out “Somebody who can be reached”',
    );
    const wrong = await manager.post(`/units/${house.unit}/checklist/new`, { text: 'Door code told' });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('value="Door code told"')]);
    const check = { text: 'Door code told', owner: 'key_worker' };
    expect((await manager.post(`/units/${house.unit}/checklist/new`, check)).status).toBe(303);
    const id = (await unitList()).own[0]!.id;

    const worker = await pages(house.worker);
    expect((await worker.get('/')).text).toContain('door code told');
    expect((await worker.get(`/stays/${stay}/checklist`)).text).toContain(`/stays/${stay}/checklist/own/${id}`);
    expect((await worker.post(`/stays/${stay}/checklist/own/${id}`, {})).status).toBe(400);
    expect((await worker.post(`/stays/${stay}/checklist/own/${id}`, { done: 'yes' })).status).toBe(303);
    expect((await worker.get(`/stays/${stay}/checklist`)).text).toContain('In order');
    expect((await (await pages(house.staff)).get(`/units/${house.unit}/checklist`)).text).not.toContain('Leave it out');
  });
});
