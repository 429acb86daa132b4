import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { suitable } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Part {
  id: string;
  state: string;
  offer: { id: string } | null;
  stay: { id: string } | null;
}
interface Answer {
  id: string;
  parts: Part[];
  title: string;
  together?: { id: string }[];
  errors: { field: string }[];
}
const read = ({ body }: { body: unknown }) => body as Answer;
const said = { answeredBy: 'Their mother', how: 'telephone' };

/** A brother and a sister, asked for together; the house has so many beds. */
async function aPair({ beds = 4, inDays = 10 } = {}) {
  const house = await make.aHouse({ beds });
  const ash = await make.aYoungPerson(house);
  const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
  const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
  const asked = { youngPerson: ash, siblings: [bo], unit: house.unit, nights: 2, purpose: 'Sleep and cook' };
  const window = { from: make.today(inDays), to: make.today(inDays + 3) };
  const answer = await make
    .as(house.worker)
    .post('/requests', { ...asked, ...window })
    .expect(201);
  const request = read(answer).id;
  const parts = async (by: TestUser = house.manager) => read(await make.as(by).get(`/requests/${request}`)).parts;
  return { house, ash, bo, request, nights, parts };
}
type Pair = Awaited<ReturnType<typeof aPair>>;

const states = async ({ parts }: Pair) => (await parts()).map(({ state }) => state);

/** Of each of them, the offers that are open, the earliest nights first. */
async function offersOf({ request, house }: Pair): Promise<string[][]> {
  const ids = (await make.as(house.manager).get(`/requests/${request}`)).body as { parts: { id: string }[] };
  const each: string[][] = [];
  for (const { id } of ids.parts) {
    const part = (await make.as(house.manager).get(`/requests/${id}`)).body as { offers: { id: string }[] };
    each.push(part.offers.map((offer) => offer.id));
  }
  return each;
}

/** A worker at the page of the family's answer, with what they would send: who answered, how, and when. */
async function aWorkerWithAnAnswer({ email }: TestUser, offer: string) {
  const worker = await PageClient.signIn(app.address, email, PASSWORD);
  const { text } = await worker.get(`/offers/${offer}/answer`);
  const value = (name: string) => new RegExp(`name="${name}" type="text" value="([^"]*)"`).exec(text)?.[1] ?? '';
  const when = { date: value('date'), time: value('time') };
  return { worker, answer: { text, fields: { ...said, ...when } } };
}

/** The same, led to offers that are signed. */
async function offered(given: Parameters<typeof aPair>[0] = {}) {
  const pair = await aPair(given);
  const body = { ...pair.nights, reasons: 'Suits the group' };
  const answer = await make.as(pair.house.manager).post(`/requests/${pair.request}/offers`, body).expect(201);
  const first = read(answer);
  return { ...pair, offers: [first.id, ...first.together!.map(({ id }) => id)] as [string, string] };
}

/** The same, booked from tonight on. */
async function booked() {
  const pair = await offered({ inDays: 0 });
  const [first, second] = pair.offers;
  await make
    .as(pair.house.worker)
    .post(`/offers/${first}/accept`, { ...said, together: [second] })
    .expect(200);
  const stays = (await pair.parts()).map(({ stay }) => stay!.id) as [string, string];
  return { ...pair, stays };
}

