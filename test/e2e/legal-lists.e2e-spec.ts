import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Beyond' });
});

const step = (stay: string, action: string, body: object = {}, by = house.staff) =>
  make.as(by).post(`/stays/${stay}/${action}`, body).expect(200);
const decide = (stay: string, body: object) => step(stay, 'legal-status', body, house.worker);
const listed = async (by: TestUser = house.manager) =>
  ((await make.as(by).get('/stays?legal=undecided').expect(200)).body as { items: { id: string }[] }).items.map(
    ({ id }) => id,
  );
const today = async (by: TestUser) => (await (await PageClient.signIn(app.address, by.email, PASSWORD)).get('/')).text;
const WHAT = 'Decide the legal status of Bo Beyond';

describe('a stay for which nobody has decided a legal status', () => {
  it('is on Today of the key worker and the manager from the booking on, through the departure, until it is decided', async () => {
    const stay = await make.aStay(house, bo, { inDays: 3, nights: 2 });
    const onLists = async () => [
      await listed(),
      await listed(house.worker),
      (await today(house.manager)).includes(WHAT),
      (await today(house.worker)).includes(WHAT),
      (await today(house.staff)).includes(WHAT),
    ];
    const on = [[stay], [stay], true, true, false];
    expect(await onLists()).toEqual(on);
    expect(await today(house.worker)).toContain('Nobody has decided it yet.');
    app.clock.advance({ days: 3 });
    await step(stay, 'arrive');
    app.clock.advance({ days: 2 });
    await step(stay, 'depart');
    expect(await onLists()).toEqual(on);
    const page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await page.get('/stays?show=undecided')).text).toContain('Bo Beyond');
    await decide(stay, { status: 's17' });
    expect(await onLists()).toEqual([[], [], false, false, false]);
    expect((await page.get('/stays?show=undecided')).text).toContain('The legal status of every stay is decided.');
  });

  it('is on none when it does not take place', async () => {
    const [cancelled, missed] = [
      await make.aStay(house, bo, { inDays: 3 }),
      await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 }),
    ];
    expect(await listed()).toEqual([cancelled, missed]);
    await step(cancelled, 'cancel', { reason: 'x' });
    app.clock.notBefore('16:00');
    await step(missed, 'no-show', { reason: 'x' });
    expect(await listed()).toEqual([]);
  });

  it('is on the list as an emergency that is over', async () => {
    const ago = (hours: number) => new Date(app.clock.now().getTime() - hours * 3_600_000).toISOString();
    const body = { youngPerson: bo, authority: 'Kit Duty', arrivedAt: ago(48), departedAt: ago(24) };
    const answer = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, body).expect(201);
    const { id } = answer.body as { id: string };
    expect(await listed()).toEqual([id]);
    expect(await today(house.manager)).toContain('This stay began as an emergency.');
    await decide(id, { status: 'other', note: 'Remand' });
    expect(await listed()).toEqual([]);
  });

  it('is on Today from a week before it begins, with those after it on their list', async () => {
    for (const inDays of [3, 7, 8]) await make.aStay(house, bo, { inDays, nights: 1, bed: house.beds[0]! });
    const page = await today(house.manager);
    expect(page.split(WHAT)).toHaveLength(3);
    expect(page).toContain('href="/stays?show=undecided"');
    expect(await listed()).toHaveLength(3);
  });
});

describe('a stay that went beyond a short break', () => {
  const longer = (stay: string, days: number) =>
    step(stay, 'extend', { departure: make.today(days), reasons: 'x' }, house.manager);

  it('is on the lists though a status is on record, and when it is over until somebody decides again', async () => {
    const stay = await make.aStay(house, bo, { inDays: 0, nights: 17 });
    await decide(stay, { status: 's20_short_break' });
    expect(await listed()).toEqual([]);
    await step(stay, 'arrive');
    await longer(stay, 19);
    expect(await listed()).toEqual([stay]);
    expect(await today(house.worker)).toContain('19 nights in a row');
    await decide(stay, { status: 's20_short_break' });
    expect(await listed()).toEqual([stay]);
    app.clock.advance({ days: 19 });
    await step(stay, 'depart');
    expect(await listed(house.worker)).toEqual([stay]);
    expect(await today(house.manager)).toContain(WHAT);
    app.clock.advance({ hours: 1 });
    const decided = await decide(stay, { status: 's20_short_break', note: 'Panel: an exception' });
    expect(decided.body).toMatchObject({ warnings: [] });
    expect(await listed()).toEqual([]);
  });

  it('is off the lists when it becomes short enough, and so are the others that it made too many', async () => {
    const first = await make.aStay(house, bo, { inDays: 0, nights: 10 });
    const next = await make.aStay(house, bo, { inDays: 12, nights: 7 });
    for (const stay of [first, next]) await decide(stay, { status: 's20_short_break' });
    await step(first, 'arrive');
    await longer(first, 12);
    expect(await listed()).toEqual([next, first]);
    await step(first, 'shorten', { departure: make.today(11), reasons: 'x' });
    expect(await listed()).toEqual([]);
    await longer(first, 12);
    await decide(first, { status: 's20' });
    expect(await listed()).toEqual([]);
  });
});

describe('a stay under another part of the law', () => {
  it('is warned of in no list, and does not stop the next booking either', async () => {
    const stay = await make.aStay(house, bo, { inDays: 0, nights: 16 });
    await step(stay, 'arrive');
    await decide(stay, { status: 'other', note: 'Remand' });
    const extended = await step(stay, 'extend', { departure: make.today(20), reasons: 'x' }, house.manager);
    expect(extended.body).toMatchObject({ warnings: [] });
    expect(await listed()).toEqual([]);
    const next = await make.aStay(house, bo, { inDays: 20, nights: 14 });
    expect(next).toBeTruthy();
  });
});
