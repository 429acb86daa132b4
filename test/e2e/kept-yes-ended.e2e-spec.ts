import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TellOfLapsedOffer } from '../../src/alerts/tell-key-worker.js';
import { THE_SERVICE } from '../../src/audit/audit.service.js';
import { LapseOffer } from '../../src/requests/lapse-offer.js';
import { OffersOfDisplaced } from '../../src/requests/offers-of-displaced.js';
import { somebodyRough } from '../support/a-kept-yes.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating, somebody } from '../support/full-house.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await somebody(make, house, 'Ash', [aRating('aggression_to_peers', 0, 4)]);
});

const yes = { answeredBy: 'Their mother', how: 'telephone' };
const again = { decision: 'suitable', reasons: 'Known to each other', againstAdvice: 'Two on duty' };
const accept = (offer: string) => make.as(house.worker).post(`/offers/${offer}/accept`, yes);
const confirm = (offer: string, said: object) => lookedFirst(make, house.manager, `/offers/${offer}/confirm`, said);
const read = async (request: string) =>
  (await make.as(house.worker).get(`/requests/${request}`).expect(200)).body as {
    state: string;
    offers: { id: string; state: string; expires: string }[];
  };
const keptApart = (other: string) =>
  make
    .as(house.manager)
    .post('/pair-decisions', {
      ...{ youngPeople: [ash, other], decision: 'never_together', evidence: 'Reported today' },
      reviewBy: make.today(90),
    })
    .expect(201);

describe('a yes to nights with somebody from whom they are kept apart since they were signed', () => {
  it('is kept, not refused: who signs says no, or has the decision ended first; the key worker learns of nobody', async () => {
    const { request, offer } = await make.anOffer(house, ash);
    const others = { ...house, worker: await make.aUser(house, 'cas_worker', 'referrer') };
    const bo = await somebody(make, others, 'Bo');
    await make.aStay(others, bo, { inDays: 10 });
    await keptApart(bo);
    const { body } = await accept(offer).expect(200);
    expect(body).toMatchObject({ state: 'agreed', stay: null });
    expect(JSON.stringify(body)).not.toMatch(/Bo\b|apart|safety/);
    expect((await confirm(offer, again).expect(409)).body).toMatchObject({
      title: expect.stringContaining('kept apart from them for safety'),
    });
    await confirm(offer, { decision: 'not_suitable', reasons: 'Kept apart' }).expect(200);
    expect(await read(request)).toMatchObject({ state: 'in_review', offers: [] });
  });

  it('is not said to be as it was signed, where it was signed against the same advice', async () => {
    const stay = await somebodyRough(make, house, 10);
    const { offer } = await make.anOffer(house, ash);
    const [rough] = await app.sql<{ id: string }>(`SELECT young_person_id AS id FROM stays WHERE id = $1`, [stay]);
    await keptApart(rough!.id);
    expect((await accept(offer).expect(200)).body).toMatchObject({ state: 'agreed' });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await manager.get(`/offers/${offer}/confirm`);
    expect(text).toContain('The family says yes to these nights.');
    expect(text).not.toContain('The advice is again as it was');
  });
});

