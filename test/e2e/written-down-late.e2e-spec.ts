import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(app.clock.now().getTime() - hours * HOUR).toISOString();
const place = (house: House, youngPerson: string, more: object = {}) =>
  make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, {
    ...{ youngPerson, authority: 'Kit Duty', ...more },
  });
const nightsOf = (youngPerson: string) =>
  app.sql(`SELECT arrival, departure, bed_id AS bed FROM bed_claims WHERE young_person_id = $1 AND live ORDER BY 1`, [
    youngPerson,
  ]);
const dmy = (date: string) => date.split('-').toReversed().join('/');

/** Two units of one council, one bed each, and a child whom both know. */
async function twoHouses() {
  const here = await make.aHouse({ beds: 1 });
  const there = await make.aHouse({ beds: 1, organisation: here.organisation });
  const ash = await make.aYoungPerson(here);
  await app.sql(
    `INSERT INTO access_grants (young_person_id, unit_id, why, valid_from) VALUES ($1, $2, 'known_to_unit', now() - interval '1 year')`,
    [ash, there.unit],
  );
  return { here, there, ash };
}

describe('a child who came and has left before anybody wrote it down', () => {
  it('is on record for the nights that were spent, and takes nobody’s bed tonight', async () => {
    const house = await make.aHouse({ beds: 1 });
    const booked = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 0 });
    const ash = await make.aYoungPerson(house);
    const { body } = await place(house, ash, { arrivedAt: ago(72), departedAt: ago(24) }).expect(201);
    expect(body).toMatchObject({
      ...{ state: 'completed', kind: 'emergency', conflict: null, authority: 'Kit Duty' },
      ...{ arrival: make.today(-3), departure: make.today(-1) },
    });
    expect(await nightsOf(ash)).toEqual([{ arrival: make.today(-3), departure: make.today(-1), bed: house.beds[0] }]);
    expect((await make.as(house.staff).get(`/stays/${booked}`)).body).toMatchObject({ bed: { name: 'Bed 1' } });
    const range = `from=${make.today(-4)}&to=${make.today()}`;
    const { body: seen } = await make.as(house.staff).get(`/units/${house.unit}/occupancy?${range}`).expect(200);
    expect(seen).toMatchObject({ occupied: 2 });
    // A second one for the same nights finds no bed, and is on record all the same.
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    const second = await place(house, cy, { arrivedAt: ago(72), departedAt: ago(24) }).expect(201);
    expect(second.body).toMatchObject({ state: 'completed', bed: null });
    expect(await nightsOf(cy)).toEqual([]);
  });

  it('spent no night when they left on the same day; and what cannot be is refused at its field', async () => {
    const house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    const times = { arrivedAt: ago(0.02), departedAt: ago(0.01) };
    await place(house, ash, times).expect(201);
    expect(await nightsOf(ash)).toEqual([]);
    const field = async (more: object) =>
      ((await place(house, ash, more).expect(400)).body.errors as { field: string }[]).map(({ field }) => field);
    expect(await field({ arrivedAt: ago(1), departedAt: ago(2) })).toEqual(['departedAt']);
    expect(await field({ arrivedAt: ago(1), departedAt: ago(-2) })).toEqual(['departedAt']);
    expect(await field({ arrivedAt: ago(72), departure: make.today(-1) })).toEqual(['departedAt']);
    expect(await field({})).toEqual(['departure']);
  });

  it('was booked on these nights: that stay is what is to be written down', async () => {
    const house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    await make.aStay(house, ash, { inDays: 1, nights: 2 });
    app.clock.advance({ days: 4 });
    const { body } = await place(house, ash, { arrivedAt: ago(72), departedAt: ago(48) }).expect(409);
    expect(body.title).toBe('They were booked here on these nights. Record that arrival instead, then the departure.');
  });

  it('is written down on the page, which asks when they left once it sees that the day is over', async () => {
    const house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/emergency-stays/new?unit=${house.unit}&youngPerson=${ash}`;
    expect((await staff.get(path)).text).not.toContain('id="leftAt"');
    const typed = {
      ...{ youngPerson: ash, date: dmy(make.today(-3)), time: '21:00' },
      ...{ departure: dmy(make.today(-2)), authority: 'Kit Duty' },
    };
    const asked = await staff.post(path, typed);
    expect(asked.status).toBe(400);
    expect(asked.text).toContain('id="leftAt-error"');
    const saved = await staff.post(path, { ...typed, leftAt: '10:00' });
    expect(saved.status).toBe(303);
    const stay = (await staff.get(saved.location!)).text;
    expect(stay).toContain('Ash was here and had Bed 1.');
  });
});

describe('an arrival more than a month before anybody wrote it down', () => {
  it('is asked about, then taken; a year is a slip', async () => {
    const house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    const day = 24;
    const placed = (hours: number, more: object = {}) =>
      place(house, ash, { arrivedAt: ago(hours), departure: make.today(2), ...more });
    expect((await placed(40 * day).expect(400)).body.errors).toMatchObject([{ field: 'certain' }]);
    expect((await placed(400 * day, { certain: true }).expect(400)).body.errors).toMatchObject([
      { field: 'arrivedAt' },
    ]);
    const { body } = await placed(40 * day, { certain: true }).expect(201);
    expect(body).toMatchObject({ state: 'in_residence', arrival: make.today(-40), bed: { name: 'Bed 1' } });
  });

  it('is confirmed on the page of the arrival by a tick, with what was typed', async () => {
    const house = await make.aHouse();
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, nights: 2 });
    app.clock.advance({ days: 1 });
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/stays/${stay}/arrive`;
    expect((await staff.get(path)).text).not.toContain('name="certain"');
    const typed = { date: dmy(make.today(-40)), time: '10:00' };
    const asked = await staff.post(path, typed);
    expect(asked.status).toBe(400);
    expect(asked.text).toMatch(/id="certain"[^>]*name="certain"/);
    expect(asked.text).toContain(typed.date);
    expect((await staff.post(path, { ...typed, certain: 'yes' })).status).toBe(303);
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    expect(body).toMatchObject({ state: 'in_residence', arrival: make.today(-40) });
  });
});

