import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sayDate } from '../../src/kernel/say-date.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
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
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
});

const signIn = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const note = { safeToContact: 'Only her mobile; her stepfather must not hear of it.', interpreter: 'Polish' };
const write = (by: TestUser, body: object = note) => make.as(by).post(`/young-people/${ash}/contact`, body);
const seenIn = (html: string) => /name="seen" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';

describe('what to know before calling a family', () => {
  it('stands wherever somebody is about to call, and on the record', async () => {
    await write(house.worker).expect(200);
    const { request, offer } = await make.anOffer(house, ash);
    const worker = await signIn(house.worker);
    for (const path of [`/young-people/${ash}`, `/requests/${request}`, `/offers/${offer}/answer`]) {
      const page = (await worker.get(path)).text;
      expect([path, page]).toEqual([path, expect.stringContaining('her stepfather must not hear of it')]);
      expect(page).toContain('Polish');
    }
    expect((await (await signIn(house.staff)).get(`/requests/${request}/letter`)).text).toContain('Before you call');
  });

  it('is written anew and never overwritten, by those who read the record and nobody else', async () => {
    await write(house.staff).expect(200);
    await write(house.staff).expect(200);
    await write(house.worker, { safeToContact: 'Both parents, any time' }).expect(200);
    const kept = await app.sql(
      `SELECT safe_to_contact, interpreter FROM contact_notes WHERE young_person_id = $1 ORDER BY id`,
      [ash],
    );
    expect(kept).toEqual([
      { safe_to_contact: note.safeToContact, interpreter: 'Polish' },
      { safe_to_contact: 'Both parents, any time', interpreter: '' },
    ]);
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    await write(stranger).expect(404);
    await make.as(stranger).get(`/young-people/${ash}/contact`).expect(404);
    const trail = await app.sql(
      `SELECT details FROM audit_entries WHERE action = 'contact_note.written' AND young_people @> ARRAY[$1::uuid]`,
      [ash],
    );
    expect(trail).toEqual([{ details: {} }, { details: {} }]);
  });

  it('says who changed it meanwhile, and keeps what was typed', async () => {
    const worker = await signIn(house.worker);
    const path = `/young-people/${ash}/contact`;
    const seen = seenIn((await worker.get(path)).text);
    await write(house.staff, { safeToContact: 'Call after six' }).expect(200);
    const refused = await worker.post(path, { safeToContact: 'Call before noon', interpreter: '', seen });
    expect(refused.status).toBe(412);
    expect(refused.text).toContain('Call after six');
    expect(refused.text).toContain('Call before noon');
  });
});

describe('a letter to the family', () => {
  it('says what is offered and until when, in both ways of writing, and names no other child', async () => {
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Othername' }), { inDays: 30 });
    const { request } = await make.anOffer(house, ash, { inDays: 30 });
    const worker = await signIn(house.worker);
    const usual = (await worker.get(`/requests/${request}/letter`)).text;
    expect(usual).toContain(`A short break for Ash`);
    expect(usual).toContain(sayDate(make.today(30)));
    expect(usual).toMatch(/Please tell [^<]+ by <strong>[^<]+<\/strong> whether you would like these nights/);
    const easy = (await worker.get(`/requests/${request}/letter?kind=easy`)).text;
    expect(easy).toContain(`You would come on ${sayDate(make.today(30)).replace(/ \d{4}$/, '')}.`);
    expect(easy).toContain('You can say yes or no.');
    for (const letter of [usual, easy]) expect(letter).not.toContain('Othername');
    expect((await worker.get(`/requests/${request}/letter?kind=rude`)).status).toBe(400);
  });

  it('has the plan that was signed, before the family says yes and once it is booked, and nobody’s reasons', async () => {
    const request = await make.aRequest(house, ash, { inDays: 40 });
    const nights = { arrival: make.today(40), departure: make.today(42) };
    const held = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    const { id } = held.body as { id: string };
    const plan = {
      mitigations: [{ what: 'A night light in the room.', who: 'Night staff' }],
      againstAdvice: 'Known well',
    };
    const said = { decision: 'suitable_with_mitigations', reasons: 'Calm just now', ...plan };
    await lookedFirst(make, house.manager, `/offers/${id}/sign`, said).expect(200);
    const worker = await signIn(house.worker);
    const letters = async () => [
      (await worker.get(`/requests/${request}/letter`)).text,
      (await worker.get(`/requests/${request}/letter?kind=easy`)).text,
    ];
    const expected = [/<li>A night light in the room \(Night staff\)<\/li>/, /A night light in the room\. Who does it/];
    for (const [place, letter] of (await letters()).entries()) {
      expect(letter).toMatch(expected[place]!);
      expect(letter).not.toMatch(/Calm just now|Known well/);
    }
    await make
      .as(house.worker)
      .post(`/offers/${id}/accept`, { answeredBy: 'Her mother', how: 'telephone' })
      .expect(200);
    for (const [place, letter] of (await letters()).entries()) expect(letter).toMatch(expected[place]!);
  });

  it('says that a break is booked, and nothing before nights are offered', async () => {
    const asked = await make.aRequest(house, ash, { inDays: 60 });
    const worker = await signIn(house.worker);
    expect((await worker.get(`/requests/${asked}`)).text).not.toContain('/letter');
    const refused = await worker.get(`/requests/${asked}/letter`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('There is nothing to write to the family yet');
    const stay = await make.aStay(house, ash, { inDays: 20 });
    const [{ request_id: request }] = (await app.sql<{ request_id: string }>(
      `SELECT p.request_id FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1`,
      [stay],
    )) as [{ request_id: string }];
    expect((await worker.get(`/requests/${request}/letter`)).text).toContain('Ash’s short break is booked');
    expect((await worker.get(`/requests/${request}/letter?kind=easy`)).text).toContain(
      'You are going to have a short break',
    );
    const stranger = await signIn(await make.aUser(house, 'cas_worker', 'referrer'));
    expect((await stranger.get(`/requests/${request}/letter`)).status).toBe(404);
  });
});
