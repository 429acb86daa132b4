import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { FindOverdueStays, WriteOnStays } from '../../src/stays/write-on-stays.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

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
  house = await make.aHouse({ beds: 3 });
  [ash, bo] = [await young('Ash'), await young('Bo')];
});

const young = (firstName: string) => make.aYoungPerson(house, { firstName });
const apart = (...youngPeople: string[]) =>
  make
    .as(house.manager)
    .post('/pair-decisions', { youngPeople, decision: 'never_together', evidence: 'x', reviewBy: make.today(90) })
    .expect(201);
const stay = (who: string, inDays: number, nights: number, bed: number) =>
  make.aStay(house, who, { inDays, nights, bed: house.beds[bed - 1]! });
const step = (id: string, action: string, body: object = {}) =>
  make.as(house.staff).post(`/stays/${id}/${action}`, body).expect(200);
const stayOn = (id: string, days: number) =>
  step(id, 'stay-on', { departure: make.today(days), reason: 'Nobody at home' });
const emergency = async (youngPerson: string, days: number, more: object = {}) => {
  const body = { youngPerson, departure: make.today(days), authority: 'Kit Duty', ...more };
  const answer = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, body).expect(201);
  return answer.body as Stay;
};
const stayOf = async (id: string) => (await make.as(house.staff).get(`/stays/${id}`).expect(200)).body as Stay;
/** The open conflicts of the house: whose, why, and because of whom. */
const open = async () =>
  (
    await app.sql<{ stay_id: string; why: string; because_of: string | null }>(
      `SELECT stay_id, why, because_of FROM stay_conflicts WHERE unit_id = $1 AND solved_at IS NULL ORDER BY opened_at, why DESC`,
      [house.unit],
    )
  ).map((row) => [row.stay_id, row.why, row.because_of]);

describe('somebody who is there with one from whom they are kept apart', () => {
  it('is on the list when they stay on, until the other no longer comes', async () => {
    await apart(ash, bo);
    const [there, coming] = [await stay(ash, 0, 1, 1), await stay(bo, 1, 2, 2)];
    await step(there, 'arrive');
    expect(await open()).toEqual([]);
    await stayOn(there, 2);
    expect(await open()).toEqual([[there, 'kept_apart', coming]]);
    await step(coming, 'cancel', { reason: 'x' });
    expect(await open()).toEqual([]);
  });

  it('is on the list while they are still there past the hour of leaving, and off it once they have left', async () => {
    await app.sql(`UPDATE units SET leave_at = '00:01' WHERE id = $1`, [house.unit]);
    const leaving = await stay(ash, 0, 1, 1);
    await step(leaving, 'arrive');
    app.clock.advance({ days: 1 });
    const there = await stay(bo, 0, 2, 2);
    await step(there, 'arrive');
    await apart(ash, bo);
    await step(there, 'move', { bed: house.beds[2] });
    expect(await open()).toEqual([[there, 'kept_apart', leaving]]);
    await step(leaving, 'depart');
    expect(await open()).toEqual([]);
    app.clock.advance({ days: -1 });
  });

  it('is on the list when the service writes them on, and again for a night that nobody decided about', async () => {
    await apart(ash, bo);
    const [there, coming] = [await stay(ash, 0, 1, 1), await stay(bo, 1, 5, 2)];
    await step(there, 'arrive');
    const run = () =>
      app.app
        .get(DataSource)
        .transaction((manager) => app.app.get(WriteOnStays, { strict: false }).handle({ unit: house.unit }, manager));
    app.clock.advance({ days: 2 });
    await run();
    expect(await open()).toEqual([[there, 'kept_apart', coming]]);
    await make.as(house.manager).post(`/stays/${there}/decided`, { reasons: 'One is awake' }).expect(200);
    await run();
    expect(await open()).toEqual([]);
    app.clock.advance({ days: 1 });
    await run();
    expect(await open()).toEqual([[there, 'kept_apart', coming]]);
    app.clock.advance({ days: -3 });
  });

  it('is on the list once when both arrive, stays decided when one moves, and is off it when the other has left', async () => {
    const [first, second] = [await stay(ash, 0, 3, 1), await stay(bo, 0, 3, 2)];
    await apart(ash, bo);
    await step(first, 'arrive');
    await step(second, 'arrive');
    expect(await open()).toEqual([[first, 'kept_apart', second]]);
    await make.as(house.manager).post(`/stays/${first}/decided`, { reasons: 'One is awake' }).expect(200);
    await step(second, 'move', { bed: house.beds[2] });
    expect(await open()).toEqual([]);
    await stayOn(first, 4);
    await stayOn(second, 4);
    expect(await open()).toEqual([[second, 'kept_apart', first]]);
    await step(first, 'depart');
    expect(await open()).toEqual([]);
  });

  it('is on the list because of the next when the first has left', async () => {
    const cy = await young('Cy');
    await apart(ash, bo);
    await apart(ash, cy);
    const there = await stay(ash, 0, 3, 1);
    await step(there, 'arrive');
    const first = await emergency(bo, 2);
    const second = await emergency(cy, 2);
    const because = async () => (await open()).map(([who, , other]) => [who, other]);
    expect(await because()).toEqual([
      [first.id, there],
      [second.id, there],
    ]);
    await step(there, 'depart');
    expect(await open()).toEqual([]);
  });
});

