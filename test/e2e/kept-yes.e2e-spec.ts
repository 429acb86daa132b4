import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { aRating, somebody } from '../support/full-house.js';
import { somebodyRough } from '../support/a-kept-yes.js';
import { lookedFirst, seenNow } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import {
  TellOfBookedNights,
  TellOfDecision,
  TellOfLapsedOffer,
  TellOfTakenBackOffer,
} from '../../src/alerts/tell-key-worker.js';
import { TellOfKeptYes } from '../../src/alerts/tell-managers.js';
import { LapseOffer } from '../../src/requests/lapse-offer.js';
import { OwedSteps } from '../../src/requests/owed-steps.service.js';
import { DataSource } from 'typeorm';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let request: string;
let offer: string;
let calm: string;

const yes = { answeredBy: 'Their mother', how: 'telephone' };
const again = { decision: 'suitable', reasons: 'Known to each other', againstAdvice: 'Two on duty' };
const no = { decision: 'not_suitable', reasons: 'Too much together' };

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  calm = await somebody(make, house, 'Ash', [aRating('aggression_to_peers', 0, 4)]);
  ({ request, offer } = await make.anOffer(house, calm, { inDays: 10 }));
});

/** Somebody who is rough is booked on the same nights. */
const rough = (inDays = 10) => somebodyRough(make, house, inDays);
const accept = (id = offer) => make.as(house.worker).post(`/offers/${id}/accept`, yes);
const confirm = (said: object = again, id = offer) => lookedFirst(make, house.manager, `/offers/${id}/confirm`, said);
const seen = async (by = house.worker, id = request) =>
  (await make.as(by).get(`/requests/${id}`).expect(200)).body as Seen;
const kept = async () => {
  await rough();
  return (await accept().expect(200)).body as { state: string; stay: null; request: Seen };
};
const claim = async (id = offer) =>
  (
    await app.sql<{ live: boolean; expires: Date; purpose: string }>(
      `SELECT c.live, c.expires_at AS expires, c.purpose FROM bed_claims c JOIN offers o ON o.claim_id = c.id WHERE o.id = $1`,
      [id],
    )
  )[0]!;
const TELLS = {
  'offer.agreed': TellOfKeptYes,
  'offer.confirmed': TellOfBookedNights,
  'offer.turned-down': TellOfDecision,
  'offer.taken-back': TellOfTakenBackOffer,
  'offer.lapsed': TellOfLapsedOffer,
};
/** What was written to the outbox of the offer is told. */
const told = async () => {
  const rows = await app.sql<{ topic: keyof typeof TELLS }>(
    `SELECT topic FROM outbox WHERE payload->>'offer' = $1 AND topic = ANY ($2) ORDER BY entry_id`,
    [offer, Object.keys(TELLS)],
  );
  for (const { topic } of rows)
    await source().transaction((manager) => app.app.get(TELLS[topic], { strict: false }).handle({ offer }, manager));
};
const source = () => app.app.get(DataSource);
const kinds = async (user: { id: string }) =>
  (
    await app.sql<{ kind: string }>(`SELECT kind FROM notices WHERE user_id = $1 AND offer_id = $2 ORDER BY made_at`, [
      user.id,
      offer,
    ])
  ).map(({ kind }) => kind);

interface Seen {
  state: string;
  nextAction: { owner: string; action: string; due: string } | null;
  offers: { id: string; state: string; expires: string; yes: object | null }[];
  stay: { id: string } | null;
  events: { action: string; from: string; to: string; note: string; by: string | null }[];
}

