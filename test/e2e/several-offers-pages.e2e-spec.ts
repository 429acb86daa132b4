import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let request: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  ash = await make.aYoungPerson(house);
  request = await make.aRequest(house, ash, { inDays: 30, nights: 2, slack: 20 });
});

const as = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const option = (inDays: number, bed: string) => `${make.today(inDays)}_${bed}`;
const read = async () =>
  (await make.as(house.manager).get(`/requests/${request}`).expect(200)).body as {
    state: string;
    offers: { id: string; state: string; arrival: string; bed: { name: string } }[];
  };
/** As many options as are named, signed by the manager on the way. */
async function offered(...days: number[]): Promise<string[]> {
  for (const inDays of days) {
    const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
    await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, { ...nights, reasons: 'x' })
      .expect(201);
  }
  return (await read()).offers.map(({ id }) => id);
}

describe('holding several options from the page of options', () => {
  it('takes the ticked ones to a page of their own, each with a bed, and holds them in one step', async () => {
    const staff = await as(house.staff);
    const page = await staff.get(`/requests/${request}/options`);
    expect(page.text).toContain(`value="${option(30, house.beds[0]!)}"`);
    const asked = [option(30, house.beds[0]!), option(31, house.beds[0]!)];
    const hold = await staff.get(`/requests/${request}/hold?option=${asked.join('&option=')}`);
    expect(text(hold.text)).toMatch(/Hold these options\? .*Bed 1.*Bed 2/);
    const options = [...hold.text.matchAll(/name="options" value="([^"]+)"/g)].map(([, value]) => value!);
    expect(options).toEqual([option(30, house.beds[0]!), option(31, house.beds[1]!)]);
    expect((await staff.post(`/requests/${request}/hold`, { options })).location).toBe(`/requests/${request}`);
    expect(await read()).toMatchObject({
      state: 'proposed',
      offers: [{ bed: { name: 'Bed 1' } }, { bed: { name: 'Bed 2' } }],
    });
    expect(text((await staff.get(`/requests/${request}`)).text)).toContain('2 options are held');
    expect(text((await staff.get(`/requests/${request}/options`)).text)).toContain('Held for this request already');
  });

  it('holds none where one has gone meanwhile, names what took it, and says where the beds do not suffice', async () => {
    const staff = await as(house.staff);
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const options = [option(30, house.beds[0]!), option(40, house.beds[0]!)];
    await staff.get(`/requests/${request}/hold?option=${options.join('&option=')}`);
    await make.aStay(house, bo, { inDays: 40, bed: house.beds[0]! });
    const refused = await staff.post(`/requests/${request}/hold`, { options });
    expect([refused.status, text(refused.text)]).toEqual([409, expect.stringContaining('Bo Example')]);
    expect((await read()).offers).toEqual([]);
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 30, bed: house.beds[1]! });
    const few = [option(30, house.beds[0]!), option(31, house.beds[0]!)];
    const page = await staff.get(`/requests/${request}/hold?option=${few.join('&option=')}`);
    expect(text(page.text)).toContain('There are not enough free beds to hold all of these at once');
    expect(text((await staff.get(`/requests/${request}/hold`)).text)).toContain('You have not chosen any options yet');
  });

  it('is signed on the way by who may sign, with reasons', async () => {
    const manager = await as(house.manager);
    const options = [option(30, house.beds[0]!), option(40, house.beds[0]!)];
    const page = await manager.get(`/requests/${request}/hold?option=${options.join('&option=')}`);
    const missing = await manager.post(`/requests/${request}/hold`, { options, sign: 'yes', reasons: '' });
    expect([missing.status, text(missing.text)]).toEqual([400, expect.stringContaining('Give your reasons')]);
    await manager.post(`/requests/${request}/hold`, {
      options,
      sign: 'yes',
      reasons: 'Both suit',
      shown: shownIn(page.text, 'shown'),
    });
    expect(await read()).toMatchObject({ state: 'offered', offers: [{ state: 'offered' }, { state: 'offered' }] });
  });
});

