import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;
let coming: string;
let here: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  browser = await openBrowser();
  house = await make.aHouse();
  const [one, two] = house.beds;
  const robin = await make.aYoungPerson(house, { firstName: 'Robin', lastName: 'Samplewood' });
  coming = await make.aStay(house, robin, { inDays: 3, nights: 3, bed: one! });
  const kit = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Samplewood' });
  here = await make.aStay(house, kit, { inDays: 0, nights: 4, bed: two! });
  await make.as(house.staff).post(`/stays/${here}/arrive`).expect(200);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function at(user: TestUser): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true });
  await visitor.signIn(user, PASSWORD);
  await visitor.go(`/calendar?from=${make.today()}`);
  return visitor;
}

const barOf = (page: Page, stay: string) => page.locator(`table.board a.bar[data-stay="${stay}"]`);
const centre = async (place: Locator) => {
  const { x, y, width, height } = (await place.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
};
const column = (page: Page, days: number) => page.locator(`table.board thead [data-night="${make.today(days)}"]`);
const row = (page: Page, bed: number) => page.locator(`table.board tbody tr[data-bed-name="Bed ${bed}"] th`);

/** Takes the bar by the column of a night, or by its end, and drops it on another night in another row. */
async function drag(
  page: Page,
  stay: string,
  { from, to, bed }: { from: number; to: number; bed: number },
  byEnd = false,
) {
  const box = (await barOf(page, stay).boundingBox())!;
  const start = { x: byEnd ? box.x + box.width - 4 : (await centre(column(page, from))).x, y: box.y + box.height / 2 };
  const end = { x: (await centre(column(page, to))).x, y: (await centre(row(page, bed))).y };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 10, start.y + 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 6 });
}
const drop = (page: Page) => Promise.all([page.waitForEvent('load'), page.mouse.up()]);
const typed = (days: number) => make.today(days).split('-').toReversed().map(Number).join('/');

