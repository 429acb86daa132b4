import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
import { asSeen } from '../support/as-seen.js';
import { aKeptYes, somebodyRough } from '../support/a-kept-yes.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { aRating, somebody } from '../support/full-house.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
});

const yes = { answeredBy: 'Their mother', how: 'telephone' };
const signed = { decision: 'suitable', reasons: 'Suits the group', againstAdvice: 'They met at tea' };
const OF_OTHERS = /Rough|[Uu]nsuitable|Not suitable/;
const calm = () => somebody(make, house, 'Calm', [aRating('aggression_to_peers', 0, 4)]);
const rough = (inDays: number) => somebodyRough(make, house, inDays);
const pageOf = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const partsOf = async (request: string) =>
  (
    (await make.as(house.worker).get(`/requests/${request}`).expect(200)).body as {
      parts: { id: string; state: string; offer: { id: string } | null }[];
    }
  ).parts;
const statesOf = async (request: string) => (await partsOf(request)).map(({ state }) => state);

describe('the breaks of a series, of which one is graver than what was signed', () => {
  const today = () => dateIn(app.clock.now(), 'Europe/London');
  const friday = (weeks: number) => addDays(today(), ((12 - weekdayOf(today())) % 7) + 7 * weeks);
  const inDays = (date: string) => (Date.parse(date) - Date.parse(today())) / 86_400_000;
  let id: string;
  beforeEach(async () => {
    const series = { every: 'week', from: friday(2), nights: 2, times: 3 };
    const asked = { youngPerson: await calm(), unit: house.unit, purpose: 'Sleep and cook', series };
    id = ((await make.as(house.worker).post('/requests', asked).expect(201)).body as { id: string }).id;
    const breaks = [2, 3, 4].map((weeks) => ({ date: friday(weeks) }));
    await make.as(house.staff).post(`/requests/${id}/occurrences/propose`, { breaks }).expect(200);
    await asSeen(make, house.manager, id, 'sign', signed);
    await rough(inDays(friday(3)));
  });

  it('are booked but for that one, of which the yes is kept', async () => {
    const answer = await asSeen(make, house.worker, id, 'accept', yes);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      done: [{ date: friday(2) }, { date: friday(4) }],
      kept: [{ date: friday(3) }],
      left: [],
    });
    expect(await statesOf(id)).toEqual(['booked', 'agreed', 'booked']);
  });

  it('are said on the page, each as it is', async () => {
    const worker = await pageOf(house.worker);
    const path = `/requests/${id}/breaks`;
    const offers = shownIn((await worker.get(path)).text, 'offers');
    await worker.post(`${path}/accept`, { ...yes, offers });
    const { text } = await worker.get(path);
    expect(text).toContain('A stay is booked for 2 breaks.');
    expect(text).toMatch(/For Friday \d+ \w+ \d+: The family’s yes is recorded\. The bed is kept\./);
    expect(text).not.toMatch(OF_OTHERS);
  });
});

describe('brothers and sisters, of whom one is graver than what was signed', () => {
  let request: string;
  let first: string;
  let second: string;
  let said: string;
  beforeEach(async () => {
    const [ash, bo] = [await calm(), await somebody(make, house, 'Bo')];
    request = await make.aRequest(house, ash, { inDays: 10, siblings: [bo] });
    const nights = { arrival: make.today(10), departure: make.today(12), reasons: 'Suits' };
    const { body } = await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
    const { id, together } = body as { id: string; together: { id: string }[] };
    [first, second] = [id, together[0]!.id];
    await rough(10);
    const worker = await pageOf(house.worker);
    // Asked about the one whose advice is as it was: the order in which they are said changes nothing.
    const { text } = await worker.get(`/offers/${second}/answer`);
    const value = (name: string) => new RegExp(`name="${name}" type="text" value="([^"]*)"`).exec(text)?.[1] ?? '';
    const { location } = await worker.post(`/offers/${second}/answer`, {
      ...{ ...yes, accepted: 'yes', asked: second, together: first },
      ...{ date: value('date'), time: value('time') },
    });
    said = (await worker.get(location!)).text;
  });
  const sign = async (offer: string, typed: Record<string, string>) => {
    const manager = await pageOf(house.manager);
    const { text } = await manager.get(`/offers/${offer}/confirm`);
    const done = await manager.post(`/offers/${offer}/confirm`, { reasons: 'Known to each other', ...typed });
    return { before: text, after: (await manager.get(done.location!)).text };
  };
  const suits = { 'decision-again': 'suitable', 'against-again': 'Two on duty' };

  it('are all kept: none is booked without the others, and the page says so', async () => {
    expect(await statesOf(request)).toEqual(['agreed', 'agreed']);
    expect(said).toContain('For Bo and Calm: The family’s yes is recorded. The beds are kept for all of them');
    expect(said).not.toMatch(OF_OTHERS);
  });

  it('are booked one after the other, and each page leads to the other', async () => {
    const one = await sign(first, suits);
    expect(one.before).toContain('Bo was asked for together with Calm, and the family says yes to the same nights.');
    expect(one.before).toContain(`href="/offers/${second}/confirm"`);
    expect(one.after).toContain(`href="/offers/${second}/confirm"`);
    const other = await sign(second, { 'decision-again': 'suitable' });
    expect(other.before).toContain('Calm was asked for together with Bo, and is booked for the same nights.');
    expect(other.after).not.toContain('that waits for you still');
    expect(await statesOf(request)).toEqual(['booked', 'booked']);
  });

  it('are each said a no to by themselves, and who signs for the other is told to ask first', async () => {
    await sign(first, { 'decision-again': 'not_suitable' });
    expect(await statesOf(request)).toEqual(['in_review', 'agreed']);
    const other = await sign(second, { 'decision-again': 'suitable' });
    expect(other.before).toContain('Before you sign, ask the key worker whether the family wants them for Bo alone.');
    expect(await statesOf(request)).toEqual(['in_review', 'booked']);
  });

  it('are all booked at once where nothing is graver', async () => {
    const [ash, bo] = [await somebody(make, house, 'Two'), await somebody(make, house, 'Three')];
    const asked = await make.aRequest(house, ash, { inDays: 30, siblings: [bo] });
    const nights = { arrival: make.today(30), departure: make.today(32), reasons: 'Suits' };
    const { body } = await make.as(house.manager).post(`/requests/${asked}/offers`, nights).expect(201);
    const { id, together } = body as { id: string; together: { id: string }[] };
    const all = { ...yes, together: together.map((one) => one.id) };
    await make.as(house.worker).post(`/offers/${id}/accept`, all).expect(200);
    expect(await statesOf(asked)).toEqual(['booked', 'booked']);
  });
});

