import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating, filled, somebody } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { strained } from '../support/strained.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());

interface Offer {
  id: string;
  state: string;
  arrival: string;
  departure: string;
  bed: { id: string };
  proposedBy: string;
}
interface Look {
  id: string;
  offer_id: string | null;
  place: number | null;
  waiting: number;
  arrival: string;
  departure: string;
}

const stateOf = async (house: House, request: string) =>
  (await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as {
    state: string;
    offers: Offer[];
    nextAction: { owner: string };
  };
const looksAt = (house: House) =>
  app.sql<Look>(
    `SELECT id, offer_id, place, waiting, arrival::text, departure::text FROM freed_bed_looks WHERE unit_id = $1 ORDER BY looked_at, arrival`,
    [house.unit],
  );
const passedAt = (look: Look) =>
  app.sql<{ first: string; place: number; code: string; sentence: string }>(
    `SELECT y.first_name AS first, p.place, p.code, p.sentence FROM passed_over p JOIN request_parts r ON r.id = p.part_id
       JOIN young_people y ON y.id = r.young_person_id WHERE p.look_id = $1 ORDER BY p.place`,
    [look.id],
  );
const worked = () =>
  until(
    async () =>
      (await app.sql(`SELECT 1 FROM outbox WHERE handler = 'put-freed-bed-forward' AND state = 'waiting'`)).length ===
      0,
    'A bed that came back was not looked at',
  );

/** Every bed is taken on two nights, in ten days; the stays in the order of the beds. */
async function aFullHouse() {
  const house = await make.aHouse();
  return { house, stays: await filled(make, house) };
}
const assessed = (house: House, firstName: string, ratings: object[] = []) => somebody(make, house, firstName, ratings);
const RISK = [aRating('aggression_to_peers', 0, 4)];
const cancel = (house: House, stay: string) =>
  make.as(house.manager).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200);

/** Who waits for these nights, the best placed first: advised against, not assessed, two who fit; and one for other nights. */
async function fiveWhoWait(house: House) {
  const risk = await assessed(house, 'Risk', RISK);
  const fresh = await make.aYoungPerson(house, { firstName: 'Fresh' });
  const requests = { risk: '', fresh: '', fits: '', later: '', elsewhen: '' };
  requests.risk = await onTheList(make, house, risk);
  requests.fresh = await onTheList(make, house, fresh);
  requests.fits = await onTheList(make, house, await assessed(house, 'Fits'), { inDays: 9, slack: 3 });
  requests.later = await onTheList(make, house, await assessed(house, 'Later'));
  requests.elsewhen = await onTheList(make, house, await assessed(house, 'Elsewhen'), { inDays: 30 });
  await strained(make, house, risk, 9);
  await strained(make, house, fresh, 8);
  return requests;
}