describe('a yes to nights of which the advice is graver than what was signed', () => {
  it('is kept with its bed, and is the manager’s move; the key worker learns of nobody', async () => {
    const before = await seen();
    const body = await kept();
    expect(body).toMatchObject({ id: offer, state: 'agreed', stay: null });
    expect(JSON.stringify(body)).not.toMatch(/Rough|[Uu]nsuitable|Not suitable/);
    const now = await seen();
    expect(JSON.stringify(now)).not.toMatch(/Rough|[Uu]nsuitable|Not suitable/);
    expect(now).toMatchObject({
      ...{ state: 'agreed', stay: null, nextAction: { owner: 'manager' } },
      offers: [
        { id: offer, state: 'agreed', yes: { by: 'Their mother', how: 'telephone', recordedBy: expect.any(String) } },
      ],
    });
    expect(now.events.at(-1)).toMatchObject({
      action: 'keep_yes',
      from: 'offered',
      to: 'agreed',
      note: 'Their mother, telephone',
    });
    // Beside the time of a signature the bed is kept to the end of the day of arrival.
    expect(new Date(now.offers[0]!.expires) > new Date(before.offers[0]!.expires)).toBe(true);
    expect(new Date(now.nextAction!.due) < new Date(now.offers[0]!.expires)).toBe(true);
    const { live, expires } = await claim();
    expect([live, expires.toISOString()]).toEqual([true, new Date(now.offers[0]!.expires).toISOString()]);
    const list = await make.as(house.manager).get('/requests?state=agreed').expect(200);
    expect((list.body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([request]);
    await told();
    expect(await kinds(house.manager)).toContain('yes_waits');
    expect((await accept().expect(409)).body).toMatchObject({ title: expect.stringContaining('yes is recorded') });
  });

  it('is booked with the second signature, without another question; the key worker is told', async () => {
    await kept();
    await lookedFirst(make, house.staff, `/offers/${offer}/confirm`, again).expect(403);
    const unseen = await make.as(house.manager).post(`/offers/${offer}/confirm`, again).expect(400);
    expect(unseen.body).toMatchObject({ errors: [{ field: 'seenGroup' }] });
    expect((await confirm().expect(200)).body).toMatchObject({ state: 'booked' });
    const now = await seen();
    expect(now).toMatchObject({ state: 'booked', stay: { id: expect.any(String) } });
    expect(now.events.at(-1)).toMatchObject({ action: 'confirm', from: 'agreed', to: 'booked', note: '' });
    expect(await claim()).toMatchObject({ live: true, purpose: 'stay', expires: null });
    const [row] = await app.sql(`SELECT state, answered_by, recorded_by FROM offers WHERE id = $1`, [offer]);
    expect(row).toEqual({ state: 'accepted', answered_by: 'Their mother', recorded_by: house.worker.id });
    await told();
    expect(await kinds(house.worker)).toContain('nights_booked');
  });

  it('is booked by looking at it again, too, where the advice is milder meanwhile', async () => {
    const stay = await rough();
    await accept().expect(200);
    await make.as(house.manager).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200);
    expect(await seen()).toMatchObject({ state: 'agreed' });
    const { body } = await lookedFirst(make, house.manager, `/offers/${offer}/look-again`, {
      reasons: 'As it was',
    }).expect(400);
    expect(body).toMatchObject({ errors: [{ field: 'decision' }] });
    expect(await seen()).toMatchObject({ state: 'agreed' });
    const said = { decision: 'suitable', reasons: 'As it was' };
    await lookedFirst(make, house.manager, `/offers/${offer}/look-again`, said).expect(201);
    expect(await seen()).toMatchObject({ state: 'booked' });
  });

  it('gives its bed back with a no, and stays on record', async () => {
    await kept();
    await confirm(no).expect(200);
    const now = await seen();
    expect(now).toMatchObject({ state: 'in_review', offers: [], stay: null });
    expect(now.events.map(({ action }) => action)).toEqual(expect.arrayContaining(['keep_yes', 'take_back']));
    expect(await claim()).toMatchObject({ live: false });
    await told();
    expect(await kinds(house.worker)).toContain('offer_decided');
    expect((await confirm().expect(409)).body).toMatchObject({ type: '/problems/not-possible-now' });
  });

  it('can be taken back by the family, withdrawn, and its nights taken back by who signs', async () => {
    await kept();
    await make.as(house.staff).post(`/offers/${offer}/take-back`, { reasons: 'No' }).expect(403);
    await make
      .as(house.worker)
      .post(`/offers/${offer}/decline`, { ...yes, reason: 'They have changed their mind' })
      .expect(200);
    expect(await seen()).toMatchObject({ state: 'in_review' });
    expect((await seen()).events.at(-1)).toMatchObject({ action: 'decline_offer', from: 'agreed' });
    expect(await claim()).toMatchObject({ live: false });
  });

  it('is withdrawn with its request', async () => {
    await kept();
    await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'No need' }).expect(200);
    expect([(await seen()).state, (await claim()).live]).toEqual(['withdrawn', false]);
  });
});

const pass = (instant: number) => app.clock.advance({ minutes: (instant - app.clock.now().getTime()) / 60_000 + 1 });