describe('one signature under several', () => {
  it('asks which, and the manager finds what is left among their own next actions', async () => {
    for (const inDays of [30, 40]) {
      const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
      await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    }
    const [first, second] = (await read()).offers.map(({ id }) => id) as [string, string];
    const manager = await as(house.manager);
    const path = `/offers/${first}/sign`;
    expect(text((await manager.get(path)).text)).toContain('What do you decide of each?');
    const none = await manager.post(path, { reasons: 'Typed with care' });
    expect([none.status, none.text.includes('Typed with care')]).toEqual([400, true]);
    for (const id of [first, second]) expect(none.text).toContain(`href="#decision-${id}"`);
    const all = { [`decision-${first}`]: 'later', [`decision-${second}`]: 'later', reasons: 'Typed with care' };
    expect(text((await manager.post(path, all)).text)).toContain('You left all of them for now.');
    const chosen = { ...all, [`decision-${second}`]: 'suitable', [`against-${second}`]: 'Seen at tea' };
    expect((await manager.post(path, chosen)).status).toBe(303);
    expect((await read()).offers.map(({ id, state }) => [id, state])).toEqual([
      [second, 'offered'],
      [first, 'proposed'],
    ]);
    const today = await manager.get('/');
    expect(text(today.text)).toContain('Sign the further proposal for Ash Example');
    expect(today.text).toContain(`href="/offers/${first}/sign"`);
    const worker = await as(house.worker);
    expect((await worker.get(`/requests/${request}`)).text).not.toContain(first);
  });
});

describe('the family’s answer to several', () => {
  const said = () => ({ answeredBy: 'Mum', how: 'telephone', date: make.today(), time: '00:00' });

  it('is one form: the one they take, and the letters list them all', async () => {
    const [first, second] = (await offered(30, 40)) as [string, string];
    const worker = await as(house.worker);
    for (const kind of ['usual', 'easy']) {
      const letter = text((await worker.get(`/requests/${request}/letter?kind=${kind}`)).text);
      expect(letter).toMatch(/Choice 1.*Choice 2/);
    }
    const path = `/offers/${first}/answer`;
    const page = await worker.get(path);
    expect(text(page.text)).toMatch(/Which one does the family take\?.*or None of them/);
    const time = /name="time"[^>]*value="(\d\d:\d\d)"/.exec(page.text)![1]!;
    const asked = `${first} ${second}`;
    const nothing = await worker.post(path, { ...said(), time, asked });
    expect([nothing.status, text(nothing.text)]).toEqual([
      400,
      expect.stringContaining('Choose which one the family takes, or none of them.'),
    ]);
    expect((await worker.post(path, { ...said(), time, asked, takes: second })).status).toBe(303);
    expect(await read()).toMatchObject({ state: 'booked', offers: [] });
    expect(text((await worker.get(`/requests/${request}`)).text)).toMatch(
      /freed the option that the family did not take: \w{3} \d+ /,
    );
  });

  it('none of them is none of those that were shown: what was signed meanwhile stays', async () => {
    const [first, second] = (await offered(30, 34)) as [string, string];
    const worker = await as(house.worker);
    const page = await worker.get(`/offers/${first}/answer`);
    const time = /name="time"[^>]*value="(\d\d:\d\d)"/.exec(page.text)![1]!;
    const asked = /name="asked" value="([^"]+)"/.exec(page.text)![1]!;
    expect(asked.split(' ').toSorted()).toEqual([first, second].toSorted());
    const offers = await offered(40);
    const third = offers.find((id) => id !== first && id !== second)!;
    expect((await worker.post(`/offers/${first}/answer`, { ...said(), time, asked, takes: 'none' })).status).toBe(303);
    expect(await read()).toMatchObject({ state: 'offered', offers: [{ id: third }] });
    // A page that was opened for an option that is gone asks about what is open now.
    expect(text((await worker.get(`/offers/${first}/answer`)).text)).toContain('Do they accept these nights?');
  });
});
