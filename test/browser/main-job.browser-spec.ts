import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, Visitor, type Screen } from '../support/browser.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const typed = (date: string) => date.split('-').reverse().map(Number).join('/');

/** Three people, three browsers: from asking for a break to the departure. */
async function mainJob(screen: Screen, house: House, faults: string[]): Promise<void> {
  const seen = new Set<string>();
  const at = async (user: TestUser) => {
    const visitor = await Visitor.arrive(browser, app.address, screen, faults, seen);
    await visitor.signIn(user, PASSWORD);
    return visitor;
  };
  const worker = await at(house.worker);
  const request = await askForABreak(worker);
  const staff = await at(house.staff);
  await proposeNights(staff);
  const manager = await at(house.manager);
  await sign(manager);
  await recordTheAnswer(worker);
  await recordTheStay(staff);
  await worker.go(request);
  expect(await worker.text()).toContain('Stay completed');
  for (const visitor of [worker, staff, manager]) await visitor.leave();
}

async function askForABreak(worker: Visitor): Promise<string> {
  const { page } = worker;
  expect(await worker.text()).toContain('Ash Example');
  await worker.follow('Ask for a break');
  await worker.follow('Ash Example');
  expect(await worker.text()).toMatch(/Ash Example, born .+, case /);

  await worker.press('Continue');
  await page.getByLabel('What is the break for?').fill('A weekend to sleep <b>& rest</b>');
  await worker.press('Continue');
  await worker.press('Continue');
  expect(await worker.text()).toContain('There is a problem Enter the number of nights');
  await page.getByLabel('How many nights?').fill('2');
  await page.getByLabel('Earliest day they could arrive').fill(typed(make.today()));
  await page.getByLabel('Latest day they could leave').fill(typed(make.today(8)));
  // What may be left open is gone past.
  while (!worker.path.endsWith('/ask/wishes')) await worker.press('Continue');
  await page.getByLabel('What does Ash say about it?').fill('“I want to cook” 🍲');
  await worker.press('Continue');
  await page.getByLabel('What does the family say about it?').fill('Her mother: to sleep through');
  await worker.press('Continue');
  await worker.press('Continue');
  await worker.press('Continue');

  expect(await worker.text()).toContain('A weekend to sleep <b>& rest</b>');
  expect(await worker.text()).toContain('Her mother: to sleep through');
  await worker.follow('Change what ash says');
  await page.getByLabel('What does Ash say about it?').fill('“I want to cook curry” 🍲');
  await worker.press('Continue');
  expect(await worker.text()).toContain('“I want to cook curry” 🍲');
  await worker.press('Submit the request');
  expect(await worker.text()).toMatch(/Request submitted Request number \d+/);
  expect(await worker.text()).toContain('Unit staff: look at the options and propose nights');
  await worker.follow('See the request');
  return worker.path;
}

async function proposeNights(staff: Visitor): Promise<void> {
  await staff.follow('Propose nights for Ash Example');
  expect(await staff.text()).toMatch(/Not assessed/);
  expect(await staff.page.locator('.band--good, .s-good').count()).toBe(0);
  await staff.follow('Propose these nights');
  expect(await staff.text()).toMatch(/Ash Example, born .+, case /);
  await staff.page.getByLabel('Bed 2').check();
  await staff.press('Propose these nights');
  expect(await staff.text()).toContain('The bed is held for Ash Example');
  expect(await staff.text()).toContain('Waiting for signature');
}

async function sign(manager: Visitor): Promise<void> {
  await manager.follow('Sign the proposal for Ash Example');
  await manager.press('Sign the decision');
  expect(await manager.text()).toContain('Enter your reasons');
  expect(await manager.text()).toContain('Choose what you decide.');
  await manager.page.getByLabel('Suitable with a plan').check();
  await manager.page.getByLabel('What is done, line 1').fill('Somebody is awake all night');
  await manager.page.getByLabel('Your reasons').fill('A quiet group that week');
  await manager.press('Sign the decision');
  expect(await manager.text()).toContain('Say who does it: Somebody is awake all night');
  await manager.page.getByLabel('Who does it, line 1').fill('Night staff');
  await manager.page.getByLabel('Why you go against the advice').fill('They were here for tea, and it went well');
  await manager.press('Sign the decision');
  expect(await manager.text()).toContain('Suitable with a plan');
  expect(await manager.text()).toContain('Offered to the family');
}

async function recordTheAnswer(worker: Visitor): Promise<void> {
  await worker.go('/');
  await worker.follow('Record the family’s answer for Ash Example');
  expect(await worker.text()).not.toMatch(/A quiet group|it went well/);
  await worker.page.getByLabel('Yes, book the break').check();
  await worker.page.getByLabel('Who answered?').fill('Their mother');
  await worker.page.getByLabel('By telephone').check();
  const form = worker.page.url();
  await worker.press('Record the answer');
  expect(await worker.text()).toContain('The break is booked.');
  await worker.page.goto(form);
  expect(await worker.text()).toContain('This request is now “Booked”');
}

async function recordTheStay(staff: Visitor): Promise<void> {
  await staff.go('/calendar');
  expect(await staff.text()).toContain('Ash');
  await staff.go('/');
  await staff.follow('Record the arrival of Ash Example');
  await staff.press('Record the arrival');
  await staff.go('/');
  expect(await staff.text()).toContain('Staying');
  await staff.follow('Ash Example');
  await staff.follow('Record the departure');
  // They leave on the day on which they came: earlier than planned.
  await staff.page.locator('input[name="ending"]').first().check();
  await staff.press('Record the departure');
  expect(await staff.text()).toContain('Completed');
}

describe('the main job', () => {
  it.each([
    ['on the shared computer of the office', { width: 1320, javaScript: true }],
    ['on a phone', { width: 360, javaScript: true }],
    ['on a phone without JavaScript', { width: 360, javaScript: false }],
  ])(
    'is done by three people %s, on pages that everybody can use',
    async (_, screen) => {
      const house = await make.aHouse();
      await make.aYoungPerson(house);
      const faults: string[] = [];
      await mainJob(screen, house, faults);
      expect(faults).toEqual([]);
    },
    180_000,
  );
});
