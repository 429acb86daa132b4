import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, uncovered } from '../../src/kernel/nights.js';
import { sayDay } from '../../src/kernel/say-date.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let jess: string;
let id: string;
let placed: string;

interface Stay {
  id: string;
  bed: { name: string } | null;
  conflict: { why: string; reasons: string[]; text: string } | null;
}

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const young = (firstName: string) => make.aYoungPerson(house, { firstName });
const step = (stay: string, action: string, body: object = {}) =>
  make.as(house.staff).post(`/stays/${stay}/${action}`, body).expect(200);
const stayOf = async (stay: string) => (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as Stay;
const runs = (stay: string, now = app.clock.now()) =>
  app.sql(`SELECT arrival, departure FROM nights_without_bed($1, $2, '06:00') ORDER BY arrival`, [stay, now]);
const range = () => `from=${make.today()}&to=${make.today(4)}`;
const calendar = async () =>
  (await make.as(house.staff).get(`/units/${house.unit}/calendar?${range()}`).expect(200)).body as {
    withoutBed?: { stay: string; arrival: string; departure: string }[];
  };
const booked = async () => {
  const { body } = await make.as(house.staff).get(`/units/${house.unit}/staffing?${range()}`).expect(200);
  return (body as { nights: { booked: number }[] }).nights.map((night) => night.booked);
};

/** Bed 1 is used until later; an emergency is in Bed 2 until tomorrow, from when on Jess has it. She comes today. */
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  jess = await young('Jess');
  const [one, two] = house.beds as [string, string];
  await step(await make.aStay(house, await young('Ash'), { inDays: 0, nights: 4, bed: one }), 'arrive');
  id = await make.aStay(house, jess, { inDays: 1, nights: 2, bed: two });
  const body = { youngPerson: await young('Kit'), departure: make.today(1), authority: 'Kit Duty', bed: two };
  const answer = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, body).expect(201);
  placed = (answer.body as Stay).id;
});

