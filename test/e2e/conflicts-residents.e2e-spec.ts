import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

interface Stay {
  id: string;
  bed: { name: string } | null;
  conflict: { why: string } | null;
}

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 1 });
});

const young = (firstName: string, dateOfBirth = '') => make.aYoungPerson(house, { firstName, dateOfBirth });
const step = (id: string, action: string, body: object = {}) =>
  make.as(house.staff).post(`/stays/${id}/${action}`, body);
const stayOf = async (id: string) => (await make.as(house.staff).get(`/stays/${id}`).expect(200)).body as Stay;
const held = (id: string) =>
  app.sql(`SELECT arrival, departure FROM bed_claims WHERE stay_id = $1 AND live ORDER BY arrival`, [id]);

/** Ash has the one bed and leaves; who came meanwhile has none. */
async function withoutABed(dateOfBirth = '') {
  const there = await make.aStay(house, await young('Ash'), { inDays: 0, nights: 2 });
  await step(there, 'arrive').expect(200);
  const youngPerson = await young('Bo', dateOfBirth);
  const body = { youngPerson, departure: make.today(4), authority: 'Kit Duty' };
  const placed = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, body).expect(201);
  const { id } = placed.body as Stay;
  expect(await stayOf(id)).toMatchObject({ bed: null, conflict: { why: 'no_bed' } });
  return { there, id, youngPerson };
}

describe('somebody who is there without a bed', () => {
  it('can have one that is promised for later until then, and the rest is to be solved', async () => {
    const { there, id } = await withoutABed();
    const next = await make.aStay(house, await young('Cy'), { inDays: 2, nights: 2 });
    await step(there, 'depart').expect(200);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = (await staff.get(`/stays/${id}/conflict`)).text;
    expect(page).toMatch(/Bed 1 until \w+ \d+ \w+, and another bed to be found from then on/);
    expect((await staff.get(`/stays/${id}/move`)).text).toMatch(/Bed 1 until/);
    const way = `${make.today()}|${make.today(2)}|${house.beds[0]}`;
    expect((await staff.post(`/stays/${id}/conflict`, { way })).location).toBe(`/stays/${id}/conflict`);
    expect(await held(id)).toEqual([{ arrival: make.today(), departure: make.today(2) }]);
    expect(await stayOf(id)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: { why: 'no_bed' } });
    expect(await stayOf(next)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
    // The bed that they have is no way out.
    expect((await staff.get(`/stays/${id}/conflict`)).text).not.toContain('another bed to be found');
    await step(id, 'move', { bed: house.beds[0] }).expect(400);
    await step(next, 'cancel', { reason: 'x' }).expect(200);
    expect((await step(id, 'move', { bed: house.beds[0] }).expect(200)).body).toMatchObject({ conflict: null });
    expect(await held(id)).toEqual([{ arrival: make.today(), departure: make.today(4) }]);
  });

  it('is not held to what is asked of a booking, is told what the bed lacks, and uses nights kept for emergencies', async () => {
    const { there, id, youngPerson } = await withoutABed(addDays(make.today(), -10 * 366));
    await step(there, 'depart').expect(200);
    await app.sql(`UPDATE young_people SET room_needs = '{step-free}' WHERE id = $1`, [youngPerson]);
    const kept = { bed: house.beds[0], from: make.today(), to: make.today(9) };
    await make.as(house.manager).post(`/units/${house.unit}/reserves`, kept).expect(201);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/stays/${id}/conflict`)).text).toContain('does not have what they need: step-free');
    const moved = await step(id, 'move', { bed: house.beds[0], reasons: 'The only one' }).expect(200);
    expect(moved.body).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
    const [left] = await app.sql(
      `SELECT min(arrival) AS first FROM bed_claims WHERE bed_id = $1 AND live AND purpose = 'reserve'`,
      [house.beds[0]],
    );
    expect(left).toEqual({ first: make.today(4) });
  });

  it('is refused only a bed in which somebody is, or is to be tonight', async () => {
    const { there, id } = await withoutABed();
    await step(id, 'move', { bed: house.beds[0] }).expect(409);
    await step(there, 'depart').expect(200);
    await make.aStay(house, await young('Cy'), { inDays: 0, nights: 1 });
    await step(id, 'move', { bed: house.beds[0] }).expect(409);
  });
});