describe('a brother and a sister', () => {
  it('are held the same nights, a bed each, by the id of their request', async () => {
    const pair = await aPair();
    const answer = await make.as(pair.house.staff).post(`/requests/${pair.request}/offers`, pair.nights).expect(201);
    expect(read(answer).together).toHaveLength(1);
    expect(await states(pair)).toEqual(['proposed', 'proposed']);
    const beds = await app.sql<{ bed_id: string }>(
      `SELECT bed_id FROM bed_claims WHERE request_id = $1 AND live AND arrival = $2`,
      [pair.request, pair.nights.arrival],
    );
    expect(new Set(beds.map(({ bed_id: bed }) => bed)).size).toBe(2);
  });

  it('are held nothing where there is one bed for two', async () => {
    const pair = await aPair({ beds: 1 });
    const path = `/requests/${pair.request}/offers`;
    const refused = read(await make.as(pair.house.staff).post(path, pair.nights).expect(409));
    expect(refused.title).toMatch(/^(Ash|Bo) Example: /);
    expect(await states(pair)).toEqual(['submitted', 'submitted']);
    expect(await app.sql(`SELECT 1 FROM bed_claims WHERE request_id = $1`, [pair.request])).toEqual([]);
    const bed = { ...pair.nights, bed: pair.house.beds[0] };
    expect(read(await make.as(pair.house.staff).post(path, bed).expect(400)).errors[0]!.field).toBe('bed');
  });

  it('are held nothing while nights cannot be held for one of them, who is named, and the page offers it for neither', async () => {
    const pair = await aPair();
    const [ash, bo] = await pair.parts();
    const ask = make.as(pair.house.staff).post(`/requests/${bo!.id}/ask-information`, { reasons: 'Which school?' });
    await ask.expect(200);
    const path = `/requests/${pair.request}/offers`;
    const refused = read(await make.as(pair.house.staff).post(path, pair.nights).expect(409));
    expect(refused.title).toMatch(/^Bo Example: This request is now “More information needed”/);
    expect(await states(pair)).toEqual(['submitted', 'more_information_needed']);
    expect(await app.sql(`SELECT 1 FROM bed_claims WHERE request_id = $1`, [pair.request])).toEqual([]);
    const staff = await PageClient.signIn(app.address, pair.house.staff.email, PASSWORD);
    const page = await staff.get(`/requests/${ash!.id}/propose?arrival=${pair.nights.arrival}`);
    expect([page.status, page.text.includes('Hold the same nights for')]).toEqual([200, false]);
    // Who wants no break any more stands in nobody's way.
    await make.as(pair.house.worker).post(`/requests/${bo!.id}/withdraw`, { reasons: 'Not needed' }).expect(200);
    await make.as(pair.house.staff).post(path, pair.nights).expect(201);
  });

  it('both have a bed where only one has what the other needs, whoever comes first', async () => {
    const pair = await aPair({ beds: 2 });
    await app.sql(`UPDATE beds SET attributes = '{ground_floor}' WHERE id = $1`, [pair.house.beds[0]]);
    await app.sql(`UPDATE young_people SET room_needs = '{ground_floor}' WHERE id = $1`, [pair.bo]);
    await make.as(pair.house.staff).post(`/requests/${pair.request}/offers`, pair.nights).expect(201);
    expect(await states(pair)).toEqual(['proposed', 'proposed']);
  });

  it('are signed in one step, and accepted in one', async () => {
    const pair = await aPair();
    await make.as(pair.house.staff).post(`/requests/${pair.request}/offers`, pair.nights).expect(201);
    const [first, second] = (await pair.parts()).map(({ offer }) => offer!.id) as [string, string];
    const signed = { reasons: 'Suits the group', together: [second] };
    await make.as(pair.house.manager).post(`/offers/${first}/sign`, signed).expect(200);
    expect(await states(pair)).toEqual(['offered', 'offered']);
    await make
      .as(pair.house.worker)
      .post(`/offers/${first}/accept`, { ...said, together: [second] })
      .expect(200);
    expect(await states(pair)).toEqual(['booked', 'booked']);
  });

  it('are both left as they were when one of the answers is too late', async () => {
    const pair = await offered();
    const [first, second] = pair.offers;
    await make.as(pair.house.manager).post(`/offers/${second}/take-back`, { reasons: 'Staff is ill' }).expect(200);
    const accept = make.as(pair.house.worker).post(`/offers/${first}/accept`, { ...said, together: [second] });
    await accept.expect(409);
    expect(await states(pair)).toEqual(['offered', 'in_review']);
  });

  it('decline together', async () => {
    const pair = await offered();
    const [first, second] = pair.offers;
    await make
      .as(pair.house.worker)
      .post(`/offers/${first}/decline`, { ...said, together: [second] })
      .expect(200);
    expect(await states(pair)).toEqual(['in_review', 'in_review']);
  });

  it('are answered in one step only where they were asked for together', async () => {
    const [one, another] = [await offered(), await offered()];
    const strangers = { ...said, together: [another.offers[0]] };
    await make.as(one.house.worker).post(`/offers/${one.offers[0]}/accept`, strangers).expect(404);
    const twice = { ...said, together: [one.offers[0]] };
    const refused = read(await make.as(one.house.worker).post(`/offers/${one.offers[0]}/accept`, twice).expect(400));
    expect(refused.errors[0]!.field).toBe('together');
  });

  it('arrive and leave in one step, heeding the version of the one by whom it is taken', async () => {
    const { house, stays, ...pair } = await booked();
    const [first, second] = stays;
    const etag = (await make.as(house.staff).get(`/stays/${first}`).expect(200)).headers['etag'] as string;
    const arrive = () => make.as(house.staff).post(`/stays/${first}/arrive`, { together: [second] });
    await arrive().set('If-Match', '"stale"').expect(412);
    await arrive().set('If-Match', etag).expect(200);
    expect((await pair.parts(house.manager)).map(({ state }) => state)).toEqual(['in_residence', 'in_residence']);
    await make
      .as(house.staff)
      .post(`/stays/${first}/depart`, { together: [second] })
      .expect(200);
    expect((await pair.parts(house.manager)).map(({ state }) => state)).toEqual(['completed', 'completed']);
  });

  it('keep what is said of one of them from whoever may know of the other alone', async () => {
    const { house, stays, bo, request } = await booked();
    const [first, second] = stays;
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await app.sql(
      `INSERT INTO access_grants (young_person_id, user_id, why, valid_from) VALUES ($1, $2, 'co_worker', now() - interval '1 day')`,
      [bo, other.id],
    );
    const shown = async (path: string, by: TestUser) =>
      JSON.stringify((await make.as(by).get(path).expect(200)).body as object);
    expect(await shown(`/stays/${second}/reviews`, other)).not.toContain('Sleep and cook');
    expect(await shown(`/stays/${second}/reviews`, house.worker)).toContain('Sleep and cook');
    // A summary goes into the file of one of them, whoever makes it.
    expect(await shown(`/stays/${second}/summary`, house.staff)).not.toContain('Sleep and cook');
    await make
      .as(house.staff)
      .post(`/stays/${first}/arrive`, { together: [second] })
      .expect(200);
    const left = { by: 'family', code: 'other', reason: 'Ash hit their mother', together: [second] };
    await make.as(house.staff).post(`/stays/${first}/depart`, left).expect(200);
    expect(await shown(`/stays/${first}`, house.staff)).toContain('Ash hit');
    for (const by of [house.staff, other]) expect(await shown(`/stays/${second}`, by)).not.toContain('Ash hit');
    expect(await shown(`/requests/${request}`, house.worker)).not.toContain('Ash hit');
  });

  it('are withdrawn with one reason, which stands with the request alone', async () => {
    const { house, stays, request } = await booked();
    const why = { by: 'family', code: 'other', reasons: 'Ash hit their mother' };
    await make.as(house.manager).post(`/requests/${request}/withdraw`, why).expect(200);
    for (const stay of stays) {
      const { body } = await make.as(house.manager).get(`/stays/${stay}`).expect(200);
      expect(body).toMatchObject({ state: 'cancelled', endedWhy: expect.stringMatching(/^Said of several/) });
    }
    expect(JSON.stringify((await make.as(house.manager).get(`/requests/${request}`)).body)).toContain('Ash hit');
  });

  it('are neither there when one of them cannot be', async () => {
    const { house, stays, bo, ...pair } = await booked();
    const [first, second] = stays;
    await make.as(house.staff).post(`/stays/${second}/arrive`).expect(200);
    const refused = read(
      await make
        .as(house.staff)
        .post(`/stays/${first}/depart`, { together: [second] })
        .expect(409),
    );
    expect(refused.title).toMatch(/^Ash Example: /);
    expect((await pair.parts(house.manager)).map(({ state }) => state)).toEqual(['booked', 'in_residence']);
    const alone = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    const strangers = make.as(house.staff).post(`/stays/${first}/arrive`, { together: [alone] });
    expect(read(await strangers.expect(400)).errors[0]!.field).toBe('together');
    expect(bo).not.toBe(alone);
  });

  it('are neither signed nor answered where one of them cannot be, and the page says of whom it is', async () => {
    const pair = await offered();
    const [first, second] = pair.offers;
    const { worker, answer } = await aWorkerWithAnAnswer(pair.house.worker, first);
    await make.as(pair.house.manager).post(`/offers/${second}/take-back`, { reasons: 'Staff is ill' }).expect(200);
    const yes = { ...answer.fields, accepted: 'yes', together: second };
    const late = await worker.post(`/offers/${first}/answer`, yes);
    expect(late.status).toBe(409);
    expect(late.text).toContain('Bo Example: ');
    expect(late.text).toContain('Their mother');
    expect(await states(pair)).toEqual(['offered', 'in_review']);
    expect((await worker.get(`/offers/${first}/answer`)).text).not.toContain('For whom else is it the answer?');
  });

  it('are signed with several options of each, and the family that takes none says so for both', async () => {
    const pair = await aPair();
    const manager = await PageClient.signIn(app.address, pair.house.manager.email, PASSWORD);
    const later = { arrival: make.today(11), departure: make.today(13) };
    for (const nights of [pair.nights, later])
      await make.as(pair.house.staff).post(`/requests/${pair.request}/offers`, nights).expect(201);
    const [ash, bo] = await offersOf(pair);
    const page = await manager.get(`/offers/${ash![0]}/sign`);
    for (const id of bo!) expect(page.text).toContain(`name="decision-${id}"`);
    const chosen = { ...suitable(...ash!, bo![0]!), [`decision-${bo![1]!}`]: 'later', reasons: 'Suits the group' };
    expect((await manager.post(`/offers/${ash![0]}/sign`, chosen)).status).toBe(303);
    const signed = await app.sql<{ id: string }>(`SELECT id FROM offers WHERE state = 'offered' AND id = ANY ($1)`, [
      [...ash!, ...bo!],
    ]);
    expect(signed.map(({ id }) => id).toSorted()).toEqual([...ash!, bo![0]!].toSorted());
    const { worker, answer } = await aWorkerWithAnAnswer(pair.house.worker, ash![0]!);
    const none = { ...answer.fields, asked: ash!.join(' '), takes: 'none', together: bo![0]! };
    expect((await worker.post(`/offers/${ash![0]}/answer`, none)).status).toBe(303);
    expect(await states(pair)).toEqual(['in_review', 'proposed']);
  });

  it('are held the same nights, arrive and leave together on pages, too', async () => {
    const { house, ...pair } = await aPair({ inDays: 0 });
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const [ash] = await pair.parts(house.manager);
    const page = await staff.get(`/requests/${ash!.id}/propose?arrival=${pair.nights.arrival}`);
    expect(page.text).toContain('Hold the same nights for Bo as well');
    const proposal = { arrival: pair.nights.arrival, bed: house.beds[0]!, together: 'yes' };
    expect((await staff.post(`/requests/${ash!.id}/propose`, proposal)).location).toBe(`/requests/${pair.request}`);
    expect((await staff.get(`/requests/${pair.request}`)).text).toContain('Beds are held for Ash and Bo');
    const [first, second] = (await pair.parts(house.manager)).map(({ offer }) => offer!.id) as [string, string];
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const sign = (await manager.get(`/offers/${first}/sign`)).text;
    expect(sign).toContain('Asked for together with Ash');
    expect(sign).toMatch(/Bo Example: [^<]*, <span class="one-line">Bed 2/);
    const signed = { ...suitable(first, second), reasons: 'Suits the group' };
    expect((await manager.post(`/offers/${first}/sign`, signed)).location).toBe(`/requests/${pair.request}`);
    expect((await manager.get(`/requests/${pair.request}`)).text).toMatch(/Signed for Ash and Bo\. [\w ]+ can now ask/);
    expect(await states({ house, ...pair })).toEqual(['offered', 'offered']);
    const { worker, answer } = await aWorkerWithAnAnswer(house.worker, first);
    expect(answer.text).toContain('For whom else is it the answer?');
    const yes = { ...answer.fields, accepted: 'yes', together: second };
    expect((await worker.post(`/offers/${first}/answer`, yes)).location).toBe(`/requests/${pair.request}`);
    expect((await worker.get(`/requests/${pair.request}`)).text).toContain('The breaks of Ash and Bo are booked.');
    const stays = (await pair.parts(house.manager)).map(({ stay }) => stay!.id) as [string, string];
    for (const [step, state, said] of [
      ['arrive', 'in_residence', 'Ash and Bo have arrived.'],
      ['depart', 'completed', 'Ash and Bo have left.'],
    ] as const) {
      const form = await staff.get(`/stays/${stays[0]}/${step}`);
      expect(form.text).toContain('Bo Example');
      const value = (name: string) => new RegExp(`name="${name}" type="text" value="([^"]*)"`).exec(form.text)![1]!;
      const when = { date: value('date'), time: value('time'), together: stays[1] };
      const why = { ending: 'family:other', reason: 'Ill' };
      expect((await staff.post(`/stays/${stays[0]}/${step}`, { ...when, ...why })).status).toBe(303);
      expect((await staff.get(`/stays/${stays[0]}`)).text).toContain(said);
      expect((await pair.parts(house.manager)).map((part) => part.state)).toEqual([state, state]);
    }
  });
});
