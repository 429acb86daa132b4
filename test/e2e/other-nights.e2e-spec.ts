import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 10, nights: 3, bed: house.beds[0]! });
});

const pagesOf = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const typed = (days: number) => make.today(days).split('-').toReversed().map(Number).join('/');
const form = (arrival: number, departure: number, bed: string, more: Record<string, string> = {}) => ({
  ...{ arrival: typed(arrival), departure: typed(departure), bed },
  ...more,
});
const wasIn = (text: string) => /name="was" value="([^"]*)"/.exec(text)![1]!;
const nightsNow = async () =>
  (
    await app.sql<{ at: string }>(
      `SELECT s.arrival || ' ' || s.departure || ' ' || b.name AS at
         FROM stays s JOIN bed_claims c ON c.stay_id = s.id AND c.live JOIN beds b ON b.id = c.bed_id WHERE s.id = $1`,
      [stay],
    )
  )[0]!.at;
const now = (arrival: number, departure: number, bed: string) =>
  `${make.today(arrival)} ${make.today(departure)} ${bed}`;

describe('the form for other nights of a stay that is to come', () => {
  it('comes filled in with where the stay was dropped, and with who would be there; nothing is changed', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Beside' });
    await make.aStay(house, bo, { inDays: 14, nights: 3, bed: house.beds[2]! });
    const pages = await pagesOf(house.staff);
    const dropped = `from=${make.today(11)}&to=${make.today(14)}&bed=${house.beds[1]}`;
    const { status, text } = await pages.get(`/stays/${stay}/nights?${dropped}`);
    expect(status).toBe(200);
    expect(text).toContain(`value="${typed(13)}"`);
    expect(text).toContain(`value="${typed(16)}"`);
    expect(text).toMatch(new RegExp(`value="${house.beds[1]}" checked`));
    expect(text).toContain('Bo Beside');
    expect(text).toContain('Not assessed');
    expect(text).toContain('Nothing is changed yet. Ask the family first');
    expect(await nightsNow()).toBe(now(10, 13, 'Bed 1'));
  });

  it('puts the stay where it says, and is on record', async () => {
    const pages = await pagesOf(house.staff);
    const was = wasIn((await pages.get(`/stays/${stay}/nights`)).text);
    const sent = await pages.post(
      `/stays/${stay}/nights`,
      form(14, 16, house.beds[1]!, { was, reasons: 'They asked' }),
    );
    expect([sent.status, sent.location]).toEqual([303, `/stays/${stay}`]);
    expect(await nightsNow()).toBe(now(14, 16, 'Bed 2'));
    const { text } = await pages.get(`/stays/${stay}`);
    expect(text).toContain('Ash has Bed 2');
    expect(text).toContain('They asked');
  });

  it('says what got there first, with what was typed', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Before' });
    await make.aStay(house, bo, { inDays: 14, nights: 2, bed: house.beds[1]! });
    const pages = await pagesOf(house.staff);
    const sent = await pages.post(`/stays/${stay}/nights`, form(15, 17, house.beds[1]!, { reasons: 'They asked' }));
    expect(sent.status).toBe(409);
    expect(sent.text).toContain('Bed 2');
    expect(sent.text).toContain('They asked');
    expect(sent.text).toContain(`value="${typed(15)}"`);
    expect(await nightsNow()).toBe(now(10, 13, 'Bed 1'));
  });

  it.each([
    ['more nights than were agreed', 14, 18, 'More nights than were agreed'],
    ['no night', 14, 14, 'The departure must be after the arrival.'],
    ['a night that is over', -3, -1, 'or later'],
  ])('refuses %s beside the field', async (_, arrival, departure, sentence) => {
    const pages = await pagesOf(house.staff);
    const sent = await pages.post(`/stays/${stay}/nights`, form(arrival, departure, house.beds[0]!));
    expect(sent.status).toBe(400);
    expect(sent.text).toContain(sentence);
  });

  it('does nothing when somebody has changed the stay since the form was shown', async () => {
    const pages = await pagesOf(house.staff);
    const was = wasIn((await pages.get(`/stays/${stay}/nights`)).text);
    await make.as(house.manager).post(`/stays/${stay}/move`, { bed: house.beds[3] }).expect(200);
    const sent = await pages.post(`/stays/${stay}/nights`, form(14, 16, house.beds[1]!, { was }));
    expect(sent.status).toBe(409);
    expect(sent.text).toContain('Somebody has changed the nights or the bed of this stay meanwhile');
    expect(await nightsNow()).toBe(now(10, 13, 'Bed 4'));
  });

  it('is there only before they have come, and not for who looks on', async () => {
    const looksOn = await make.aUser(house, 'manager', 'watcher');
    const sent = await (await pagesOf(looksOn)).post(`/stays/${stay}/nights`, form(14, 16, house.beds[1]!));
    expect(sent.status).toBe(403);
    const here = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Kit' }), { inDays: 0 });
    await make.as(house.staff).post(`/stays/${here}/arrive`).expect(200);
    const { status, text } = await (await pagesOf(house.staff)).get(`/stays/${here}/nights`);
    expect([status, text.includes('Only a stay that is to come can be put on other nights')]).toEqual([409, true]);
  });
});

describe('the calendar', () => {
  it('lets the unit’s people drag stays that are not over, a manager draw their end, and nobody else anything', async () => {
    const attributes = async (user: TestUser) => {
      const { text } = await (await pagesOf(user)).get(`/calendar?unit=${house.unit}`);
      return [`data-stay="${stay}"`, 'data-to-come', 'data-adds-nights', 'or drag it'].map((one) => text.includes(one));
    };
    expect(await attributes(house.staff)).toEqual([true, true, false, true]);
    expect(await attributes(house.manager)).toEqual([true, true, true, true]);
    expect(await attributes(house.worker)).toEqual([false, false, false, false]);
    expect(await attributes(await make.aUser(house, 'manager', 'watcher'))).toEqual([false, false, false, false]);
  });
});

describe('the forms for another bed, more nights and fewer', () => {
  it('come filled in with where the stay was dropped', async () => {
    const pages = await pagesOf(house.manager);
    const move = await pages.get(`/stays/${stay}/move?bed=${house.beds[2]}`);
    expect(move.text).toMatch(new RegExp(`value="${house.beds[2]}" checked`));
    for (const [path, days] of [
      ['extend', 15],
      ['shorten', 12],
    ] as const) {
      const { text } = await pages.get(`/stays/${stay}/${path}?departure=${make.today(days)}`);
      expect([path, text.includes(`value="${typed(days)}"`)]).toEqual([path, true]);
    }
  });

  it('say of a bed that is not free who has it, and of the one that they have that it is theirs', async () => {
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Samplewood' }), {
      ...{ inDays: 11, nights: 1, bed: house.beds[2]! },
    });
    const pages = await pagesOf(house.staff);
    const { text } = await pages.get(`/stays/${stay}/move?bed=${house.beds[2]}`);
    expect(text).toContain('Bed 3 is booked for Bo Samplewood, ');
    const [{ bed } = { bed: '' }] = await app.sql<{ bed: string }>(
      `SELECT bed_id AS bed FROM bed_claims WHERE stay_id = $1 AND live`,
      [stay],
    );
    expect((await pages.get(`/stays/${stay}/move?bed=${bed}`)).text).toContain('has this bed already. Choose another.');
  });
});
