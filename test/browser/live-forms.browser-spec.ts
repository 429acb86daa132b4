import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aDiary, diaries } from '../support/diaries.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;
let visitor: Visitor;

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
});
afterEach(() => visitor?.leave());

async function at(path: string): Promise<Page> {
  visitor = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true });
  await visitor.signIn(house.manager, PASSWORD);
  await visitor.go(path);
  await visitor.page.evaluate('window.wasHere = true');
  return visitor.page;
}
const hint = (page: Page) => page.locator('.app-live', { hasText: 'has changed since you opened it' });
const main = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
const somebodyComes = async () => {
  const other = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Newcomer' });
  await make.aStay(house, other, { inDays: 10, nights: 3, bed: house.beds[3]! });
};

/** Who else is there is another by then: the page says so and stays as it is, until it is to be loaded again. */
async function isLoadedAgain(page: Page, typed: string): Promise<void> {
  const before = await main(page);
  expect(before).not.toContain('Kit');
  await somebodyComes();
  await hint(page).waitFor();
  expect(await main(page)).toBe(before);
  expect(await page.locator(typed).inputValue()).toBe('Long and thought about');
  await visitor.look();
  await hint(page).getByRole('button', { name: 'Load it again' }).click();
  await page.locator('main', { hasText: 'Kit' }).waitFor();
  expect(await page.locator(typed).inputValue()).toBe('Long and thought about');
  expect(await hint(page).isVisible()).toBe(false);
  expect(await page.evaluate('window.wasHere')).toBe(true);
}

describe('a page with something to fill in, when others change what it shows', () => {
  it('of a decision says so, and keeps what was typed and chosen when it is loaded again', async () => {
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 10, nights: 3 });
    const { body } = await make
      .as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: make.today(10), departure: make.today(13) })
      .expect(201);
    const page = await at(`/offers/${(body as { id: string }).id}/sign`);
    await page.locator('#reasons').fill('Long and thought about');
    await page.getByLabel('Not suitable').first().check();
    await isLoadedAgain(page, '#reasons');
    expect(await page.getByLabel('Not suitable').first().isChecked()).toBe(true);
  });

  it('of a proposal says so, and keeps what was typed', async () => {
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 10, nights: 3 });
    const page = await at(`/requests/${request}/propose?arrival=${make.today(10)}`);
    await page.locator('#reasons').fill('Long and thought about');
    await isLoadedAgain(page, '#reasons');
  });

  it('of a diary says so, and what is brought in then is what is shown', async () => {
    await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
    await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Newcomer' });
    const row = (bed: string) => ['Ash Heron', make.today(10), make.today(13), bed, ''];
    const { id } = await diaries(app).prepared(
      house,
      aDiary(row('Bed 4'), ['Ash Heron', make.today(30), make.today(31), '', '']),
    );
    const page = await at(`/diary/${id}`);
    expect(await main(page)).toContain('Bring in 2 rows');
    await somebodyComes();
    await hint(page).waitFor();
    expect(await main(page)).toContain('Bring in 2 rows');
    await until(async () => {
      if (await hint(page).isVisible()) await hint(page).getByRole('button', { name: 'Load it again' }).click();
      const { token } = await diaries(app).get<{ token: string }>(house.manager, id);
      return (await page.locator('[name="token"]').inputValue()) === token;
    }, 'the page shows what would be brought in now');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Bring in 1 row' }).click()]);
    expect(await main(page)).toContain('One row is brought in.');
  });
});