describe('options beside the one that the family took', () => {
  let request: string;
  beforeEach(async () => {
    request = await make.aRequest(house, ash, { inDays: 10, slack: 40 });
  });
  const option = async (inDays: number) => {
    const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2), reasons: 'Suits' };
    const { body } = await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
    return (body as { id: string }).id;
  };
  const kept = async (offer: string, inDays: number) => {
    await somebodyRough(make, house, inDays);
    expect((await accept(offer).expect(200)).body).toMatchObject({ state: 'agreed' });
  };
  const held = async (id: string) => (await read(request)).offers.find((offer) => offer.id === id)!;
  const lapse = async (offer: string) => {
    const until = new Date((await held(offer)).expires).getTime();
    app.clock.advance({ minutes: (until - app.clock.now().getTime()) / 60_000 + 1 });
    await app.app
      .get(DataSource)
      .transaction((manager) => app.app.get(LapseOffer, { strict: false }).handle({ offer }, manager));
  };
  /** The family has the time of an answer, of which half-way the key worker is reminded. */
  const expectAskedAnew = async (other: string) => {
    const { state, expires } = await held(other);
    expect(state).toBe('offered');
    const left = new Date(expires).getTime() - app.clock.now().getTime();
    expect(left / 86_400_000).toBeLessThan(12);
    const [claim] = await app.sql<{ expires: Date }>(
      `SELECT c.expires_at AS expires FROM bed_claims c JOIN offers o ON o.claim_id = c.id WHERE o.id = $1`,
      [other],
    );
    expect(claim!.expires.toISOString()).toBe(new Date(expires).toISOString());
    const reminders = await app.sql<{ due: Date }>(
      `SELECT due_at AS due FROM outbox WHERE topic = 'offer.half-way' AND payload->>'offer' = $1 ORDER BY entry_id`,
      [other],
    );
    const halfWay = app.clock.now().getTime() + left / 2;
    expect(Math.abs(reminders.at(-1)!.due.getTime() - halfWay)).toBeLessThan(60_000);
  };

  it('are kept until that one is booked, and the page says no more that the family chooses', async () => {
    const [taken] = [await option(10), await option(40)];
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const page = async () => (await worker.get(`/requests/${request}`)).text;
    expect(await page()).toContain('2 options are held. The family takes one of them');
    await kept(taken, 10);
    expect(await page()).toContain('2 options are held. The family took one of them: any other is kept until');
    expect(await page()).not.toContain('The family takes one of them');
  });

  it('are asked about anew when the family changes its mind, and the page says so', async () => {
    const [taken, other] = [await option(10), await option(40)];
    await kept(taken, 10);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const { text } = await worker.get(`/offers/${taken}/changed-mind`);
    const value = (name: string) => new RegExp(`name="${name}" type="text" value="([^"]*)"`).exec(text)?.[1] ?? '';
    const changed = { ...yes, reason: 'Away', date: value('date'), time: value('time') };
    const { location } = await worker.post(`/offers/${taken}/changed-mind`, changed);
    expect((await worker.get(location!)).text).toContain('Ask the family about the other option that is held');
    await expectAskedAnew(other);
  });

  it('are asked about anew when the first night of that one was over', async () => {
    const [taken, other] = [await option(10), await option(40)];
    await kept(taken, 10);
    await lapse(taken);
    expect((await read(request)).state).toBe('offered');
    await expectAskedAnew(other);
  });

  it('are asked about anew when somebody who is staying needs its bed', async () => {
    const [taken, other] = [await option(10), await option(40)];
    await kept(taken, 10);
    const [claim] = await app.sql<{ id: string }>(`SELECT claim_id AS id FROM offers WHERE id = $1`, [taken]);
    const offers = app.app.get(OffersOfDisplaced, { strict: false });
    await app.app.get(DataSource).transaction((manager) => offers.takeBack(manager, THE_SERVICE, [claim!.id]));
    expect((await read(request)).state).toBe('offered');
    await expectAskedAnew(other);
  });

  it('run out with their first night while it is looked at: nobody says that the family is late', async () => {
    const [other, taken] = [await option(10), await option(40)];
    await kept(taken, 40);
    await lapse(other);
    expect(await read(request)).toMatchObject({ state: 'agreed', offers: [{ id: taken }] });
    const tell = app.app.get(TellOfLapsedOffer, { strict: false });
    await app.app.get(DataSource).transaction((manager) => tell.handle({ offer: other }, manager));
    const told = await app.sql(`SELECT kind FROM notices WHERE user_id = $1 AND offer_id = $2`, [
      ...[house.worker.id, other],
    ]);
    expect(told).not.toContainEqual({ kind: 'offer_lapsed' });
  });
});