describe('a bed that comes back', () => {
  it('is held for the best placed who fits and put before the manager, with everybody passed over and why', async () => {
    const { house, stays } = await aFullHouse();
    const requests = await fiveWhoWait(house);
    await cancel(house, stays[1]!);
    await worked();
    const held = await stateOf(house, requests.fits);
    expect(held).toMatchObject({ state: 'proposed', nextAction: { owner: 'manager' } });
    expect(held.offers).toMatchObject([
      {
        state: 'proposed',
        arrival: make.today(10),
        departure: make.today(12),
        bed: { id: house.beds[1] },
        proposedBy: 'The waiting list',
      },
    ]);
    for (const one of ['risk', 'fresh', 'later', 'elsewhen'] as const)
      expect(await stateOf(house, requests[one])).toMatchObject({ state: 'waitlisted', offers: [] });
    const [look, ...more] = await looksAt(house);
    expect(more).toEqual([]);
    expect(look).toMatchObject({
      offer_id: held.offers[0]!.id,
      place: 3,
      waiting: 5,
      arrival: make.today(10),
      departure: make.today(12),
    });
    expect(await passedAt(look!)).toEqual([
      { first: 'Risk', place: 1, code: 'unsuitable', sentence: expect.stringContaining('“Not suitable”') },
      { first: 'Fresh', place: 2, code: 'not_assessed', sentence: expect.stringContaining('not assessed') },
    ]);
  });

  it('is put before whoever signs with those who were passed over, and before nobody else', async () => {
    const { house, stays } = await aFullHouse();
    const requests = await fiveWhoWait(house);
    await cancel(house, stays[1]!);
    await worked();
    const [offer] = (await stateOf(house, requests.fits)).offers;
    const { body } = await make.as(house.manager).get(`/offers/${offer!.id}/passed-over`).expect(200);
    expect(body).toMatchObject({
      ...{ offer: offer!.id, place: 3, of: 5, arrival: make.today(10), departure: make.today(12), unknownToReader: 0 },
      passedOver: [
        { place: 1, code: 'unsuitable', youngPerson: { firstName: 'Risk' } },
        { place: 2, code: 'not_assessed', youngPerson: { firstName: 'Fresh' } },
      ],
    });
    await make.as(house.worker).get(`/offers/${offer!.id}/passed-over`).expect(403);
    const elsewhere = await make.aHouse();
    await make.as(elsewhere.manager).get(`/offers/${offer!.id}/passed-over`).expect(404);
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await pages.get(`/offers/${offer!.id}/sign`);
    expect(text).toMatch(/On the waiting list they were 3rd of 5, with \d+ points, when it was held for them: \w+day/);
    expect(text).toMatch(/Risk [\s\S]*“Not suitable”[\s\S]*Fresh [\s\S]*not assessed/);
    expect(text).not.toContain('Since then');
    await make.as(house.staff).post(`/requests/${requests.risk}/review`).expect(200);
    expect((await pages.get(`/offers/${offer!.id}/sign`)).text).toMatch(
      /“Not suitable”[^<]* Since then: Being looked at\./,
    );
    // The key worker of the one whose bed it may be is told of nobody else.
    const told = await make.as(house.worker).get(`/requests/${requests.fits}`).expect(200);
    expect(told.body).toMatchObject({ state: 'proposed', offers: [] });
  });

  it('is asked about once it is signed, and a stay when the family takes it', async () => {
    const { house, stays } = await aFullHouse();
    const { fits } = await fiveWhoWait(house);
    await cancel(house, stays[1]!);
    await worked();
    const [offer] = (await stateOf(house, fits)).offers;
    await make.as(house.manager).post(`/offers/${offer!.id}/sign`, { reasons: 'They fit' }).expect(200);
    expect(await stateOf(house, fits)).toMatchObject({ state: 'offered', nextAction: { owner: 'cas_worker' } });
    const yes = { answeredBy: 'Their mother', how: 'telephone' };
    await make.as(house.worker).post(`/offers/${offer!.id}/accept`, yes).expect(200);
    expect((await stateOf(house, fits)).state).toBe('booked');
    await worked();
    expect(await looksAt(house)).toHaveLength(1);
  });

  it('goes to the next when the family says no, and to nobody twice', async () => {
    const { house, stays } = await aFullHouse();
    const { fits, later } = await fiveWhoWait(house);
    await cancel(house, stays[1]!);
    await worked();
    const [offer] = (await stateOf(house, fits)).offers;
    await make.as(house.manager).post(`/offers/${offer!.id}/sign`, { reasons: 'They fit' }).expect(200);
    const no = { answeredBy: 'Their mother', how: 'telephone', reason: 'They are away' };
    await make.as(house.worker).post(`/offers/${offer!.id}/decline`, no).expect(200);
    await worked();
    expect((await stateOf(house, fits)).state).toBe('in_review');
    expect((await stateOf(house, later)).offers).toMatchObject([{ state: 'proposed', arrival: make.today(10) }]);
    const { body } = await make.as(house.staff).get(`/units/${house.unit}/freed-beds?limit=1`).expect(200);
    const list = body as { items: { heldFor: { youngPerson: { firstName: string } } }[]; next: string };
    expect(list.items[0]!.heldFor.youngPerson.firstName).toBe('Later');
    const rest = await make.as(house.staff).get(`/units/${house.unit}/freed-beds?cursor=${list.next}`).expect(200);
    const first = { bed: { name: 'Bed 2' }, heldFor: { state: 'declined', youngPerson: { firstName: 'Fits' } } };
    expect(rest.body).toMatchObject({ items: [first], next: null });
    // What waits for a signature is one click from the list, for a manager; what was decided is not.
    const [toSign] = (await stateOf(house, later)).offers;
    const pageOf = async ({ email }: { email: string }) =>
      (await (await PageClient.signIn(app.address, email, PASSWORD)).get(`/units/${house.unit}/freed-beds`)).text;
    expect((await pageOf(house.manager)).match(/href="\/offers\/[\w-]+\/sign"/g)).toEqual([
      `href="/offers/${toSign!.id}/sign"`,
    ]);
    const ofStaff = await pageOf(house.staff);
    expect(ofStaff).not.toContain('/sign"');
    expect(ofStaff).toMatch(
      /Bed 2: [\s\S]*It waits for a manager’s signature\.[\s\S]*Bed 2: [\s\S]*The family said no\./,
    );
    const looks = await looksAt(house);
    expect(looks.map(({ place, waiting }) => [place, waiting])).toEqual([
      [3, 5],
      [3, 4],
    ]);
  });

  it('goes to the next when nobody signs in time', async () => {
    const { house, stays } = await aFullHouse();
    const { fits, later } = await fiveWhoWait(house);
    await cancel(house, stays[1]!);
    await worked();
    const [offer] = (await stateOf(house, fits)).offers;
    const over = new Date(app.clock.now().getTime() - 60_000);
    await app.sql(`UPDATE offers SET expires_at = $2 WHERE id = $1`, [offer!.id, over]);
    await app.sql(`UPDATE bed_claims c SET expires_at = $2 FROM offers o WHERE o.claim_id = c.id AND o.id = $1`, [
      offer!.id,
      over,
    ]);
    await app.sql(`UPDATE outbox SET due_at = $2 WHERE handler = 'lapse-offer' AND payload->>'offer' = $1`, [
      offer!.id,
      over,
    ]);
    await app.sql(`SELECT pg_notify('short_breaks_outbox', '')`);
    await until(async () => (await stateOf(house, later)).state === 'proposed', 'The next was not thought of');
    expect((await stateOf(house, fits)).state).toBe('in_review');
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await pages.get(`/units/${house.unit}/freed-beds`)).text).toContain('Nobody signed in time.');
  });

  it('waits a quarter of an hour when the manager takes the nights back for somebody else', async () => {
    const { house, stays } = await aFullHouse();
    const { fits, later, fresh } = await fiveWhoWait(house);
    await cancel(house, stays[1]!);
    await worked();
    const [offer] = (await stateOf(house, fits)).offers;
    await make.as(house.manager).post(`/offers/${offer!.id}/take-back`, { reasons: 'For another' }).expect(200);
    const [{ wait } = { wait: 0 }] = await app.sql<{ wait: number }>(
      `SELECT extract(epoch FROM due_at - written_at)::int AS wait FROM outbox WHERE handler = 'put-freed-bed-forward' AND state = 'waiting'`,
    );
    expect(wait).toBe(15 * 60);
    expect((await stateOf(house, later)).state).toBe('waitlisted');
    const nights = { arrival: make.today(10), departure: make.today(12) };
    await make.as(house.manager).post(`/requests/${fresh}/offers`, nights).expect(201);
    await app.sql(`UPDATE outbox SET due_at = $1 WHERE handler = 'put-freed-bed-forward' AND state = 'waiting'`, [
      app.clock.now(),
    ]);
    await app.sql(`SELECT pg_notify('short_breaks_outbox', '')`);
    await worked();
    expect((await stateOf(house, later)).state).toBe('waitlisted');
    expect(await looksAt(house)).toHaveLength(1);
  });

  it('that suits nobody who waits for its nights is put on record with why', async () => {
    const { house, stays } = await aFullHouse();
    const risk = await assessed(house, 'Risk', RISK);
    await onTheList(make, house, risk);
    await cancel(house, stays[1]!);
    await worked();
    const [look] = await looksAt(house);
    expect(look).toMatchObject({ offer_id: null, place: null, waiting: 1 });
    expect(await passedAt(look!)).toMatchObject([{ first: 'Risk', code: 'unsuitable' }]);
    const { body } = await make.as(house.staff).get(`/units/${house.unit}/freed-beds`).expect(200);
    expect(body).toMatchObject({
      items: [{ id: look!.id, of: 1, heldFor: null, passedOver: [{ place: 1, youngPerson: { firstName: 'Risk' } }] }],
      next: null,
    });
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text } = await pages.get(`/units/${house.unit}/freed-beds`);
    expect(text).toMatch(/Nobody who asks for these nights could have the bed[\s\S]*Risk [\s\S]*“Not suitable”/);
    const elsewhere = await make.aHouse();
    await make.as(elsewhere.staff).get(`/units/${house.unit}/freed-beds`).expect(404);
    await make.as(house.worker).get(`/units/${house.unit}/freed-beds`).expect(403);
  });

  it('is nobody’s concern while nobody waits, or only for other nights', async () => {
    const { house, stays } = await aFullHouse();
    await cancel(house, stays[1]!);
    await onTheList(make, house, await assessed(house, 'Elsewhen'), { inDays: 30 });
    await cancel(house, stays[2]!);
    await worked();
    expect(await looksAt(house)).toEqual([]);
  });

  it('is also the end of a stay that is cut short: only the nights that are left of it', async () => {
    const { house, stays } = await aFullHouse();
    const one = await onTheList(make, house, await assessed(house, 'One'), { inDays: 11, nights: 1 });
    const two = await onTheList(make, house, await assessed(house, 'Two'), { inDays: 10, nights: 2 });
    const shorter = { departure: make.today(11) };
    await make.as(house.staff).post(`/stays/${stays[1]!}/shorten`, shorter).expect(200);
    await worked();
    expect((await stateOf(house, one)).offers).toMatchObject([{ arrival: make.today(11), departure: make.today(12) }]);
    expect((await stateOf(house, two)).state).toBe('waitlisted');
    expect(await looksAt(house)).toMatchObject([{ arrival: make.today(11), departure: make.today(12) }]);
  });

  it('is one of several that come back at once: each goes to another, the best placed first', async () => {
    const { house, stays } = await aFullHouse();
    const waiting = await Promise.all(
      ['One', 'Two', 'Three', 'Four', 'Five'].map((firstName) => assessed(house, firstName)),
    );
    const requests: string[] = [];
    for (const one of waiting) requests.push(await onTheList(make, house, one));
    await Promise.all(stays.slice(1).map((stay) => cancel(house, stay)));
    await worked();
    const states = await Promise.all(requests.map(async (request) => (await stateOf(house, request)).state));
    expect(states).toEqual(['proposed', 'proposed', 'proposed', 'waitlisted', 'waitlisted']);
    expect((await looksAt(house)).map(({ place }) => place)).toEqual([1, 1, 1]);
  });
});
