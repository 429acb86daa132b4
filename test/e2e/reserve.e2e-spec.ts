import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ReleaseReserves } from '../../src/calendar/release-reserves.js';
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

const keep = (body: object, by = house.manager) => make.as(by).post(`/units/${house.unit}/reserves`, body);
const states = async (to = 6, bed = 0) => {
  const { body } = await make
    .as(house.staff)
    .get(`/units/${house.unit}/calendar?from=${make.today()}&to=${make.today(to)}`);
  return (body as { beds: { nights: { state: string }[] }[] }).beds[bed]!.nights.map(({ state }) => state);
};

describe('a bed that is kept for emergencies', () => {
  it('is kept on the nights that are free, by who signs, and is no option for anybody', async () => {
    house = await make.aHouse({ beds: 1 });
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 2, nights: 1 });
    const wanted = { bed: house.beds[0], from: make.today(1), to: make.today(4) };
    await keep(wanted, house.staff).expect(403);
    await keep({ ...wanted, bed: house.staff.id }).expect(400);
    await keep({ ...wanted, to: make.today() }).expect(400);
    await keep({ ...wanted, releaseHours: 337 }).expect(400);
    const made = await keep(wanted).expect(201);
    expect(made.body).toMatchObject({ taken: [make.today(2)], releaseHours: null, events: [{ action: 'made' }] });
    expect(await states()).toEqual(['free', 'reserve', 'booked', 'reserve', 'reserve', 'free']);
    const counted = await make
      .as(house.staff)
      .get(`/units/${house.unit}/occupancy?from=${make.today()}&to=${make.today(6)}`);
    expect(counted.body).toMatchObject({ registered: 6, available: 6, reserve: 3, booked: 1, empty: 2 });
    const request = await make.aRequest(house, await make.aYoungPerson(house, { firstName: 'Bo' }), {
      inDays: 3,
      nights: 1,
    });
    const refused = await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, { arrival: make.today(3), departure: make.today(4) })
      .expect(409);
    expect((refused.body as { title: string }).title).toContain('kept for emergencies');
  });

  it('is kept on the nights of the week that were named', async () => {
    house = await make.aHouse({ beds: 1 });
    const made = await keep({ bed: house.beds[0], from: make.today(), weekdays: [5, 6], releaseHours: 24 }).expect(201);
    const { nights } = made.body as { nights: { night: string; releaseAt: string }[] };
    expect(nights).toHaveLength(30);
    expect(nights.every(({ night }) => [5, 6].includes(new Date(`${night}T00:00:00Z`).getUTCDay()))).toBe(true);
    expect(nights.every(({ night, releaseAt }) => new Date(releaseAt) < new Date(`${night}T00:00:00Z`))).toBe(true);
  });

  it('is anybody’s from its minute on, whether a job ran or not; the job only writes it down', async () => {
    house = await make.aHouse({ beds: 1 });
    const night = make.today(20);
    const { body } = await keep({ bed: house.beds[0], from: night, to: make.today(21), releaseHours: 24 }).expect(201);
    const [first] = (body as { nights: { releaseAt: string }[] }).nights;
    const until = new Date(first!.releaseAt).getTime() - app.clock.now().getTime();
    app.clock.advance({ minutes: Math.floor(until / 60_000) - 1 });
    const shown = async () => {
      const { body: seen } = await make
        .as(house.staff)
        .get(`/units/${house.unit}/calendar?from=${night}&to=${make.today(30)}`);
      return (seen as { beds: { nights: { state: string }[] }[] }).beds[0]!.nights.slice(0, 2).map(
        ({ state }) => state,
      );
    };
    expect(await shown()).toEqual(['reserve', 'reserve']);
    app.clock.advance({ minutes: 2 });
    expect(await shown()).toEqual(['free', 'reserve']);
    await app.app
      .get(DataSource)
      .transaction((manager) => app.app.get(ReleaseReserves, { strict: false }).handle({ unit: house.unit }, manager));
    const rows = await app.sql(`SELECT live, released_why FROM bed_claims WHERE bed_id = $1 ORDER BY arrival`, [
      house.beds[0],
    ]);
    expect(rows).toEqual([
      { live: false, released_why: 'released_by_time' },
      { live: true, released_why: null },
    ]);
    app.clock.advance({ days: 1 });
    const ash = await make.aYoungPerson(house);
    await app.sql('SELECT 1');
    const request = await make.aRequest(house, ash, { inDays: 1, nights: 1 });
    const nights = { arrival: make.today(1), departure: make.today(2) };
    await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
  });

  it('is given up night by night or altogether, once, and stays given up', async () => {
    house = await make.aHouse({ beds: 1 });
    const { body } = await keep({ bed: house.beds[0], from: make.today() }).expect(201);
    const { id } = body as { id: string };
    const release = (night: string) => make.as(house.staff).post(`/reserves/${id}/release`, { night });
    await release(make.today(2)).expect(200);
    await release(make.today(2)).expect(409);
    await release(make.today(-1)).expect(400);
    await app.app
      .get(DataSource)
      .transaction((manager) => app.app.get(ReserveClaims, { strict: false }).extend(manager, house.unit));
    expect(await states(4)).toEqual(['reserve', 'reserve', 'free', 'reserve']);
    await make.as(house.staff).post(`/reserves/${id}/end`).expect(403);
    const ended = await make.as(house.manager).post(`/reserves/${id}/end`).expect(200);
    expect(ended.body).toMatchObject({ nights: [], endedBy: house.manager.name });
    expect(await states(4)).toEqual(['free', 'free', 'free', 'free']);
    await release(make.today(3)).expect(409);
  });

  it('moves on with the last night that can be booked', async () => {
    house = await make.aHouse({ beds: 1 });
    await keep({ bed: house.beds[0], from: make.today() }).expect(201);
    const last = async () =>
      (
        await app.sql<{ last: string }>(`SELECT max(departure) AS last FROM bed_claims WHERE bed_id = $1 AND live`, [
          house.beds[0],
        ])
      )[0]!.last;
    const before = await last();
    app.clock.advance({ days: 10 });
    await app.app
      .get(DataSource)
      .transaction((manager) => app.app.get(ReserveClaims, { strict: false }).extend(manager, house.unit));
    expect((await last()) > before).toBe(true);
  });

  it('is kept again on the nights that a child who came in an emergency did not need, but not on one given up by hand', async () => {
    house = await make.aHouse({ beds: 1 });
    const made = await keep({ bed: house.beds[0], from: make.today(), to: make.today(5) }).expect(201);
    const { id } = made.body as { id: string };
    const placed = await make
      .as(house.staff)
      .post(`/units/${house.unit}/emergency-stays`, {
        ...{ youngPerson: await make.aYoungPerson(house), departure: make.today(4), authority: 'Kit Duty' },
      })
      .expect(201);
    const stay = (placed.body as { id: string }).id;
    expect(await states(6)).toEqual(['occupied', 'occupied', 'occupied', 'occupied', 'reserve', 'reserve']);
    await make
      .as(house.staff)
      .post(`/stays/${stay}/shorten`, { departure: make.today(2), reasons: 'x' })
      .expect(200);
    expect(await states(6)).toEqual(['occupied', 'occupied', 'reserve', 'reserve', 'reserve', 'reserve']);
    await make
      .as(house.manager)
      .post(`/reserves/${id}/release`, { night: make.today(3) })
      .expect(200);
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect(await states(6)).toEqual(['reserve', 'reserve', 'reserve', 'free', 'reserve', 'reserve']);
    await app.app
      .get(DataSource)
      .transaction((manager) => app.app.get(ReserveClaims, { strict: false }).extend(manager, house.unit));
    expect((await states(6))[3]).toBe('free');
    await make.as(house.manager).post(`/reserves/${id}/end`).expect(200);
  });

  it('tells the latest of what was decided first, and any of its nights can be given up from its page', async () => {
    house = await make.aHouse({ beds: 1 });
    const made = await keep({ bed: house.beds[0], from: make.today() }).expect(201);
    const { id } = made.body as { id: string };
    await app.sql(
      `INSERT INTO reserve_events (reserve_id, at, by_user, action, night)
       SELECT $1, now(), $2, 'released', $3::date + n FROM generate_series(1, 100) n`,
      [id, house.staff.id, make.today()],
    );
    const { body } = await make.as(house.manager).post(`/reserves/${id}/end`).expect(200);
    const { events } = body as { events: { action: string }[] };
    expect([events.length, events[0]!.action]).toEqual([100, 'ended']);
    const other = await keep({ bed: house.beds[0], from: make.today() }).expect(201);
    const path = `/reserves/${(other.body as { id: string }).id}`;
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(path)).text).toContain(`href="${path}/release"`);
    const night = make.today(200).split('-').toReversed().join('/');
    expect((await staff.post(`${path}/release`, { night })).status).toBe(303);
  });

  it('is kept, looked at and given up on pages', async () => {
    house = await make.aHouse({ beds: 2 });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    await manager.get(`/reserves/new?unit=${house.unit}`);
    const typed = (days: number) => make.today(days).split('-').toReversed().join('/');
    const made = await manager.post(`/reserves/new?unit=${house.unit}`, {
      ...{ bed: house.beds[1]!, from: typed(0), to: typed(3), releaseHours: '' },
    });
    expect(made.status).toBe(303);
    expect((await manager.get(made.location!)).text).toContain('Bed 2, kept for emergencies');
    expect((await manager.get(`/reserves?unit=${house.unit}`)).text).toContain('Kept through the night');
    const calendar = (await manager.get(`/calendar?unit=${house.unit}`)).text;
    const [, release] = /href="(\/reserves\/[^"]+\/release\?night=[^"]+)"/.exec(calendar)!;
    expect((await manager.get(release!)).text).toContain('Which night is no longer kept?');
    expect((await manager.post(release!.split('?')[0]!, { night: typed(0) })).status).toBe(303);
    expect(await states(4, 1)).toEqual(['free', 'reserve', 'reserve', 'reserve']);
  });
});
