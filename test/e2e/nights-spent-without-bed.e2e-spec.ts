import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let jess: string;
let ash: string;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const young = (firstName: string) => make.aYoungPerson(house, { firstName });
const step = (stay: string, action: string, body: object = {}) =>
  make.as(house.staff).post(`/stays/${stay}/${action}`, body).expect(200);
const read = async <T>(path: string) => (await make.as(house.staff).get(path).expect(200)).body as T;
const range = (from: number, to: number) => `from=${make.today(from)}&to=${make.today(to)}`;
const calendar = (from: number, to: number) =>
  read<{ withoutBed?: object[] }>(`/units/${house.unit}/calendar?${range(from, to)}`);
const occupancy = (from: number, to: number) =>
  read<{ registered: number; occupied: number; withoutBed: number }>(
    `/units/${house.unit}/occupancy?${range(from, to)}`,
  );

/** Ash is in the only bed for two nights. Jess, whose bed it is for two nights after that, comes today. */
beforeEach(async () => {
  house = await make.aHouse({ beds: 1 });
  jess = await young('Jess');
  ash = await make.aStay(house, await young('Ash'), { inDays: 0, nights: 2 });
  await step(ash, 'arrive');
  id = await make.aStay(house, jess, { inDays: 2, nights: 2 });
  await step(id, 'arrive', { certain: true });
});

/** She leaves after so many nights, and Ash as planned. */
async function leavesAfter(days: number): Promise<void> {
  app.clock.advance({ days: 2 });
  await step(ash, 'depart');
  app.clock.advance({ days: days - 2 });
  await step(id, 'depart');
}

describe('nights that were spent without a bed, once the child has left', () => {
  it('are on the calendar that is past and in the figures of it, each beside the beds', async () => {
    await leavesAfter(3);
    const without = { stay: id, arrival: make.today(-3), departure: make.today(-1) };
    expect((await calendar(-4, 1)).withoutBed).toMatchObject([without]);
    expect((await calendar(-2, 1)).withoutBed).toMatchObject([{ ...without, arrival: make.today(-2) }]);
    expect((await calendar(-1, 1)).withoutBed).toBeUndefined();
    expect(await occupancy(-3, 0)).toMatchObject({ registered: 3, occupied: 3, withoutBed: 2 });
    expect(await occupancy(-1, 0)).toMatchObject({ occupied: 1, withoutBed: 0 });

    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = (await staff.get(`/calendar?unit=${house.unit}&from=${make.today(-4)}`)).text;
    expect(page).toContain('stayed, no bed');
    expect(page).not.toContain('to solve today');
    expect((await staff.get(`/occupancy?unit=${house.unit}`)).text).toMatch(/Without a bed<\/th>\s*<td[^>]*>2</);
  });

  it('are none where she left on the day on which she came', async () => {
    await step(id, 'depart');
    app.clock.advance({ days: 3 });
    expect((await calendar(-4, 1)).withoutBed).toBeUndefined();
    expect(await occupancy(-3, 0)).toMatchObject({ withoutBed: 0 });
  });

  it('count in what is used of the nights granted', async () => {
    await leavesAfter(3);
    const granted = { weekday: 40, weekend: 40, holiday: 40 };
    await make
      .as(house.manager)
      .post(`/young-people/${jess}/allocations`, { firstDay: make.today(-30), lastDay: make.today(30), ...granted })
      .expect(201);
    const { items } = await read<{ items: { use: { kinds: { used: number }[] } }[] }>(
      `/young-people/${jess}/allocations`,
    );
    expect(items[0]!.use.kinds.reduce((sum, { used }) => sum + used, 0)).toBe(3);
  });

  it('count in the 17 nights in a row, with the stay that is planned after them', async () => {
    await leavesAfter(2);
    const request = await make.aRequest(house, jess, { inDays: 0, nights: 16 });
    const nights = { arrival: make.today(), departure: make.today(16) };
    const refused = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(409);
    expect((refused.body as { title: string }).title).toContain('away 18 nights in a row');
  });

  it('count in the 75 days of twelve months', async () => {
    await leavesAfter(2);
    for (const inDays of [10, 40, 70, 100]) await make.aStay(house, jess, { inDays, nights: 14 });
    // 3 days now, 60 days later; 12 more would be 75 of 75.
    const request = await make.aRequest(house, jess, { inDays: 130, nights: 12 });
    const nights = { arrival: make.today(130), departure: make.today(142) };
    const refused = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(409);
    expect((refused.body as { title: string }).title).toContain('76 days of short breaks');
  });

  it('are all on record where the bed was somebody else’s on the last of them', async () => {
    await leavesAfter(2);
    const kit = await make.aStay(house, await young('Kit'), { inDays: 0, nights: 3 });
    await step(kit, 'arrive');
    app.clock.advance({ days: 1 });
    await step(id, 'depart', { at: app.clock.now().toISOString(), reason: 'She left a day later' });
    expect(await read(`/stays/${id}`)).toMatchObject({ arrival: make.today(-3), departure: make.today() });
    expect((await calendar(-4, 1)).withoutBed).toMatchObject([{ arrival: make.today(-3), departure: make.today() }]);
  });
});