describe('somebody who comes early while their bed is used tonight', () => {
  it('has no bed tonight and theirs from tomorrow: on their page, in the API, on the calendar and in every count', async () => {
    expect(await booked()).toEqual([2, 2, 2, 1]);
    await step(id, 'arrive', { certain: true });
    const tonight = { arrival: make.today(), departure: make.today(1) };
    expect(await runs(id)).toEqual([tonight]);
    const text = `No bed tonight. Bed 2 from ${sayDay(make.today(1))}.`;
    expect(await stayOf(id)).toMatchObject({ bed: null, conflict: { why: 'no_bed', reasons: ['no_bed'], text } });
    expect((await calendar()).withoutBed).toMatchObject([{ stay: id, ...tonight }]);
    expect(await booked()).toEqual([3, 2, 2, 1]);
    const list = await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200);
    expect(list.body).toMatchObject({ items: [{ stay: { id }, text }] });

    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = await staff.get(`/stays/${id}`);
    expect(page.text).toContain(text);
    expect(page.text).not.toContain('no bed after that');
    expect((await staff.get(`/calendar?unit=${house.unit}`)).text).toContain('Without a bed');
    expect((await staff.get('/')).text).toContain('No bed tonight, ');
    const worker = await make.as(house.worker).get(`/stays/${id}`).expect(200);
    expect((worker.body as Stay).conflict?.text).toMatch(/^The bed for this stay is no longer certain/);
  });

  it('is met tonight by whoever visits from whom they are kept apart', async () => {
    await step(id, 'arrive', { certain: true });
    const youngPerson = await young('Cy');
    const decision = { decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make
      .as(house.manager)
      .post('/pair-decisions', { youngPeople: [jess, youngPerson], ...decision })
      .expect(201);
    const visit = { youngPerson, date: make.today(), startsAt: '16:00', endsAt: '17:30', kind: 'tea' };
    const refused = await make.as(house.staff).post(`/units/${house.unit}/visits`, visit).expect(409);
    expect(JSON.stringify(refused.body)).toMatch(/apart/);
  });

  it('is off the list once the night is over, and the record keeps it', async () => {
    await step(id, 'arrive', { certain: true });
    app.clock.advance({ days: 1 });
    expect(await stayOf(id)).toMatchObject({ bed: { name: 'Bed 2' }, conflict: null });
    const before = { arrival: make.today(-1), departure: make.today() };
    expect(await runs(id)).toEqual([before]);
    await step(id, 'depart');
    expect((await make.as(house.staff).get(`/stays/${id}`)).body).toMatchObject({ state: 'completed', ...before });
    app.clock.advance({ days: -1 });
  });

  it('has the bed of somebody who leaves tonight and then their own', async () => {
    await step(id, 'arrive', { certain: true });
    await step(placed, 'depart');
    const next = await make.aStay(house, await young('Di'), { inDays: 4, nights: 1, bed: house.beds[1]! });
    expect(next).toBeTruthy();
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/stays/${id}/conflict`)).text).toContain('Bed 2, on the same nights');
    await step(id, 'move', { bed: house.beds[1] });
    expect(await stayOf(id)).toMatchObject({ bed: { name: 'Bed 2' }, conflict: null });
    expect(await runs(id)).toEqual([]);
  });

  it('keeps their own bed from tomorrow when they have another until then', async () => {
    house = await make.aHouse({ beds: 3 });
    const [one, two, three] = house.beds as [string, string, string];
    await step(await make.aStay(house, await young('Ash'), { inDays: 0, nights: 4, bed: one }), 'arrive');
    const [mine, theirs] = [await young('Jess'), await young('Di')];
    id = await make.aStay(house, mine, { inDays: 1, nights: 2, bed: two });
    const emergency = async (bed: string) => {
      const body = { youngPerson: await young('Kit'), departure: make.today(1), authority: 'x', bed };
      return (await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, body).expect(201)).body as Stay;
    };
    await emergency(two);
    const other = await emergency(three);
    await make.aStay(house, theirs, { inDays: 1, nights: 3, bed: three });
    await step(id, 'arrive', { certain: true });
    await step(other.id, 'depart');
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const said = `Bed 3 until ${sayDay(make.today(1))}, then Bed 2`;
    expect((await staff.get(`/stays/${id}/conflict`)).text).toContain(said);
    const way = `${make.today()}|${make.today(1)}|${three}`;
    expect((await staff.post(`/stays/${id}/conflict`, { way })).location).toBe(`/stays/${id}`);
    expect(await stayOf(id)).toMatchObject({ bed: { name: 'Bed 3' }, conflict: null });
    const held = `SELECT bed_id, arrival FROM bed_claims WHERE stay_id = $1 AND live ORDER BY arrival`;
    expect(await app.sql(held, [id])).toEqual([
      { bed_id: three, arrival: make.today() },
      { bed_id: two, arrival: make.today(1) },
    ]);
  });
});

describe('the nights of a stay without a bed', () => {
  it('are none of who should have left and is still in the bed, until somebody else has it', async () => {
    app.clock.advance({ days: 1 });
    expect(await runs(placed)).toEqual([]);
    app.clock.advance({ days: 2 });
    expect(await runs(placed)).toEqual([]);
    await app.sql(`UPDATE bed_claims SET released_at = now(), released_why = 'x' WHERE stay_id = $1`, [placed]);
    expect(await runs(placed)).toEqual([{ arrival: make.today(-3), departure: make.today(1) }]);
    app.clock.advance({ days: -3 });
  });

  it('are those that no live claim covers, wherever they lie', async () => {
    const piece = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 4 }), fc.boolean());
    const day = (number: number) => addDays(make.today(300), number);
    await app.sql(`UPDATE stays SET arrival = $2, departure = $3 WHERE id = $1`, [id, day(1), day(10)]);
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 4 }), async (pieces) => {
        await app.sql(`UPDATE bed_claims SET released_at = now(), released_why = 'x' WHERE stay_id = $1 AND live`, [
          id,
        ]);
        const held: { arrival: string; departure: string }[] = [];
        for (const [from, length, live] of pieces) {
          const nights = { arrival: day(from), departure: day(from + length) };
          if (live && held.some((one) => one.arrival < nights.departure && nights.arrival < one.departure)) continue;
          if (live) held.push(nights);
          await app.sql(
            `INSERT INTO bed_claims (id, unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at,
                                     released_at, released_why)
             VALUES (gen_random_uuid(), $1, $2, 'stay', $3, $4, $5, $6, now(), $7, $8)`,
            [
              house.unit,
              house.beds[1],
              nights.arrival,
              nights.departure,
              jess,
              id,
              ...(live ? [null, null] : [new Date(), 'x']),
            ],
          );
        }
        expect(await runs(id)).toEqual(uncovered({ arrival: day(1), departure: day(10) }, held));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
