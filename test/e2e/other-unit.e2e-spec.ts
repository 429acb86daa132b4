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
