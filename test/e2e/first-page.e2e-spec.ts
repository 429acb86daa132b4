import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { instantIn } from '../../src/kernel/nights.js';
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
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 2 });
});

const today = async (email: string) => {
  const { text } = await (await PageClient.signIn(app.address, email, PASSWORD)).get('/');
  return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};

describe('the first page', () => {
  it('offers to ask for a break only to who has a unit to ask', async () => {
    expect(await today(house.worker.email)).toContain('Ask for a break');
    const nowhere = await make.aUser(house, 'cas_worker');
    await make.aYoungPerson(house, { keyWorker: nowhere });
    const page = await today(nowhere.email);
    expect(page).toContain('Ash Example');
    expect(page).not.toContain('Ask for a break');
  });

  it('calls a bed that changes hands today what it is, and urgent only once somebody should have left before', async () => {
    const [bed] = house.beds as [string];
    const leaving = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2, bed });
    await make.as(house.staff).post(`/stays/${leaving}/arrive`).expect(200);
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 2, nights: 3, bed });
    app.clock.goTo('18:30', 2);
    const said = 'Bo Example, .* Somebody who was to leave is still in their bed\\.';
    expect(await today(house.staff.email)).toMatch(new RegExp(`To solve today Today ${said}`));
    app.clock.goTo('08:00', 1);
    expect(await today(house.staff.email)).toMatch(new RegExp(`To solve today Urgent: today ${said}`));
  });
});

it('an arrival is late once its night is over, and not at one o’clock of that night', async () => {
  const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
  const { requestId } = (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as { requestId: string };
  const due = async () =>
    ((await make.as(house.staff).get(`/requests/${requestId}`).expect(200)).body as { nextAction: { due: string } })
      .nextAction.due;
  const page = async () =>
    (await (await PageClient.signIn(app.address, house.staff.email, PASSWORD)).get(`/requests/${requestId}`)).text;
  expect(await due()).toBe(instantIn(make.today(1), '06:00', 'Europe/London').toISOString());
  app.clock.goTo('01:00', 1);
  expect(await page()).not.toMatch(/late by/i);
  app.clock.goTo('06:30');
  expect(await page()).toContain('late by 30 minutes');
});
