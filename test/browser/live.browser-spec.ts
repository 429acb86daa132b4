import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

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

async function at(user: TestUser, path: string, width = 1320): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, app.address, { width, javaScript: true }, faults);
  visitors.push(visitor);
  await visitor.signIn(user, PASSWORD);
  await visitor.go(path);
  return visitor;
}

const shows = (page: Page, text: string) => page.locator('main', { hasText: text }).waitFor();
const note = (text: string) => make.as(house.manager).post(`/units/${house.unit}/handover`, { text }).expect(201);
const aStay = async (firstName: string, options: { inDays: number; nights: number; bed: string }) =>
  make.aStay(house, await make.aYoungPerson(house, { firstName, lastName: 'Samplewood' }), options);
/** How often the page has been asked for anew by itself. */
const countLooks = (page: Page, path: string) => {
  const looks: number[] = [];
  page.on('request', (request) => {
    if (request.headers()['x-looks-again'] && new URL(request.url()).pathname === path) looks.push(performance.now());
  });
  return looks;
};

/** Counts in `window.heard` what the stream has said of changes, before the page hears of it. */
const COUNT_HEARD = `window.heard = 0;
window.EventSource = class extends EventSource {
  constructor(address) {
    super(address);
    this.addEventListener('change', () => (window.heard += 1));
  }
}`;

