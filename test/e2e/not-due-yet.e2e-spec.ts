import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
  app.clock.goTo('06:30', 1);
  house = await make.aHouse({ beds: 2 });
});

const FROM = /They are expected on \w+ \d+ \w+ \d+ from 16:00: that they did not arrive can be recorded from then on\./;

describe('that they did not arrive', () => {
  it('is offered from when they were expected, and before it is said from when, on every page and to programs', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    const { requestId } = body as { requestId: string };
    const refused = await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'x' }).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/not-due-yet', title: expect.stringMatching(FROM) });
    const early = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const step = `/stays/${stay}/no-show`;
    const asked = await early.get(step);
    expect([asked.status, asked.text]).toEqual([409, expect.stringMatching(FROM)]);
    expect((await early.get(`/stays/${stay}`)).text).toMatch(FROM);
    const pages = [`/stays/${stay}`, `/requests/${requestId}`];
    for (const page of pages) expect((await early.get(page)).text).not.toContain(`href="${step}"`);
    app.clock.goTo('16:00');
    const late = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    for (const page of pages) expect((await late.get(page)).text).toContain(`href="${step}"`);
    expect((await late.get(`/stays/${stay}`)).text).not.toMatch(FROM);
    expect((await late.get(step)).status).toBe(200);
  });

  it('is still for the night’s staff to say after midnight, of the night that is running', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    const next = await make.aStay(house, await make.aYoungPerson(house), { inDays: 1 });
    app.clock.goTo('01:00', 1);
    await make.as(house.staff).post(`/stays/${next}/no-show`, { reason: 'x' }).expect(409);
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'x' }).expect(200);
  });
});
