import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Visit {
  id: string;
  state: string;
  against: string[];
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});
afterAll(() => app?.close());

const plan = (youngPerson: string, inDays: number, more: object = {}, by: TestUser = house.staff) =>
  make.as(by).post(`/units/${house.unit}/visits`, {
    ...{ youngPerson, date: make.today(inDays), startsAt: '16:00', endsAt: '17:30', kind: 'tea' },
    ...more,
  });
const apart = (one: string, other: string) =>
  make.as(house.manager).post('/pair-decisions', {
    ...{ youngPeople: [one, other], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) },
  });
const staff = (inDays: number, take: number, high: number) =>
  make
    .as(house.staff)
    .post(`/units/${house.unit}/staffing/nights`, { night: make.today(inDays), take, high })
    .expect(201);
const proposeFor = (request: string, inDays: number) => {
  const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
  return make.as(house.staff).post(`/requests/${request}/offers`, nights);
};
const propose = async (youngPerson: string, inDays: number) =>
  proposeFor(await make.aRequest(house, youngPerson, { inDays }), inDays);

describe('a visit without a night', () => {
  it('is planned, takes no bed, takes place with who was there, and is on the trail', async () => {
    const { body } = await plan(ash, 0, { startsAt: '00:00', endsAt: '23:59', note: 'With Mum' }).expect(201);
    const visit = body as Visit;
    expect(visit).toMatchObject({ state: 'planned', startsAt: '00:00', kind: 'tea', note: 'With Mum' });
    const claims = await app.sql(`SELECT 1 FROM bed_claims WHERE young_person_id = $1`, [ash]);
    expect(claims).toEqual([]);
    const told = { whoWasThere: 'Mum, Sam', startedAt: '00:00', endedAt: '00:45' };
    const done = await make.as(house.staff).post(`/visits/${visit.id}/happened`, told).expect(200);
    expect(done.body).toMatchObject({ state: 'happened', whoWasThere: 'Mum, Sam', endsAt: '00:45', against: [] });
    await make.as(house.staff).post(`/visits/${visit.id}/happened`, told).expect(409);
    await make.as(house.staff).post(`/visits/${visit.id}/cancel`, { reason: 'x' }).expect(409);
    const trail = await app.sql<{ action: string }>(
      `SELECT action FROM audit_entries WHERE subject_id = $1 AND $2 = ANY (young_people) ORDER BY id`,
      [visit.id, ash],
    );
    expect(trail.map(({ action }) => action)).toEqual(['visit.planned', 'visit.happened']);
  });

  it('is planned once a day for each, and again once it is cancelled', async () => {
    const { body } = await plan(ash, 3).expect(201);
    expect((await plan(ash, 3, { startsAt: '10:00', endsAt: '11:00' }).expect(409)).body.type).toContain('already');
    await make
      .as(house.worker)
      .post(`/visits/${(body as Visit).id}/cancel`, { reason: 'They are ill' })
      .expect(200);
    await plan(ash, 3).expect(201);
  });

  it('is listed soonest first, page by page; a key worker sees their own only, and not why one was gone over', async () => {
    const bo = await make.aYoungPerson(house, { keyWorker: await make.aUser(house, 'cas_worker', 'referrer') });
    for (const inDays of [202, 200]) await plan(bo, inDays).expect(201);
    await plan(ash, 201, {}, house.worker).expect(201);
    const path = `/units/${house.unit}/visits?from=${make.today(199)}&to=${make.today(210)}`;
    const first = await make.as(house.staff).get(`${path}&limit=2`).expect(200);
    expect((first.body.items as { date: string }[]).map(({ date }) => date)).toEqual([
      make.today(200),
      make.today(201),
    ]);
    const rest = await make.as(house.staff).get(`${path}&limit=2&cursor=${first.body.next}`).expect(200);
    expect(rest.body).toMatchObject({ items: [{ date: make.today(202) }], next: null });
    const own = await make.as(house.worker).get(path).expect(200);
    expect((own.body.items as { youngPerson: { id: string } }[]).map(({ youngPerson }) => youngPerson.id)).toEqual([
      ash,
    ]);
    const other = first.body.items[0] as Visit;
    await make.as(house.worker).get(`/visits/${other.id}`).expect(404);
    await make.as(house.worker).post(`/visits/${other.id}/cancel`, { reason: 'x' }).expect(404);
  });

  it.each([
    ['that ends before it begins', { startsAt: '17:30', endsAt: '16:00' }, 'endsAt'],
    ['a hundred years off', { date: '2127-03-12' }, 'date'],
    ['on a day that has passed', { date: '2020-03-12' }, 'date'],
    ['at no time', { startsAt: '25:00' }, 'startsAt'],
    ['of no kind', { kind: 'sleepover' }, 'kind'],
    ['that took place tomorrow', { whoWasThere: 'Mum' }, 'date'],
  ])('%s is refused at its field', async (_, wrong, field) => {
    const answer = await plan(ash, 9, wrong).expect(400);
    expect((answer.body.errors as { field: string }[]).map((error) => error.field)).toEqual([field]);
  });

  it('of nobody I may see is not there, nor at a unit that is not mine', async () => {
    const other = await make.aHouse();
    const unseen = await make.aYoungPerson(other);
    for (const youngPerson of [unseen, randomUUID()]) await plan(youngPerson, 9).expect(404);
    await plan(ash, 9, {}, other.staff).expect(404);
  });
});