describe('a page that is open', () => {
  it('shows the stay that another books, without a reload, on the board and night by night, and says so once', async () => {
    const { page } = await at(house.staff, '/calendar');
    await page.evaluate('window.wasHere = true');
    await aStay('Robin', { inDays: 2, nights: 2, bed: house.beds[0]! });
    await page.locator('table.board a.bar', { hasText: 'Robin S.' }).waitFor();
    expect(await page.evaluate('window.wasHere')).toBe(true);
    await page.locator('[role=status]', { hasText: 'The calendar has changed.' }).waitFor({ state: 'attached' });
    const { page: phone } = await at(house.staff, '/calendar', 375);
    await aStay('Pip', { inDays: 2, nights: 2, bed: house.beds[1]! });
    await phone.locator('.night-list', { hasText: 'Pip S.' }).waitFor();
  });

  it('shows a key worker that their request has moved on, and the others’ list of requests another state', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Samplewood' });
    const request = await make.aRequest(house, ash);
    const { page } = await at(house.worker, `/requests/${request}`);
    const { page: list } = await at(house.staff, '/requests');
    await list.locator('main', { hasText: '1 open request' }).waitFor();
    await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, {
        ...{ arrival: make.today(10), departure: make.today(12), reasons: 'Suits the group' },
      })
      .expect(201);
    await shows(page, 'Offered to the family');
    await shows(list, 'Offered to the family');
    await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'Not needed' }).expect(200);
    await shows(list, 'No open requests');
  });

  it('counts the notices beside the navigation on any page', async () => {
    const { page } = await at(house.worker, '/account');
    expect(await page.locator('#nav .app-count').count()).toBe(0);
    const ash = await make.aYoungPerson(house);
    await app.sql(
      `WITH told AS (INSERT INTO information (young_person_id, text, at, by_user) VALUES ($2, 'x', now(), $3) RETURNING id)
       INSERT INTO notices (user_id, kind, young_person_id, made_at, information_id)
       SELECT $1, 'information_reported', $2, now(), id FROM told`,
      [house.worker.id, ash, house.staff.id],
    );
    await page.locator('#nav .app-count', { hasText: '1' }).waitFor();
    expect(await page.locator('#nav [aria-current]').count()).toBe(0);
  });

  it('keeps the navigation of a manager on one line, however much is new', async () => {
    const { page } = await at(house.manager, '/stuck-work');
    await page.setViewportSize({ width: 1320, height: 800 });
    const lines = await page.locator('#nav ul').evaluate((list) => {
      for (const item of list.querySelectorAll('li')) {
        item.querySelector('.app-count')?.remove();
        if (/Alerts|Notices|Background/.test(item.textContent ?? ''))
          item.querySelector('a')!.insertAdjacentHTML('beforeend', ' <span class="app-count">99+</span>');
      }
      const items = [...list.querySelectorAll('li')];
      return new Set(items.map((item) => item.offsetTop)).size;
    });
    expect(lines).toBe(1);
  });

  it('keeps what somebody types, and lets others write around it', async () => {
    const { page } = await at(house.staff, '/handover');
    await page.getByLabel('A note about the house').fill('The boiler makes a noi');
    await note('The oven is broken');
    await shows(page, 'The oven is broken');
    expect(await page.getByLabel('A note about the house').inputValue()).toBe('The boiler makes a noi');
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
  });

  it('waits where somebody has the focus, says so, and shows it when they want or have left', async () => {
    const visitor = await at(house.staff, '/calendar');
    const { page } = visitor;
    const board = page.locator('table.board');
    await board.locator('a.free').first().focus();
    await aStay('Robin', { inDays: 2, nights: 2, bed: house.beds[0]! });
    const bar = page.locator('.app-live');
    await bar.getByText('This page has changed.').waitFor();
    expect(await board.locator('a.bar').count()).toBe(0);
    await visitor.look();
    await bar.getByRole('button', { name: 'Show it' }).click();
    await board.locator('a.bar', { hasText: 'Robin S.' }).waitFor();
    expect(await bar.isVisible()).toBe(false);
    await board.locator('a.free').first().focus();
    await aStay('Pip', { inDays: 2, nights: 2, bed: house.beds[1]! });
    await bar.getByText('This page has changed.').waitFor();
    await page.getByRole('link', { name: 'Closed nights' }).focus();
    await board.locator('a.bar', { hasText: 'Pip S.' }).waitFor();
  });

  it('keeps open what was opened to be read', async () => {
    const stay = await aStay('Robin', { inDays: 3, nights: 2, bed: house.beds[0]! });
    const { request } = (
      await app.sql<{ request: string }>(
        `SELECT p.request_id AS request FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1`,
        [stay],
      )
    )[0]!;
    const { page } = await at(house.staff, `/requests/${request}`);
    await page.locator('main details summary').first().click();
    await page.locator('h1').click();
    expect(await page.locator('main details[open]').count()).toBe(1);
    await app.sql(`UPDATE requests SET purpose = 'To learn to swim' WHERE id = $1`, [request]);
    await shows(page, 'To learn to swim');
    expect(await page.locator('main details[open]').count()).toBe(1);
  });

  it('that was at rest looks twice in short order, for what comes of a change a moment later; then it rests a second', async () => {
    const visitor = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true }, faults);
    visitors.push(visitor);
    const { page } = visitor;
    await page.addInitScript(COUNT_HEARD);
    await page.clock.install();
    await visitor.signIn(house.staff, PASSWORD);
    await visitor.go('/handover');
    const looks = countLooks(page, '/handover');
    const heard = async () => Number(await page.evaluate('window.heard'));
    const heardOf = async (text: string) => {
      const before = await heard();
      await note(text);
      await until(async () => (await heard()) > before, 'The page did not hear of it');
    };
    // Not so far that the stream seems to be silent.
    await page.clock.pauseAt(new Date(Date.now() + 15_000));
    await heardOf('The bed is free');
    await page.clock.runFor(250);
    await shows(page, 'The bed is free');
    await heardOf('Somebody may have it');
    await page.clock.runFor(450);
    await shows(page, 'Somebody may have it');
    await heardOf('And a third thing');
    expect(looks).toHaveLength(2);
    await page.clock.runFor(250);
    expect(looks).toHaveLength(2);
    await page.clock.runFor(1_000);
    await shows(page, 'And a third thing');
    expect(looks).toHaveLength(3);
  });

  it('that nobody looks at asks for nothing until it is shown, and is asked for at most once a second', async () => {
    const { page } = await at(house.staff, '/handover');
    const looks = countLooks(page, '/handover');
    for (let one = 0; one < 12; one += 1) await note(`Note ${one}`);
    await shows(page, 'Note 11');
    // The second look of a page that was at rest comes sooner, and is taken from the second after it.
    const gaps = looks.slice(2).map((look, place) => look - looks[place]!);
    expect(gaps.every((gap) => gap > 900)).toBe(true);
    await page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })`);
    // A look that had begun is told of a little later.
    let before: number;
    do {
      before = looks.length;
      await page.waitForTimeout(1_500);
    } while (looks.length > before);
    const { page: witness } = await at(house.manager, '/handover');
    await note('While nobody looks');
    await shows(witness, 'While nobody looks');
    expect(looks.length).toBe(before);
    await page.evaluate(`delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))`);
    await shows(page, 'While nobody looks');
  });

  it('catches up with what it missed while there was no connection', async () => {
    const { page } = await at(house.staff, '/handover');
    await note('Before');
    await shows(page, 'Before');
    await page.context().setOffline(true);
    await app.asAdmin(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'short-breaks live' AND datname = current_database()`,
    );
    await note('In the gap');
    await page.context().setOffline(false);
    await shows(page, 'In the gap');
    // Of its own, an offline browser complains.
    faults = faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'));
  });

  it('shares one stream with the other tabs of its browser, which another takes over when its tab is closed', async () => {
    const first = await at(house.staff, '/handover');
    await note('One');
    await shows(first.page, 'One');
    const second = await first.page.context().newPage();
    await second.goto(`${app.address}/handover`);
    await note('Two');
    await Promise.all([shows(first.page, 'Two'), shows(second, 'Two')]);
    // Those of the tests before this one may still be closing.
    const one = () => until(async () => (await streams()) === 1, 'There is not one stream');
    await one();
    await first.page.close();
    await note('Three');
    await shows(second, 'Three');
    await one();
  });

  it('says that it no longer changes once its user has signed out in another tab', async () => {
    const { page } = await at(house.staff, '/handover');
    const second = await page.context().newPage();
    await second.goto(`${app.address}/account`);
    await second.getByRole('button', { name: 'Sign out' }).click();
    await page
      .locator('.app-live', { hasText: 'You are signed out, so this page no longer changes by itself.' })
      .waitFor();
  });
});

const streams = async (): Promise<number> => {
  const administrator = await make.aUser(house, 'administrator');
  const { text } = await app.http.get('/metrics').set('Authorization', `Bearer ${administrator.token}`).expect(200);
  return Number(/^short_breaks_live_streams (\d+)$/m.exec(text)![1]);
};
