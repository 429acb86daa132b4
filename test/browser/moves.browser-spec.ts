import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  browser = await openBrowser();
  make = builders(app);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Two beds of which none is free on both nights asked for; the request. */
async function aFragmentedHouse(): Promise<string> {
  house = await make.aHouse({ beds: 2 });
  const young = (firstName: string) => make.aYoungPerson(house, { firstName, lastName: 'Longername-Winterbottom' });
  await make.aStay(house, await young('Pip'), { inDays: 20, nights: 1, bed: house.beds[0]! });
  await make.aStay(house, await young('Rae'), { inDays: 21, nights: 1, bed: house.beds[1]! });
  return make.aRequest(house, await young('Ash'), { inDays: 20 });
}

/** Ash stays on in the first, so that Bo has no bed: Rae, who is to have the second on one of the nights, can move. */
async function aStayWithoutBed(): Promise<string> {
  house = await make.aHouse({ beds: 2 });
  const [first, second] = house.beds as [string, string];
  const young = (firstName: string) => make.aYoungPerson(house, { firstName, lastName: 'Longername-Winterbottom' });
  const there = await make.aStay(house, await young('Ash'), { inDays: 0, nights: 2, bed: first });
  await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
  const stay = await make.aStay(house, await young('Bo'), { inDays: 2, nights: 2, bed: first });
  await make.aStay(house, await young('Rae'), { inDays: 3, nights: 1, bed: second });
  const on = { departure: make.today(3), reason: 'Nobody at home' };
  await make.as(house.staff).post(`/stays/${there}/stay-on`, on).expect(200);
  return stay;
}

describe.each([
  [1320, true],
  [360, false],
])('at %i pixels, scripts %s', (width, javaScript) => {
  it('unit staff see the moves in words, agree to them, and find them made', async () => {
    const request = await aFragmentedHouse();
    const faults: string[] = [];
    const staff = await Visitor.arrive(browser, app.address, { width, javaScript }, faults);
    await staff.signIn(house.staff, PASSWORD);
    await staff.go(`/requests/${request}/options`);
    await staff.follow('Propose these nights');
    const main = staff.page.locator('main');
    expect(await main.innerText()).toContain('Pip Longername-Winterbottom moves from Bed 1 to Bed 2');
    await staff.press('Propose these nights');
    expect(await staff.page.locator('body').innerText()).toContain('The moves are made.');
    const [pip] = await app.sql<{ id: string }>(
      `SELECT s.id FROM stays s JOIN young_people y ON y.id = s.young_person_id
        WHERE s.unit_id = $1 AND y.first_name = 'Pip'`,
      [house.unit],
    );
    await staff.go(`/stays/${pip!.id}`);
    expect(await main.innerText()).toContain('Bed 2');
    expect(faults).toEqual([]);
    await staff.leave();
  }, 60_000);

  it('a stay that lost its bed has one again when they move others', async () => {
    const stay = await aStayWithoutBed();
    const faults: string[] = [];
    const staff = await Visitor.arrive(browser, app.address, { width, javaScript }, faults);
    await staff.signIn(house.staff, PASSWORD);
    await staff.go(`/stays/${stay}/move`);
    await staff.follow('Move others to make room, or find other nights');
    const main = staff.page.locator('main');
    expect(await main.innerText()).toContain('Rae Longername-Winterbottom moves from Bed 2 to Bed 1');
    await staff.page.getByLabel('Move others to make room').check();
    await staff.press('Do this');
    expect(await staff.page.locator('body').innerText()).toContain('Solved: Bo has Bed 2.');
    expect(faults).toEqual([]);
    await staff.leave();
  }, 60_000);
});
