import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, daysBetween, weekdayOf } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { asSeen, seenGroupsOf } from '../support/as-seen.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Done {
  done: { date: string; part: string; offer: string }[];
  left: { date: string; why: string }[];
  more?: { date: string }[];
}
interface Part {
  occurrence: string;
  state: string;
  offer: { id: string; arrival: string } | null;
  stay: { arrival: string } | null;
}
const today = () => dateIn(app.clock.now(), 'Europe/London');
const friday = (weeks: number) => addDays(today(), ((12 - weekdayOf(today())) % 7) + 7 * weeks);
const saturday = (weeks: number) => addDays(friday(weeks), 1);
const yes = { answeredBy: 'Their mother', how: 'telephone' };
const signed = { decision: 'suitable', reasons: 'Suits the group', againstAdvice: 'They met at tea' };

async function step(by: TestUser, path: string, body: object = {}): Promise<Done> {
  const isSeen = (path === 'sign' || path === 'accept') && !('offers' in body);
  const answer = isSeen
    ? await asSeen(make, by, id, path, body)
    : await make.as(by).post(`/requests/${id}/occurrences/${path}`, body);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body as Done;
}
const parts = async () =>
  ((await make.as(house.manager).get(`/requests/${id}`).expect(200)).body as { parts: Part[] }).parts;
