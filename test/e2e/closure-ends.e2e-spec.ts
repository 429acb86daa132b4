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

it('a closure that has not begun is taken off from its first night on, or shortened', async () => {
  const house = await make.aHouse({ beds: 1 });
  const aClosure = async () => {
    const body = { from: make.today(20), to: make.today(22), reason: 'damage' };
    const made = await make.as(house.staff).post(`/beds/${house.beds[0]}/out-of-service`, body).expect(201);
    return `/closures/${(made.body as { id: string }).id}`;
  };
  const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
  const path = await aClosure();
  const asked = (await client.get(`${path}/end`)).text;
  expect(asked).toContain(`value="${make.today(20).split('-').map(Number).toReversed().join('/')}"`);
  expect(asked).toContain('It has not begun');
  expect((await client.post(`${path}/end`, { on: make.today(20) })).location).toBe(path);
  const seen = (await client.get(path)).text;
  expect(seen).toContain('Taken off. Its nights can be booked again.');
  expect(seen).toContain('Taken off before it began');
  expect(seen).not.toContain('In use again');
  const { body } = await make
    .as(house.staff)
    .post(`${await aClosure()}/end`)
    .expect(200);
  expect(body).toMatchObject({ endedOn: make.today(20) });
  const other = await aClosure();
  const shortened = await make
    .as(house.staff)
    .post(`${other}/end`, { on: make.today(21) })
    .expect(200);
  expect(shortened.body).toMatchObject({ endedOn: make.today(21) });
});
