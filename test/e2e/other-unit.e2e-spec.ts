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

interface Stay {
  id: string;
  state: string;
  bed: { name: string } | null;
  conflict: { why: string; text: string } | null;
}

const stayOf = async (house: House, id: string) => (await make.as(house.staff).get(`/stays/${id}`)).body as Stay;
const place = (house: House, youngPerson: string, more: object = {}) =>
  make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, {
    ...{ youngPerson, departure: make.today(2), authority: 'Kit', ...more },
  });
const known = (youngPerson: string, house: House) =>
  app.sql(
    `INSERT INTO access_grants (young_person_id, unit_id, why, valid_from) VALUES ($1, $2, 'known_to_unit', now() - interval '1 year')`,
    [youngPerson, house.unit],
  );
/** Two units of one council, and a child whom both know. */
async function twoHouses() {
  const here = await make.aHouse({ beds: 1 });
  const there = await make.aHouse({ beds: 1, organisation: here.organisation });
  const ash = await make.aYoungPerson(here);
  await known(ash, there);
  return { here, there, ash };
}

const leavesOpen = async (youngPerson: string) =>
  app.sql(
    `SELECT c.arrival, c.departure, b.unit_id AS unit FROM bed_claims c JOIN beds b ON b.id = c.bed_id
      WHERE c.young_person_id = $1 AND c.live ORDER BY c.arrival`,
    [youngPerson],
  );
const listOf = async (house: House) =>
  (
    (await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200)).body as {
      items: { why: string; stay: Stay }[];
    }
  ).items.map(({ why, stay }) => [why, stay.id]);

describe('a child who is still recorded as staying at another unit', () => {
  it('is recorded here; the other stay ends at this arrival, and its unit is told to look', async () => {
    const { here, there, ash } = await twoHouses();
    const stay = await make.aStay(here, ash, { inDays: 0, nights: 4 });
    await make.as(here.staff).post(`/stays/${stay}/arrive`).expect(200);
    await make.as(here.staff).post(`/stays/${stay}/away`, { kind: 'missing' }).expect(200);
    const from = make.today();
    app.clock.advance({ days: 2 });
    await place(there, ash).expect(201);
    expect(await stayOf(here, stay)).toMatchObject({ state: 'completed', departure: make.today(), away: null });
    expect(await leavesOpen(ash)).toEqual([
      { arrival: from, departure: make.today(), unit: here.unit },
      { arrival: make.today(), departure: make.today(2), unit: there.unit },
    ]);
    expect(await listOf(here)).toEqual([['ended_elsewhere', stay]]);
    expect(await listOf(there)).toEqual([]);
    const [event] = await app.sql(
      `SELECT by_user, action FROM stay_events WHERE stay_id = $1 ORDER BY id DESC LIMIT 1`,
      [stay],
    );
    expect(event).toEqual({ by_user: null, action: 'departed' });
    app.clock.advance({ days: 1 });
    expect(await listOf(here)).toEqual([]);
  });

  it('arrives to a booking here all the same, whenever it is written down, but not before they were there', async () => {
    const { here, there, ash } = await twoHouses();
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'referrer')`, [here.worker.id, there.unit]);
    const booked = await make.aStay({ ...there, worker: here.worker }, ash, { inDays: 1, nights: 2 });
    app.clock.advance({ days: 1 });
    const came = await place(here, ash, { departure: make.today(1) }).expect(201);
    const yesterday = new Date(app.clock.now().getTime() - 86_400_000).toISOString();
    await make.as(there.staff).post(`/stays/${booked}/arrive`, { at: yesterday }).expect(409);
    const arrived = await make.as(there.staff).post(`/stays/${booked}/arrive`).expect(200);
    expect(arrived.body).toMatchObject({ state: 'in_residence', arrival: make.today(), bed: { name: 'Bed 1' } });
    expect(await stayOf(here, (came.body as Stay).id)).toMatchObject({ state: 'completed' });
    expect(await leavesOpen(ash)).toHaveLength(1);
  });
});

describe('a child who came to another unit in an emergency', () => {
  it('has a booking here that says so, and has its bed back when they leave', async () => {
    const { here, there, ash } = await twoHouses();
    const booked = await make.aStay(here, ash, { inDays: 1, nights: 2 });
    const came = await place(there, ash).expect(201);
    const lost = await stayOf(here, booked);
    expect(lost).toMatchObject({ bed: null, conflict: { why: 'staying_already' } });
    expect(lost.conflict!.text).toMatch(/^They are staying at House \w+ already, on some of these nights/);
    const told = (await make.as(here.worker).get(`/stays/${booked}`)).body as Stay;
    expect(told.conflict).toEqual(lost.conflict);
    await make
      .as(there.staff)
      .post(`/stays/${(came.body as Stay).id}/depart`)
      .expect(200);
    expect(await stayOf(here, booked)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
  });
});
