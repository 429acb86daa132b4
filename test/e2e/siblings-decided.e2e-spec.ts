import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { seenNow } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Problem {
  errors: { field: string; message: string }[];
}
interface Row {
  first_name: string;
  decision: string;
  reasons: string;
  mitigations: { what: string; who: string }[];
  against_advice: string | null;
}

/** Nights are proposed for Ash and Bo, who were asked for together and of whom nobody is assessed. */
async function twoProposed() {
  const house = await make.aHouse();
  const ash = await make.aYoungPerson(house, { firstName: 'Ash' });
  const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
  const request = await make.aRequest(house, ash, { siblings: [bo] });
  const nights = { arrival: make.today(10), departure: make.today(12) };
  const held = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
  const { id, together } = held.body as { id: string; together: { id: string }[] };
  const [ofAsh, ofBo] = [id, together[0]!.id];
  const seenOf = async (offer: string) => seenNow(make, house.staff, `/offers/${offer}/advice`);
  const words = { ofAsh: { seenGroup: await seenOf(ofAsh) }, ofBo: { seenGroup: await seenOf(ofBo) } };
  return { house, request, ofAsh, ofBo, words };
}
type Proposed = Awaited<ReturnType<typeof twoProposed>>;

const sign = ({ house, ofAsh, ofBo }: Proposed, body: object) =>
  make.as(house.manager).post(`/offers/${ofAsh}/sign`, { together: [ofBo], ...body });
const kept = ({ request }: Proposed): Promise<Row[]> =>
  app.sql<Row>(
    `SELECT y.first_name, d.decision, d.reasons, d.mitigations, d.against_advice FROM match_decisions d
       JOIN young_people y ON y.id = d.young_person_id WHERE d.request_id = $1 ORDER BY y.first_name`,
    [request],
  );
const letterOf = async (house: House, part: string) =>
  (await (await PageClient.signIn(app.address, house.worker.email, PASSWORD)).get(`/requests/${part}/letter`)).text;

const light = [{ what: 'A night light', who: 'Night staff' }];
const withLight = { decision: 'suitable_with_mitigations', mitigations: light, againstAdvice: 'Known since May' };

it('each brother and sister has a decision of their own: a plan, reasons, and a letter with nothing of the other', async () => {
  const both = await twoProposed();
  const ofAsh = { offer: both.ofAsh, ...withLight, reasons: 'Ash sleeps badly', ...both.words.ofAsh };
  const ofBo = { offer: both.ofBo, decision: 'suitable', againstAdvice: 'Seen at tea', reasons: 'Bo is calm' };
  const unseen = await sign(both, { each: [ofAsh, ofBo] }).expect(400);
  expect((unseen.body as Problem).errors.map(({ field }) => field)).toEqual(['each.1.seenGroup']);
  Object.assign(ofBo, both.words.ofBo);
  await sign(both, { each: [ofAsh, ofBo] }).expect(200);
  expect(await kept(both)).toEqual([
    {
      ...{ first_name: 'Ash', decision: 'suitable_with_mitigations', reasons: 'Ash sleeps badly' },
      ...{ mitigations: light, against_advice: 'Known since May' },
    },
    { first_name: 'Bo', decision: 'suitable', reasons: 'Bo is calm', mitigations: [], against_advice: 'Seen at tea' },
  ]);
  const { parts } = (await make.as(both.house.worker).get(`/requests/${both.request}`)).body as {
    parts: { id: string; youngPerson: { firstName: string } }[];
  };
  for (const { id, youngPerson } of parts) {
    const letter = await letterOf(both.house, id);
    expect([youngPerson.firstName, letter.includes('A night light')]).toEqual([
      ...[youngPerson.firstName, youngPerson.firstName === 'Ash'],
    ]);
    expect(letter).not.toMatch(/sleeps badly|is calm/);
  }
});

it('one may be told no while the other is told yes; what is said of all counts for who is not named', async () => {
  const both = await twoProposed();
  const no = { offer: both.ofBo, decision: 'not_suitable', reasons: 'Bo’s room is not ready' };
  const said = { ...withLight, reasons: 'Both are known', each: [no] };
  await sign(both, said).expect(400);
  const { body } = await sign(both, { ...said, ...both.words.ofAsh }).expect(200);
  expect((body as { state: string }).state).toBe('offered');
  expect((await kept(both)).map(({ decision, reasons }) => [decision, reasons])).toEqual([
    ['suitable_with_mitigations', 'Both are known'],
    ['not_suitable', 'Bo’s room is not ready'],
  ]);
});

