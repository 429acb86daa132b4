import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let one: string;
let two: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const young = (firstName: string) => make.aYoungPerson(house, { firstName });
const post = (path: string, body: object) => make.as(house.staff).post(path, body);
const held = (id = stay) =>
  app.sql(`SELECT bed_id AS bed, arrival, departure FROM bed_claims WHERE stay_id = $1 AND live ORDER BY arrival`, [
    id,
  ]);
const span = (bed: string, from: number, to: number) => ({ bed, arrival: make.today(from), departure: make.today(to) });

/** Ash should have come two days ago, for four nights in Bed 1, and nobody has recorded anything. */
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  [one, two] = house.beds as [string, string];
  stay = await make.aStay(house, await young('Ash'), { inDays: 0, nights: 4, bed: one });
  app.clock.advance({ days: 2 });
});

describe('a stay that should have begun and whose arrival nobody has recorded', () => {
  it('moves from tonight on, and what is over stays as it was', async () => {
    await post(`/stays/${stay}/move`, { bed: two }).expect(200);
    expect(await held()).toEqual([span(one, -2, 0), span(two, 0, 2)]);
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const moved = await pages.post(`/stays/${stay}/move`, { bed: one, from: two });
    expect((await pages.get(moved.location!)).text).toContain('Ash has Bed 1 from tonight.');
    expect(await held()).toEqual([span(one, -2, 2)]);
    // Its arrival two days ago finds the nights where they were.
    const at = new Date(app.clock.now().getTime() - 48 * 3_600_000).toISOString();
    await post(`/stays/${stay}/arrive`, { at }).expect(200);
    expect(await held()).toEqual([span(one, -2, 2)]);
  });

  it('moves to a bed that somebody had on the nights that are over', async () => {
    const others = await make.aHouse({ beds: 2 });
    const [first, second] = others.beds as [string, string];
    const bo = await make.aYoungPerson(others, { firstName: 'Bo' });
    const cy = await make.aYoungPerson(others, { firstName: 'Cy' });
    const begun = await make.aStay(others, bo, { inDays: 0, nights: 4, bed: first });
    const left = await make.aStay(others, cy, { inDays: 0, nights: 2, bed: second });
    await make.as(others.staff).post(`/stays/${left}/arrive`).expect(200);
    app.clock.advance({ days: 2 });
    await make.as(others.staff).post(`/stays/${left}/depart`).expect(200);
    await make.as(others.staff).post(`/stays/${begun}/move`, { bed: second }).expect(200);
    expect(await held(begun)).toEqual([span(first, -2, 0), span(second, 0, 2)]);
    expect(await held(left)).toEqual([span(second, -2, 0)]);
  });

  it('is put on other nights or into another bed from tonight on', async () => {
    const nights = { arrival: make.today(-2), departure: make.today(1) };
    await post(`/stays/${stay}/rebook`, { ...nights, bed: two }).expect(200);
    expect(await held()).toEqual([span(one, -2, 0), span(two, 0, 1)]);
    const over = { arrival: make.today(-2), departure: make.today(), bed: two };
    expect((await post(`/stays/${stay}/rebook`, over).expect(400)).body).toMatchObject({
      errors: [{ field: 'departure' }],
    });
  });

  it('is not moved to make room for another', async () => {
    const bo = await young('Bo');
    await make.aStay(house, bo, { inDays: 2, nights: 2, bed: two });
    await app.sql(`UPDATE young_people SET keeps_room = true WHERE id = $1`, [bo]);
    // Bed 1 would be free on all four nights if Ash moved to Bed 2 for the first two.
    const path = `/units/${house.unit}/vacancies?from=${make.today()}&to=${make.today(4)}&nights=4`;
    const { body } = await make.as(house.staff).get(path).expect(200);
    expect(body).toMatchObject({ options: [], unavailable: [{ reasons: [{ code: 'no_bed' }] }] });
    // As it would be for one that is to come.
    await app.sql(`UPDATE stays SET arrival = $2 WHERE id = $1`, [stay, make.today()]);
    await app.sql(`UPDATE bed_claims SET arrival = $2 WHERE stay_id = $1 AND live`, [stay, make.today()]);
    const later = (await make.as(house.staff).get(path).expect(200)).body as { options: { moves: object[] }[] };
    expect(later.options[0]!.moves).toHaveLength(1);
  });

  it('says so when no night is left to move', async () => {
    app.clock.advance({ days: 2 });
    const refused = await post(`/stays/${stay}/move`, { bed: two }).expect(409);
    expect((refused.body as { title: string }).title).toContain('Record the arrival, or that they did not arrive.');
  });

  it('has a bed found again from tonight on when it lost its own', async () => {
    const body = { youngPerson: await young('Kit'), departure: make.today(2), authority: 'Kit Duty', bed: two };
    await post(`/units/${house.unit}/emergency-stays`, body).expect(201);
    const guest = await make.aStay(house, await young('Di'), { inDays: 5, nights: 1, bed: one });
    expect(guest).toBeTruthy();
    await app.sql(`UPDATE bed_claims SET released_at = now(), released_why = 'displaced' WHERE stay_id = $1`, [stay]);
    await app.sql(`INSERT INTO stay_conflicts (unit_id, stay_id, why, opened_at) VALUES ($1, $2, 'no_bed', $3)`, [
      house.unit,
      stay,
      app.clock.now(),
    ]);
    const { body: found } = await make.as(house.staff).get(`/stays/${stay}/ways-out`).expect(200);
    expect((found as { ways: object[] }).ways[0]).toMatchObject({
      ...{ kind: 'bed', arrival: make.today(-2), departure: make.today(2) },
    });
    const nights = { arrival: make.today(-2), departure: make.today(2), bed: one };
    await post(`/stays/${stay}/rebook`, nights).expect(200);
    expect(await held()).toEqual([span(one, 0, 2)]);
  });
});
