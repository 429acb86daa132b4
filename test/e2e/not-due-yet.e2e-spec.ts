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

  it('by a slip is taken back while the night runs, also of a child on the way in an emergency', async () => {
    app.clock.goTo('23:46');
    const child = await make.aYoungPerson(house, { firstName: 'Sol' });
    const body = { youngPerson: child, why: 'Nobody at home', risk: 'None known', authority: 'Jo, EDT' };
    const begun = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, body).expect(201);
    const { id } = begun.body as { id: string };
    const agreed = { decision: 'agreed', said: 'Yes', decidedBy: house.manager.id };
    await make.as(house.staff).post(`/emergencies/${id}/decision`, agreed).expect(200);
    await make.as(house.staff).post(`/emergencies/${id}/hold`, {}).expect(200);
    const [held] = await app.sql<{ id: string }>(`SELECT id FROM stays WHERE young_person_id = $1`, [child]);
    const planned = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1 });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    for (const stay of [planned, held!.id]) {
      const before = (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as { bed: object };
      await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'The wrong line' }).expect(200);
      expect((await page.get(`/stays/${stay}`)).text).toContain(`href="/stays/${stay}/undo-ending"`);
      const undone = await make.as(house.staff).post(`/stays/${stay}/undo-ending`, { reason: 'A slip' }).expect(200);
      expect(undone.body).toMatchObject({ state: 'booked', bed: before.bed });
    }
    await make.as(house.staff).post(`/stays/${held!.id}/arrive`).expect(200);
  });
});