it('each is decided on with all of them there, as it was shown: a no to one does not make the other’s another', async () => {
  const both = await twoProposed();
  const seen = async (offer: string) =>
    (await make.as(both.house.staff).get(`/offers/${offer}/advice`).expect(200)).body as { seenGroup: string };
  const each = async () => [
    { offer: both.ofBo, decision: 'not_suitable', reasons: 'Bo’s room is not ready' },
    { offer: both.ofAsh, ...withLight, reasons: 'Ash is known', seenGroup: (await seen(both.ofAsh)).seenGroup },
  ];
  const before = await each();
  await make.aStay(both.house, await make.aYoungPerson(both.house), { inDays: 10 });
  const together = { together: [both.ofAsh], each: before };
  const path = `/offers/${both.ofBo}/sign`;
  const refused = await make.as(both.house.manager).post(path, together).expect(409);
  expect(refused.body).toMatchObject({ title: expect.stringMatching(/^Ash Example: Who is there/) });
  expect(await kept(both)).toEqual([]);
  await make
    .as(both.house.manager)
    .post(path, { ...together, each: await each() })
    .expect(200);
  expect((await kept(both)).map(({ decision }) => decision)).toEqual(['suitable_with_mitigations', 'not_suitable']);
});

it.each<[string, (both: Proposed) => object, string[]]>([
  ['nobody’s reasons', () => ({ decision: 'suitable', againstAdvice: 'Seen' }), ['reasons']],
  [
    'what goes against the advice of one, in its place',
    ({ ofBo, words }) => ({
      ...{ ...withLight, reasons: 'Both', ...words.ofAsh },
      each: [{ offer: ofBo, decision: 'suitable', ...words.ofBo }],
    }),
    ['each.0.againstAdvice'],
  ],
  [
    'a plan without anybody who does it',
    ({ ofAsh, words }) => ({
      reasons: 'Both',
      each: [{ offer: ofAsh, ...withLight, ...words.ofAsh, mitigations: [{ what: 'A night light', who: '' }] }],
    }),
    ['each.0.mitigations.0.who'],
  ],
  [
    'an offer that is not signed',
    ({ request }) => ({ reasons: 'Both', each: [{ offer: request, decision: 'suitable' }] }),
    ['each.0.offer'],
  ],
  ['one offer twice', ({ ofBo }) => ({ reasons: 'Both', each: [{ offer: ofBo }, { offer: ofBo }] }), ['each.1.offer']],
])('refuses %s, and then nothing is signed', async (_, body, fields) => {
  const both = await twoProposed();
  const refused = await sign(both, body(both)).expect(400);
  expect((refused.body as Problem).errors.map(({ field }) => field)).toEqual(fields);
  expect(await kept(both)).toEqual([]);
});

it('on the page each has reasons of their own, and what is missing of each is said at once', async () => {
  const both = await twoProposed();
  const manager = await PageClient.signIn(app.address, both.house.manager.email, PASSWORD);
  const path = `/offers/${both.ofAsh}/sign`;
  const [first, second] = [both.ofAsh, both.ofBo];
  const page = (await manager.get(path)).text;
  for (const id of [first, second]) expect(page).toContain(`name="reasons-${id}"`);
  expect(page).not.toContain('name="reasons"');
  const chosen = {
    ...{ [`decision-${first}`]: 'suitable', [`against-${first}`]: 'Seen at tea', [`reasons-${first}`]: 'Ash is calm' },
    ...{ [`decision-${second}`]: 'not_suitable' },
  };
  const refused = await manager.post(path, chosen);
  expect(refused.text).toContain(`href="#reasons-${second}"`);
  expect(refused.text).toContain('Ash is calm');
  expect(await kept(both)).toEqual([]);
  expect((await manager.post(path, { ...chosen, [`reasons-${second}`]: 'Bo needs a rest' })).status).toBe(303);
  expect((await kept(both)).map(({ decision, reasons }) => [decision, reasons])).toEqual([
    ['suitable', 'Ash is calm'],
    ['not_suitable', 'Bo needs a rest'],
  ]);
});
