import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let path: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  path = `/young-people/${ash}/assessment`;
});

const as = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const seenOf = (text: string) => /name="seen" value="([^"]*)"/.exec(text)![1]!.replaceAll('&quot;', '"');
const MISSING_EVIDENCE = { poses: '4', vulnerable: '0', status: 'serious', evidence: '' };
const RATED = { ...MISSING_EVIDENCE, evidence: 'Twice in May, says the school' };

/** Says everything but which factors apply. */
async function sayTheRest(client: PageClient): Promise<void> {
  await client.post(`${path}/ask/rest`, { source: 'Family meeting', sourceDate: make.today() });
  await client.post(`${path}/ask/strengths`, { strengths: 'Funny', helps: 'Music' });
  await client.post(`${path}/ask/support`, { support: 'one_to_two' });
  await client.post(`${path}/ask/review`, { reviewBy: make.today(60) });
}

describe('an assessment on pages', () => {
  it('is found on the young person’s page, asked a page at a time, signed and countersigned', async () => {
    const worker = await as(house.worker);
    const record = (await worker.get(`/young-people/${ash}`)).text;
    expect(record).toContain('Not assessed: nobody has assessed them yet.');
    expect(record).toContain(`href="${path}"`);
    await worker.get(path);
    expect((await worker.post(path)).location).toBe(`${path}/ask/factors`);
    const factors = await worker.post(`${path}/ask/factors`, { factors: ['bullying', 'going_missing'] });
    expect(factors.location).toBe(`${path}/ask/going_missing`);
    expect((await worker.post(`${path}/ask/going_missing`, RATED)).location).toBe(`${path}/ask/bullying`);
    const refused = await worker.post(`${path}/ask/bullying`, MISSING_EVIDENCE);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Bullying is rated very high: say what this rests on.');
    expect((await worker.post(`${path}/ask/bullying`, RATED)).location).toBe(`${path}/ask/rest`);
    expect((await worker.get(`${path}/ask/rest`)).text).toContain('Gang affiliation');
    await sayTheRest(worker);
    const check = (await worker.get(`${path}/check`)).text;
    expect(check).not.toContain('Before you can sign it');
    expect(check).toContain('Risk to others very high, risk from others none. Serious without intervention.');
    expect((await worker.post(`${path}/check`, { seen: seenOf(check) })).location).toBe(path);
    const signed = (await worker.get(path)).text;
    expect(signed).toContain('a second person has not countersigned it');
    expect(signed).not.toContain('and countersign it');
    expect(signed).toContain('Their record, by which rooms and staff are planned, says: Shared, any room.');

    const staff = await as(house.staff);
    expect((await staff.get(path)).text).toContain('and countersign it');
    expect((await staff.get(`${path}/versions/1`)).text).toContain('Countersign it');
    expect((await staff.post(`${path}/versions/1/countersign`)).location).toBe(path);
    expect((await staff.get(path)).text).toContain('Assessed: signed by');
    expect((await staff.post(`${path}/versions/1/countersign`)).status).toBe(409);
    for (const gone of ['ask/review', 'check', 'drop']) {
      const answer = await worker.get(`${path}/${gone}`);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('No assessment is being written here any more');
    }
  });

  it('is kept as it goes, resumed by somebody else, and cannot be signed while something is missing', async () => {
    const worker = await as(house.worker);
    await worker.get(path);
    await worker.post(path);
    await worker.post(`${path}/ask/factors`, { factors: 'self_harm' });
    const later = await worker.post(`${path}/ask/self_harm`, { ...MISSING_EVIDENCE, then: 'later' });
    expect(later.location).toBe(path);
    const staff = await as(house.staff);
    const resumed = (await staff.get(path)).text;
    expect(resumed).toContain('Go on with the draft');
    expect(resumed).toContain(`href="${path}/ask/self_harm"`);
    expect((await staff.get(`${path}/ask/self_harm`)).text).toMatch(/name="poses"[^>]*value="4" checked/);
    const check = (await staff.get(`${path}/check`)).text;
    expect(check).toContain('Self-harm is rated very high: say what this rests on.');
    const refused = await staff.post(`${path}/check`, { seen: seenOf(check) });
    expect(refused.status).toBe(400);
    expect((await make.as(house.staff).get(path)).body).toMatchObject({
      ...{ latest: null, standing: { move: { who: 'author' } } },
    });
  });

  it('asks to choose what applies, or to say that nothing does', async () => {
    const worker = await as(house.worker);
    await worker.get(path);
    await worker.post(path);
    expect((await worker.post(`${path}/ask/factors`)).text).toContain('or say that none does');
    const both = await worker.post(`${path}/ask/factors`, { factors: ['none', 'bullying'] });
    expect(both.status).toBe(400);
    expect(both.text).toMatch(/value="bullying" checked/);
    expect((await worker.post(`${path}/ask/factors`, { factors: 'none' })).location).toBe(`${path}/ask/rest`);
    expect((await worker.get(`${path}/ask/bullying`)).status).toBe(404);
    await sayTheRest(worker);
    const check = (await worker.get(`${path}/check`)).text;
    expect((await worker.post(`${path}/check`, { seen: seenOf(check) })).location).toBe(path);
    expect((await worker.get(path)).text).toContain('No known concern: Family meeting');
  });

  it('starts a new version from the last, and shows what changed between two', async () => {
    await anAssessment(make, house, ash);
    const worker = await as(house.worker);
    await worker.get(path);
    await worker.post(path);
    // Nobody has looked yet at what is carried over: it begins at the beginning.
    expect((await worker.post(path)).location).toBe(`${path}/ask/factors`);
    expect((await worker.get(`${path}/ask/factors`)).text).toMatch(/Filled in from version 1[\s\S]*Page 1 of 6/);
    expect((await worker.get(`${path}/ask/self_harm`)).text).toContain('In May, says the school nurse</textarea>');
    const check = (await worker.get(`${path}/check`)).text;
    expect(check).toContain('Enter the date by which it is looked at again.');
    expect(check).toContain('Enter the date on which they said so.');
    await worker.post(`${path}/ask/self_harm`, { poses: '0', vulnerable: '2', status: 'history_only', evidence: '' });
    await sayTheRest(worker);
    const whole = (await worker.get(`${path}/check`)).text;
    expect((await worker.post(`${path}/check`, { seen: seenOf(whole) })).location).toBe(path);
    const second = (await worker.get(`${path}/versions/2`)).text;
    expect(second).toContain('What it says differently from version 1');
    expect(second).toContain('Risk to others none, risk from others medium. History only.');
    expect((await worker.get(`${path}/versions/1?against=2`)).text).toContain('differently from version 2');
    expect((await worker.get(`${path}/versions/1?against=9`)).status).toBe(404);
    expect((await worker.get(`${path}/versions/3`)).status).toBe(404);
  });

  it('is not signed over what another wrote meanwhile, nor over a version that was signed since', async () => {
    const [worker, staff] = [await as(house.worker), await as(house.staff)];
    await worker.get(path);
    await worker.post(path);
    await worker.post(`${path}/ask/factors`, { factors: 'none' });
    await sayTheRest(worker);
    const check = (await worker.get(`${path}/check`)).text;
    const page = (await worker.get(`${path}/ask/strengths`)).text;
    await staff.get(`${path}/ask/strengths`);
    await staff.post(`${path}/ask/strengths`, { strengths: 'Cooks well' });
    const stale = await worker.post(`${path}/ask/strengths`, { strengths: 'Draws', seen: seenOf(page) });
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('Draws</textarea>');
    expect(stale.text).toContain('Cooks well</td>');
    const again = await worker.post(`${path}/check`, { seen: seenOf(check) });
    expect(again.status).toBe(412);
    expect(again.text).toContain('Cooks well');
    await anAssessment(make, house, ash);
    const refused = await worker.post(`${path}/check`, { seen: seenOf(again.text) });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Version 1 was signed since')]);
    expect(refused.text).toContain('href="#over"');
    expect((await worker.get(path)).text).toContain('Version 1 was signed since it was begun.');
    // Nothing that was written is lost: who has read that version says that theirs takes its place.
    const wrong = await worker.post(`${path}/check`, { seen: seenOf(refused.text), over: '2' });
    expect(wrong.status).toBe(400);
    expect((await worker.post(`${path}/check`, { seen: seenOf(refused.text), over: '1' })).location).toBe(path);
    expect((await worker.get(`${path}/versions/2`)).text).toContain('Cooks well');
    expect((await worker.get(path)).text).not.toContain('A draft is open');
  });

  it('is dropped where nobody wants its draft', async () => {
    const worker = await as(house.worker);
    await worker.get(path);
    await worker.post(path);
    expect((await worker.post(`${path}/drop`)).location).toBe(path);
    expect((await worker.get(path)).text).not.toContain('A draft is open');
  });

  it('and its draft are there for nobody who does not work with the young person', async () => {
    const worker = await as(house.worker);
    await worker.get(path);
    await worker.post(path);
    const stranger = await as(await make.aUser(house, 'cas_worker', 'referrer'));
    for (const page of ['', '/ask/factors', '/check', '/drop'])
      expect([page, (await stranger.get(path + page)).status]).toEqual([page, 404]);
    await stranger.get('/account');
    for (const page of ['', '/ask/factors', '/check', '/drop', '/versions/1/countersign'])
      expect([page, (await stranger.post(path + page)).status]).toEqual([page, 404]);
    const other = await make.aUser(house, 'cas_worker');
    const request = await make.aRequest(house, ash);
    await make.as(house.worker).post(`/requests/${request}/co-workers`, { worker: other.id }).expect(201);
    const joint = await as(other);
    expect((await joint.get(path)).text).not.toContain('Go on with the draft');
    expect((await joint.get(`${path}/check`)).status).toBe(404);
  });
});
