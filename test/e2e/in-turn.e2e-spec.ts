import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating, filled, somebody } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** One, Two and Three, who wait for the bed that came back, in this order; and the offer by which it is held for One. */
let requests: string[];
let offer: string;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());

interface Opened {
  state: string;
  offers: { id: string; state: string; expires: string; bed: { id: string }; reasons: string; signedBy: string }[];
  parts: { id: string }[];
}
const open = async (request: string) =>
  (await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as Opened;
const states = () => Promise.all(requests.map(async (request) => (await open(request)).state));
const becomes = (...wanted: string[]) =>
  until(async () => (await states()).join() === wanted.join(), `they are not ${wanted.join()}`);
const looked = () =>
  until(
    async () =>
      (await app.sql(`SELECT 1 FROM outbox WHERE handler = 'put-freed-bed-forward' AND state = 'waiting'`)).length ===
      0,
    'a bed that came back was not looked at',
  );

beforeEach(async () => {
  house = await make.aHouse();
  const stays = await filled(make, house, 40);
  await make.as(house.manager).patch(`/units/${house.unit}`, { offersInTurn: true }).set('If-Match', '*').expect(200);
  requests = [];
  for (const name of ['One', 'Two', 'Three'])
    requests.push(await onTheList(make, house, await somebody(make, house, name), { inDays: 40 }));
  await make.as(house.manager).post(`/stays/${stays[1]!}/cancel`, { reason: 'They are ill' }).expect(200);
  await becomes('proposed', 'waitlisted', 'waitlisted');
  offer = (await open(requests[0]!)).offers[0]!.id;
});

const parts = () =>
  app
    .sql<{ id: string }>(
      `SELECT p.id FROM request_parts p JOIN requests r ON r.id = p.request_id WHERE r.id = ANY ($1::uuid[]) ORDER BY r.number`,
      [requests],
    )
    .then((rows) => rows.map(({ id }) => id));
const seenNow = async () =>
  ((await make.as(house.manager).get(`/offers/${offer}/in-turn`).expect(200)).body as { seen: string }).seen;
const fits = (request: string) => ({ request, decision: 'suitable', reasons: 'They fit' });
/** All three are signed for. */
const signAll = async () => {
  const each = (await parts()).map(fits);
  return make.as(house.manager).post(`/offers/${offer}/sign-in-turn`, { seen: await seenNow(), each });
};
/** Half of the time to answer the offer goes by. */
const half = async (id: string) => {
  const [{ end } = { end: new Date() }] = await app.sql<{ end: Date }>(
    `SELECT expires_at AS end FROM offers WHERE id = $1`,
    [id],
  );
  app.clock.advance({ minutes: Math.ceil((end.getTime() - app.clock.now().getTime()) / 120_000) + 1 });
};
const sayNo = async (request: string) => {
  const [last] = (await open(request)).offers.filter(({ state }) => state === 'offered');
  const no = { answeredBy: 'Their mother', how: 'telephone', reason: 'They are away' };
  await make.as(house.worker).post(`/offers/${last!.id}/decline`, no).expect(200);
};

describe('a bed that came back, signed for all who wait for it', () => {
  it('is shown as the whole list, and offered to the next when a family says no or does not answer', async () => {
    const list = await make.as(house.manager).get(`/offers/${offer}/in-turn`).expect(200);
    expect(list.body).toMatchObject({
      of: 2,
      next: [
        { youngPerson: { firstName: 'Two' }, advice: 'suitable', arrival: make.today(40) },
        { youngPerson: { firstName: 'Three' } },
      ],
    });
    const signed = await signAll();
    expect(signed.status).toBe(201);
    await becomes('offered', 'waitlisted', 'waitlisted');
    await sayNo(requests[0]!);
    await becomes('in_review', 'offered', 'waitlisted');
    const [second] = (await open(requests[1]!)).offers;
    expect(second).toMatchObject({ bed: { id: house.beds[1] }, signedBy: house.manager.name });
    expect(second!.reasons).toContain(`Under the signature of ${house.manager.name}`);
    await half(second!.id);
    const reminded = () =>
      app.sql(`SELECT 1 FROM notices WHERE kind = 'offer_half_way' AND offer_id = $1 AND user_id = $2`, [
        ...[second!.id, house.worker.id],
      ]);
    await until(async () => (await reminded()).length === 1, 'the second was not reminded half-way');
    const [{ end } = { end: new Date() }] = await app.sql<{ end: Date }>(
      `SELECT expires_at AS end FROM offers WHERE id = $1`,
      [second!.id],
    );
    app.clock.advance({ minutes: Math.ceil((end.getTime() - app.clock.now().getTime()) / 60_000) + 1 });
    await becomes('in_review', 'offer_lapsed', 'offered');
    const told = await app.sql(`SELECT 1 FROM notices WHERE kind = 'bed_put_forward' AND offer_id = $1`, [second!.id]);
    expect(told).toEqual([]);
    const yes = { answeredBy: 'Their mother', how: 'telephone' };
    const [third] = (await open(requests[2]!)).offers;
    await make.as(house.worker).post(`/offers/${third!.id}/accept`, yes).expect(200);
    const { body } = await make.as(house.staff).get(`/units/${house.unit}/signed-lists`).expect(200);
    expect(body).toEqual({ items: [] });
  });

  it('goes before the manager where the advice on the next is graver by then', async () => {
    expect((await signAll()).status).toBe(201);
    const [two] = await app.sql<{ id: string }>(
      `SELECT young_person_id AS id FROM request_parts WHERE request_id = $1`,
      [requests[1]!],
    );
    await anAssessment(make, house, two!.id, { ratings: [aRating('aggression_to_peers', 0, 4)] });
    await sayNo(requests[0]!);
    await looked();
    await becomes('in_review', 'waitlisted', 'proposed');
    const [ended] = await app.sql(`SELECT ended_why FROM signed_lists WHERE unit_id = $1`, [house.unit]);
    expect(ended).toEqual({ ended_why: 'changed' });
  });

  it('leaves out of whom nothing is decided, and ends when the manager ends it', async () => {
    const [one, , three] = await parts();
    const each = [fits(one!), fits(three!)];
    const seen = await seenNow();
    await make.as(house.manager).post(`/offers/${offer}/sign-in-turn`, { seen, each }).expect(201);
    const lists = await make.as(house.staff).get(`/units/${house.unit}/signed-lists`).expect(200);
    const [{ id, places }] = (lists.body as { items: [{ id: string; places: object[] }] }).items;
    expect(places).toMatchObject([
      { request: one, offer },
      { request: three, offer: null },
    ]);
    await make.as(house.worker).post(`/signed-lists/${id}/end`).expect(403);
    await make.as(house.manager).post(`/signed-lists/${id}/end`).expect(204);
    await make.as(house.manager).post(`/signed-lists/${id}/end`).expect(409);
    await sayNo(requests[0]!);
    await looked();
    await becomes('in_review', 'proposed', 'waitlisted');
  });

  it('is signed as it was seen, or not at all', async () => {
    const each = (await parts()).map(fits);
    const seen = await seenNow();
    const four = await onTheList(make, house, await somebody(make, house, 'Four'), { inDays: 40 });
    const changed = await make.as(house.manager).post(`/offers/${offer}/sign-in-turn`, { seen, each }).expect(409);
    expect((changed.body as { type: string }).type).toContain('list-changed');
    expect(await states()).toEqual(['proposed', 'waitlisted', 'waitlisted']);
    await make.as(house.worker).post(`/requests/${four}/withdraw`, { reasons: 'x' }).expect(200);
    // Why somebody is passed over is no part of what is signed; that they are is.
    const ash = await make.aYoungPerson(house);
    const five = await onTheList(make, house, ash, { inDays: 40 });
    const passed = async () => {
      const { body } = await make.as(house.manager).get(`/offers/${offer}/in-turn`).expect(200);
      const { passedOver, ...list } = body as { seen: string; passedOver: { code: string }[] };
      return { seen: list.seen, codes: passedOver.map(({ code }) => code) };
    };
    const before = await passed();
    expect(before).toMatchObject({ codes: ['not_assessed'] });
    expect(before.seen).not.toBe(seen);
    await anAssessment(make, house, ash, { ratings: [aRating('aggression_to_peers', 0, 4)] });
    expect(await passed()).toEqual({ seen: before.seen, codes: ['unsuitable'] });
    await make.as(house.worker).post(`/requests/${five}/withdraw`, { reasons: 'x' }).expect(200);
    const no = { ...each[0]!, decision: 'not_suitable' };
    const wrong = { seen, each: [no, each[1]!] };
    await make.as(house.manager).post(`/offers/${offer}/sign-in-turn`, wrong).expect(400);
    await make
      .as(house.manager)
      .post(`/offers/${offer}/sign-in-turn`, { seen, each: [each[0]!] })
      .expect(409);
    await make.as(house.staff).post(`/offers/${offer}/sign-in-turn`, { seen, each }).expect(403);
    await make
      .as(house.manager)
      .patch(`/units/${house.unit}`, { offersInTurn: false })
      .set('If-Match', '*')
      .expect(200);
    await make.as(house.manager).post(`/offers/${offer}/sign-in-turn`, { seen, each }).expect(409);
  });

  it('is signed by nobody who saw others there, and comes back to the manager where others are there by their turn', async () => {
    const each = (await parts()).map(fits);
    const path = `/offers/${offer}/sign-in-turn`;
    const seen = await seenNow();
    /** Another sleeps in a bed, as quiet as who did: the advice on everybody is the same. */
    const another = async (at: number) => {
      const other = await somebody(make, house, 'Another');
      await app.sql(
        `WITH claims AS (UPDATE bed_claims SET young_person_id = $1 WHERE bed_id = $2 AND live RETURNING stay_id)
         UPDATE stays SET young_person_id = $1 WHERE id IN (SELECT stay_id FROM claims)`,
        [other, house.beds[at]!],
      );
    };
    await another(2);
    const changed = await make.as(house.manager).post(path, { seen, each }).expect(409);
    expect((changed.body as { type: string }).type).toContain('list-changed');
    await make
      .as(house.manager)
      .post(path, { seen: await seenNow(), each })
      .expect(201);
    await another(3);
    await sayNo(requests[0]!);
    await looked();
    await becomes('in_review', 'proposed', 'waitlisted');
    const [ended] = await app.sql(`SELECT ended_why FROM signed_lists WHERE unit_id = $1`, [house.unit]);
    expect(ended).toEqual({ ended_why: 'changed' });
  });

  it('ends once all have said no, and then the bed is held for who came onto the list later', async () => {
    expect((await signAll()).status).toBe(201);
    requests.push(await onTheList(make, house, await somebody(make, house, 'Late'), { inDays: 40 }));
    for (const [at, request] of requests.slice(0, 3).entries()) {
      await until(async () => (await states())[at] === 'offered', `it is not the turn of ${at + 1}`);
      expect((await states())[3]).toBe('waitlisted');
      await sayNo(request);
    }
    await becomes('in_review', 'in_review', 'in_review', 'proposed');
    const [ended] = await app.sql(`SELECT ended_why FROM signed_lists WHERE unit_id = $1`, [house.unit]);
    expect(ended).toEqual({ ended_why: 'over' });
  });

  it('says of the first what it says of the others, and takes one reason for all', async () => {
    const { body } = await make.as(house.manager).get(`/offers/${offer}/in-turn`).expect(200);
    const { first, next, seen } = body as { first: object; next: object[]; seen: string };
    const [one] = await parts();
    expect(first).toMatchObject({
      ...{ request: one, youngPerson: { firstName: 'One' }, place: 1, advice: 'suitable' },
      ...{ arrival: make.today(40), departure: make.today(42), seenGroup: expect.any(String) },
    });
    expect(Object.keys(next[0]!)).toEqual(Object.keys(first));
    const each = (await parts()).map((request) => ({ request, decision: 'suitable' }));
    const path = `/offers/${offer}/sign-in-turn`;
    await make.as(house.manager).post(path, { seen, each }).expect(400);
    const tooLong = { seen, each, reasons: 'x'.repeat(3601) };
    await make.as(house.manager).post(path, tooLong).expect(400);
    await make.as(house.manager).post(path, { seen, each, reasons: 'They all know the house' }).expect(201);
    const kept = await app.sql(`SELECT DISTINCT reasons FROM signed_places WHERE part_id = ANY ($1::uuid[])`, [
      await parts(),
    ]);
    expect(kept).toEqual([{ reasons: 'They all know the house' }]);
  });

  it('keeps what was typed where nobody else is on the list by then', async () => {
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const path = `/offers/${offer}/in-turn`;
    const [seen] = shownIn((await pages.get(path)).text, 'seen');
    for (const request of requests.slice(1))
      await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'x' }).expect(200);
    const { status, text } = await pages.post(path, { seen: seen!, all: 'yes', reasons: 'They know the house' });
    expect(status).toBe(409);
    expect(text).toContain('Decide on the first alone');
    expect(text).toContain('They know the house');
  });

  it('is signed on a page: one answer and one reason for whom the advice calls suitable, a form for who needs a plan', async () => {
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    expect((await pages.get(`/offers/${offer}/sign`)).text).toContain(`href="/offers/${offer}/in-turn"`);
    const path = `/offers/${offer}/in-turn`;
    const { text } = await pages.get(path);
    expect(text).toMatch(/1\.[\s\S]*One Example[\s\S]*2\.[\s\S]*Two Example[\s\S]*3\.[\s\S]*Three Example/);
    const planned = (html: string) => html.match(/What is done<span/g)?.length ?? 0;
    expect([text.includes('“Suitable” (3)'), planned(text)]).toEqual([true, 0]);
    const [one, two, three] = (await parts()) as [string, string, string];
    const shown = Object.fromEntries(
      ['seen', `seen-${one}`, `group-${one}`].map((name) => [name, shownIn(text, name)[0]!]),
    );
    const nothing = await pages.post(path, shown);
    expect(nothing.status).toBe(400);
    for (const field of ['all', 'reasons']) expect(nothing.text).toContain(`href="#${field}"`);
    // Of whom a plan is chosen the form stands open, with what was typed; the others stay in the table.
    const typed = { ...shown, all: 'yes', reasons: 'They know the house', [`decision-${three}`]: 'not_suitable' };
    const noPlan = await pages.post(path, { ...typed, [`decision-${two}`]: 'suitable_with_mitigations' });
    expect([noPlan.status, planned(noPlan.text)]).toEqual([400, 8]);
    expect(noPlan.text).toContain('They know the house');
    expect(noPlan.text).toContain('“Suitable” (2)');
    expect(noPlan.text).toContain(`name="decision-${three}" type="radio" value="not_suitable" checked`);
    expect(await states()).toEqual(['proposed', 'waitlisted', 'waitlisted']);
    const saved = await pages.post(path, typed);
    expect(saved.status).toBe(303);
    await becomes('offered', 'waitlisted', 'waitlisted');
    const beds = await pages.get(`/units/${house.unit}/freed-beds`);
    expect(beds.text).toContain('signed for 2 who wait');
    const [end] = /\/units\/[^"]+\/signed-lists\/[^"]+\/end/.exec(beds.text)!;
    expect((await pages.post(end, {})).status).toBe(303);
    expect((await pages.get(`/units/${house.unit}/freed-beds`)).text).not.toContain('signed for 2 who wait');
  });
});
