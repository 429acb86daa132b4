import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
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

const young = (firstName: string) => make.aYoungPerson(house, { firstName });
const place = (youngPerson: string, more: object = {}) =>
  make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, {
    ...{ youngPerson, departure: make.today(2), authority: 'Kit Duty, duty manager', ...more },
  });
const conflicts = async () =>
  (
    (await make.as(house.staff).get(`/units/${house.unit}/conflicts`)).body as {
      items: { why: string; text: string }[];
    }
  ).items;

describe('a child who comes tonight', () => {
  it('has the bed that is kept for emergencies, and the others stay for plans', async () => {
    house = await make.aHouse({ beds: 3 });
    await make
      .as(house.manager)
      .post(`/units/${house.unit}/reserves`, { bed: house.beds[2], from: make.today(), to: make.today(5) })
      .expect(201);
    const { body } = await place(await young('Ash')).expect(201);
    expect(body).toMatchObject({
      ...{ state: 'in_residence', kind: 'emergency', authority: 'Kit Duty, duty manager', requestId: null },
      ...{ bed: { name: 'Bed 3' }, arrival: make.today(), departure: make.today(2), conflict: null },
    });
    const left = await app.sql(
      `SELECT arrival FROM bed_claims WHERE bed_id = $1 AND live AND purpose = 'reserve' ORDER BY 1`,
      [house.beds[2]],
    );
    expect(left[0]).toEqual({ arrival: make.today(2) });
    const second = await place(await young('Bo'), { bed: house.beds[1] }).expect(201);
    expect(second.body).toMatchObject({ bed: { name: 'Bed 2' } });
    await place(await young('Cy'), { bed: house.beds[1] }).expect(400);
  });

  it('takes nobody’s bed: without a free one they are written down all the same, and come first on the list', async () => {
    house = await make.aHouse({ beds: 1 });
    const booked = await make.aStay(house, await young('Ash'), { inDays: 0, nights: 2 });
    const { body } = await place(await young('Bo')).expect(201);
    expect(body).toMatchObject({ state: 'in_residence', bed: null, conflict: { why: 'no_bed' } });
    expect((await make.as(house.staff).get(`/stays/${booked}`)).body).toMatchObject({
      bed: { name: 'Bed 1' },
      conflict: null,
    });
    expect((await conflicts()).map(({ why }) => why)).toEqual(['no_bed']);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = (await staff.get(`/stays/${(body as { id: string }).id}/conflict`)).text;
    expect(page).toContain('Ring the registered manager or a delegate now');
  });

  it('is refused for nobody from whom they are kept apart, and a manager has to decide it', async () => {
    house = await make.aHouse({ beds: 2 });
    const [ash, bo] = [await young('Ash'), await young('Bo')];
    const pair = { youngPeople: [ash, bo], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make.as(house.manager).post('/pair-decisions', pair).expect(201);
    const there = await make.aStay(house, ash, { inDays: 0, nights: 3, bed: house.beds[0]! });
    await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
    const { body } = await place(bo).expect(201);
    const { id } = body as { id: string };
    expect(body).toMatchObject({ bed: { name: 'Bed 2' }, conflict: { why: 'kept_apart' } });
    expect((await conflicts())[0]!.text).toBe('Kept apart from somebody staying: decide tonight.');
    // Their key worker is not told of another child.
    expect((await make.as(house.worker).get(`/stays/${id}`).expect(200)).body).toMatchObject({
      conflict: null,
      authority: '',
    });
    await make.as(house.staff).post(`/stays/${id}/decided`, { reasons: 'x' }).expect(403);
    const decided = await make
      .as(house.manager)
      .post(`/stays/${id}/decided`, { reasons: 'One is awake all night' })
      .expect(200);
    expect(decided.body).toMatchObject({ conflict: null });
    await make.as(house.manager).post(`/stays/${id}/decided`, { reasons: 'x' }).expect(409);
    expect(await conflicts()).toEqual([]);
  });

  it('is refused where it cannot be: no such child, no such day, there already, booked for tonight', async () => {
    house = await make.aHouse({ beds: 2 });
    const ash = await young('Ash');
    const elsewhere = await make.aHouse();
    await place(await make.aYoungPerson(elsewhere)).expect(404);
    await place(ash, { departure: make.today() }).expect(400);
    await place(ash, { departure: make.today(40) }).expect(400);
    await place(ash, { authority: '' }).expect(400);
    await place(ash, { arrivedAt: new Date(app.clock.now().getTime() - 33 * 86_400_000).toISOString() }).expect(400);
    await make
      .as(elsewhere.staff)
      .post(`/units/${house.unit}/emergency-stays`, { youngPerson: ash, departure: make.today(2), authority: 'x' })
      .expect(404);
    await place(ash).expect(201);
    await place(ash).expect(409);
    const bo = await young('Bo');
    await make.aStay(house, bo, { inDays: 0, nights: 1 });
    await place(bo).expect(409);
  });

  it('who came and has left is written down once, and again only for another time', async () => {
    house = await make.aHouse({ beds: 2 });
    const ash = await young('Ash');
    const ago = (hours: number) => new Date(app.clock.now().getTime() - hours * 3_600_000).toISOString();
    const was = (from: number, to: number) => place(ash, { arrivedAt: ago(from), departedAt: ago(to) });
    await was(30, 20).expect(201);
    const { body } = await was(30, 20).expect(409);
    expect((body as { type: string }).type).toContain('was-here-already');
    await was(31, 29).expect(409);
    await was(5, 4).expect(201);
  });

  it('without a record is one child and one stay, however often the same is recorded at the same moment', async () => {
    house = await make.aHouse({ beds: 2 });
    const newYoungPerson = { firstName: 'Lee', lastName: 'Once', dateOfBirth: '2013-05-17' };
    const begun = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, { newYoungPerson }).expect(201);
    const { id } = begun.body as { id: string };
    const come = () => place('', { youngPerson: undefined, emergency: id });
    const answers = await Promise.all([come(), come(), come()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const made = await app.sql(`SELECT 1 FROM young_people WHERE last_name = 'Once' AND organisation_id = $1`, [
      house.organisation,
    ]);
    expect(made).toHaveLength(1);
  });

  it('comes to the bed that was chosen on the page, among those that nobody has tonight', async () => {
    house = await make.aHouse({ beds: 3 });
    const [ash, bo] = [await young('Ash'), await young('Bo')];
    await make.aStay(house, bo, { inDays: 0, nights: 1, bed: house.beds[0]! });
    await app.sql(`UPDATE beds SET attributes = ARRAY['ground_floor'] WHERE id = $1`, [house.beds[2]]);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/emergency-stays/new?unit=${house.unit}&youngPerson=${ash}`;
    const { text } = await staff.get(path);
    expect(text).toContain('Let the system choose');
    expect(text).not.toContain(`value="${house.beds[0]}"`);
    expect(text).toMatch(new RegExp(`value="${house.beds[2]}"[^]*ground floor`));
    const typed = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(text)![1]!;
    const form = {
      ...{ youngPerson: ash, authority: 'Kit Duty' },
      ...{ date: typed('date'), time: typed('time'), departure: typed('departure') },
    };
    const taken = await staff.post(path, { ...form, bed: house.beds[0]! });
    expect([taken.status, taken.text.includes('This bed is not free tonight.')]).toEqual([400, true]);
    const saved = await staff.post(path, { ...form, bed: house.beds[2]! });
    expect(saved.status).toBe(303);
    const stay = await make.as(house.staff).get(saved.location!).expect(200);
    expect(stay.body).toMatchObject({ state: 'in_residence', bed: { id: house.beds[2] } });
  });

  it('arrives by their own stay for tonight, whether it has a bed or not', async () => {
    house = await make.aHouse({ beds: 1 });
    const [ash, bo] = [await young('Ash'), await young('Bo')];
    const there = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
    await make.aStay(house, bo, { inDays: 1, nights: 2 });
    await make
      .as(house.staff)
      .post(`/stays/${there}/stay-on`, { departure: make.today(3), reason: 'x' })
      .expect(200);
    app.clock.advance({ days: 1 });
    const { body } = await place(bo).expect(409);
    expect((body as { type: string }).type).toContain('booked-already');
    app.clock.advance({ days: -1 });
  });

  it('has, when recorded late, a bed that is free from tonight on, and no bed of a night that is over', async () => {
    house = await make.aHouse({ beds: 2 });
    const [ash, bo] = [await young('Ash'), await young('Bo')];
    const left = await make.aStay(house, ash, { inDays: 0, nights: 1, bed: house.beds[0]! });
    await make.as(house.staff).post(`/stays/${left}/arrive`).expect(200);
    await make.aStay(house, await young('Cy'), { inDays: 1, nights: 3, bed: house.beds[1]! });
    app.clock.advance({ days: 1 });
    await make.as(house.staff).post(`/stays/${left}/depart`).expect(200);
    const arrivedAt = new Date(app.clock.now().getTime() - 86_400_000).toISOString();
    const { body } = await place(bo, { arrivedAt }).expect(201);
    expect(body).toMatchObject({ arrival: make.today(-1), bed: { name: 'Bed 1' }, conflict: null });
    const held = await app.sql(`SELECT arrival, departure FROM bed_claims WHERE stay_id = $1 AND live`, [
      (body as { id: string }).id,
    ]);
    expect(held).toEqual([{ arrival: make.today(), departure: make.today(2) }]);
    const second = await place(await young('Di'), { arrivedAt }).expect(201);
    expect(second.body).toMatchObject({ bed: null, conflict: { why: 'no_bed' } });
    app.clock.advance({ days: -1 });
  });

  it('is written down on a page, leaves like anybody else, and can stay on', async () => {
    house = await make.aHouse({ beds: 1 });
    const ash = await young('Ash');
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get('/')).text).toContain('A child needs a place tonight');
    expect((await staff.get(`/emergency-stays/new?unit=${house.unit}`)).text).toContain('Ash Example');
    const form = await staff.get(`/emergency-stays/new?unit=${house.unit}&youngPerson=${ash}`);
    expect(form.text).toContain('Who authorised it?');
    const now = new Date(app.clock.now().getTime() - 60_000);
    const time = now.toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });
    const date = now.toLocaleDateString('en-GB', { timeZone: 'Europe/London' });
    const until = make.today(1).split('-').toReversed().join('/');
    const typed = { youngPerson: ash, date, time, departure: until, authority: '', bed: '' };
    const path = `/emergency-stays/new?unit=${house.unit}&youngPerson=${ash}`;
    expect((await staff.post(path, typed)).status).toBe(400);
    const saved = await staff.post(path, { ...typed, authority: 'Kit Duty' });
    expect(saved.status).toBe(303);
    expect((await staff.get(saved.location!)).text).toContain('Kit Duty');
    const id = saved.location!.split('/')[2]!;
    await make
      .as(house.staff)
      .post(`/stays/${id}/stay-on`, { departure: make.today(3), reason: 'Nobody at home' })
      .expect(200);
    const recorded = /recorded that they are staying on[^<]*<[^]*Nobody at home/;
    expect((await staff.get(`/stays/${id}`)).text).toMatch(recorded);
    const keyWorker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await keyWorker.get(`/stays/${id}`)).text).not.toContain('Nobody at home');
    await make.as(house.staff).post(`/stays/${id}/depart`).expect(200);
  });
});

describe('a child in the house without a bed', () => {
  it('counts for the staff and for the company as everybody does', async () => {
    house = await make.aHouse({ beds: 1 });
    await make.aStay(house, await young('Ash'), { inDays: 0, nights: 3 });
    const bo = await young('Bo');
    await app.sql(`UPDATE young_people SET support_level = 'one_to_one' WHERE id = $1`, [bo]);
    expect((await place(bo).expect(201)).body).toMatchObject({ bed: null });
    const range = `from=${make.today()}&to=${make.today(1)}`;
    const { body } = await make.as(house.staff).get(`/units/${house.unit}/staffing?${range}`).expect(200);
    expect(body).toMatchObject({ nights: [{ booked: 2, highBooked: 1 }] });

    const cy = await young('Cy');
    const pair = { youngPeople: [bo, cy], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make.as(house.manager).post('/pair-decisions', pair).expect(201);
    const free = `/units/${house.unit}/vacancies?from=${make.today()}&to=${make.today(3)}&nights=1&youngPerson=${cy}`;
    const answer = (await make.as(house.staff).get(free).expect(200)).body as {
      unavailable: { arrival: string; reasons: { code: string }[] }[];
    };
    expect(answer.unavailable.map(({ arrival, reasons }) => [arrival, reasons.map(({ code }) => code)])).toEqual([
      [make.today(), ['kept_apart', 'no_bed']],
      [make.today(1), ['kept_apart', 'no_bed']],
      [make.today(2), ['no_bed']],
    ]);
    // Their own nights are taken, too.
    const own = await make.aRequest(house, bo, { inDays: 0, nights: 1 });
    const refused = await make
      .as(house.staff)
      .post(`/requests/${own}/offers`, { arrival: make.today(), departure: make.today(1) });
    expect(refused.status).toBe(409);
  });

  it('is not put into a bed in which somebody is still on record as being', async () => {
    house = await make.aHouse({ beds: 2 });
    const juno = await make.aStay(house, await young('Juno'), { inDays: 0, nights: 2, bed: house.beds[0] });
    await make.as(house.staff).post(`/stays/${juno}/arrive`).expect(200);
    app.clock.goTo('20:00', 2);
    expect((await place(await young('Ash')).expect(201)).body).toMatchObject({ bed: { name: 'Bed 2' } });
    const bo = await young('Bo');
    const refused = await place(bo, { bed: house.beds[0] }).expect(400);
    expect(JSON.stringify(refused.body)).toContain('Record their departure first');
    expect((await place(bo).expect(201)).body).toMatchObject({ bed: null, conflict: { why: 'no_bed' } });
    await make.as(house.staff).post(`/stays/${juno}/depart`).expect(200);
    expect((await place(await young('Cy')).expect(201)).body).toMatchObject({ bed: { name: 'Bed 1' } });
  });
});
