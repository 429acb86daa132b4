import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, type House } from '../support/builders.js';
import { aRating, filled, somebody } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** One, and Two, who waits for the second night alone; the bed that came back is held for One, and signed for both. */
let requests: string[];
let offer: string;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());

const yes = { answeredBy: 'Their mother', how: 'telephone' };
interface Opened {
  state: string;
  offers: { id: string; state: string; expires: string }[];
}
const open = async (request: string) =>
  (await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as Opened;
const becomes = (...wanted: string[]) =>
  until(
    async () => (await Promise.all(requests.map(async (one) => (await open(one)).state))).join() === wanted.join(),
    `they are not ${wanted.join()}`,
  );
const lists = async () => {
  const { body } = await make.as(house.staff).get(`/units/${house.unit}/signed-lists`).expect(200);
  return (body as { items: object[] }).items.length;
};
const pass = (instant: string) => {
  const minutes = (new Date(instant).getTime() - app.clock.now().getTime()) / 60_000;
  app.clock.advance({ minutes: Math.ceil(minutes) + 1 });
};

let asked: string;
beforeEach(async () => {
  house = await make.aHouse();
  const stays = await filled(make, house, 40);
  await make.as(house.manager).patch(`/units/${house.unit}`, { offersInTurn: true }).set('If-Match', '*').expect(200);
  requests = [
    await onTheList(make, house, await somebody(make, house, 'One'), { inDays: 40 }),
    await onTheList(make, house, await somebody(make, house, 'Two'), { inDays: 41, nights: 1 }),
  ];
  await make.as(house.manager).post(`/stays/${stays[1]!}/cancel`, { reason: 'They are ill' }).expect(200);
  await becomes('proposed', 'waitlisted');
  offer = (await open(requests[0]!)).offers[0]!.id;
  const { body } = await make.as(house.manager).get(`/offers/${offer}/in-turn`).expect(200);
  const { seen, first, next } = body as { seen: string; first: { request: string }; next: { request: string }[] };
  const each = [first, ...next].map(({ request }) => ({ request, decision: 'suitable', reasons: 'They fit' }));
  await make.as(house.manager).post(`/offers/${offer}/sign-in-turn`, { seen, each }).expect(201);
  asked = (await open(requests[0]!)).offers[0]!.expires;
  const [one] = await app.sql<{ id: string }>(`SELECT young_person_id AS id FROM request_parts WHERE request_id = $1`, [
    requests[0]!,
  ]);
  await anAssessment(make, house, one!.id, { ratings: [aRating('aggression_to_peers', 0, 4)] });
  await make.as(house.worker).post(`/offers/${offer}/accept`, yes).expect(200);
});

it('a list does not go on while a yes is kept: it is an answer; it does once the family has changed its mind', async () => {
  pass(asked);
  await becomes('agreed', 'waitlisted');
  expect(await lists()).toBe(1);
  await make.as(house.worker).post(`/offers/${offer}/decline`, yes).expect(200);
  await becomes('in_review', 'offered');
});

it('a list comes back to the manager where nobody looked again in time at a yes that was kept', async () => {
  const [kept] = (await open(requests[0]!)).offers;
  pass(kept!.expires);
  await becomes('in_review', 'proposed');
  expect(await lists()).toBe(0);
  const [ended] = await app.sql(`SELECT ended_why FROM signed_lists WHERE unit_id = $1`, [house.unit]);
  expect(ended).toEqual({ ended_why: 'changed' });
});
