import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let part: string;
let stay: string;
let nights: { arrival: string; departure: string };

interface Told {
  state: string;
  offers: object[];
  events: { action: string; arrival: string | null }[];
}

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
/** Bo is offered the only bed from tomorrow on; Ash, planned for later, is said to have come today until then. */
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 1 });
  const [bed] = house.beds as [string];
  nights = { arrival: make.today(1), departure: make.today(3) };
  part = await make.aRequest(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 1, nights: 2 });
  const offered = { ...nights, bed, reasons: 'Fits' };
  await make.as(house.manager).post(`/requests/${part}/offers`, offered).expect(201);
  stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 4, nights: 2, bed });
  await make.as(house.staff).post(`/stays/${stay}/arrive`, { certain: true }).expect(200);
});

const open = async (by = house.staff) => (await make.as(by).get(`/requests/${part}`).expect(200)).body as Told;
const undo = () => make.as(house.staff).post(`/stays/${stay}/undo-arrival`, { reason: 'It was Kit' }).expect(200);

describe('an offer that made way for an arrival that did not happen', () => {
  it('is named to whoever undoes it, with the way to hold the same nights again', async () => {
    expect(await open()).toMatchObject({ state: 'in_review', offers: [] });
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.post(`/stays/${stay}/undo-arrival`, { reason: 'It was Kit' })).status).toBe(303);
    const { text } = await staff.get(`/stays/${stay}`);
    expect(text).toMatch(/The arrival is undone\. Ash is expected again\./);
    expect(text).toMatch(/For this arrival an offer to Bo Example was taken back: [^<]*, Bed 1\. It is free again\./);
    const [, href] = /href="([^"]+)">Hold these nights for Bo again/.exec(text)!;
    const page = await staff.get(href!.replaceAll('&amp;', '&'));
    expect([page.status, page.text.includes('Bo Example')]).toEqual([200, true]);
    const again = await staff.post(href!.split('?')[0]!, { arrival: nights.arrival, bed: house.beds[0]! });
    expect(again.status).toBe(303);
    expect(await open()).toMatchObject({ state: 'proposed', offers: [nights] });
  });

  it('is told of on the request to the unit, and to the key worker not at all', async () => {
    await undo();
    const { events } = await open();
    expect(events.at(-1)).toMatchObject({ action: 'free_again', ...nights });
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/requests/${part}`)).text).toMatch(
      /undid the arrival for which the nights were taken back: the bed is free again/,
    );
    const told = (await open(house.worker)).events.map(({ action }) => action);
    expect([told.includes('take_back'), told.includes('free_again')]).toEqual([true, false]);
  });

  it.each([
    ['is over', () => app.clock.advance({ days: 4 })],
    ['was withdrawn', () => make.as(house.worker).post(`/requests/${part}/withdraw`, { reasons: 'x' }).expect(200)],
  ])('is not told of where the request %s', async (_, meanwhile) => {
    await meanwhile();
    await undo();
    expect((await open()).events.map(({ action }) => action)).not.toContain('free_again');
  });
});
