import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let here: House;
let there: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
/** Two units of one council, and a child whom both know. */
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  here = await make.aHouse({ beds: 2 });
  there = await make.aHouse({ beds: 1, organisation: here.organisation });
  ash = await make.aYoungPerson(here);
  await app.sql(
    `INSERT INTO access_grants (young_person_id, unit_id, why, valid_from) VALUES ($1, $2, 'known_to_unit', now() - interval '1 year')`,
    [ash, there.unit],
  );
});

const step = (house: House, stay: string, name: string, body = {}) =>
  make.as(house.staff).post(`/stays/${stay}/${name}`, body);
const open = async (stay: string) => (await make.as(here.staff).get(`/stays/${stay}`).expect(200)).body as object;
const nights = (stay: string) =>
  app.sql(`SELECT arrival, departure, bed_id AS bed FROM bed_claims WHERE stay_id = $1 AND live ORDER BY 1`, [stay]);
const place = async (house: House) => {
  const came = { youngPerson: ash, departure: make.today(2), authority: 'Kit Duty' };
  const { body } = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, came).expect(201);
  return (body as { id: string }).id;
};
const listOf = async (house: House) =>
  ((await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200)).body as { items: object[] }).items;

describe('a night', () => {
  it('is spent at one unit alone by a child who is moved to another after midnight, in the night of the arrival', async () => {
    const stay = await make.aStay(here, ash, { inDays: 0, nights: 2 });
    app.clock.goTo('23:00');
    await step(here, stay, 'arrive').expect(200);
    app.clock.goTo('01:00', 1);
    await place(there);
    expect(await open(stay)).toMatchObject({ state: 'completed' });
    const spent = async (house: House) => {
      const range = `from=${make.today(-1)}&to=${make.today(0)}`;
      const { body } = await make.as(house.manager).get(`/units/${house.unit}/occupancy?${range}`).expect(200);
      const { occupied, withoutBed } = body as { occupied: number; withoutBed: number };
      return { occupied, withoutBed };
    };
    expect(await spent(there)).toEqual({ occupied: 1, withoutBed: 0 });
    expect(await spent(here)).toEqual({ occupied: 0, withoutBed: 0 });
  });
});

describe('an arrival at another unit that is undone', () => {
  it('lets the stay that it ended go on, in its bed and with its absence, and its unit is told to look', async () => {
    const [one] = here.beds as [string];
    const stay = await make.aStay(here, ash, { inDays: 0, nights: 4, bed: one });
    await step(here, stay, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    await step(here, stay, 'away', { kind: 'missing' }).expect(200);
    const placed = await place(there);
    expect(await open(stay)).toMatchObject({ state: 'completed' });
    await step(there, placed, 'undo-arrival', { reason: 'It was Bo' }).expect(200);
    const again = { state: 'in_residence', departedAt: null, endedWhy: '', away: { kind: 'missing' }, conflict: null };
    expect(await open(stay)).toMatchObject({ ...again, departure: make.today(3), bed: { id: one } });
    expect(await nights(stay)).toEqual([{ arrival: make.today(-1), departure: make.today(3), bed: one }]);
    expect((await open(stay)) as { events: object[] }).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ action: 'departure_undone', by: null })]) as unknown,
    });
    expect(await listOf(here)).toMatchObject([
      { why: 'elsewhere_undone', text: expect.stringContaining('their stay here goes on') as unknown },
    ]);
    app.clock.advance({ days: 1 });
    expect(await listOf(here)).toEqual([]);
  });

  it('does so where it had been expected there, which is to come again', async () => {
    const stay = await make.aStay(here, ash, { inDays: 0, nights: 2 });
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'referrer')`, [here.worker.id, there.unit]);
    const next = await make.aStay({ ...there, worker: here.worker }, ash, { inDays: 2, nights: 2 });
    await step(here, stay, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    await step(there, next, 'arrive', { certain: true }).expect(200);
    expect(await open(stay)).toMatchObject({ state: 'completed' });
    await step(there, next, 'undo-arrival', { reason: 'Another child' }).expect(200);
    expect(await open(stay)).toMatchObject({ state: 'in_residence', departure: make.today(1) });
    expect((await make.as(there.staff).get(`/stays/${next}`)).body).toMatchObject({ state: 'booked', conflict: null });
    expect(await nights(next)).toMatchObject([{ arrival: make.today(1), departure: make.today(3) }]);
  });

  it('leaves a departure alone that its unit has corrected since, and stays on the list until it is put right', async () => {
    const stay = await make.aStay(here, ash, { inDays: 0, nights: 4 });
    await step(here, stay, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    const placed = await place(there);
    const earlier = new Date(app.clock.now().getTime() - 3_600_000).toISOString();
    await step(here, stay, 'depart', { at: earlier, reason: 'A taxi came' }).expect(200);
    await step(there, placed, 'undo-arrival', { reason: 'It was Bo' }).expect(200);
    expect(await open(stay)).toMatchObject({ state: 'completed', departedAt: earlier });
    const look = [
      { why: 'elsewhere_undone', stay: { id: stay }, text: expect.stringContaining('or undo it') as unknown },
    ];
    expect(await listOf(here)).toMatchObject(look);
    app.clock.advance({ days: 2 });
    expect(await listOf(here)).toMatchObject(look);
    await step(here, stay, 'undo-departure', { reason: 'They never left' }).expect(200);
    expect(await listOf(here)).not.toContainEqual(expect.objectContaining({ why: 'elsewhere_undone' }));
  });
});