describe('a bed that is free again', () => {
  /** Ash stays on in the bed to which Bo was to come tomorrow. */
  async function displaced() {
    const [there, coming] = [await stay(ash, 0, 1, 1), await stay(bo, 1, 2, 1)];
    await step(there, 'arrive');
    await stayOn(there, 3);
    expect(await stayOf(coming)).toMatchObject({ bed: null, conflict: { why: 'displaced' } });
    return { there, coming };
  }

  it('goes back to who was to have it', async () => {
    const { there, coming } = await displaced();
    await step(there, 'depart');
    expect(await stayOf(coming)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
  });

  it('goes to who has come to it already before anybody who is to come', async () => {
    house = await make.aHouse({ beds: 1 });
    [ash, bo] = [await young('Ash'), await young('Bo')];
    const [there, coming] = [await stay(ash, 0, 1, 1), await stay(bo, 1, 3, 1)];
    const later = await stay(await young('Cy'), 4, 2, 1);
    await step(there, 'arrive');
    await stayOn(there, 6);
    app.clock.advance({ days: 1 });
    await step(coming, 'arrive');
    await stayOn(coming, 5);
    await step(there, 'depart');
    expect(await stayOf(coming)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
    expect(await stayOf(later)).toMatchObject({ bed: null, conflict: { why: 'displaced' } });
    app.clock.advance({ days: -1 });
  });

  it('does not go to a plan while somebody is there without a bed', async () => {
    const { there, coming } = await displaced();
    await stay(await young('Cy'), 0, 7, 2);
    await stay(await young('Di'), 0, 7, 3);
    const { id } = await emergency(await young('Ed'), 3);
    await step(there, 'depart');
    expect(await stayOf(coming)).toMatchObject({ bed: null, conflict: { why: 'displaced' } });
    expect(await stayOf(id)).toMatchObject({ bed: null, conflict: { why: 'no_bed' } });
  });

  it('does not by itself where somebody is there from whom they are kept apart', async () => {
    const { there, coming } = await displaced();
    const cy = await young('Cy');
    await apart(bo, cy);
    await emergency(cy, 3);
    await step(there, 'depart');
    expect(await stayOf(coming)).toMatchObject({ bed: null, conflict: { why: 'displaced' } });
  });

  it('does not where it lacks what they need by now', async () => {
    const { there, coming } = await displaced();
    await app.sql(`UPDATE young_people SET room_needs = '{step-free}' WHERE id = $1`, [bo]);
    await step(there, 'depart');
    expect(await stayOf(coming)).toMatchObject({ bed: null, conflict: { why: 'displaced' } });
  });

  it('does not beyond what the staff can take', async () => {
    const { there, coming } = await displaced();
    const night = { night: make.today(1), take: 0, high: 0, note: 'Sickness' };
    await make.as(house.manager).post(`/units/${house.unit}/staffing/nights`, night).expect(201);
    await step(there, 'depart');
    expect(await stayOf(coming)).toMatchObject({ bed: null, conflict: { why: 'displaced' } });
  });
});

describe('somebody without a bed beside one from whom they are kept apart', () => {
  it('shows both, each with what is to be done about it, and one does not take the other off the list', async () => {
    house = await make.aHouse({ beds: 1 });
    [ash, bo] = [await young('Ash'), await young('Bo')];
    await apart(ash, bo);
    const there = await stay(ash, 0, 2, 1);
    await step(there, 'arrive');
    const { id } = await emergency(bo, 3);
    const reasons = async () => (await stayOf(id)).conflict as unknown as { why: string; reasons: string[] };
    expect(await reasons()).toMatchObject({ why: 'no_bed', reasons: ['no_bed', 'kept_apart'] });
    const worker = await make.as(house.worker).get(`/stays/${id}`).expect(200);
    expect(worker.body).toMatchObject({ conflict: { why: 'no_bed', reasons: ['no_bed'] } });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const page = (await manager.get(`/stays/${id}/conflict`)).text;
    for (const part of ['Can Bo stay here tonight?', 'Record the decision', 'Which bed can Bo have?', 'No bed is free'])
      expect(page).toContain(part);
    expect((await manager.post(`/stays/${id}/decided`, { reasons: '' })).status).toBe(400);
    await manager.post(`/stays/${id}/decided`, { reasons: 'One is awake' });
    expect(await reasons()).toMatchObject({ reasons: ['no_bed'] });
    expect((await manager.get(`/stays/${id}/conflict`)).text).not.toContain('Record the decision');
  });
});

describe('what time has solved', () => {
  it('is read no more once its nights are over, and the service takes it off the list', async () => {
    house = await make.aHouse({ beds: 1 });
    [ash, bo] = [await young('Ash'), await young('Bo')];
    const [there, coming] = [await stay(ash, 0, 1, 1), await stay(bo, 1, 1, 1)];
    await step(there, 'arrive');
    await stayOn(there, 4);
    expect(await open()).toEqual([[coming, 'displaced', there]]);
    const run = () =>
      app.app
        .get(DataSource)
        .transaction((manager) => app.app.get(FindOverdueStays, { strict: false }).handle({}, manager));
    app.clock.advance({ days: 1 });
    await run();
    expect(await open()).toHaveLength(1);
    app.clock.advance({ days: 1 });
    expect((await stayOf(coming)).conflict).toBeNull();
    const list = await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200);
    expect(list.body).toMatchObject({ items: [] });
    await run();
    expect(await open()).toEqual([]);
    app.clock.advance({ days: -2 });
  });
});
