import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { builders, PASSWORD } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

it('says of whoever should have left by when, and by how much they are late, on every page alike', async () => {
  const house = await make.aHouse({ beds: 2 });
  await app.sql(`UPDATE units SET leave_at = '00:01' WHERE id = $1`, [house.unit]);
  const ash = await make.aYoungPerson(house);
  const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
  const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
  await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
  const placed = { youngPerson: bo, departure: make.today(1), authority: 'x' };
  await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, placed).expect(201);
  const { requestId, leaveBy } = (await make.as(house.staff).get(`/stays/${stay}`)).body as Record<string, string>;
  expect(new Date(leaveBy!).getTime()).toBeGreaterThan(app.clock.now().getTime());
  const signIn = () => PageClient.signIn(app.address, house.staff.email, PASSWORD);
  let staff = await signIn();
  const late = async (path: string, name: string) => {
    const page = (await staff.get(path)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const said = new RegExp(`${name} Example.*?(by 00:01 on [^(]* \\(late by \\d+ \\w+\\))`).exec(page);
    return said?.[1];
  };
  expect(await late('/handover', 'Ash')).toBeUndefined();
  app.clock.advance({ days: 1 });
  staff = await signIn();
  const onRequest = await late(`/requests/${requestId}`, 'Ash');
  expect(onRequest).toMatch(/late by/);
  for (const path of ['/', '/handover'])
    for (const name of ['Ash', 'Bo']) expect([path, name, await late(path, name)]).toEqual([path, name, onRequest]);
});
