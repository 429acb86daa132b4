import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
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

const today = () => dateIn(app.clock.now(), 'Europe/London');
const friday = (weeks: number) => addDays(today(), ((12 - weekdayOf(today())) % 7) + 7 * weeks);
const typed = (date: string) => date.split('-').reverse().map(Number).join('/');

/** Every second weekend, three times: asked for, held, signed, booked; one is left out, put back, and the rest ended. */
async function seriesJob(screen: Screen, house: House, faults: string[]): Promise<void> {
  const seen = new Set<string>();
  const at = async (user: TestUser) => {
    const visitor = await Visitor.arrive(browser, app.address, screen, faults, seen);
    await visitor.signIn(user, PASSWORD);
    return visitor;
  };
  const worker = await at(house.worker);
  const id = await askForASeries(worker, house);
  const page = `/requests/${id}/breaks`;

  const staff = await at(house.staff);
  await staff.go(`/requests/${id}`);
  await staff.follow('Propose nights for 2 breaks');
  await staff.press('Hold these beds');
  expect(await staff.text()).toContain('A bed is held for 2 breaks.');

  const manager = await at(house.manager);
  await manager.go(page);
  await manager.page.getByLabel('Suitable', { exact: true }).check();
  await manager.page.getByLabel('Your reasons').fill('A quiet group on these weekends');
  await manager.page.getByLabel('Why you go against the advice').fill('They were here for tea, and it went well');
  await manager.press('Sign for all of them');
  expect(await manager.text()).toContain('Your decision is signed for 2 breaks.');

  await worker.go(page);
  await worker.page.getByLabel('Who answered?').fill('Her mother');
  await worker.page.getByLabel('Telephone').check();
  await worker.press('Book all of them');
  expect(await worker.text()).toContain('A stay is booked for 2 breaks.');

  await change(worker, friday(4), 'Put it back, where it was left out or its stay was cancelled');
  expect(await worker.text()).toContain('The break is put back.');

  // Everything that would end is shown first, and who called it off is asked.
  await change(worker, friday(4), 'Withdraw it and all that follow');
  expect(worker.path).toBe(`${page}/${friday(4)}/withdraw`);
  expect(await worker.text()).toContain('2 breaks end. 1 booked stay is cancelled.');
  await worker.press('Withdraw them');
  expect(await worker.text()).toContain('There is a problem');
  await worker.page.getByLabel('Their plans changed').check();
  await worker.press('Withdraw them');
  expect(await worker.text()).toContain('Withdrawn for 2 breaks.');
  for (const visitor of [worker, staff, manager]) await visitor.leave();
}

/** Every second weekend from the Friday in two weeks, of which the second is left out. */
async function askForASeries(worker: Visitor, house: House): Promise<string> {
  const { page } = worker;
  const ash = await make.aYoungPerson(house);
  const draft = { youngPerson: ash, unit: house.unit, purpose: 'Sleep and cook', draft: true };
  const { body } = await make.as(house.worker).post('/requests', draft).expect(201);
  const { id } = body as { id: string };
  await worker.go(`/requests/${id}/ask/when`);
  await worker.follow('The break repeats');
  await page.getByLabel('The day they arrive').fill(typed(friday(2)));
  await page.getByLabel('How many nights each time?').fill('2');
  await worker.press('Continue');
  await page.getByLabel('Every 2 weeks').check();
  await worker.press('Continue');
  await page.getByLabel('The last day on which a break may begin').fill(typed(friday(6)));
  await worker.press('Continue');
  await worker.press('Continue');
  expect(await worker.text()).toContain('Every second Friday to Sunday from');
  await page
    .getByRole('combobox')
    .nth(1)
    .selectOption(`${friday(4)}=skip`);
  await worker.press('Continue');
  await worker.go(`/requests/${id}/check`);
  expect(await worker.text()).toContain('Left out:');
  await worker.press('Submit the request');
  return id;
}

async function change(worker: Visitor, date: string, what: string): Promise<void> {
  await worker.page.getByLabel('Which break?').selectOption(date);
  await worker.page.getByLabel(what).check();
  await worker.press('Change it');
}

const SCREENS: [string, Screen][] = [
  ['on a wide screen and on a phone', { width: 1320, alsoAt: 360, javaScript: true }],
  ['on a phone without scripts', { width: 360, javaScript: false }],
];

describe('a break that repeats', () => {
  it.each(SCREENS)(
    'is asked, held, signed, booked, put back and ended, %s',
    async (_, screen) => {
      const faults: string[] = [];
      await seriesJob(screen, await make.aHouse(), faults);
      expect(faults).toEqual([]);
    },
    180_000,
  );

  it('says beside its forms that it has changed meanwhile, and loads again with what was typed', async () => {
    const house = await make.aHouse();
    const series = { every: '2_weeks', from: friday(2), nights: 2, times: 3 };
    const asked = { youngPerson: await make.aYoungPerson(house), unit: house.unit, purpose: 'Rest', series };
    const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
    const { id } = body as { id: string };
    const worker = await Visitor.arrive(browser, app.address, { width: 1320, javaScript: true });
    await worker.signIn(house.worker, PASSWORD);
    await worker.go(`/requests/${id}/breaks`);
    const { page } = worker;
    await page.getByLabel('The reason').fill('Her aunt is away');
    const notice = page.getByText('This series has changed since you opened the page');
    expect(await notice.isVisible()).toBe(false);
    const shift = { arrival: addDays(friday(2), 1) };
    await make
      .as(house.manager)
      .post(`/requests/${id}/occurrences/${friday(2)}/shift`, shift)
      .expect(200);
    await notice.waitFor();
    expect(await page.getByLabel('The reason').inputValue()).toBe('Her aunt is away');
    await worker.press('Load it again');
    expect(await page.getByLabel('The reason').inputValue()).toBe('Her aunt is away');
    expect(await worker.text()).toContain('instead of Friday');
    await worker.leave();
  }, 60_000);
});
