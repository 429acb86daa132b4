import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, Visitor, type Screen } from '../support/browser.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;
let stay: string;

// Pages are the same without scripts; those who look at accessibility run with them.
const WIDE: Screen = { width: 1320, javaScript: false };
const PHONE: Screen = { width: 360, javaScript: false };

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  browser = await openBrowser();
  house = await make.aHouse();
  const [one, two, three, four] = house.beds;
  const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Samplewood' });
  stay = await make.aStay(house, ash, { inDays: 2, nights: 3, bed: one! });
  const another = await make.aUser(house, 'cas_worker', 'referrer');
  const mo = await make.aYoungPerson(house, { firstName: 'Mo', lastName: 'Fictionby', keyWorker: another });
  await make.aStay({ ...house, worker: another }, mo, { inDays: 2, nights: 2, bed: two! });
  const rae = await make.aYoungPerson(house, { firstName: 'Rae', lastName: 'Storybrook', keyWorker: another });
  await make.anOffer({ ...house, worker: another }, rae, { inDays: 3, nights: 2, bed: three! });
  const out = { from: make.today(1), to: make.today(60), reason: 'planned_works' };
  await make.as(house.staff).post(`/beds/${four}/out-of-service`, out).expect(201);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function at(user: TestUser, screen: Screen, faults: string[] = []): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, app.address, screen, faults);
  await visitor.signIn(user, PASSWORD);
  await visitor.go('/calendar');
  return visitor;
}

describe('the calendar', () => {
  it.each([4, 12])('prints on one sheet of A4, of a house with %i beds', async (beds) => {
    const place = await make.aHouse({ beds });
    for (const bed of place.beds.slice(0, 6))
      await make.aStay(place, await make.aYoungPerson(place, { firstName: 'Pip' }), { inDays: 1, nights: 3, bed });
    const visitor = await at(place.staff, WIDE);
    const pdf = await visitor.page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await visitor.leave();
  });

  it('leaves paper for a young person’s own words, and a whole summary, on one sheet each', async () => {
    const place = await make.aHouse();
    const here = await make.aStay(place, await make.aYoungPerson(place), { inDays: 0, nights: 3 });
    const long = 'To sleep through the night, and to cook something with somebody who has time. '.repeat(12);
    await app.sql(
      `UPDATE requests SET family_wishes = $2, purpose = $2
        WHERE id = (SELECT p.request_id FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1)`,
      [here, long],
    );
    await make.as(place.staff).post(`/stays/${here}/arrive`).expect(200);
    const visitor = await at(place.staff, WIDE);
    for (const path of ['own-words', 'summary']) {
      await visitor.go(`/stays/${here}/${path}`);
      const pdf = await visitor.page.pdf({ preferCSSPageSize: true });
      expect([path, pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length]).toEqual([path, 1]);
    }
    await visitor.leave();
  });

  it('names to the unit’s people everybody there, with the whole name for who listens', async () => {
    const visitor = await at(house.staff, WIDE);
    const { page } = visitor;
    const board = page.locator('table.board');
    const ash = board.getByRole('link', { name: /^Ash S\. booked ?: Ash Samplewood, Bed 1, / });
    expect(await ash.count()).toBe(1);
    expect(await ash.locator('xpath=..').getAttribute('colspan')).toBe('3');
    expect(await board.getByRole('link', { name: /^Rae S\. held/ }).count()).toBe(1);
    expect(await board.innerText()).toContain('Room unavailable');
    expect(await board.getByRole('rowheader').allInnerTexts()).toEqual(expect.arrayContaining(['Bed 1', 'Free beds']));
    await visitor.leave();
  });

  it('keeps a name whole beside the mark that something is open before they arrive, and says what it means', async () => {
    const visitor = await at(house.staff, WIDE);
    const bar = visitor.page.locator('table.board a.bar', { hasText: 'Ash S.' });
    expect(await bar.locator('.bar__open').count()).toBe(1);
    const [around, name] = await Promise.all([bar, bar.locator('.bar__name')].map((one) => one.boundingBox()));
    expect(name!.height).toBeGreaterThanOrEqual(15);
    expect(name!.y).toBeGreaterThanOrEqual(around!.y);
    expect(await visitor.page.locator('.legend').innerText()).toContain('Something is open before they arrive');
    await visitor.leave();
  });

  it('tells a key worker of other young people only that a bed is occupied', async () => {
    const visitor = await at(house.worker, WIDE);
    const html = await visitor.page.content();
    expect(html).toContain('Ash Samplewood');
    for (const hidden of ['Mo ', 'Fictionby', 'Rae', 'Storybrook', 'held</small>']) expect(html).not.toContain(hidden);
    expect(await visitor.page.locator('table.board .bar--taken').count()).toBe(2);
    await visitor.leave();
  });

  it('has for each bed exactly one cell for each night', async () => {
    const visitor = await at(house.manager, WIDE);
    const rows = await visitor.page.locator('table.board tbody tr').all();
    expect(rows).toHaveLength(house.beds.length);
    for (const row of rows) {
      const spans = await row
        .locator('td')
        .evaluateAll((cells) => cells.map((cell) => (cell as unknown as { colSpan: number }).colSpan));
      expect(spans.reduce((sum, span) => sum + span, 0)).toBe(28);
    }
    expect(await visitor.page.locator('th[aria-current="date"]').count()).toBe(1);
    await visitor.leave();
  });

  it('lets a key worker reach a free night by keyboard and ask for a break from it', async () => {
    const visitor = await at(house.worker, WIDE);
    const { page } = visitor;
    await page.getByRole('region', { name: /^Beds and nights/ }).focus();
    await page.keyboard.press('Tab');
    const name = await page.evaluate('document.activeElement.textContent');
    expect(name).toMatch(/Bed 1 free on \w{3} \d+ \w+: ask for a break/);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(visitor.path).toBe('/requests/new');
    expect(new URL(page.url()).searchParams.get('from')).toBe(make.today(0));
    await visitor.leave();
  });

  it('lets somebody at the keyboard skip its hundred links', async () => {
    const visitor = await at(house.manager, WIDE);
    const { page } = visitor;
    await page.getByRole('link', { name: 'Skip the beds and nights' }).focus();
    for (const key of ['Enter', 'Tab']) await page.keyboard.press(key);
    expect(await page.evaluate('document.activeElement.id')).toBe('from');
    await visitor.leave();
  });

  it('leads the unit’s people from a free night to who could come', async () => {
    const visitor = await at(house.manager, WIDE);
    const free = visitor.page.locator('table.board a.free').first();
    const address = new URL((await free.getAttribute('href'))!, app.address);
    expect(address.pathname).toBe('/requests/choose');
    expect(address.searchParams.get('bed')).toBe(house.beds[0]);
    await visitor.go(address.pathname + address.search);
    await visitor.leave();
  });

  it('is a list by night on a phone, with the free beds of each', async () => {
    const visitor = await at(house.worker, PHONE);
    const list = visitor.page.getByRole('heading', { name: 'Night by night' });
    expect(await list.isVisible()).toBe(true);
    await visitor.follow('4 beds free');
    expect(visitor.path).toBe('/requests/new');
    await visitor.leave();
  });

  it('goes earlier, later and back to today', async () => {
    const visitor = await at(house.staff, WIDE);
    const heading = await visitor.page.getByRole('heading', { level: 1 }).innerText();
    await visitor.press('Later ›');
    expect(await visitor.page.getByRole('heading', { level: 1 }).innerText()).not.toBe(heading);
    await visitor.press('‹ Earlier');
    expect(await visitor.page.getByRole('heading', { level: 1 }).innerText()).toBe(heading);
    await visitor.leave();
  });

  it('answers a date that cannot be with a sentence', async () => {
    const visitor = await at(house.staff, WIDE);
    for (const from of ['2206-01-01', '206-01-01', '2027-02-30', '1999-01-01', 'yesterday']) {
      const answer = await visitor.page.goto(`${app.address}/calendar?from=${from}`);
      expect(answer?.status()).toBe(400);
      expect(await visitor.text()).toMatch(/year|exist|must be a date/);
      expect(await visitor.page.locator('#from').inputValue()).toBe(from);
    }
    await visitor.leave();
  });
});

