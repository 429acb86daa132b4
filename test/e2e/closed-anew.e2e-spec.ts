import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const post = (house: House, path: string, body: object = {}, by = house.staff) => make.as(by).post(path, body);
const close = (house: House, from: number, to: number, more: object = {}) => {
  const body = { from: make.today(from), to: make.today(to), reason: 'planned_closure', ...more };
  return post(house, `/units/${house.unit}/closures`, body, house.manager).expect(201);
};
const states = async (house: House, from: number, to: number) => {
  const path = `/units/${house.unit}/calendar?from=${make.today(from)}&to=${make.today(to)}`;
  const { body } = await make.as(house.staff).get(path).expect(200);
  return (body as { beds: { nights: { state: string }[] }[] }).beds.map(({ nights }) =>
    nights.map(({ state }) => state).join(' '),
  );
};

describe('closed nights that gave way to somebody who stayed on', () => {
  it.each<[string, object]>([
    ['once', {}],
    ['every year', { rrule: 'FREQ=YEARLY' }],
  ])('are closed again as soon as they leave, closed %s', async (_, more) => {
    const house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
    await post(house, `/stays/${stay}/arrive`).expect(200);
    await close(house, 2, 6, more);
    await post(house, `/stays/${stay}/stay-on`, { departure: make.today(5), reason: 'The family is away' }).expect(200);
    expect(await states(house, 2, 7)).toEqual(['occupied occupied occupied closed free']);
    app.clock.advance({ days: 3 });
    await post(house, `/stays/${stay}/depart`).expect(200);
    expect(await states(house, -1, 4)).toEqual(['occupied closed closed closed free']);
  });

  it('stay open for the time being where a rule takes too long to follow: the departure is on record all the same', async () => {
    const house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
    await post(house, `/stays/${stay}/arrive`).expect(200);
    await close(house, 2, 6);
    await post(house, `/stays/${stay}/stay-on`, { departure: make.today(5), reason: 'The family is away' }).expect(200);
    await app.sql(
      `INSERT INTO closures (unit_id, arrival, departure, rule, reason, note, made_at, made_by)
       SELECT unit_id, arrival, arrival + 1, 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', reason, note, made_at, made_by
         FROM closures WHERE unit_id = $1`,
      [house.unit],
    );
    const left = await post(house, `/stays/${stay}/depart`).expect(200);
    expect(left.body).toMatchObject({ state: 'completed' });
    expect(await states(house, 2, 6)).toEqual(['free free free closed']);
  });

  it('stay open once the closure was ended, and while somebody is there', async () => {
    const house = await make.aHouse({ beds: 2 });
    const [one, two] = house.beds as [string, string];
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2, bed: one });
    const other = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2, bed: two });
    for (const id of [stay, other]) await post(house, `/stays/${id}/arrive`).expect(200);
    const { body } = await close(house, 2, 6);
    const on = { departure: make.today(5), reason: 'x' };
    for (const id of [stay, other]) await post(house, `/stays/${id}/stay-on`, on).expect(200);
    app.clock.advance({ days: 3 });
    await post(house, `/stays/${stay}/depart`).expect(200);
    expect(await states(house, 0, 4)).toEqual(['closed closed closed free', 'occupied occupied closed free']);
    await post(house, `/closures/${(body as { id: string }).id}/end`, {}, house.manager).expect(200);
    await post(house, `/stays/${other}/depart`).expect(200);
    expect(await states(house, 0, 4)).toEqual(['free free free free', 'free free free free']);
  });
});

it('the check of a closure counts the nights of beds that are registered, and no others', async () => {
  const house = await make.aHouse({ beds: 3 });
  await app.sql(`UPDATE beds SET registered_until = $2 WHERE id = $1`, [house.beds[0], make.today(6)]);
  await app.sql(`UPDATE beds SET registered_from = $2 WHERE id = $1`, [house.beds[1], make.today(30)]);
  const body = { from: make.today(5), to: make.today(8), reason: 'planned_closure' };
  const checked = await post(house, `/units/${house.unit}/closures/check`, body, house.manager).expect(200);
  expect(checked.body).toMatchObject({ nights: 4 });
});

describe('a unit without any beds', () => {
  const NO_BEDS = 'This unit has no beds yet: a manager has to have them added before anybody can stay.';

  it('says so where a bed is looked for', async () => {
    const house = await make.aHouse({ beds: 0 });
    const ash = await make.aYoungPerson(house);
    const path = `/units/${house.unit}/vacancies?from=${make.today(1)}&to=${make.today(3)}&nights=2`;
    const { body } = await make.as(house.staff).get(path).expect(200);
    expect(body).toMatchObject({ options: [], unavailable: [{ reasons: [{ code: 'needs', sentence: NO_BEDS }] }] });
    const request = await make.aRequest(house, ash, { inDays: 1, nights: 2 });
    const nights = { arrival: make.today(1), departure: make.today(3) };
    const refused = await post(house, `/requests/${request}/offers`, nights).expect(409);
    expect((refused.body as { title: string }).title).toBe(NO_BEDS);
  });

  it('has a child on record who comes in an emergency, and a bed for them to be solved', async () => {
    const house = await make.aHouse({ beds: 0 });
    const body = { youngPerson: await make.aYoungPerson(house), departure: make.today(2), authority: 'Kit Duty' };
    const path = `/units/${house.unit}/emergency-stays`;
    const refused = await post(house, path, { ...body, bed: house.unit }).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ field: 'bed', message: NO_BEDS }] });
    const placed = await post(house, path, body).expect(201);
    expect(placed.body).toMatchObject({ state: 'in_residence', bed: null, conflict: { why: 'no_bed' } });
  });
});
