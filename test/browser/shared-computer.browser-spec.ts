import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  browser = await openBrowser();
  const make = builders(app);
  house = await make.aHouse();
  await make.aYoungPerson(house, { lastName: 'Secretname' });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Minutes go by, for the service and for the page. */
async function wait({ page }: Visitor, minutes: number): Promise<void> {
  app.clock.advance({ minutes });
  await page.clock.fastForward(minutes * 60_000);
}

describe('at the shared computer', () => {
  it('a page with something half typed leaves the screen by itself, and is there again after name and PIN', async () => {
    const faults: string[] = [];
    const desk = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true }, faults);
    const { page } = desk;
    await page.clock.install();
    await desk.signIn(house.manager, PASSWORD);
    await desk.go('/account/pin');
    await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('New PIN', { exact: true }).fill('482913');
    await desk.press('Set this PIN');
    await desk.go('/shared-computers');
    await page.getByLabel('What do you call this computer?').fill('Office');
    await desk.press('Mark this computer');

    await desk.go('/handover');
    const note = page.getByLabel('A note about the house for the next shift');
    await note.fill('The boiler man');
    await wait(desk, 4);
    // Who goes on typing is there.
    await note.pressSequentially(' comes at nine');
    await page.waitForTimeout(500);
    await wait(desk, 4);
    expect(await page.locator('h1').innerText()).toContain('Handover');
    await wait(desk, 6);
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await desk.look();
    expect(await desk.text()).not.toContain('Secretname');
    await page.getByLabel(house.manager.name).check();
    await page.getByLabel('Your PIN').fill('482913');
    await desk.press('Come back');
    expect(await note.inputValue()).toBe('The boiler man comes at nine');

    // Not touched again, it leaves once more, and is there once more.
    await wait(desk, 6);
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await page.getByLabel(house.manager.name).check();
    await page.getByLabel('Your PIN').fill('482913');
    await desk.press('Come back');
    expect(await note.inputValue()).toBe('The boiler man comes at nine');

    await page.getByRole('button', { name: 'Lock' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await desk.leave();
    expect(faults).toEqual([]);
  }, 120_000);
});
