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

interface Stay {
  id: string;
  state: string;
  bed: { name: string } | null;
  conflict: { why: string; text: string } | null;
}

const stayOf = async (house: House, id: string) => (await make.as(house.staff).get(`/stays/${id}`)).body as Stay;
const place = (house: House, youngPerson: string | undefined, more: object = {}) =>
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

  it('is on a list of all that is to be solved, which is paged, with a way to it from Today', async () => {
    const { here, there, ash } = await twoHouses();
    const came = await place(here, ash).expect(201);
    await place(there, ash).expect(201);
    const without = await Promise.all(
      ['Bo', 'Cy', 'Di'].map(async (firstName) =>
        place(here, await make.aYoungPerson(here, { firstName })).expect(201),
      ),
    );
    const waiting = without.map(({ body }) => body as Stay).filter(({ bed }) => bed === null);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const path = `/units/${here.unit}/conflicts?limit=1${next && `&cursor=${encodeURIComponent(next)}`}`;
      const { body } = await make.as(here.staff).get(path).expect(200);
      const page = body as { items: { stay: Stay }[]; next: string | null };
      expect(page.items).toHaveLength(1);
      seen.push(page.items[0]!.stay.id);
      next = page.next;
    }
    expect(seen.toSorted()).toEqual([(came.body as Stay).id, ...waiting.map(({ id }) => id)].toSorted());
    const staff = await PageClient.signIn(app.address, here.staff.email, PASSWORD);
    expect((await staff.get('/')).text).toContain(`href="/conflicts?unit=${here.unit}"`);
    const first = (await staff.get(`/conflicts?unit=${here.unit}&limit=2`)).text;
    const [, href] = /href="(\/conflicts[^"]+cursor[^"]+)"/.exec(first)!;
    expect((await staff.get(href!.replaceAll('&amp;', '&'))).text).toContain('First page');
  });

  it('arrives to a booking here all the same, whenever it is written down', async () => {
    const { here, there, ash } = await twoHouses();
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'referrer')`, [here.worker.id, there.unit]);
    const booked = await make.aStay({ ...there, worker: here.worker }, ash, { inDays: 1, nights: 2 });
    app.clock.advance({ days: 1 });
    const came = await place(here, ash, { departure: make.today(1) }).expect(201);
    const arrived = await make.as(there.staff).post(`/stays/${booked}/arrive`).expect(200);
    expect(arrived.body).toMatchObject({ state: 'in_residence', arrival: make.today(), bed: { name: 'Bed 1' } });
    expect(await stayOf(here, (came.body as Stay).id)).toMatchObject({ state: 'completed' });
    expect(await leavesOpen(ash)).toHaveLength(1);
  });
});

describe('a child of the council whom the unit does not know', () => {
  const born = '2013-05-17';
  const facts = { firstName: 'ash', lastName: 'Example', dateOfBirth: born };

  it('is found by the case number or by the name with the date of birth, which is on the trail, and known from then on', async () => {
    const { here, there } = await twoHouses();
    const bo = await make.aYoungPerson(here, { firstName: 'Ash', dateOfBirth: born });
    const nobody = (more: object) => place(there, undefined, more);
    await place(there, bo).expect(404);
    await nobody({}).expect(400);
    await nobody({ firstName: 'Ash', lastName: 'Example' }).expect(400);
    await nobody({ ...facts, dateOfBirth: '2013-05-18' }).expect(400);
    await nobody({ caseNumber: 'no such' }).expect(400);
    await make.as(there.staff).get(`/young-people/${bo}`).expect(404);
    const { body } = await nobody(facts).expect(201);
    expect(body).toMatchObject({ youngPerson: { id: bo }, bed: { name: 'Bed 1' } });
    await make.as(there.staff).get(`/young-people/${bo}`).expect(200);
    const trail = await app.sql(
      `SELECT actor_id, via FROM audit_entries WHERE action = 'young_person.found_for_emergency' AND subject_id = $1`,
      [bo],
    );
    expect(trail).toEqual([{ actor_id: there.staff.id, via: 'api' }]);
  });

  it('is asked for on a page that says what it needs; another council’s child is not there', async () => {
    const { here, there } = await twoHouses();
    const elsewhere = await make.aHouse();
    const numbers = await Promise.all(
      [await make.aYoungPerson(here, { firstName: 'Cy' }), await make.aYoungPerson(elsewhere)].map(
        async (id) =>
          (await app.sql<{ n: string }>(`SELECT case_number AS n FROM young_people WHERE id = $1`, [id]))[0]!.n,
      ),
    );
    const staff = await PageClient.signIn(app.address, there.staff.email, PASSWORD);
    const path = `/emergency-stays/new?unit=${there.unit}&unknown=yes`;
    expect((await staff.get(`/emergency-stays/new?unit=${there.unit}`)).text).toContain('unknown=yes');
    expect((await staff.get(path)).text).toContain('Enter the case number, or the full name and the date of birth');
    const until = make.today(1).split('-').toReversed().join('/');
    const date = make.today().split('-').toReversed().join('/');
    const typed = { date, time: '00:01', departure: until, authority: 'Kit Duty' };
    const refused = await staff.post(path, { ...typed, caseNumber: numbers[1]! });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('No child of the council is on record with this');
    expect((await staff.post(path, typed)).text).toContain('the last name and the date of birth');
    const saved = await staff.post(path, { ...typed, caseNumber: numbers[0]!.toUpperCase() });
    expect(saved.status).toBe(303);
    expect((await staff.get(saved.location!)).text).toContain('Cy Example');
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
