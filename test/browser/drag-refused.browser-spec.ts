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
let robin: string;

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
  const [first, second] = [
    await make.aYoungPerson(house, { firstName: 'Robin', lastName: 'Samplewood' }),
    await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Samplewood' }),
  ];
  robin = await make.aStay(house, first, { inDays: 3, nights: 3, bed: house.beds[0]! });
  await make.aStay(house, second, { inDays: 4, nights: 4, bed: house.beds[1]! });
  visitor = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true });
  await visitor.signIn(house.staff, PASSWORD);
  await visitor.go(`/calendar?from=${make.today()}`);
  ({ page } = visitor);
});
afterEach(() => visitor.leave());

const bar = () => page.locator(`table.board a.bar[data-stay="${robin}"]`);
const middleOf = async (selector: string) => {
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
};
const night = (days: number) => middleOf(`table.board thead [data-night="${make.today(days)}"]`);

/** Draws the end of the bar to a night, and does not let go. */
async function drawTo(days: number): Promise<void> {
  const box = (await bar().boundingBox())!;
  const [x, y] = [box.x + box.width - 4, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y, { steps: 4 });
  await page.mouse.move((await night(days)).x, y, { steps: 6 });
}

describe('a stay that cannot go where it is dropped', () => {
  it('is not promised more nights by staff, who are told whom to ask, and it stays as it is', async () => {
    await drawTo(9);
    expect(await page.locator('.board-ghost').innerText()).toBe('Only a manager adds nights');
    await page.mouse.up();
    const said = page.locator('.app-live', {
      hasText: 'Only a manager adds nights. Ask the manager: the stay is as it was.',
    });
    await said.waitFor();
    await visitor.look();
    expect(visitor.path).toBe('/calendar');
    await said.getByRole('button', { name: 'Close' }).click();
    expect(await said.isVisible()).toBe(false);
    await Promise.all([page.waitForEvent('load'), bar().click()]);
    expect(visitor.path).toBe(`/stays/${robin}`);
  });

  it('on a bed that somebody has says who has it, on which nights', async () => {
    const box = (await bar().boundingBox())!;
    const to = await middleOf('table.board tbody tr[data-bed-name="Bed 2"] th');
    const from = { x: (await night(4)).x, y: box.y + box.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y + 2, { steps: 4 });
    await page.mouse.move(from.x, to.y, { steps: 6 });
    await Promise.all([page.waitForEvent('load'), page.mouse.up()]);
    expect(visitor.path).toBe(`/stays/${robin}/move`);
    expect(await page.locator('#bed-error').innerText()).toMatch(
      /Bed 2 is booked for Kit Samplewood, .* Choose other nights or another bed\./,
    );
    expect(await page.getByLabel('Bed 3').isVisible()).toBe(true);
    await visitor.look();
  });

  it('because an offer holds it says so, and what to do', async () => {
    const asked = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Wren' });
    const request = await make.aRequest(house, asked, { inDays: 10, nights: 3 });
    await make
      .as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: make.today(10), departure: make.today(13), bed: house.beds[2] })
      .expect(201);
    await visitor.go(`/calendar?from=${make.today()}`);
    const held = page.locator('table.board a.bar[data-held]');
    const { x, y, height } = (await held.boundingBox())!;
    await page.mouse.move(x + 20, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 32, y + height / 2, { steps: 4 });
    await page.mouse.move((await night(16)).x, y + height / 2, { steps: 6 });
    expect(await page.locator('.board-ghost').innerText()).toBe('An offer holds this bed, so it does not move');
    await page.mouse.up();
    await page.locator('.app-live', { hasText: 'take the offer back there, and offer other nights' }).waitFor();
    await visitor.look();
    expect(visitor.path).toBe('/calendar');
    await Promise.all([page.waitForEvent('load'), held.click()]);
    expect(visitor.path).toMatch(/^\/requests\//);
  });

  it('on other nights because they are here says so, and what to do', async () => {
    const kit = await make.aYoungPerson(house, { firstName: 'Kim', lastName: 'Finch' });
    const here = await make.aStay(house, kit, { inDays: 0, nights: 3, bed: house.beds[3]! });
    await make.as(house.staff).post(`/stays/${here}/arrive`).expect(200);
    await visitor.go(`/calendar?from=${make.today()}`);
    const box = (await page.locator(`table.board a.bar[data-stay="${here}"]`).boundingBox())!;
    const [x, y] = [(await night(1)).x, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 10, y, { steps: 4 });
    await page.mouse.move((await night(8)).x, y, { steps: 6 });
    expect(await page.locator('.board-ghost').innerText()).toBe('They are here, so only the day they leave can change');
    await page.mouse.up();
    await page.locator('.app-live', { hasText: 'Drag the end of the bar to that day, or open the stay.' }).waitFor();
    expect(visitor.path).toBe('/calendar');
    await visitor.look();
  });
});