describe('a stay on the board', () => {
  it('that is dropped on other nights of another bed opens the form for it, filled in, and nothing is changed', async () => {
    const visitor = await at(house.staff);
    const { page } = visitor;
    await drag(page, coming, { from: 4, to: 9, bed: 3 });
    expect(await page.locator('.board-ghost').innerText()).toMatch(/^Bed 3, from /);
    await drop(page);
    expect(visitor.path).toBe(`/stays/${coming}/nights`);
    expect(await page.getByLabel('The day on which they come').inputValue()).toBe(typed(8));
    expect(await page.getByLabel('The day on which they leave').inputValue()).toBe(typed(11));
    expect(await page.getByLabel('Bed 3').isChecked()).toBe(true);
    await visitor.look();
    await visitor.press('Change the nights');
    expect(await visitor.text()).toContain('Robin has Bed 3');
    await make
      .as(house.staff)
      .post(`/stays/${coming}/rebook`, { arrival: make.today(3), departure: make.today(6), bed: house.beds[0] })
      .expect(200);
    await visitor.leave();
  });

  it('of somebody who is there goes to another bed, on the same nights', async () => {
    const visitor = await at(house.staff);
    const { page } = visitor;
    await drag(page, here, { from: 1, to: 6, bed: 4 });
    expect(await page.locator('.board-ghost').innerText()).toBe('Bed 4, same nights');
    await drop(page);
    expect(visitor.path).toBe(`/stays/${here}/move`);
    expect(await page.getByLabel('Bed 4').isChecked()).toBe(true);
    await visitor.leave();
  });

  it.each([
    ['longer opens the form for more nights', 8, 'extend', 9],
    ['shorter opens the form for fewer', 4, 'shorten', 5],
  ] as const)('whose end a manager draws %s', async (_, to, form, departure) => {
    const visitor = await at(house.manager);
    const { page } = visitor;
    await drag(page, coming, { from: 5, to, bed: 1 }, true);
    await drop(page);
    expect(visitor.path).toBe(`/stays/${coming}/${form}`);
    expect(await page.getByLabel('The day on which they leave').inputValue()).toBe(typed(departure));
    await visitor.leave();
  });

  it('goes back where it was with Escape, and is still a link to choose', async () => {
    const visitor = await at(house.staff);
    const { page } = visitor;
    await drag(page, coming, { from: 4, to: 9, bed: 3 });
    await page.keyboard.press('Escape');
    expect(await page.locator('.board-ghost').count()).toBe(0);
    await page.mouse.up();
    expect(visitor.path).toBe('/calendar');
    await Promise.all([page.waitForEvent('load'), barOf(page, coming).click()]);
    expect(visitor.path).toBe(`/stays/${coming}`);
    await visitor.leave();
  });

  it('waits to show what others change until it is dropped', async () => {
    const visitor = await at(house.staff);
    const { page } = visitor;
    await drag(page, coming, { from: 4, to: 9, bed: 3 });
    const pip = await make.aYoungPerson(house, { firstName: 'Pip', lastName: 'Samplewood' });
    await make.aStay(house, pip, { inDays: 15, nights: 2, bed: house.beds[3]! });
    await page.locator('.app-live', { hasText: 'This page has changed.' }).waitFor();
    expect(await page.locator('.board-ghost').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await page.locator('table.board a.bar', { hasText: 'Pip S.' }).waitFor();
    await visitor.leave();
  });

  it('is not replaced under what presses on it, before it is dragged', async () => {
    const visitor = await at(house.staff);
    const bar = barOf(visitor.page, coming);
    // A finger takes no focus, which would keep the board as it is, and neither does this.
    const press = { pointerId: 7, pointerType: 'mouse', button: 0 };
    await bar.dispatchEvent('pointerdown', press);
    const una = await make.aYoungPerson(house, { firstName: 'Una', lastName: 'Samplewood' });
    await make.aStay(house, una, { inDays: 15, nights: 2, bed: house.beds[2]! });
    await visitor.page.locator('.app-live', { hasText: 'This page has changed.' }).waitFor();
    await bar.dispatchEvent('pointerup', press);
    await visitor.page.locator('table.board a.bar', { hasText: 'Una S.' }).waitFor();
    await visitor.leave();
  });

  describe('under a finger', () => {
    type Sends = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) => Promise<unknown>;
    let page: Page;
    let send: Sends;

    /** On a page whose time stands still: however slow the machine is, a finger rests for as long as is said here. */
    beforeEach(async () => {
      const context = await browser.newContext({ viewport: { width: 1320, height: 900 }, hasTouch: true });
      page = await context.newPage();
      await page.goto(`${app.address}/sign-in`);
      await page.getByLabel('Email address').fill(house.staff.email);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Sign in' }).click()]);
      await page.clock.install();
      await page.goto(`${app.address}/calendar?from=${make.today()}`);
      await page.clock.pauseAt(Date.now() + 5_000);
      const touch = await context.newCDPSession(page);
      send = (type, at) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
    });
    afterEach(() => page.context().close());

    const ghosts = () => page.locator('.board-ghost').count();

    it('that rests on it first is dragged', async () => {
      const start = await centre(barOf(page, coming));
      await send('touchStart', start);
      await page.clock.runFor(449);
      expect(await ghosts()).toBe(0);
      await page.clock.runFor(1);
      expect(await ghosts()).toBe(1);
      await send('touchMove', { x: (await centre(column(page, 9))).x, y: (await centre(row(page, 3))).y });
      await page.locator('.board-ghost', { hasText: 'Bed 3, from' }).waitFor();
      await Promise.all([page.waitForEvent('load'), send('touchEnd')]);
      expect(new URL(page.url()).pathname).toBe(`/stays/${coming}/nights`);
    });

    it('that moves at once scrolls', async () => {
      const start = await centre(barOf(page, coming));
      await send('touchStart', start);
      await send('touchMove', { x: start.x + 30, y: start.y });
      await page.clock.runFor(2_000);
      expect(await ghosts()).toBe(0);
      await send('touchEnd');
      expect(new URL(page.url()).pathname).toBe('/calendar');
    });

    it.each([
      ['rests on a page at rest takes it', true, 1],
      ['stops a page that glides does not seem to take it', false, 0],
    ])('that %s', async (_, cancelable, taken) => {
      const bar = barOf(page, coming);
      const { x, y } = await centre(bar);
      await bar.dispatchEvent('pointerdown', { clientX: x, clientY: y, pointerId: 7, pointerType: 'touch', button: 0 });
      await bar.dispatchEvent('touchstart', { cancelable });
      await page.clock.runFor(2_000);
      expect(await ghosts()).toBe(taken);
    });
  });
});
