import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { QUESTIONS } from '../../src/requests/domain/questions.js';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;
let paths: Record<'worker' | 'staff' | 'manager', string[]>;

/** A house in which every page about requests has something to show. */
async function aBusyHouse() {
  house = await make.aHouse();
  const young = (firstName: string) => make.aYoungPerson(house, { firstName, lastName: 'Longername-Winterbottom' });
  const [ash, kit, sol, rae, tia] = await Promise.all(['Ash', 'Kit', 'Sol', 'Rae', 'Tia'].map(young));
  const asked = await make.aRequest(house, ash!, { slack: 40 });
  await make.aStay(house, kit!, { inDays: 0, nights: 3, bed: house.beds[0]! });
  const { offer } = await make.anOffer(house, sol!, { inDays: 10, bed: house.beds[1]! });
  const proposal = await make.aRequest(house, rae!);
  const proposed = await make
    .as(house.staff)
    .post(`/requests/${proposal}/offers`, { arrival: make.today(10), departure: make.today(12) })
    .expect(201);
  const draft = await make
    .as(house.worker)
    .post('/requests', {
      youngPerson: tia,
      unit: house.unit,
      nights: 2,
      from: make.today(5),
      to: make.today(9),
      purpose: 'Rest',
      draft: true,
    })
    .expect(201);
  const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id;
  const nights = `arrival=${make.today(10)}&bed=${house.beds[2]!}`;
  return {
    worker: [
      '/',
      '/requests?show=all',
      '/requests?search=nobody',
      '/requests/new',
      '/visits/new',
      `/requests/new?youngPerson=${ash!}&from=${make.today(3)}`,
      `/requests/${idOf(draft)}/check`,
      ...QUESTIONS.map((question) => `/requests/${idOf(draft)}/ask/${question.id}`),
      `/requests/${idOf(draft)}/withdraw`,
      `/requests/${asked}`,
      `/requests/${asked}/submitted`,
      `/offers/${offer}/answer`,
      `/young-people/${kit!}`,
    ],
    staff: [
      '/',
      '/requests',
      `/requests/choose?from=${make.today(10)}&unit=${house.unit}`,
      `/requests/${asked}/options?show=all&arrival=${make.today(14)}`,
      `/requests/${asked}/propose?${nights}`,
      `/requests/${asked}/review`,
      `/requests/${asked}/waitlist`,
      `/offers/${idOf(proposed)}/return`,
      `/young-people/${ash!}`,
    ],
    manager: [
      '/',
      `/requests/${proposal}`,
      `/requests/${asked}/propose?${nights}`,
      `/requests/${asked}/decline`,
      `/offers/${idOf(proposed)}/sign`,
      `/offers/${offer}/sign`,
    ],
  };
}

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  browser = await openBrowser();
  paths = await aBusyHouse();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

describe.each([1320, 360])('pages about requests at %i px', (width) => {
  it.each(['worker', 'staff', 'manager'] as const)(
    'have no fault for the %s',
    async (who) => {
      const faults: string[] = [];
      const visitor = await Visitor.arrive(browser, app.address, { width, javaScript: true }, faults);
      await visitor.signIn(house[who] as TestUser, PASSWORD);
      for (const path of paths[who]) await visitor.go(path);
      await visitor.leave();
      expect(faults).toEqual([]);
    },
    180_000,
  );
});