describe('the pages of a yes that is kept', () => {
  it('say to the key worker what was done, and nothing of others', async () => {
    const { request, offer } = await make.anOffer(house, await calm(), { inDays: 10 });
    await rough(10);
    const worker = await pageOf(house.worker);
    const { text } = await worker.get(`/offers/${offer}/answer`);
    const value = (name: string) => new RegExp(`name="${name}" type="text" value="([^"]*)"`).exec(text)?.[1] ?? '';
    const typed = { ...yes, accepted: 'yes', date: value('date'), time: value('time') };
    expect((await worker.post(`/offers/${offer}/answer`, typed)).location).toBe(`/requests/${request}`);
    const page = (await worker.get(`/requests/${request}`)).text;
    for (const said of ['You need do nothing; we tell you.', 'The family says yes', 'The family has changed its mind'])
      expect(page).toContain(said);
    expect(page).not.toMatch(OF_OTHERS);
    for (const path of ['/', '/requests', `/requests/${request}/story`, `/offers/${offer}/changed-mind`])
      expect((await worker.get(path)).text).not.toMatch(OF_OTHERS);
    const changed = { ...yes, reason: 'Away', date: value('date'), time: value('time') };
    await worker.post(`/offers/${offer}/changed-mind`, changed);
    expect((await worker.get(`/requests/${request}`)).text).toContain('The bed is free again.');
  });

  it('are the manager’s move on Today, and the page of the decision books', async () => {
    const { request, offer } = await aKeptYes(make, house, 10);
    const manager = await pageOf(house.manager);
    const today = (await manager.get('/')).text;
    expect(today).toContain('Look at the nights of Calm Example again: the family says yes');
    expect(today).toContain(`/offers/${offer}/confirm`);
    // It is a step of the request, and stands there once; of a unit by itself it is among all that is to be looked at again.
    expect(today).not.toContain(`/offers/${offer}/look-again`);
    const solve = (await manager.get(`/conflicts?unit=${house.unit}`)).text;
    expect(solve).toContain(`/offers/${offer}/look-again`);
    expect(solve).toContain('The family says yes: whoever signs looks at the nights again');
    const { text } = await manager.get(`/offers/${offer}/confirm`);
    expect(text).toContain('The family says yes to these nights.');
    expect(text).toMatch(/The bed is kept for them until the end of [^.]+ \d{4}\. Decide by 17:00 on [^.]+ \d{4}\./);
    expect(text).toContain('Rough Example');
    // What a reason says and the link to where it was decided stand together beside its points.
    expect(text).toMatch(/<li><b>−\d+<\/b> <span>/);
    const typed = { 'decision-again': 'suitable', 'against-again': 'Two on duty', reasons: 'Known to each other' };
    const done = await manager.post(`/offers/${offer}/confirm`, typed);
    expect([done.status, done.location]).toEqual([303, `/requests/${request}`]);
    expect((await manager.get(`/requests/${request}`)).text).toContain('Signed, and the break is booked');
    const staff = await pageOf(house.staff);
    expect((await staff.get(`/requests/${request}`)).text).toContain('The break is booked, as the family said');
  });

  it('say that the advice is as it was where what stood against it is gone', async () => {
    const { offer } = await aKeptYes(make, house, 10);
    const [rough] = await app.sql<{ id: string }>(
      `SELECT s.id FROM stays s JOIN young_people y ON y.id = s.young_person_id WHERE s.unit_id = $1 AND y.first_name = 'Rough'`,
      [house.unit],
    );
    await make.as(house.manager).post(`/stays/${rough!.id}/cancel`, { reason: 'They are ill' }).expect(200);
    const manager = await pageOf(house.manager);
    expect((await manager.get(`/offers/${offer}/confirm`)).text).toContain(
      'The advice is again as it was when they were signed',
    );
    const staff = await pageOf(house.staff);
    expect((await staff.get(`/offers/${offer}/look-again`)).text).toContain(
      'Only the registered manager or a named delegate',
    );
  });
});