describe('an arrival before the child was at the unit where they are recorded', () => {
  it('is asked about, then taken: the stay there is left without a night, and that unit is told to look', async () => {
    const { here, there, ash } = await twoHouses();
    const came = await place(here, ash, { departure: make.today(1) }).expect(201);
    const yesterday = { arrivedAt: ago(24), departure: make.today(1) };
    expect((await place(there, ash, yesterday).expect(409)).body.errors).toMatchObject([{ field: 'certain' }]);
    expect(await nightsOf(ash)).toHaveLength(1);
    const { body } = await place(there, ash, { ...yesterday, certain: true }).expect(201);
    expect(body).toMatchObject({ state: 'in_residence', arrival: make.today(-1), bed: { name: 'Bed 1' } });
    expect(await nightsOf(ash)).toEqual([{ arrival: make.today(-1), departure: make.today(1), bed: there.beds[0] }]);
    const id = (came.body as { id: string }).id;
    expect((await make.as(here.staff).get(`/stays/${id}`)).body).toMatchObject({ state: 'completed' });
    const { body: list } = await make.as(here.staff).get(`/units/${here.unit}/conflicts`).expect(200);
    expect(list.items).toMatchObject([{ why: 'ended_elsewhere', stay: { id } }]);
  });

  it('whose nights there are over is on record for the rest, and the other unit keeps what was spent', async () => {
    const { here, there, ash } = await twoHouses();
    await place(here, ash, { arrivedAt: ago(72), departedAt: ago(24) }).expect(201);
    const { body } = await place(there, ash, { arrivedAt: ago(48), departure: make.today(1) }).expect(201);
    expect(body).toMatchObject({ state: 'in_residence', arrival: make.today(-2) });
    expect(await nightsOf(ash)).toEqual([
      { arrival: make.today(-3), departure: make.today(-1), bed: here.beds[0] },
      { arrival: make.today(-1), departure: make.today(1), bed: there.beds[0] },
    ]);
  });
});

describe('a child whom the unit does not know', () => {
  it('can be given a bed by name on the page; with none free the page says so', async () => {
    const house = await make.aHouse({ beds: 1 });
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/emergency-stays/new?unit=${house.unit}&unknown=yes`;
    expect((await staff.get(path)).text).toContain(`value="${house.beds[0]}"`);
    await place(house, await make.aYoungPerson(house), { departure: make.today(2) }).expect(201);
    const full = (await staff.get(path)).text;
    expect(full).toContain('No bed is free tonight.');
    expect(full).not.toContain('Unless you choose another');
  });
});
