import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, Visitor } from '../support/browser.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let house: House;
let offered: { request: string; offer: string };

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  browser = await openBrowser();
  house = await make.aHouse({ beds: 5 });
  for (const [place, bed] of house.beds.entries()) {
    const one = await make.aYoungPerson(house, { firstName: `Ash${'abcde'[place]}` });
    const stay = await make.aStay(house, one, { inDays: 0, nights: 1 + place, bed });
    if (place < 3) await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    await make
      .as(house.staff)
      .post(`/stays/${stay}/notes`, { kind: 'settled', text: 'Ate well, asleep by ten.', namesOthers: false });
    if (place < 3)
      await make.as(house.staff).post(`/units/${house.unit}/handover`, { text: 'The oven light is broken.' });
  }
  offered = await make.anOffer(house, await make.aYoungPerson(house, { firstName: 'Rae' }), { inDays: 20 });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** How many sheets, and how each lies. */
async function sheets(visitor: Visitor, path: string): Promise<string[]> {
  await visitor.go(path);
  const pdf = (await visitor.page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
    Number(width) < Number(height) ? 'portrait' : 'landscape',
  );
}

describe('on paper', () => {
  it('what a house hands on is one upright sheet each, and only the calendar lies across', async () => {
    const visitor = await Visitor.arrive(browser, app.address, { width: 1280, javaScript: false });
    await visitor.signIn(house.manager, PASSWORD);
    const printed: Record<string, string[]> = {};
    for (const path of ['/roll-call', '/handover', '/', '/calendar'])
      printed[path] = await sheets(visitor, `${path}?unit=${house.unit}`);
    expect(printed).toEqual({
      '/roll-call': ['portrait'],
      '/handover': ['portrait'],
      '/': ['portrait'],
      '/calendar': ['landscape'],
    });
    await visitor.leave();
  });

  it('the group of a full house is upright, and no column of it is cut off', async () => {
    const visitor = await Visitor.arrive(browser, app.address, { width: 1280, javaScript: false });
    await visitor.signIn(house.manager, PASSWORD);
    const path = `/units/${house.unit}/group?from=${make.today()}&to=${make.today(5)}`;
    const lie = new Set(await sheets(visitor, path));
    expect([...lie]).toEqual(['portrait']);
    await visitor.page.emulateMedia({ media: 'print' });
    await visitor.page.setViewportSize({ width: 700, height: 990 });
    await visitor.go(path);
    const wide = `[...document.querySelectorAll('table.group, table.group td, table.group th')].filter((one) => one.getBoundingClientRect().right > innerWidth).length`;
    expect(await visitor.page.evaluate(wide)).toBe(0);
    await visitor.leave();
  });

  it('a letter begins on its first sheet, and no link has its address printed', async () => {
    const visitor = await Visitor.arrive(browser, app.address, { width: 1280, javaScript: false });
    await visitor.signIn(house.worker, PASSWORD);
    for (const kind of ['', '?kind=easy'])
      expect(await sheets(visitor, `/requests/${offered.request}/letter${kind}`)).toEqual(['portrait']);
    await visitor.page.emulateMedia({ media: 'print' });
    await visitor.go('/');
    const printed = `[...document.querySelectorAll('a')].filter((one) => /href|\\/|\\(/.test(getComputedStyle(one, '::after').content)).length`;
    expect(await visitor.page.evaluate(printed)).toBe(0);
    await visitor.leave();
  });
});