describe('the clock of a yes that is kept', () => {
  it('does not let it lapse as unanswered: it is late, and told as late, until the first night is over', async () => {
    const until = new Date((await seen()).offers[0]!.expires);
    await kept();
    const { due } = (await seen()).nextAction!;
    pass(Math.max(until.getTime(), new Date(due).getTime()));
    const lapse = app.app.get(LapseOffer, { strict: false });
    await source().transaction((manager) => lapse.handle({ offer }, manager));
    expect(await seen()).toMatchObject({ state: 'agreed', nextAction: { owner: 'manager', due } });
    const owed = app.app.get(OwedSteps, { strict: false });
    const now = app.clock.now();
    expect(await owed.ofUnit(source().manager, house.unit, now)).toMatchObject([{ state: 'agreed' }]);
    expect(await owed.offers(source().manager, house.unit, new Date(now.getTime() + 30 * 86_400_000))).toEqual([]);
    await confirm().expect(200);
    expect(await seen()).toMatchObject({ state: 'booked' });
  });

  it('ends when the first night was over: the unit looks for nights anew, and the key worker is told', async () => {
    await kept();
    const { expires } = (await seen()).offers[0]!;
    pass(new Date(expires).getTime());
    expect(await seen()).toMatchObject({ state: 'in_review' });
    await source().transaction((manager) => app.app.get(LapseOffer, { strict: false }).handle({ offer }, manager));
    expect((await seen()).events.at(-1)).toMatchObject({ action: 'lapse', from: 'agreed', to: 'in_review' });
    await told();
    expect(await kinds(house.worker)).toContain('offer_taken_back');
    expect(await kinds(house.worker)).not.toContain('offer_lapsed');
    expect(await kinds(house.manager)).toContain('offer_unsigned');
  });
});

describe('options beside the one that the family took', () => {
  beforeEach(async () => {
    request = await make.aRequest(house, calm, { inDays: 10, slack: 12 });
    const nights = { arrival: make.today(10), departure: make.today(12), reasons: 'Suits' };
    await make.as(house.worker).post(`/offers/${offer}/decline`, yes).expect(200);
    const { body } = await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
    offer = (body as { id: string }).id;
  });
  const beside = async () => {
    const nights = { arrival: make.today(20), departure: make.today(22), reasons: 'These, too' };
    const { body } = await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
    return (body as { id: string }).id;
  };
  const states = async (...ids: string[]) =>
    Promise.all(
      ids.map(
        async (id) => (await app.sql<{ state: string }>(`SELECT state FROM offers WHERE id = $1`, [id]))[0]!.state,
      ),
    );

  it('stay held until it is booked, and are freed then', async () => {
    const other = await beside();
    await kept();
    expect(await states(offer, other)).toEqual(['agreed', 'offered']);
    expect((await seen()).state).toBe('agreed');
    await confirm().expect(200);
    expect(await states(offer, other)).toEqual(['accepted', 'not_chosen']);
    expect(await claim(other)).toMatchObject({ live: false });
  });

  it('stand as before where it is not: the family is asked about them with all the time of an answer', async () => {
    const other = await beside();
    await kept();
    const held = (await claim(other)).expires;
    await confirm(no).expect(200);
    expect(await states(offer, other)).toEqual(['taken_back', 'offered']);
    const now = await seen();
    expect(now).toMatchObject({ state: 'offered', nextAction: { owner: 'cas_worker' } });
    expect((await claim(other)).expires < held).toBe(true);
    await accept(other).expect(200);
    expect(await seen()).toMatchObject({ state: 'booked' });
  });

  it('change nothing of its time when one of them is taken back', async () => {
    const other = await beside();
    await kept();
    const before = (await seen()).nextAction;
    await make.as(house.manager).post(`/offers/${other}/take-back`, { reasons: 'Needed' }).expect(200);
    expect(await seen()).toMatchObject({ state: 'agreed', nextAction: before });
  });
});

describe('two who act on it at once', () => {
  it('are one after the other: a second signature and a family that changes its mind', async () => {
    await kept();
    const declined = make.as(house.worker).post(`/offers/${offer}/decline`, yes);
    const seenGroup = await seenNow(make, house.manager, `/offers/${offer}/look-again`);
    const confirmed = make.as(house.manager).post(`/offers/${offer}/confirm`, { ...again, seenGroup });
    const answers = await Promise.all([confirmed, declined]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { state } = await seen();
    const [stays] = await app.sql<{ count: number }>(`SELECT count(*)::int FROM stays WHERE young_person_id = $1`, [
      calm,
    ]);
    expect([state, stays!.count]).toEqual(answers[0]!.status === 200 ? ['booked', 1] : ['in_review', 0]);
  });

  it('are one after the other: a yes and the end of its time', async () => {
    await rough();
    const lapse = app.app.get(LapseOffer, { strict: false });
    await app.sql(`UPDATE offers SET expires_at = $2 WHERE id = $1`, [offer, new Date(app.clock.now().getTime() + 5)]);
    const [answer] = await Promise.all([accept(), source().transaction((manager) => lapse.handle({ offer }, manager))]);
    const { state } = await seen();
    expect(state).toBe(answer.status === 200 ? 'agreed' : 'offer_lapsed');
  });
});
