import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;
let faults: string[];
let visitors: Visitor[];

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});
beforeEach(async () => {
  house = await make.aHouse();
  faults = [];
  visitors = [];
});
afterEach(async () => {
  for (const visitor of visitors) await visitor.leave();
  expect(faults).toEqual([]);
});

async function at(user: TestUser, path: string): Promise<Page> {
  const visitor = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true }, faults);
  visitors.push(visitor);
  await visitor.signIn(user, PASSWORD);
  await visitor.go(path);
  await visitor.page.evaluate('window.wasHere = true');
  return visitor.page;
}

/** Waits for it to be shown, without a reload. */
async function shows(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('main', { hasText: text }).waitFor();
  expect(await page.evaluate('window.wasHere')).toBe(true);
}

describe('lists, counts and records that others change', () => {
  it('count the nights that are taken as soon as somebody books some', async () => {
    const page = await at(house.manager, `/occupancy?unit=${house.unit}`);
    const taken = page.locator('.fig', { hasText: 'taken in the next four weeks' });
    expect(await taken.textContent()).toContain('0%');
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 2, nights: 7, bed: house.beds[0]! });
    await page.locator('.fig', { hasText: /6(\.\d)?%\s*of available bed nights are taken/ }).waitFor();
    await page.locator('[role=status]', { hasText: 'The figures have changed.' }).waitFor({ state: 'attached' });
    // The eye finds what is new: the figure that has changed, and none that has not.
    expect(await taken.getAttribute('class')).toContain('app-new');
    expect(
      await page.locator('.fig', { hasText: 'in the past four weeks' }).first().getAttribute('class'),
    ).not.toContain('app-new');
    expect(await page.evaluate('window.wasHere')).toBe(true);
  });

  it('show a young person who has come onto the books, to staff and to their key worker, and not to another', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    const [staff, worker, stranger] = [
      await at(house.staff, '/young-people'),
      await at(house.worker, '/young-people'),
      await at(other, '/young-people'),
    ];
    await make.aYoungPerson(house, { firstName: 'Newly', lastName: 'Arrived' });
    await Promise.all([shows(staff, 'Newly Arrived'), shows(worker, 'Newly Arrived')]);
    expect(await stranger.locator('main').textContent()).not.toContain('Newly');
  });

  it('show on a record what others write on it, and what is asked and booked for them', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash' });
    const page = await at(house.worker, `/young-people/${ash}`);
    await make
      .as(house.manager)
      .post(`/young-people/${ash}/contact`, { safeToContact: 'After six only', interpreter: '' })
      .expect(200);
    await shows(page, 'After six only');
    await make
      .as(house.worker)
      .post(`/young-people/${ash}/plan/aims`, { text: 'To sleep through the night' })
      .expect(201);
    await shows(page, 'To sleep through the night');
    await make.aRequest(house, ash, { inDays: 30 });
    await shows(page, 'Requests, newest first');
    await make.aStay(house, ash, { inDays: 3, nights: 2, bed: house.beds[1]! });
    await shows(page, 'Stays, latest first');
  });

  it('never move under the finger of somebody who chooses: they say when, and what they ticked stays ticked', async () => {
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 20, slack: 3 });
    const page = await at(house.staff, `/requests/${request}/options`);
    const ticks = page.locator('main [name=option]');
    await ticks.first().check();
    const ticked = await ticks.first().getAttribute('id');
    await page.locator('h1').click();
    const before = await page.locator('main .card').first().textContent();
    const guest = await make.aYoungPerson(house, { firstName: 'Robin' });
    await make.aStay(house, guest, { inDays: 20, nights: 2, bed: house.beds[0]! });
    const bar = page.locator('.app-live');
    await bar.getByText('This page has changed.').waitFor();
    expect(await page.locator('main .card').first().textContent()).toBe(before);
    await bar.getByRole('button', { name: 'Show it' }).click();
    await page.locator('main', { hasText: 'Robin' }).waitFor();
    expect(await page.locator(`#${ticked}`).isChecked()).toBe(true);
  });

  it('leave alone the answer to a form that was refused, with what was typed', async () => {
    const page = await at(house.staff, '/handover');
    await page.getByLabel('A note about the house').fill('x'.repeat(3_000));
    await page.getByLabel('A note about the house').evaluate('(field) => field.removeAttribute("maxlength")');
    await page.getByRole('button', { name: 'Leave the note' }).click();
    await page.locator('.govuk-error-summary').waitFor();
    const witness = await at(house.manager, '/handover');
    await make.as(house.manager).post(`/units/${house.unit}/handover`, { text: 'The oven is broken' }).expect(201);
    await shows(witness, 'The oven is broken');
    expect(await page.locator('.app-live').isVisible()).toBe(false);
    expect(await page.getByLabel('A note about the house').inputValue()).toHaveLength(3_000);
    expect(await page.locator('.govuk-error-summary').count()).toBe(1);
  });
});