describe('every page of calendar, stays and occupancy', () => {
  it.each([1320, 360])(
    'stands up to WCAG 2.2 at %i pixels',
    async (width) => {
      const faults: string[] = [];
      const screen = { width, javaScript: true };
      const staff = await at(house.staff, screen, faults);
      for (const page of ['', '/arrive', '/no-show', '/cancel']) await staff.go(`/stays/${stay}${page}`);
      for (const show of ['now', 'arriving']) await staff.go(`/stays?show=${show}`);
      await staff.go('/occupancy');
      await staff.leave();
      const worker = await at(house.worker, screen, faults);
      await worker.leave();
      expect(faults).toEqual([]);
    },
    120_000,
  );

  it('fits a phone without scripts, for each role', async () => {
    const faults: string[] = [];
    for (const user of [house.staff, house.manager, house.worker]) {
      const visitor = await at(user, PHONE, faults);
      await visitor.go('/calendar?from=2016-01-01');
      for (const show of ['now', 'arriving', 'past']) await visitor.go(`/stays?show=${show}`);
      await visitor.go(`/stays/${stay}`);
      expect(await visitor.text()).toMatch(/Ash Samplewood.*Date of birth.*Case number.*Key worker/);
      if (user !== house.worker) {
        await visitor.go('/occupancy');
        expect(await visitor.text()).toContain('of available bed nights are taken in the next four weeks');
      }
      await visitor.leave();
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('keeps what was typed when a time lies in the future, and says so beside the field', async () => {
    const visitor = await at(house.staff, WIDE);
    await visitor.go(`/stays/${stay}/arrive`);
    await visitor.page.getByLabel('Date').first().fill(make.today(1).split('-').reverse().map(Number).join('/'));
    await visitor.page.getByLabel('Time', { exact: true }).fill('9.05');
    await visitor.press('Record the arrival');
    expect(await visitor.text()).toContain('This time is in the future. Record it once it has happened.');
    expect(await visitor.page.getByLabel('Time', { exact: true }).inputValue()).toBe('9.05');
    expect(await visitor.page.locator('#date-error').count()).toBe(1);
    await visitor.leave();
  });
});
