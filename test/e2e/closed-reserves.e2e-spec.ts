import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ClosureClaims } from '../../src/calendar/closure-claims.service.js';
import { ReserveClaims } from '../../src/calendar/reserve-claims.service.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
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
const keep = (body: object = {}) =>
  make.as(house.manager).post(`/units/${house.unit}/reserves`, { bed: house.beds[0], from: make.today(), ...body });
const close = (body: object) =>
  make.as(house.manager).post(`/units/${house.unit}/closures`, { reason: 'planned_closure', ...body });
const takeOut = (body: object) =>
  make.as(house.staff).post(`/beds/${house.beds[0]}/out-of-service`, { reason: 'damage', ...body });
const place = (youngPerson: string, departure: number) =>
  make
    .as(house.staff)
    .post(`/units/${house.unit}/emergency-stays`, {
      ...{ youngPerson, departure: make.today(departure), authority: 'Kit Duty' },
    })
    .expect(201);
const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id;
const daily = (job: typeof ClosureClaims | typeof ReserveClaims) =>
  app.app
    .get(DataSource)
    .transaction((manager) =>
      app.app.get<{ extend: ReserveClaims['extend'] }>(job, { strict: false }).extend(manager, house.unit),
    );

/** The bed's nights, a letter each. */
async function board(from: number, to: number): Promise<string> {
  const { body } = await make
    .as(house.staff)
    .get(`/units/${house.unit}/calendar?from=${make.today(from)}&to=${make.today(to)}`)
    .expect(200);
  const letter: Record<string, string> = {
    ...{ free: '.', closed: 'c', out_of_service: 'o', booked: 'b', reserve: 'r', occupied: 's' },
  };
  return (body as { beds: { nights: { state: string }[] }[] }).beds[0]!.nights.map(
    ({ state }) => letter[state] ?? '?',
  ).join('');
}

