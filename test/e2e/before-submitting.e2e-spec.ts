import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
});

async function draft(inDays: number): Promise<string> {
  const asked = { youngPerson: ash, unit: house.unit, nights: 2, purpose: 'Rest', draft: true };
  const window = { from: make.today(inDays), to: make.today(inDays + 4) };
  const { body } = await make
    .as(house.worker)
    .post('/requests', { ...asked, ...window })
    .expect(201);
  return (body as { id: string }).id;
}
const alike = async (request: string, by: TestUser = house.worker) => {
  const { body } = await make.as(by).get(`/requests/${request}/before-submitting`).expect(200);
  return (body as { alike: { id: string }[] }).alike.map(({ id }) => id);
};

describe('before a request is sent', () => {
  it('what else is asked for on these dates is pointed out: open, offered or booked, and not what has ended', async () => {
    const asked = await make.aRequest(house, ash, { inDays: 22, nights: 1 });
    const { request: offered } = await make.anOffer(house, ash, { inDays: 23, nights: 1 });
    await make.aRequest(house, ash, { inDays: 24, nights: 1 });
    const withdrawn = await make.aRequest(house, ash, { inDays: 20, nights: 1 });
    await make.as(house.worker).post(`/requests/${withdrawn}/withdraw`, { reasons: 'x' }).expect(200);
    await make.aRequest(house, await make.aYoungPerson(house), { inDays: 20 });
    const request = await draft(20);
    expect((await alike(request)).toSorted()).toEqual([asked, offered].toSorted());
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const check = (await worker.get(`/requests/${request}/check`)).text;
    expect(check).toContain('Ash has another request for these dates.');
    expect(check).toContain(`href="/requests/${asked}"`);
    await make.as(house.worker).post(`/requests/${request}/submit`).expect(200);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/requests/${request}`)).text).toContain('Ash has another request for these dates.');
    expect((await staff.get(`/requests/${withdrawn}`)).text).not.toContain('another request');
  });

  it('what is left of the nights granted stands beside the answers', async () => {
    const request = await draft(20);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/requests/${request}/check`)).text).toContain('No allocation on record.');
    await make
      .as(house.manager)
      .post(`/young-people/${ash}/allocations`, {
        ...{ firstDay: make.today(), lastDay: make.today(100) },
        ...{ weekday: 5, weekend: 4, holiday: 3 },
      })
      .expect(201);
    expect((await worker.get(`/requests/${request}/check`)).text).toContain('12 of 12 nights left');
    const { body } = await make.as(house.worker).get(`/requests/${request}/before-submitting`).expect(200);
    expect((body as { allocations: object[] }).allocations).toHaveLength(1);
    expect(await alike(request)).toEqual([]);
  });
});
