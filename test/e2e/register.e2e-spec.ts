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

interface Row {
  stayId: string;
  name: string;
  admitted: string;
  left: string | null;
  addressBefore: string;
  addressAfter: string;
  authority: string;
  provision: string;
}
interface Entry {
  addressBefore: string;
  addressAfter: string;
  authority: string;
  events: { field: string; value: string; reason: string }[];
}

const rows = async (by: TestUser = house.staff) =>
  (
    (
      await make
        .as(by)
        .get(`/units/${house.unit}/register?from=${make.today(-30)}&to=${make.today(30)}`)
        .expect(200)
    ).body as { items: Row[] }
  ).items;
const entryOf = async (stay: string) =>
  (await make.as(house.staff).get(`/stays/${stay}/register`).expect(200)).body as Entry;
const correct = (stay: string, body: object, by = house.staff) => make.as(by).post(`/stays/${stay}/register`, body);
const lives = (address: string, by = house.worker) => make.as(by).post(`/young-people/${ash}/address`, { address });
const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

async function aPastStay(came: object = {}, went: object = {}): Promise<string> {
  const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
  await make.as(house.staff).post(`/stays/${stay}/arrive`, came).expect(200);
  app.clock.advance({ days: 1 });
  await make.as(house.staff).post(`/stays/${stay}/depart`, went).expect(200);
  return stay;
}

describe('the register of children', () => {
  it('has one row a stay of everybody who came, with what the law lists', async () => {
    await lives('1 Low Road, Bootle').expect(200);
    const stay = await aPastStay();
    await make.as(house.worker).post(`/stays/${stay}/legal-status`, { status: 's17' }).expect(200);
    await make.aStay(house, ash, { inDays: 5 });
    const [council] = await app.sql<{ name: string }>(`SELECT name FROM organisations WHERE id = $1`, [
      house.organisation,
    ]);
    expect(await rows()).toEqual([
      {
        ...{ stayId: stay, name: 'Ash Example', dateOfBirth: expect.any(String), caseNumber: expect.any(String) },
        ...{ admitted: make.today(-1), left: make.today() },
        ...{ addressBefore: '1 Low Road, Bootle', addressAfter: '1 Low Road, Bootle' },
        ...{ authority: council!.name, provision: 'Children Act 1989, section 17(6)' },
      },
    ]);
  });

  it('keeps the address as it was, though the home is another since, and takes what was said at the door', async () => {
    await lives('1 Low Road').expect(200);
    const stay = await aPastStay({ addressBefore: 'The hospital' }, { addressAfter: 'With her aunt, 3 Mill Lane' });
    await lives('2 High Road').expect(200);
    expect(await rows()).toMatchObject([{ addressBefore: 'The hospital', addressAfter: 'With her aunt, 3 Mill Lane' }]);
    const again = await aPastStay();
    expect((await rows()).map(({ stayId, addressBefore }) => [stayId, addressBefore])).toEqual([
      [stay, 'The hospital'],
      [again, '2 High Road'],
    ]);
  });

  it('says nowhere that they went while they are here again, and keeps what was put right for when they leave', async () => {
    await lives('1 Low Road').expect(200);
    const stay = await aPastStay();
    await correct(stay, { addressAfter: 'With her aunt, 3 Mill Lane', reason: 'Misheard' }).expect(200);
    await make.as(house.staff).post(`/stays/${stay}/undo-departure`, { reason: 'It was Bo' }).expect(200);
    expect(await rows()).toMatchObject([{ left: null, addressBefore: '1 Low Road', addressAfter: '' }]);
    expect(await entryOf(stay)).toMatchObject({ addressAfter: '' });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect(await rows()).toMatchObject([{ addressAfter: 'With her aunt, 3 Mill Lane' }]);
  });

  it('makes nothing up where nobody knows, and is completed and put right with what was there before kept', async () => {
    const stay = await aPastStay();
    expect(await rows()).toMatchObject([{ addressBefore: '', addressAfter: '', provision: '' }]);
    await correct(stay, { addressBefore: '1 Low Road', authority: 'Knowsley' }).expect(400);
    await correct(stay, { addressBefore: '1 Low Road' }).expect(200);
    await correct(stay, { addressBefore: '2 High Road' }).expect(400);
    await correct(stay, { addressBefore: '' }).expect(200);
    await correct(stay, { addressBefore: '2 High Road', authority: 'Knowsley', reason: 'Misheard' }).expect(200);
    expect(await entryOf(stay)).toMatchObject({
      ...{ addressBefore: '2 High Road', authority: 'Knowsley' },
      events: [
        { field: 'authority', value: 'Knowsley' },
        { field: 'addressBefore', value: '2 High Road', reason: 'Misheard' },
        { field: 'addressBefore', value: '1 Low Road', reason: '' },
      ],
    });
    await expect(app.sql(`DELETE FROM register_entries`)).rejects.toThrow('append-only');
  });

  it('is the unit’s own: not for a CAS worker, another unit, nor changed by who only looks on', async () => {
    const stay = await aPastStay();
    const path = `/units/${house.unit}/register?from=${make.today(-9)}&to=${make.today(9)}`;
    await make.as(house.worker).get(path).expect(403);
    const elsewhere = await make.aHouse();
    await make.as(elsewhere.manager).get(path).expect(404);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    expect(await rows(watcher)).toHaveLength(1);
    await correct(stay, { addressBefore: 'x' }, watcher).expect(403);
    const booked = await make.aStay(house, ash, { inDays: 5 });
    await correct(booked, { addressBefore: 'x' }).expect(409);
  });

  it('of a child who came at night without a request has a row, too', async () => {
    await lives('1 Low Road').expect(200);
    const came = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, {
      youngPerson: ash,
      departure: make.today(1),
      authority: 'Kit Duty',
    });
    expect(came.status).toBe(201);
    expect(await rows()).toMatchObject([{ addressBefore: '1 Low Road', left: null, addressAfter: '' }]);
  });
});

