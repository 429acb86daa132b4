import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House, type TestUser } from '../support/builders.js';
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
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  request = await make.aRequest(house, ash, { inDays: 30, nights: 2, slack: 28 });
});

const said = { answeredBy: 'Their mother', how: 'telephone' };
interface Read {
  state: string;
  stateSince: string;
  nextAction: { owner: string; due: string } | null;
  alsoOwed: { owner: string; action: string; due: string } | null;
  offer: { id: string } | null;
  offers: { id: string; state: string; arrival: string; expires: string }[];
  events: { action: string; from: string; to: string; arrival: string | null; note: string }[];
}
const read = async (by: TestUser = house.staff) =>
  (await make.as(by).get(`/requests/${request}`).expect(200)).body as Read;
const propose = (inDays: number, given: object = {}, by: TestUser = house.staff) =>
  make.as(by).post(`/requests/${request}/offers`, {
    ...{ arrival: make.today(inDays), departure: make.today(inDays + 2) },
    ...given,
  });
const held = async (inDays: number, given: object = {}, by: TestUser = house.staff): Promise<string> =>
  ((await propose(inDays, given, by).expect(201)).body as { id: string }).id;
const signed = (inDays: number, given: object = {}) =>
  held(inDays, { reasons: 'Suits the group', ...given }, house.manager);
const answer = (offer: string, what: 'accept' | 'decline') =>
  make.as(house.worker).post(`/offers/${offer}/${what}`, said);
const states = async () =>
  await app
    .sql<{ state: string }>(
      `SELECT o.state FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1 ORDER BY o.arrival, o.proposed_at`,
      [request],
    )
    .then((rows) => rows.map(({ state }) => state));
const live = async () =>
  (
    await app.sql<{ arrival: string; purpose: string }>(
      `SELECT arrival, purpose FROM bed_claims WHERE request_id = $1 AND live ORDER BY arrival, bed_id`,
      [request],
    )
  ).map(({ purpose }) => purpose);

describe('several options of one request', () => {
  it('are each a real bed on the calendar, also on the same nights, and no more than the setting says', async () => {
    await held(30, { bed: house.beds[0] });
    expect((await propose(30).expect(409)).body).toMatchObject({ type: '/problems/held-already' });
    await held(30, { bed: house.beds[1] });
    await held(31, { bed: house.beds[2] });
    expect(await read()).toMatchObject({ state: 'proposed', offers: [{}, {}, {}] });
    const calendar = await make
      .as(house.staff)
      .get(`/units/${house.unit}/calendar?from=${make.today(31)}&to=${make.today(32)}`)
      .expect(200);
    const nights = (calendar.body as { beds: { nights: { state: string }[] }[] }).beds.map(
      (bed) => bed.nights[0]!.state,
    );
    expect(nights).toEqual(['offer', 'offer', 'offer', 'free']);
    const refused = await propose(40).expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/too-many-offers',
      title: expect.stringContaining('3 beds are held for this request already'),
    });
    const other = await make.aRequest(house, ash, { inDays: 30, nights: 1 });
    const elsewhere = { arrival: make.today(30), departure: make.today(31) };
    await make.as(house.staff).post(`/requests/${other}/offers`, elsewhere).expect(409);
  });

  it('are offered as soon as one is signed; a key worker knows of that one alone, and the manager signs the rest', async () => {
    const [first, second] = [await held(30), await held(40)];
    await make.as(house.manager).post(`/offers/${second}/sign`, { reasons: 'Suits the group' }).expect(200);
    const seen = await read();
    expect(seen).toMatchObject({ state: 'offered', offer: { id: second }, nextAction: { owner: 'cas_worker' } });
    expect(seen.alsoOwed).toMatchObject({ owner: 'manager', due: seen.offers[1]!.expires });
    expect(seen.nextAction!.due).toBe(seen.offers[0]!.expires);
    const told = await read(house.worker);
    expect(told).toMatchObject({ state: 'offered', alsoOwed: null, offers: [{ id: second }] });
    expect(JSON.stringify(told)).not.toContain(first);
    await answer(first, 'accept').expect(409);
    const open = await make.as(house.manager).get('/requests?state=offered').expect(200);
    expect((open.body as { items: object[] }).items).toHaveLength(1);
    await make.as(house.manager).post(`/offers/${first}/sign`, { reasons: 'x' }).expect(200);
    await make.as(house.manager).post(`/offers/${first}/sign`, { reasons: 'x' }).expect(409);
    expect(await read(house.worker)).toMatchObject({ offers: [{ id: first }, { id: second }] });
  });

  it('are signed together with one set of reasons, all of them or none', async () => {
    const offers = [await held(30), await held(40), await held(50)];
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await make.aStay(house, bo, { inDays: 40 });
    const decision = { decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make
      .as(house.manager)
      .post('/pair-decisions', { youngPeople: [ash, bo], ...decision })
      .expect(201);
    const sign = (given: object) => make.as(house.manager).post(`/requests/${request}/sign`, given);
    await make.as(house.staff).post(`/requests/${request}/sign`, { reasons: 'x' }).expect(403);
    const refused = await sign({ reasons: 'Both suit' }).expect(409);
    expect((refused.body as { title: string }).title).toMatch(/^\d+ .*: Somebody who would be there is kept apart/);
    expect(await states()).toEqual(['proposed', 'proposed', 'proposed']);
    await sign({ offers: [offers[0], offers[2]], reasons: '' }).expect(400);
    const { body } = await sign({ offers: [offers[0], offers[2]], reasons: 'Both suit' }).expect(200);
    expect(await states()).toEqual(['offered', 'proposed', 'offered']);
    const steps = (body as Read).events.slice(-2);
    expect(steps).toMatchObject([
      { action: 'sign', from: 'proposed', to: 'offered', arrival: make.today(30), note: 'Both suit' },
      { action: 'sign', from: 'offered', to: 'offered', arrival: make.today(50), note: 'Both suit' },
    ]);
    await sign({ offers: [offers[0]], reasons: 'x' }).expect(409);
  });
});