describe('those kept apart', () => {
  it('never meet by a visit, on the days of arrival and departure neither, nor by another visit', async () => {
    const [cy, di] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    await make.anOffer(house, cy, { inDays: 20 });
    await apart(cy, di).expect(201);
    for (const inDays of [20, 21, 22]) {
      const refused = await plan(di, inDays).expect(409);
      expect(refused.body.type).toBe('/problems/not-possible-kept-apart');
      await plan(di, inDays, { overrule: 'x' }, house.manager).expect(409);
      const told = await plan(di, inDays, {}, house.worker).expect(409);
      expect(told.body.title).toBe('They cannot visit on this day. Choose another, or ask the unit.');
    }
    await plan(di, 23).expect(201);
    await plan(cy, 23).expect(409);
  });

  it('never meet by a stay around a visit: its options say so, and no proposal is held', async () => {
    const [ed, flo] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    await apart(ed, flo).expect(201);
    const { body } = await plan(ed, 32).expect(201);
    for (const inDays of [30, 31, 32]) {
      expect((await propose(flo, inDays)).body.type).toBe('/problems/not-possible-kept-apart');
    }
    await make
      .as(house.staff)
      .post(`/visits/${(body as Visit).id}/cancel`, { reason: 'Ill' })
      .expect(200);
    expect((await propose(flo, 30)).status).toBe(201);
  });

  it('who met all the same are on record: what took place is never refused, only flagged', async () => {
    const [gil, hal] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    await make
      .as(house.staff)
      .post(`/stays/${await make.aStay(house, gil, { inDays: 0 })}/arrive`)
      .expect(200);
    await apart(gil, hal).expect(201);
    await staff(0, 1, 0);
    const { body } = await plan(hal, 0, { startsAt: '00:00', endsAt: '23:59', whoWasThere: 'Dad' }).expect(201);
    expect(body).toMatchObject({ state: 'happened', against: ['kept_apart', 'staffing'] });
    const seen = await make
      .as(house.worker)
      .get(`/visits/${(body as Visit).id}`)
      .expect(200);
    expect(seen.body).toMatchObject({ against: [], overruledBecause: '' });
  });

  it('twenty times: a visit and a stay at the same moment, one is told to choose another day', async () => {
    const [ike, jo] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    await apart(ike, jo).expect(201);
    for (let round = 0; round < 20; round += 1) {
      const inDays = 40 + 3 * round;
      const request = await make.aRequest(house, ike, { inDays });
      const answers = await Promise.all([proposeFor(request, inDays), plan(jo, inDays + 1)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    }
  }, 120_000);
});

describe('the staff of the day', () => {
  it('must be able to take one more; a manager may go over it with a reason that stays on record', async () => {
    const [kit, lou, mo] = [
      await make.aYoungPerson(house),
      await make.aYoungPerson(house),
      await make.aYoungPerson(house),
    ];
    await make.anOffer(house, kit, { inDays: 120 });
    for (const inDays of [120, 121]) await staff(inDays, 2, 0);
    await plan(lou, 120).expect(201);
    expect((await propose(mo, 120)).body.title).toContain('there would be 3 young people, and staff for 2');
    expect((await plan(mo, 120).expect(409)).body.errors).toMatchObject([{ field: 'overrule' }]);
    await plan(mo, 120, { overrule: 'x' }).expect(403);
    const { body } = await plan(mo, 120, { overrule: 'I am there myself' }, house.manager).expect(201);
    expect(body).toMatchObject({ overruledBecause: 'I am there myself' });
  });

  it('of a full house take a visitor once the figure of the day is raised beyond the beds', async () => {
    const full = await make.aHouse({ beds: 1 });
    const [ned, ora] = [await make.aYoungPerson(full), await make.aYoungPerson(full)];
    await make.aStay(full, ned, { inDays: 10 });
    const figure = (take: number) => ({ night: make.today(10), take, high: 0 });
    const raise = (take: number) => make.as(full.staff).post(`/units/${full.unit}/staffing/nights`, figure(take));
    await raise(1).expect(201);
    const tea = { youngPerson: ora, date: make.today(10), startsAt: '16:00', endsAt: '17:30', kind: 'tea' };
    const visit = () => make.as(full.staff).post(`/units/${full.unit}/visits`, tea);
    const refused = await visit().expect(409);
    for (const way of ['there would be 2 young people, and staff for 1', 'another day', 'raise the figure', 'manager'])
      expect(refused.body.title).toContain(way);
    await raise(3).expect(400);
    await raise(2).expect(201);
    await visit().expect(201);
  });
});