describe('the pages of the register', () => {
  it('ask at the door with the home filled in, and export the register, which is on the trail', async () => {
    await lives('=HYPERLINK("x"), 1 Low Road').expect(200);
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    const staff = await pages(house.staff);
    expect((await staff.get(`/stays/${stay}/arrive`)).text).toContain('1 Low Road</textarea>');
    const [date, time] = [make.today().split('-').toReversed().join('/'), '12:00'];
    const came = { date, time, addressBefore: 'The hospital,\r\nward 3' };
    expect((await staff.post(`/stays/${stay}/arrive`, came)).status).toBe(303);
    const left = await staff.get(`/stays/${stay}/depart`);
    expect(left.text).toContain('1 Low Road</textarea>');
    const ended = { date, time, addressAfter: '=HYPERLINK("x"), 1 Low Road', ending: 'family:illness' };
    expect((await staff.post(`/stays/${stay}/depart`, ended)).status).toBe(303);
    const page = (await staff.get(`/register?unit=${house.unit}`)).text;
    expect(page).toContain('Ash Example');
    expect(page).toContain('Missing: Statutory provision');
    const csv = (await staff.get(`/register/export?unit=${house.unit}`)).text;
    expect(csv).toContain('"The hospital,');
    expect(csv).toContain(`"'=HYPERLINK(""x""), 1 Low Road"`);
    const trail = await app.sql(
      `SELECT young_people FROM audit_entries WHERE action = 'register.exported' AND subject_id = $1`,
      [house.unit],
    );
    expect(trail).toEqual([{ young_people: [ash] }]);
  });

  it('complete a row, ask for a reason where something is corrected, and keep what was typed', async () => {
    const stay = await aPastStay();
    const staff = await pages(house.staff);
    const seen = (text: string) => /name="seen" value="([^"]*)"/.exec(text)![1]!.replaceAll('&quot;', '"');
    const form = await staff.get(`/stays/${stay}/register`);
    const typed = { seen: seen(form.text), addressBefore: '1 Low Road', addressAfter: '', authority: 'Knowsley' };
    const wrong = await staff.post(`/stays/${stay}/register`, typed);
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('Say why it is corrected.')]);
    expect(wrong.text).toContain('1 Low Road</textarea>');
    expect((await staff.post(`/stays/${stay}/register`, { ...typed, reason: 'Theirs' })).status).toBe(303);
    expect((await staff.get(`/stays/${stay}/register`)).text).toContain('Placing authority: Knowsley');
    const stale = await staff.post(`/stays/${stay}/register`, { ...typed, authority: 'Wirral', reason: 'x' });
    expect([stale.status, stale.text]).toEqual([412, expect.stringContaining('changed in the meantime')]);
  });
});