describe('the family’s answer', () => {
  it('takes one, and the others are free in the same moment, in sentences', async () => {
    const [first, second] = [await signed(30), await signed(31)];
    const third = await held(40);
    const { body } = await answer(second, 'accept').expect(200);
    expect(body).toMatchObject({ state: 'accepted', request: { state: 'booked', offers: [], offer: null } });
    expect(await states()).toEqual(['not_chosen', 'accepted', 'not_chosen']);
    expect(await live()).toEqual(['stay']);
    expect((await read()).events.slice(-3)).toMatchObject([
      { action: 'accept', from: 'offered', to: 'booked', arrival: make.today(31) },
      { action: 'free_option', from: 'offered', to: 'booked', arrival: make.today(30) },
      { action: 'free_option', from: 'proposed', to: 'booked', arrival: make.today(40) },
    ]);
    const told = (await read(house.worker)).events.filter(({ action }) => action === 'free_option');
    expect(told).toMatchObject([{ arrival: make.today(30) }]);
    const late = await answer(first, 'accept').expect(409);
    expect((late.body as { title: string }).title).toContain('what the family answered is recorded');
    await make.as(house.manager).post(`/offers/${third}/sign`, { reasons: 'x' }).expect(409);
  });

  it('says no to one, and the others stay; with the last, nights are looked for anew', async () => {
    const [first, second] = [await signed(30), await signed(40)];
    const third = await held(50);
    expect((await answer(first, 'decline').expect(200)).body).toMatchObject({ request: { state: 'offered' } });
    const before = await read();
    expect(before.offers.map(({ id }) => id)).toEqual([second, third]);
    expect((await answer(second, 'decline').expect(200)).body).toMatchObject({
      request: { state: 'proposed', offers: [] },
    });
    expect((await read()).nextAction).toMatchObject({ owner: 'manager' });
    await make.as(house.staff).post(`/offers/${third}/take-back`, { reasons: 'x' }).expect(200);
    const after = await read();
    expect(after).toMatchObject({ state: 'in_review', offers: [], nextAction: { owner: 'unit_staff' } });
    expect(after.nextAction!.due).not.toBeNull();
    expect(await live()).toEqual([]);
  });

  it('is one for all: none of them, or the one', async () => {
    const offers = [await signed(30), await signed(40)];
    const third = await held(50);
    const all = (given: object) => make.as(house.worker).post(`/requests/${request}/answer`, { ...said, ...given });
    await all({ offer: third }).expect(409);
    expect((await all({ offers: [offers[0]], reason: 'A wedding' }).expect(200)).body).toMatchObject({
      state: 'offered',
    });
    const fourth = await signed(35);
    const { body } = await all({}).expect(200);
    expect(body).toMatchObject({ state: 'proposed' });
    expect(await states()).toEqual(['declined', 'declined', 'declined', 'proposed']);
    const fifth = await signed(35);
    expect((await all({ offer: fifth }).expect(200)).body).toMatchObject({ state: 'booked' });
    expect([fourth, fifth]).toHaveLength(2);
    expect(await states()).toContain('accepted');
  });
});

