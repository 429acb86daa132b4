import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { builders } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp();
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

describe('the page to try the API', () => {
  it('takes a token and shows a real answer, within the policy on content', async () => {
    const make = builders(app);
    const { manager } = await make.aHouse();
    const page = await browser.newPage({ viewport: { width: 1320, height: 900 } });
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));

    await page.goto(`${app.address}/api`);
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.getByLabel('auth-bearer-value').fill(manager.token);
    await page.locator('.auth-btn-wrapper').getByRole('button', { name: 'Apply credentials' }).click();
    await page.getByRole('button', { name: 'Close' }).first().click();
    const me = page.locator('#operations-Who_I_am-whoAmI');
    await me.locator('.opblock-summary-control').click();
    await me.getByRole('button', { name: 'Try it out' }).click();
    await me.getByRole('button', { name: 'Execute' }).click();
    await me.locator('.live-responses-table .highlight-code').first().waitFor();
    expect(await me.locator('.live-responses-table').innerText()).toContain(manager.name);
    expect(faults).toEqual([]);
  }, 60_000);
});
