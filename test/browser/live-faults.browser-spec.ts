import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;
let visitor: Visitor;
let page: Page;

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
  visitor = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true });
  ({ page } = visitor);
  page.setDefaultTimeout(30_000);
  await visitor.signIn(house.staff, PASSWORD);
});
afterEach(() => visitor.leave());

const shows = (on: Page, text: string) => on.locator('main', { hasText: text }).waitFor();
const note = (text: string) => make.as(house.manager).post(`/units/${house.unit}/handover`, { text }).expect(201);
/** What a computer does with a page while it sleeps: nothing runs in it. */
async function sleeps(one: Page) {
  const session = await one.context().newCDPSession(one);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  return { wakes: () => session.send('Page.setWebLifecycleState', { state: 'active' }) };
}
const cut = () =>
  app.asAdmin(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'short-breaks live' AND datname = current_database()`,
  );

describe('a page that is open', () => {
  it('catches up when the computer wakes, whatever was missed meanwhile', async () => {
    await visitor.go('/handover');
    await note('Before');
    await shows(page, 'Before');
    const { wakes } = await sleeps(page);
    await note('While it slept');
    await cut();
    await note('Later still');
    await wakes();
    await shows(page, 'While it slept');
    await shows(page, 'Later still');
  });

  it('takes the stream over from a tab that sleeps, once somebody looks at another', async () => {
    await visitor.go('/handover');
    await note('One');
    await shows(page, 'One');
    const second = await page.context().newPage();
    second.setDefaultTimeout(30_000);
    await second.goto(`${app.address}/handover`);
    await note('Two');
    await shows(second, 'Two');
    const { wakes } = await sleeps(page);
    await second.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await note('Three');
    await shows(second, 'Three');
    await wakes();
    await note('Four');
    await Promise.all([shows(page, 'Four'), shows(second, 'Four')]);
  });

  it('says that it may be out of date where something between keeps back what the stream says', async () => {
    await page.route('**/live', () => undefined);
    await visitor.go('/handover');
    const bar = page.locator('.app-live', { hasText: 'No connection: what you see may be out of date.' });
    await bar.waitFor();
    await note('Kept back');
    expect(await page.locator('main').textContent()).not.toContain('Kept back');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await shows(page, 'Kept back');
    await note('And on');
    await shows(page, 'And on');
    expect(await bar.isVisible()).toBe(false);
  });
});