describe('nights that are kept for emergencies', () => {
  it('are closed with the unit or the bed, on record with why, and kept again when that ends early', async () => {
    const reserve = idOf(await keep().expect(201));
    const closure = idOf(await close(nights(2, 6)).expect(201));
    expect(await board(0, 8)).toBe('rrccccrr');
    const gone = await app.sql(
      `SELECT released_why AS why, released_by AS by FROM bed_claims WHERE reserve_id = $1 AND NOT live`,
      [reserve],
    );
    expect(gone).toEqual(Array(4).fill({ why: 'closed', by: house.manager.id }));
    await make
      .as(house.manager)
      .post(`/closures/${closure}/revise`, { to: make.today(5) })
      .expect(200);
    expect(await board(0, 8)).toBe('rrcccrrr');
    await make
      .as(house.manager)
      .post(`/closures/${closure}/revise`, { to: make.today(7) })
      .expect(200);
    expect(await board(0, 8)).toBe('rrcccccr');
    await make
      .as(house.manager)
      .post(`/closures/${closure}/end`, { on: make.today(3) })
      .expect(200);
    expect(await board(0, 8)).toBe('rrcrrrrr');
    await takeOut(nights(0, 1)).expect(201);
    expect(await board(0, 8)).toBe('orcrrrrr');
  });

  it('go around a closure that was there first, and are kept once it ends', async () => {
    const closure = idOf(await takeOut(nights(2, 6)).expect(201));
    const { body } = await keep({ to: make.today(7) }).expect(201);
    expect((body as { taken: string[] }).taken).toEqual([2, 3, 4, 5].map((days) => make.today(days)));
    await daily(ReserveClaims);
    expect(await board(0, 9)).toBe('rroooorr.');
    await make
      .as(house.staff)
      .post(`/closures/${closure}/end`, { on: make.today(4) })
      .expect(200);
    expect(await board(0, 9)).toBe('rroorrrr.');
  });

  it('that were given up by hand, or whose rule has ended, are not kept again', async () => {
    const reserve = idOf(await keep().expect(201));
    await make
      .as(house.staff)
      .post(`/reserves/${reserve}/release`, { night: make.today(4) })
      .expect(200);
    const first = idOf(await close(nights(2, 6)).expect(201));
    await make.as(house.manager).post(`/closures/${first}/end`).expect(200);
    expect(await board(0, 7)).toBe('rrrr.rr');
    const second = idOf(await close(nights(2, 6)).expect(201));
    await make.as(house.manager).post(`/reserves/${reserve}/end`).expect(200);
    await make.as(house.manager).post(`/closures/${second}/end`).expect(200);
    expect(await board(0, 7)).toBe('.......');
  });

  it('give way to a closure that repeats, as far as can be booked and as the days go by', async () => {
    await keep().expect(201);
    const closure = idOf(await close({ ...nights(3, 4), rrule: 'FREQ=WEEKLY' }).expect(201));
    expect(await board(0, 12)).toBe('rrrcrrrrrrcr');
    app.clock.advance({ days: 35 });
    // Whichever job comes first, the nights further down are closed in the end.
    await daily(ReserveClaims);
    await daily(ClosureClaims);
    await daily(ReserveClaims);
    const [{ open, closed }] = (await app.sql(
      `SELECT count(*) FILTER (WHERE purpose = 'reserve')::int AS open, count(*) FILTER (WHERE purpose = 'closed')::int AS closed
         FROM bed_claims WHERE bed_id = $1 AND live AND (arrival - $2::date) % 7 = 0 AND arrival >= $2`,
      [house.beds[0], make.today(3)],
    )) as [{ open: number; closed: number }];
    expect([open, closed > 75]).toEqual([0, true]);
    await make.as(house.manager).post(`/closures/${closure}/end`).expect(200);
    expect(await board(0, 12)).toBe('rrrrrrrrrrrr');
  });

  it('are not kept where closed nights went around a child who has left since: those are closed again', async () => {
    await keep().expect(201);
    const stay = idOf(await place(await make.aYoungPerson(house), 1));
    const closure = idOf(await takeOut(nights(1, 6)).expect(201));
    await make
      .as(house.staff)
      .post(`/stays/${stay}/stay-on`, { departure: make.today(3), reason: 'home_not_safe' })
      .expect(200);
    expect(await board(0, 7)).toBe('sssooor');
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    await daily(ReserveClaims);
    expect(await board(0, 7)).toBe('rooooor');
    await make.as(house.staff).post(`/closures/${closure}/end`).expect(200);
    expect(await board(0, 7)).toBe('rrrrrrr');
  });

  it('taken by a child in an emergency are a stay, which stands in the way of a closure', async () => {
    await keep().expect(201);
    await place(await make.aYoungPerson(house), 2);
    const { body } = await takeOut(nights(1, 4)).expect(409);
    expect(body).toMatchObject({ title: expect.stringMatching(/^Somebody is booked on these nights/) });
    expect((body as { errors: { message: string }[] }).errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Bed 1 is in use by Ash Example/),
    ]);
    await takeOut(nights(2, 4)).expect(201);
    expect(await board(0, 5)).toBe('ssoor');
  });

  it('are closed, or taken in an emergency, when both are tried at once: never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      house = await make.aHouse({ beds: 1 });
      await keep({ to: make.today(3) }).expect(201);
      const child = await make.aYoungPerson(house);
      const [placed, closure] = await Promise.all([place(child, 2), takeOut(nights(0, 3))]);
      const { bed } = placed.body as { bed: object | null };
      expect(closure.status).toBe(bed === null ? 201 : 409);
      expect(await board(0, 4)).toBe(bed === null ? 'ooor' : 'ssrr');
    }
  });

  it('are counted on the page before anything is saved, and are nobody’s booking', async () => {
    await keep().expect(201);
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/closures/new?unit=${house.unit}`;
    const form = { what: house.beds[0]!, ...nights(2, 6), repeats: 'no', until: '', reason: 'damage', note: '' };
    await client.get(path);
    const asked = await client.post(path, form);
    expect(asked.text).toContain('4 bed nights of these are kept for emergencies, and will be closed too.');
    expect(asked.text).toContain('Nobody has a bed on these nights');
    expect((await client.post(path, { ...form, step: 'save' })).status).toBe(303);
    expect(await board(1, 7)).toBe('roooor');
  });
});
