import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TellOfInformation } from '../../src/alerts/tell-of-information.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
/** The key worker of another family, whose child shares nights with Ash. */
let other: TestUser;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  other = await make.aUser(house, 'cas_worker', 'referrer');
  bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Secret', keyWorker: other });
});

interface Opened {
  id: string;
  touches: { id: string; youngPerson: { id: string } }[];
  looks: { by: string; outcome: string }[];
}
const WORDS = 'Police say that he was threatened on Friday';
const report = async (by: TestUser = house.worker): Promise<Opened> =>
  (await make.as(by).post(`/young-people/${ash}/information`, { text: WORDS }).expect(201)).body as Opened;
const look = (id: string, by = house.staff, outcome = 'nothing') =>
  make.as(by).post(`/information/${id}/looked`, { outcome, note: 'The unit knows him' });
const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const both = async () => {
  const mine = await make.aStay(house, ash, { inDays: 10, nights: 3 });
  const { offer } = await anOfferOf(bo);
  const accepted = await make
    .as(other)
    .post(`/offers/${offer}/accept`, { answeredBy: 'Mum', how: 'telephone' })
    .expect(200);
  return { mine, theirs: (accepted.body as { stay: { id: string } }).stay.id };
};
async function anOfferOf(young: string): Promise<{ offer: string }> {
  const asked = { nights: 2, from: make.today(12), to: make.today(14), purpose: 'Rest' };
  const request = await make
    .as(other)
    .post('/requests', { youngPerson: young, unit: house.unit, ...asked })
    .expect(201);
  const answer = await make
    .as(house.manager)
    .post(`/requests/${(request.body as { id: string }).id}/offers`, {
      ...{ arrival: make.today(12), departure: make.today(14), reasons: 'Fits' },
    })
    .expect(201);
  return { offer: (answer.body as { id: string }).id };
}

describe('new information', () => {
  it('flags the young person’s own stay and those that share nights with it, to the unit', async () => {
    const { mine, theirs } = await both();
    const apart = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Cy' }), { inDays: 40 });
    const { id } = await report();
    const seen = (await make.as(house.staff).get(`/information/${id}`).expect(200)).body as Opened;
    expect(seen.touches.map((stay) => stay.id)).toEqual([mine, theirs]);
    expect(seen.touches.map((stay) => stay.id)).not.toContain(apart);
    const waiting = await make.as(house.manager).get('/information').expect(200);
    expect(waiting.body).toMatchObject({ items: [{ id, text: WORDS }] });
    expect((await (await page(house.staff)).get('/')).text).toContain(`href="/information/${id}"`);
  });

  it('leaves the young person not assessed until somebody of the unit has looked at it', async () => {
    await anAssessment(make, house, ash);
    await both();
    app.clock.advance({ minutes: 1 });
    const { id } = await report();
    const standing = async () =>
      ((await make.as(house.worker).get(`/young-people/${ash}/assessment`)).body as { standing: object }).standing;
    expect(await standing()).toMatchObject({ gap: 'new_information', move: { who: 'unit' } });
    await look(id, house.worker).expect(403);
    const looked = (await look(id).expect(200)).body as Opened;
    expect(looked.looks).toMatchObject([{ by: house.staff.name, outcome: 'nothing' }]);
    expect(await standing()).toMatchObject({ gap: null });
    await look(id, house.manager).expect(409);
    expect((await make.as(house.manager).get('/information')).body).toEqual({ items: [] });
    const { id: second } = await report();
    await look(second, house.staff, 'assessment').expect(200);
    expect(await standing()).toMatchObject({ gap: 'new_information', move: { who: 'key_worker' } });
    app.clock.advance({ minutes: 1 });
    await anAssessment(make, house, ash);
    expect(await standing()).toMatchObject({ gap: null });
  });

  it('is looked at by every unit for itself', async () => {
    await both();
    const { id } = await report();
    await look(id).expect(200);
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    await app.sql(
      `INSERT INTO access_grants (young_person_id, unit_id, why, valid_from) VALUES ($1, $2, 'known_to_unit', $3)`,
      [ash, elsewhere.unit, new Date(app.clock.now().getTime() - 60_000)],
    );
    await look(id, elsewhere.staff).expect(200);
  });

  it('is kept as it was said, and so is that somebody looked at it', async () => {
    const { id } = await report();
    await look(id).expect(200);
    for (const sql of [
      `UPDATE information SET text = 'x'`,
      `DELETE FROM information`,
      `UPDATE information_looks SET note = 'x'`,
      `DELETE FROM information_looks`,
    ])
      await expect(app.sql(sql)).rejects.toThrow();
  });

  it('is told at once to the unit and the key worker, and to nobody of another family', async () => {
    await both();
    const { id } = await report(house.staff);
    const [entry] = await app.sql<{ payload: object }>(
      `SELECT payload FROM outbox WHERE topic = 'information.reported' AND payload->>'information' = $1`,
      [id],
    );
    expect(entry!.payload).toEqual({ information: id });
    for (let time = 0; time < 2; time += 1)
      await app.app.get(TellOfInformation).handle({ information: id }, app.app.get(DataSource).manager);
    const notices = async (by: TestUser) => (await (await page(by)).get('/notices')).text;
    for (const by of [house.worker, house.manager]) {
      const text = await notices(by);
      expect(text.split('Something new was reported of Ash Example.')).toHaveLength(2);
      expect(text).toContain(`href="/information/${id}"`);
    }
    expect(await notices(house.staff)).toContain('There is nothing new for you');
    const told = await notices(other);
    for (const word of ['Ash', 'reported', id]) expect(told).not.toContain(word);
    await look(id, house.staff).expect(200);
    expect(await notices(house.manager)).toContain('There is nothing new for you');
    expect(await notices(house.worker)).toContain('Something new was reported');
  });

  it('shows a CAS worker nothing of another family’s child', async () => {
    await both();
    const { id } = await report();
    const mine = (await make.as(house.worker).get(`/information/${id}`).expect(200)).body as Opened;
    expect(mine.touches.map(({ youngPerson }) => youngPerson.id)).toEqual([ash]);
    const client = await page(house.worker);
    expect((await client.get(`/information/${id}`)).text).not.toContain('Secret');
    await make.as(other).get(`/information/${id}`).expect(404);
    await make.as(other).get(`/young-people/${ash}/information`).expect(404);
    await make.as(other).post(`/young-people/${ash}/information`, { text: 'x' }).expect(404);
    const administrator = await make.aUser(house, 'administrator');
    await make.as(administrator).get(`/information/${id}`).expect(403);
  });

  it('is reported by anybody who may read them, on a page that keeps what was typed', async () => {
    const request = await make.aRequest(house, ash);
    const joint = await make.aUser(house, 'cas_worker');
    await make.as(house.worker).post(`/requests/${request}/co-workers`, { worker: joint.id }).expect(201);
    const client = await page(joint);
    const form = `/young-people/${ash}/information/new`;
    await client.get(form);
    expect((await client.post(form, { text: 'x'.repeat(501) })).text).toContain('id="text-error"');
    const written = await client.post(form, { text: WORDS });
    expect(written.status).toBe(303);
    const staff = await page(house.staff);
    expect((await staff.get(written.location!)).text).toContain(WORDS);
    const refused = await staff.post(written.location!, { note: 'Rang the police' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Rang the police</textarea>');
    expect((await staff.post(written.location!, { outcome: 'group', note: 'Rang the police' })).status).toBe(303);
    expect((await staff.get(`/young-people/${ash}/information`)).text).toContain('who stays with whom');
  });
});
