import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, addMonths } from '../../src/kernel/nights.js';
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
beforeEach(async () => {
  house = await make.aHouse({ beds: 1 });
});

const post = (path: string, body: object = {}, by = house.staff) => make.as(by).post(path, body);
const extend = (stay: string, days: number) =>
  post(`/stays/${stay}/extend`, { departure: make.today(days), reasons: 'Their mother is ill' }, house.manager);
const states = async (to: number) => {
  const path = `/units/${house.unit}/calendar?from=${make.today()}&to=${make.today(to)}`;
  const { body } = await make.as(house.staff).get(path).expect(200);
  return (body as { beds: { nights: { state: string }[] }[] }).beds[0]!.nights.map(({ state }) => state);
};

describe('a child who turns 18 while they stay', () => {
  /** They are 18 in three days; the stay is of two nights. */
  const aStay = async () => {
    const dateOfBirth = addMonths(addDays(make.today(), 3), -18 * 12);
    return make.aStay(house, await make.aYoungPerson(house, { dateOfBirth }), { inDays: 0, nights: 2 });
  };
  const ofAge = {
    code: 'of_age',
    sentence: expect.stringMatching(/^The legal status needs a decision\. They turn 18 on /),
  };

  it('is not booked for longer before they have come', async () => {
    const refused = await extend(await aStay(), 5).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/not-possible-age' });
  });

  it('has the nights that a manager signs while they are there, with a warning that is on the list', async () => {
    const stay = await aStay();
    await post(`/stays/${stay}/legal-status`, { status: 's20_short_break' }).expect(200);
    await post(`/stays/${stay}/arrive`).expect(200);
    await extend(stay, 3).expect(200);
    expect((await make.as(house.staff).get(`/stays/${stay}`)).body).toMatchObject({ warnings: [] });
    const longer = await extend(stay, 4).expect(200);
    expect(longer.body).toMatchObject({ departure: make.today(4), warnings: [ofAge] });
    const { body } = await make.as(house.manager).get('/stays?legal=undecided').expect(200);
    expect(body).toMatchObject({ items: [{ id: stay }] });
    const pages = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await pages.get(`/stays/${stay}`)).text).toContain('They turn 18 on');
    expect((await pages.get('/')).text).toContain('They turn 18 on');
  });

  it('stays on with the same warning, and so does one who should have left', async () => {
    const stay = await aStay();
    await post(`/stays/${stay}/arrive`).expect(200);
    await post(`/stays/${stay}/stay-on`, { departure: make.today(5), reason: 'The family is away' }).expect(200);
    expect((await make.as(house.staff).get(`/stays/${stay}`)).body).toMatchObject({ warnings: [ofAge] });
    const other = await make.aHouse({ beds: 1 });
    const born = addMonths(addDays(make.today(), 3), -18 * 12);
    const child = await make.aYoungPerson(other, { dateOfBirth: born });
    const overdue = await make.aStay(other, child, { inDays: 0, nights: 2 });
    await post(`/stays/${overdue}/arrive`, {}, other.staff).expect(200);
    app.clock.advance({ days: 3 });
    expect((await make.as(other.staff).get(`/stays/${overdue}`)).body).toMatchObject({ warnings: [ofAge] });
  });
});

describe('nights that are kept for emergencies', () => {
  const aStay = async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
    const kept = { bed: house.beds[0], from: make.today(2), to: make.today(3) };
    await post(`/units/${house.unit}/reserves`, kept, house.manager).expect(201);
    expect(await states(5)).toEqual(['booked', 'booked', 'reserve', 'reserve', 'free']);
    return stay;
  };

  it('are not added to a stay that is to come', async () => {
    const refused = await extend(await aStay(), 3).expect(409);
    expect((refused.body as { title: string }).title).toContain('kept for emergencies');
  });

  it('are for who is there: they have them when the stay is made longer, the history says so, and they are kept again after', async () => {
    const stay = await aStay();
    await post(`/stays/${stay}/arrive`).expect(200);
    await extend(stay, 5).expect(200);
    expect(await states(5)).toEqual(Array(5).fill('occupied'));
    const [event] = await app.sql<{ note: string }>(
      `SELECT note FROM stay_events WHERE stay_id = $1 AND action = 'extended'`,
      [stay],
    );
    expect(event!.note).toMatch(/^Their mother is ill\. Nights that were kept for emergencies: \d+ .*\.$/);
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await pages.get(`/stays/${stay}`)).text).toContain('Nights that were kept for emergencies');
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/stays/${stay}`)).text).not.toContain('kept for emergencies');
    await post(`/stays/${stay}/shorten`, { departure: make.today(3), reasons: 'x' }).expect(200);
    expect(await states(5)).toEqual(['occupied', 'occupied', 'occupied', 'reserve', 'free']);
  });

  it('give way only where nobody else is promised the bed', async () => {
    const stay = await aStay();
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 4, nights: 1 });
    await post(`/stays/${stay}/arrive`).expect(200);
    const refused = await extend(stay, 5).expect(409);
    expect((refused.body as { title: string }).title).toContain('booked for Bo');
    expect(await states(5)).toEqual(['occupied', 'occupied', 'reserve', 'reserve', 'booked']);
    await extend(stay, 4).expect(200);
  });
});