const partOf = async (weeks: number) => (await parts()).find(({ occurrence }) => occurrence === friday(weeks))!;
const states = async () => (await parts()).map(({ state }) => state);
const hold = (...breaks: object[]) => step(house.staff, 'propose', { breaks });
const pageOf = async (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const page = () => `/requests/${id}/breaks`;

/** What is held for a break is taken back and held anew a day later. */
async function holdOthers(weeks: number): Promise<void> {
  const { offer } = await partOf(weeks);
  await make.as(house.manager).post(`/offers/${offer!.id}/take-back`, { reasons: 'The bed is mended' }).expect(200);
  await hold({ date: friday(weeks), arrival: saturday(weeks) });
}

beforeEach(async () => {
  house = await make.aHouse();
  const series = { every: 'week', from: friday(2), nights: 2, times: 4, later: 2 };
  const asked = { youngPerson: await make.aYoungPerson(house), unit: house.unit, purpose: 'Sleep and cook', series };
  id = ((await make.as(house.worker).post('/requests', asked).expect(201)).body as { id: string }).id;
});

describe('the breaks that a page showed', () => {
  it('are held on the very nights that it showed, and on no others', async () => {
    const staff = await pageOf(house.staff);
    const breaks = shownIn((await staff.get(page())).text, 'breaks');
    expect(breaks).toEqual([2, 3, 4, 5].map((weeks) => `${friday(weeks)} ${friday(weeks)}`));
    await make
      .as(house.worker)
      .post(`/requests/${id}/occurrences/${friday(3)}/shift`, { arrival: saturday(3) })
      .expect(200);
    await staff.post(`${page()}/propose`, { breaks });
    expect(await states()).toEqual(['proposed', 'submitted', 'proposed', 'proposed']);
    expect((await staff.get(page())).text).toContain('A bed is held for 3 breaks. Left:');
    const bare = await staff.post(`${page()}/propose`, { breaks: [friday(3)] });
    expect([bare.status, bare.text]).toEqual([400, expect.stringContaining('which nights you saw')]);
  });

  it('are signed, and one that is held for other nights by now is not', async () => {
    await hold({ date: friday(2) }, { date: friday(3) }, { date: friday(4) });
    const manager = await pageOf(house.manager);
    const offers = shownIn((await manager.get(page())).text, 'offers');
    await holdOthers(3);
    await hold({ date: friday(5) });
    expect((await manager.post(`${page()}/sign`, { ...signed, offers })).location).toBe(page());
    expect(await states()).toEqual(['offered', 'proposed', 'offered', 'proposed']);
    const { text } = await manager.get(page());
    expect(text).toContain('Your decision is signed for 2 breaks. Left:');
    expect(text).toMatch(/The unit took this option back.* By now \d+.* is held: look first\./);
    expect(text).toContain('1 more break waits for your signature by now: look at it.');
  });

  it('are signed with those who are there, and one with somebody else by now is left', async () => {
    await hold({ date: friday(2) }, { date: friday(3) }, { date: friday(4) });
    const manager = await pageOf(house.manager);
    const { text } = await manager.get(page());
    const [offers, shown] = [shownIn(text, 'offers'), shownIn(text, 'shown')];
    expect(shown.map((one) => one.split(' ')[0])).toEqual(offers);
    const third = { inDays: daysBetween(today(), friday(3)), nights: 1 };
    await make.aStay(house, await make.aYoungPerson(house), third);
    await manager.post(`${page()}/sign`, { ...signed, offers, shown });
    expect(await states()).toEqual(['offered', 'proposed', 'offered', 'submitted']);
    const after = (await manager.get(page())).text;
    expect(after).toMatch(/signed for 2 breaks. Left: .*Who is there on these nights has changed since you looked/);
    const again = { offers: shownIn(after, 'offers'), shown: shownIn(after, 'shown') };
    await manager.post(`${page()}/sign`, { ...signed, ...again });
    expect(await states()).toEqual(['offered', 'offered', 'offered', 'submitted']);
  });

  it('are booked, and no more than the family said yes to', async () => {
    await hold({ date: friday(2) }, { date: friday(3) }, { date: friday(4) });
    await step(house.manager, 'sign', signed);
    const worker = await pageOf(house.worker);
    const shown = (await worker.get(page())).text;
    expect(shown).toContain('yes to all 3 breaks');
    await holdOthers(4);
    await hold({ date: friday(5) });
    await step(house.manager, 'sign', signed);
    await worker.post(`${page()}/accept`, { ...yes, offers: shownIn(shown, 'offers') });
    expect(await states()).toEqual(['booked', 'booked', 'offered', 'offered']);
    const { text } = await worker.get(page());
    expect(text).toContain('A stay is booked for 2 breaks. Left:');
    expect(text).toContain('1 more break is offered by now: look at it.');
  });

  it('are looked at again where none of them is as it was, with all that was typed', async () => {
    await hold({ date: friday(2) }, { date: friday(3) });
    const manager = await pageOf(house.manager);
    const offers = shownIn((await manager.get(page())).text, 'offers');
    await holdOthers(2);
    await holdOthers(3);
    const { status, text } = await manager.post(`${page()}/sign`, { ...signed, offers });
    expect([status, text]).toEqual([409, expect.stringContaining('They met at tea')]);
    expect(text.match(/The unit took this option back/g)!.length).toBeGreaterThan(1);
    expect(text).toContain('The breaks have changed since you opened this page');
    expect(shownIn(text, 'offers')).not.toEqual(offers);
    const bare = await manager.post(`${page()}/sign`, signed);
    expect([bare.status, bare.text]).toEqual([409, expect.stringContaining('which nights you saw')]);
    expect(await states()).toEqual(['proposed', 'proposed', 'submitted', 'submitted']);
  });
});

describe('the offers that a call names', () => {
  it('are those that are signed and accepted; what is another by now is left, and what came since is told', async () => {
    const held = await hold({ date: friday(2) }, { date: friday(3) });
    const offers = held.done.map(({ offer }) => offer);
    const seenGroups = await seenGroupsOf(make, house.manager, id);
    await holdOthers(3);
    await hold({ date: friday(4) });
    const { done, left, more } = await step(house.manager, 'sign', { ...signed, offers, seenGroups });
    expect(done.map(({ offer }) => offer)).toEqual([offers[0]]);
    expect(left).toMatchObject([{ date: friday(3), why: expect.stringContaining('By now') }]);
    expect(more).toMatchObject([{ date: friday(4) }]);
    await step(house.manager, 'sign', signed);
    const taken = await step(house.worker, 'accept', { ...yes, offers: [offers[0]] });
    expect([taken.done, taken.left, taken.more]).toMatchObject([
      [{ date: friday(2) }],
      [],
      [{ date: friday(3) }, { date: friday(4) }],
    ]);
  });

  it('are left where somebody else is there than the list said', async () => {
    const held = await hold({ date: friday(2) }, { date: friday(3) });
    const offers = held.done.map(({ offer }) => offer);
    const seenGroups = await seenGroupsOf(make, house.manager, id);
    expect(seenGroups.map(({ offer }) => offer)).toEqual(offers);
    expect(await seenGroupsOf(make, house.worker, id)).toEqual([]);
    const second = { inDays: daysBetween(today(), friday(2)), nights: 1 };
    await make.aStay(house, await make.aYoungPerson(house), second);
    const { done, left } = await step(house.manager, 'sign', { ...signed, offers, seenGroups });
    expect(done.map(({ offer }) => offer)).toEqual([offers[1]]);
    expect(left).toMatchObject([{ date: friday(2), why: expect.stringContaining('Who is there') }]);
    const no = { ...signed, decision: 'not_suitable', offers: [offers[0]], seenGroups: seenGroups.slice(0, 1) };
    expect((await step(house.manager, 'sign', no)).left).toEqual([]);
  });

  it('are those of the series, and instead of dates', async () => {
    const { done } = await hold({ date: friday(2) });
    const [{ offer }] = done as [Done['done'][number]];
    const refused = async (body: object) => {
      const path = `/requests/${id}/occurrences/sign`;
      const answer = await make.as(house.manager).post(path, { ...signed, ...body });
      return [answer.status, (answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field)];
    };
    const strange = crypto.randomUUID();
    const seenGroups = [...(await seenGroupsOf(make, house.manager, id)), { offer: strange, seenGroup: 'x' }];
    expect(await refused({ offers: [offer, strange], seenGroups })).toEqual([400, ['offers']]);
    expect(await refused({ offers: [offer], dates: [friday(2)], seenGroups })).toEqual([400, ['offers']]);
    expect(await refused({ offers: [offer] })).toEqual([400, ['seenGroups']]);
    expect(await refused({ offers: ['none'] })).toEqual([400, ['offers']]);
    expect(await states()).toEqual(['proposed', 'submitted', 'submitted', 'submitted']);
  });
});

describe('two who hold all of it at once', () => {
  it('are told: whoever comes second, that beds are held already', async () => {
    const post = (body: object) => make.as(house.staff).post(`/requests/${id}/occurrences/propose`, body);
    const both = await Promise.all([post({}), post({})]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const second = both.find(({ status }) => status === 409)!.body as object;
    const isHeld = { type: '/problems/held-already', title: expect.stringMatching(/held (for this break )?already/) };
    expect(second).toMatchObject(isHeld);
    const again = await post({ breaks: [{ date: friday(2), arrival: friday(2) }] });
    expect([again.status, again.body]).toEqual([409, expect.objectContaining(isHeld)]);
    expect(await states()).toEqual(['proposed', 'proposed', 'proposed', 'proposed']);
  });
});

describe('a break that is held on other nights than were asked', () => {
  it('is listed with these, and with the stay once it is booked', async () => {
    const seen = async (by: TestUser) => {
      const { body } = await make.as(by).get(`/requests/${id}/occurrences`).expect(200);
      const [first, second] = (body as { occurrences: object[] }).occurrences;
      expect(second).toMatchObject({ offer: null, stay: null });
      return first;
    };
    const nights = { arrival: saturday(2), departure: addDays(saturday(2), 2) };
    const { done } = await hold({ date: friday(2), arrival: saturday(2) });
    const offer = { id: done[0]!.offer, ...nights };
    const asked = { date: friday(2), arrival: friday(2) };
    expect(await seen(house.staff)).toMatchObject({ ...asked, offer: { ...offer, state: 'proposed' }, stay: null });
    // A key worker hears of nights once they are signed.
    expect(await seen(house.worker)).toMatchObject({ ...asked, offer: null, stay: null });
    await step(house.manager, 'sign', signed);
    expect(await seen(house.worker)).toMatchObject({ ...asked, offer: { ...offer, state: 'offered' }, stay: null });
    await step(house.worker, 'accept', yes);
    // Booked, its nights are those of the stay.
    expect(await seen(house.worker)).toMatchObject({
      ...nights,
      date: friday(2),
      offer: null,
      stay: { id: expect.any(String), ...nights },
    });
    const later = (await (await pageOf(house.worker)).get(page())).text;
    const [, option] = new RegExp(`<option value="${friday(2)}"[^>]*>([^<]*)<`).exec(later)!;
    expect(option).toContain(`${Number(saturday(2).slice(8))}`);
    expect(option!.trim()).toMatch(/^Sat/);
  });
});
