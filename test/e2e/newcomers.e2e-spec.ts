import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
});

const BORN = '2013-05-17';
const lee = (more: object = {}) => ({ firstName: 'Lee', lastName: 'Nobody', dateOfBirth: BORN, ...more });
const place = (newYoungPerson: object, by: TestUser = house.staff, more: object = {}) =>
  make.as(by).post(`/units/${house.unit}/emergency-stays`, {
    ...{ newYoungPerson, departure: make.today(2), authority: 'Kit Duty', ...more },
  });
interface Placed {
  youngPerson: { id: string; caseNumber: string };
  bed: { name: string } | null;
}
const whoOf = ({ body }: { body: unknown }) => (body as Placed).youngPerson;
const open = async (id: string, by: TestUser = house.staff) =>
  (await make.as(by).get(`/young-people/${id}`)).body as object;
const thisYear = () => make.today().slice(0, 4);

describe('a child of whom nobody has a record', () => {
  it('is put on record with the placement: a number of its own, the registered manager as key worker', async () => {
    const first = whoOf(await place(lee({ dateOfBirthGuessed: true })).expect(201));
    expect(first.caseNumber).toBe(`New ${thisYear()}-0001`);
    expect(await open(first.id)).toMatchObject({
      ...{ firstName: 'Lee', dateOfBirth: BORN, keyWorker: { id: house.manager.id }, keyWorkerStandsIn: true },
      ...{ caseNumberIsProvisional: true, dateOfBirthIsGuess: true },
    });
    const trail = await app.sql(
      `SELECT actor_id AS by, details FROM audit_entries WHERE action = 'young_person.created_in_emergency' AND subject_id = $1`,
      [first.id],
    );
    const details = { keyWorkerId: house.manager.id, unitId: house.unit, dateOfBirthGuessed: true };
    expect(trail).toEqual([{ by: house.staff.id, details }]);
    expect(whoOf(await place(lee({ firstName: 'Bo' })).expect(201)).caseNumber).toBe(`New ${thisYear()}-0002`);
    const stranger = await make.aHouse();
    await make.as(stranger.staff).get(`/young-people/${first.id}`).expect(404);
    await make.as(house.worker).get(`/young-people/${first.id}`).expect(404);
  });

  it('is there with the placement, or not at all', async () => {
    const record = async () =>
      (
        await app.sql<{ n: number }>(`SELECT count(*)::int AS n FROM young_people WHERE organisation_id = $1`, [
          house.organisation,
        ])
      )[0]!.n;
    await place(lee(), house.staff, { bed: house.staff.id }).expect(400);
    await place(lee(), house.staff, { departure: make.today() }).expect(400);
    await place(lee(), house.worker).expect(403);
    await place(lee(), (await make.aHouse()).staff).expect(404);
    const { body } = await place({ firstName: '', dateOfBirth: 'soon' }).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field).toSorted()).toEqual(
      ['dateOfBirth', 'firstName', 'lastName'].map((field) => `newYoungPerson.${field}`),
    );
    await place(lee({ dateOfBirth: make.today(1) })).expect(400);
    await place('Lee' as never).expect(400);
    await place(lee(), house.staff, { caseNumber: 'C-1' }).expect(400);
    expect(await record()).toBe(0);
  });

  it('gets no number twice, whoever races and whatever has been completed since', async () => {
    const names = ['Ann', 'Ben', 'Cat', 'Dan', 'Eve'];
    const placed = await Promise.all(names.map((firstName) => place(lee({ firstName })).expect(201)));
    const numbers = placed.map((one) => whoOf(one).caseNumber).toSorted();
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((count) => `New ${thisYear()}-000${count}`));
    const last = placed.find((one) => whoOf(one).caseNumber === numbers[4])!;
    await make
      .as(house.manager)
      .post(`/young-people/${whoOf(last).id}/complete`, { caseNumber: 'C-5' })
      .expect(200);
    expect(whoOf(await place(lee()).expect(201)).caseNumber).toBe(`New ${thisYear()}-0006`);
    const twice = await Promise.all([place(lee({ firstName: 'Two' })), place(lee({ firstName: 'Two' }))]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('is pointed out where somebody of the name and date of birth is on record: only what the reader may know', async () => {
    const there = await make.aHouse({ organisation: house.organisation });
    const known = await make.aYoungPerson(there, { firstName: 'Lee', lastName: 'Nobody', dateOfBirth: BORN });
    const [{ number }] = (await app.sql(`SELECT case_number AS number FROM young_people WHERE id = $1`, [known])) as [
      { number: string },
    ];
    const elsewhere = await place(lee({ firstName: 'lee ' })).expect(409);
    expect(elsewhere.body).toMatchObject({
      type: '/problems/already-on-record',
      errors: [{ field: 'newYoungPerson.confirmed' }],
    });
    expect(JSON.stringify(elsewhere.body)).not.toContain(number);
    const trail = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'young_person.found_for_emergency' AND subject_id = $1`,
      [known],
    );
    expect(trail).toHaveLength(1);
    await place(lee({ confirmed: true })).expect(201);
    const own = await place(lee({ dateOfBirth: addDays(BORN, 200), dateOfBirthGuessed: true })).expect(409);
    expect((own.body as { title: string }).title).toContain(`New ${thisYear()}-0001`);
    await place(lee({ dateOfBirth: addDays(BORN, 200) })).expect(201);
  });
});

describe('what is missing', () => {
  it('is on the managers’ Today until the case number and the key worker are both set', async () => {
    const { id, caseNumber } = whoOf(await place(lee({ dateOfBirthGuessed: true })).expect(201));
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const today = async () => (await manager.get('/')).text.replaceAll(/\s+/g, ' ');
    expect(await today()).toContain('Case number and key worker to complete');
    expect((await (await PageClient.signIn(app.address, house.staff.email, PASSWORD)).get('/')).text).not.toContain(
      'Records to complete',
    );
    const path = `/young-people/${id}/complete`;
    expect((await manager.get(path)).text).toContain(`${caseNumber} stays until then`);
    const form = { firstName: 'Lee', lastName: 'Somebody', dateOfBirth: '18/5/2013', caseNumber: '' };
    expect((await manager.post(path, { ...form, caseNumber: 'new 2020-0001' })).status).toBe(400);
    expect((await manager.post(path, { ...form, caseNumber: 'C-77', dateOfBirthGuessed: 'yes' })).status).toBe(303);
    expect(await today()).toContain('Key worker to complete');
    expect(await open(id)).toMatchObject({
      ...{ caseNumber: 'C-77', lastName: 'Somebody', dateOfBirth: '2013-05-18', caseNumberIsProvisional: false },
      ...{ dateOfBirthIsGuess: true, keyWorkerStandsIn: true },
    });
    // What stood there is on the record still, with who wrote something else.
    const record = (await manager.get(`/young-people/${id}`)).text;
    expect(record).toContain('What stood on this record before');
    expect(record).toContain(`Case number: ${caseNumber}`);
    expect(record).toContain(`Until ${house.manager.name} changed it`);
    await expect(app.sql(`UPDATE past_facts SET was = 'x'`)).rejects.toThrow('append-only');
    await make.as(house.manager).post(`/young-people/${id}/key-worker`, { worker: house.worker.id }).expect(200);
    expect(await today()).not.toContain('Records to complete');
    // The key worker learns the date of birth; then there is nothing left to change here.
    await make.as(house.worker).post(`/young-people/${id}/complete`, { dateOfBirthGuessed: false }).expect(200);
    await make.as(house.worker).post(`/young-people/${id}/complete`, { firstName: 'X' }).expect(409);
    expect((await manager.get(path)).status).toBe(409);
  });

  it('is completed by managers and the key worker, never with another child’s number', async () => {
    const { id } = whoOf(await place(lee()).expect(201));
    await make.as(house.staff).post(`/young-people/${id}/complete`, { caseNumber: 'C-1' }).expect(403);
    await make.as(house.worker).post(`/young-people/${id}/complete`, { caseNumber: 'C-1' }).expect(404);
    const known = await make.aYoungPerson(house);
    const [{ number }] = (await app.sql(`SELECT case_number AS number FROM young_people WHERE id = $1`, [known])) as [
      { number: string },
    ];
    const { body } = await make
      .as(house.manager)
      .post(`/young-people/${id}/complete`, { caseNumber: number.toUpperCase() })
      .expect(400);
    expect(body).toMatchObject({ errors: [{ field: 'caseNumber' }] });
    const registered = { ...lee({ firstName: 'Cy' }), keyWorker: house.worker.id, caseNumber: 'New 2027-0001' };
    await make.as(house.manager).post('/young-people', registered).expect(400);
  });
});

it('on pages a child without a record is written down from where somebody asks who has come', async () => {
  const known = await make.aYoungPerson(house, { firstName: 'Lee', lastName: 'Nobody', dateOfBirth: BORN });
  const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
  const who = (await staff.get(`/emergency-stays/new?unit=${house.unit}`)).text;
  const path = `/emergency-stays/new?unit=${house.unit}&isNew=yes`;
  expect(who).toContain(path.replace('&', '&amp;'));
  expect(who).not.toContain('/young-people/new');
  const asked = (await staff.get(path)).text;
  expect(asked).toContain(`${house.manager.name} stands in as key worker`);
  expect(asked).not.toContain('name="caseNumber"');
  const typed = (date: string) => date.split('-').toReversed().join('/');
  const form = {
    ...{ firstName: 'Lee', lastName: 'Nobody', dateOfBirth: typed(BORN), date: typed(make.today()), time: '00:01' },
    ...{ departure: typed(make.today(1)), authority: 'Kit Duty' },
  };
  const empty = await staff.post(path, { ...form, firstName: '' });
  expect([empty.status, empty.text.includes('Enter the first name')]).toEqual([400, true]);
  const met = await staff.post(path, form);
  expect(met.status).toBe(409);
  expect(met.text).toContain('name="confirmed"');
  expect(met.text).toContain('unknown=yes');
  const saved = await staff.post(path, { ...form, confirmed: 'yes', dateOfBirthGuessed: 'yes' });
  expect(saved.status).toBe(303);
  expect((await staff.get(saved.location!)).text).toContain(`has the number New ${thisYear()}-0001 for now`);
  const [child] = await app.sql<{ id: string }>(`SELECT id FROM young_people WHERE organisation_id = $1 AND id <> $2`, [
    house.organisation,
    known,
  ]);
  const record = (await staff.get(`/young-people/${child!.id}`)).text;
  expect(record).toContain('A guess: nobody knows it yet');
  expect(record).toContain('Stands in until a CAS worker is named');
});
