import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClosureClaims } from '../../src/calendar/closure-claims.service.js';
import { DataSource } from 'typeorm';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 1 });
});

const nights = (from: number, to: number) => ({ from: make.today(from), to: make.today(to) });
const lastClosed = async () =>
  (
    await app.sql<{ last: string }>(`SELECT max(departure)::text AS last FROM bed_claims WHERE unit_id = $1 AND live`, [
      house.unit,
    ])
  )[0]!.last;

describe('a closure whose end has been set', () => {
  it('can be ended sooner, or have another end, until the end has come', async () => {
    const bed = house.beds[0]!;
    const made = await make.as(house.staff).post(`/beds/${bed}/out-of-service`, { ...nights(0, 30), reason: 'damage' });
    const { id } = made.body as { id: string };
    const step = (action: string, body: object) => make.as(house.staff).post(`/closures/${id}/${action}`, body);
    await step('end', { on: make.today(20) }).expect(200);
    expect(await lastClosed()).toBe(make.today(20));
    await step('end', { on: make.today(2) }).expect(200);
    expect(await lastClosed()).toBe(make.today(2));
    await step('revise', { to: make.today(10) }).expect(200);
    expect(await lastClosed()).toBe(make.today(10));
    await step('end', { on: make.today(1) }).expect(200);
    app.clock.advance({ days: 1 });
    await step('end', {}).expect(409);
  });
});

describe('a closure of the unit', () => {
  it('meets a booked stay that waits for a bed', async () => {
    const bo = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 0, nights: 2 });
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    await make.aStay(house, cy, { inDays: 2, nights: 4 });
    await make.as(house.staff).post(`/stays/${bo}/arrive`).expect(200);
    const on = { departure: make.today(6), reason: 'Nobody at home' };
    await make.as(house.staff).post(`/stays/${bo}/stay-on`, on).expect(200);
    const closing = { ...nights(4, 8), reason: 'planned_closure' };
    const { body } = await make.as(house.manager).post(`/units/${house.unit}/closures`, closing).expect(409);
    expect(JSON.stringify(body.errors)).toContain('Cy Example');
  });
});

describe('a repeating closure', () => {
  it('goes on for years: it does not run out with the dates that it had at first', async () => {
    const rrule = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH';
    const body = { ...nights(0, 1), reason: 'staffing', rrule };
    await make.as(house.manager).post(`/units/${house.unit}/closures`, body).expect(201);
    const first = await lastClosed();
    app.clock.advance({ days: 900 });
    await app.app
      .get(DataSource)
      .transaction((manager) => app.app.get(ClosureClaims, { strict: false }).extend(manager, house.unit));
    expect((await lastClosed()) > make.today(500)).toBe(true);
    expect(first < make.today(500)).toBe(true);
  });
});