describe('time, with several options', () => {
  it('runs out for each by itself; the request leaves with the last, which is what a late answer is about', async () => {
    const first = await signed(30);
    const firstNight = make.today(30);
    app.clock.advance({ days: 4 });
    const second = await signed(40);
    const [one, two] = (await read()).offers;
    app.clock.advance({ minutes: (new Date(one!.expires).getTime() - app.clock.now().getTime()) / 60_000 + 1 });
    expect(new Date(two!.expires) > app.clock.now()).toBe(true);
    expect(await read()).toMatchObject({ state: 'offered', offers: [{ id: second }] });
    const late = await answer(first, 'accept').expect(409);
    expect((late.body as { title: string }).title).toContain('The time for this option ran out');
    expect(await states()).toEqual(['offered', 'offered']);
    const fresh = await held(50);
    expect(await states()).toEqual(['lapsed', 'offered', 'proposed']);
    expect((await read()).events.filter(({ action }) => action === 'lapse')).toMatchObject([
      { from: 'offered', to: 'offered', arrival: firstNight },
    ]);
    app.clock.advance({ days: 12 });
    expect(await read()).toMatchObject({ state: 'offer_lapsed', offers: [] });
    expect((await answer(second, 'accept').expect(409)).body).toMatchObject({
      title: expect.stringContaining('The time to answer ran out'),
    });
    await make.as(house.manager).post(`/offers/${fresh}/sign`, { reasons: 'x' }).expect(409);
    const again = await held(30);
    expect(await read()).toMatchObject({ state: 'proposed', offers: [{ id: again }] });
  });

  it('is given once more for each by itself, and a state that goes on keeps when it began', async () => {
    const [first, second] = [await signed(40), await signed(50)];
    const began = (await read()).stateSince;
    app.clock.advance({ days: 3 });
    const extend = (offer: string) => make.as(house.staff).post(`/offers/${offer}/extend`, { reasons: 'Away' });
    const { body } = await extend(second).expect(200);
    expect(body).toMatchObject({ id: second });
    const [one, two] = (await read()).offers;
    expect([one!.id, two!.id]).toEqual([first, second]);
    expect(two!.expires > one!.expires).toBe(true);
    await extend(second).expect(409);
    await extend(first).expect(200);
    expect((await read()).stateSince).toBe(began);
  });
});

describe('races between the options of one request', () => {
  it('two are accepted at the same moment: exactly one is booked, the other is told', async () => {
    for (const inDays of [30, 34, 38, 42, 46]) {
      request = await make.aRequest(house, ash, { inDays, nights: 2, slack: 3 });
      const offers = [await signed(inDays), await signed(inDays + 1)];
      const answers = await Promise.all(offers.map((offer) => answer(offer, 'accept')));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(await live()).toEqual(['stay']);
      expect((await states()).toSorted()).toEqual(['accepted', 'not_chosen']);
    }
  });

  it('as many are held at once as may be, however many hold', async () => {
    const answers = await Promise.all([30, 32, 34, 36, 38, 40].map((inDays) => propose(inDays)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409, 409]);
    expect(await live()).toHaveLength(3);
  });

  it('one is signed, one declined and one taken back at the same moment: each is what its own step made it', async () => {
    const [first, second] = [await signed(30), await signed(40)];
    const third = await held(50);
    const all = await Promise.all([
      answer(first, 'decline'),
      make.as(house.manager).post(`/offers/${second}/take-back`, { reasons: 'x' }),
      make.as(house.manager).post(`/offers/${third}/sign`, { reasons: 'x' }),
    ]);
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await states()).toEqual(['declined', 'taken_back', 'offered']);
    expect(await read()).toMatchObject({ state: 'offered', offers: [{ id: third }] });
  });
});
