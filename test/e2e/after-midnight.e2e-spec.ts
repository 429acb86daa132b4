import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { nightOf } from '../../src/kernel/nights.js';
import { StayOnService } from '../../src/stays/stay-on.service.js';
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
  house = await make.aHouse({ beds: 2 });
});
afterEach(() => {
  app.clock.goTo('10:00', 1);
});

const step = (stay: string, name: string, body = {}) => make.as(house.staff).post(`/stays/${stay}/${name}`, body);
const open = async (stay: string) => (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as object;
/** Live nights of the young person or the stay, and where. */
const nights = (stay: string) =>
  app.sql(`SELECT arrival, departure, bed_id AS bed FROM bed_claims WHERE stay_id = $1 AND live ORDER BY 1`, [stay]);
const place = (youngPerson: string, more: object = {}) =>
  make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, {
    ...{ youngPerson, departure: make.today(1), authority: 'Kit Duty', ...more },
  });

describe('the night that is running', () => {
  it('is the same to the database as to the code, through both changes of the clocks', async () => {
    const instants = ['2027-03-27T22:30:00Z', '2027-10-30T21:30:00Z', '2027-06-30T21:30:00Z'].flatMap((evening) =>
      Array.from({ length: 60 }, (_, place) => new Date(Date.parse(evening) + place * 10 * 60_000)),
    );
    for (const zone of ['Europe/London', 'America/New_York']) {
      const rows = await app.sql<{ night: string }>(
        `SELECT night_of(at, $2, '06:00')::text AS night FROM unnest($1::timestamptz[]) WITH ORDINALITY AS t (at, n) ORDER BY n`,
        [instants, zone],
      );
      expect(rows.map(({ night }) => night)).toEqual(instants.map((at) => nightOf(at, zone, '06:00')));
    }
  });
});

describe('an arrival after midnight', () => {
  it('is of the night that is running, and displaces nobody; they leave the same morning', async () => {
    const bo = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), {
      ...{ inDays: 2, nights: 1, bed: house.beds[0]! },
    });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, nights: 1, bed: house.beds[0]! });
    app.clock.goTo('00:30', 2);
    const today = make.today();
    const { body } = await step(stay, 'arrive').expect(200);
    expect(body).toMatchObject({ state: 'in_residence', arrival: make.today(-1), departure: today, conflict: null });
    expect(await open(bo)).toMatchObject({ conflict: null, bed: { name: 'Bed 1' } });
    app.clock.goTo('09:00');
    expect((await step(stay, 'depart').expect(200)).body).toMatchObject({ arrival: make.today(-1), departure: today });
    expect(await nights(stay)).toEqual([{ arrival: make.today(-1), departure: today, bed: house.beds[0] }]);
  });

  it('is still expected then, on the first page and on the page of the stay', async () => {
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Ada' }), { inDays: 1, nights: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 2, nights: 1 });
    app.clock.goTo('00:30', 2);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const arrivingToday = async (path = '/') => {
      const [, from = ''] = (await staff.get(path)).text.split('Arriving today');
      return from.split(/Arriving tomorrow|Leaving today/)[0];
    };
    // The date is Bo's: the first page and the handover call it today alike.
    for (const path of ['/', '/handover']) expect(await arrivingToday(path)).toMatch(/Ada Example[^]*Bo Example/);
    expect((await step(stay, 'no-show', { reason: 'x' }).expect(409)).body.type).toBe('/problems/not-due-yet');
    app.clock.goTo('06:00');
    expect(await arrivingToday()).toContain('Bo Example');
    expect((await step(stay, 'no-show', { reason: 'x' }).expect(409)).body.title).toContain('from 16:00');
    app.clock.goTo('00:30', 1);
    await step(stay, 'no-show', { reason: 'x' }).expect(200);
  });
});

describe('a child who comes at one in the morning without a request', () => {
  it('has the bed that is kept for that night', async () => {
    await make
      .as(house.manager)
      .post(`/units/${house.unit}/reserves`, { bed: house.beds[1], from: make.today(1), to: make.today(2) })
      .expect(201);
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 1, bed: house.beds[0]! });
    app.clock.goTo('01:00', 2);
    const { body } = await place(await make.aYoungPerson(house), { departure: make.today() }).expect(201);
    expect(body).toMatchObject({ arrival: make.today(-1), departure: make.today(), bed: { name: 'Bed 2' } });
    app.clock.goTo('08:30');
    const stay = (body as { id: string }).id;
    await step(stay, 'depart').expect(200);
    expect(await nights(stay)).toEqual([{ arrival: make.today(-1), departure: make.today(), bed: house.beds[1] }]);
  });

  it('is not put into the bed of somebody who should have left the day before and is still in it', async () => {
    const stays = [];
    for (const bed of house.beds)
      stays.push(await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1, bed }));
    for (const stay of stays) await step(stay, 'arrive').expect(200);
    app.clock.goTo('01:00', 2);
    const { body } = await place(await make.aYoungPerson(house)).expect(201);
    expect(body).toMatchObject({ arrival: make.today(-1), bed: null });
  });
});

describe('after midnight, somebody who is staying', () => {
  it('moves, stays on and is in the calendar for the night that is running', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2, bed: house.beds[0]! });
    await step(stay, 'arrive').expect(200);
    app.clock.goTo('02:00', 2);
    const [yesterday, today] = [make.today(-1), make.today()];
    await step(stay, 'move', { bed: house.beds[1], reasons: 'The window broke' }).expect(200);
    expect(await nights(stay)).toMatchObject([{ departure: yesterday }, { arrival: yesterday, bed: house.beds[1] }]);
    await step(stay, 'stay-on', { departure: make.today(1), reason: 'Snow' }).expect(200);
    const { body } = await make.as(house.staff).get(`/units/${house.unit}/calendar?from=${yesterday}&to=${today}`);
    expect((body as { beds: { nights: { state: string }[] }[] }).beds[1]!.nights[0]!.state).toBe('occupied');
  });

  it('who should have left is written on through that night once, and through the next when the day has begun', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1 });
    await step(stay, 'arrive').expect(200);
    const writeOn = () =>
      app.app.get(DataSource).transaction((manager) => app.app.get(StayOnService).writeOn(manager, house.unit));
    app.clock.goTo('00:10', 2);
    await writeOn();
    await writeOn();
    expect(await open(stay)).toMatchObject({ departure: make.today(), overdueSince: make.today(-1) });
    app.clock.goTo('06:10');
    await writeOn();
    expect(await open(stay)).toMatchObject({ departure: make.today(1), overdueSince: make.today(-1) });
    const written = await app.sql(`SELECT FROM stay_events WHERE stay_id = $1 AND action = 'written_on'`, [stay]);
    expect(written).toHaveLength(2);
  });
});
