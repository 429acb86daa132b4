import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { FindReservesDue } from '../../src/calendar/release-reserves.js';
import { builders, type House } from '../support/builders.js';
import { somebody } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());

/** One bed, which is kept on one night in twenty days until a day before; and somebody who waits for that night. */
async function aKeptNight() {
  const house = await make.aHouse({ beds: 1 });
  const night = make.today(20);
  const wanted = { bed: house.beds[0], from: night, to: night, releaseHours: 24 };
  const { body } = await make.as(house.manager).post(`/units/${house.unit}/reserves`, wanted).expect(201);
  const [first] = (body as { nights: { releaseAt: string }[] }).nights;
  const request = await onTheList(make, house, await somebody(make, house, 'Ash'), { inDays: 20, nights: 1 });
  return { house, request, releaseAt: new Date(first!.releaseAt) };
}

const findDue = () =>
  app.app.get(DataSource).transaction((manager) => app.app.get(FindReservesDue, { strict: false }).handle({}, manager));
const entriesOf = (house: House) =>
  app.sql<{ due: Date; state: string }>(
    `SELECT due_at AS due, state FROM outbox WHERE topic = 'reserves.due' AND unit_id = $1 ORDER BY due_at`,
    [house.unit],
  );
const stateOf = async (house: House, request: string) =>
  ((await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as { state: string }).state;
const advanceTo = (at: Date) =>
  app.clock.advance({ minutes: Math.ceil((at.getTime() - app.clock.now().getTime()) / 60_000) });

it('goes at its minute to whoever waits for the night, put before the manager', async () => {
  const { house, request, releaseAt } = await aKeptNight();
  await findDue();
  expect(await entriesOf(house)).toEqual([]);
  advanceTo(new Date(releaseAt.getTime() - 90 * 60_000));
  for (let twice = 0; twice < 2; twice += 1) await findDue();
  expect(await entriesOf(house)).toEqual([{ due: releaseAt, state: 'waiting' }]);
  expect(await stateOf(house, request)).toBe('waitlisted');
  advanceTo(releaseAt);
  await until(async () => (await stateOf(house, request)) === 'proposed', 'nobody was thought of');
  const [claim] = await app.sql(`SELECT released_at, released_why FROM bed_claims WHERE bed_id = $1 AND NOT live`, [
    house.beds[0],
  ]);
  expect(claim).toMatchObject({ released_why: 'released_by_time' });
  expect((claim!['released_at'] as Date).getTime() - releaseAt.getTime()).toBeLessThan(60_000);
});

it('is found once by the hourly look when the jobs were down at its minute', async () => {
  const { house, request, releaseAt } = await aKeptNight();
  advanceTo(new Date(releaseAt.getTime() + 5 * 3_600_000));
  await findDue();
  await until(async () => (await stateOf(house, request)) === 'proposed', 'nobody was thought of');
  await findDue();
  expect((await entriesOf(house)).map(({ state }) => state)).toEqual(['done']);
});

it('is due at once where a night is kept whose minute is near', async () => {
  const house = await make.aHouse({ beds: 1 });
  const night = make.today(1);
  const wanted = { bed: house.beds[0], from: night, to: night, releaseHours: 0 };
  const kept = await make.as(house.manager).post(`/units/${house.unit}/reserves`, wanted).expect(201);
  const releaseAt = new Date((kept.body as { nights: { releaseAt: string }[] }).nights[0]!.releaseAt);
  expect(await entriesOf(house)).toEqual([]);
  advanceTo(new Date(releaseAt.getTime() - 60 * 60_000));
  const again = { bed: house.beds[0], from: make.today(2), to: make.today(2), releaseHours: 24 };
  await make.as(house.manager).post(`/units/${house.unit}/reserves`, again).expect(201);
  expect(await entriesOf(house)).toHaveLength(1);
});
