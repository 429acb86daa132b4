import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let client: PageClient;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  client = await pages(house.manager);
});

const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const DRAFT = '/matching-guide/draft';
const decoded = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** The values that a form of a row was shown with, to send back with what is typed. */
async function formAt(path: string, by = client): Promise<Record<string, string>> {
  const { text, status } = await by.get(path);
  expect(status).toBe(200);
  const seen = decoded(/name="seen" value="([^"]*)"/.exec(text)?.[1] ?? '{}');
  return { ...(JSON.parse(seen) as Record<string, string>), seen };
}
const AGE = `${DRAFT}/age-gap/one`;
const draft = async () =>
  (await make.as(house.manager).get(DRAFT).expect(200)).body as { rules: Record<string, Record<string, unknown>> };

describe('the pages of the matching guide', () => {
  it('show the one in force to managers and unit staff: each weight with its reason', async () => {
    for (const user of [house.staff, house.manager]) {
      const { text } = await (await pages(user)).get('/matching-guide');
      expect(text).toContain('Version 1, in force');
      expect(text).toContain('Harmful sexual behaviour meets Sexual exploitation');
      expect(text).toContain('90 points');
      expect(text).toContain('Who has been exploited is often sought out again');
      expect(text.includes('Work on the next version')).toBe(user === house.manager);
    }
    expect((await (await pages(house.staff)).get(DRAFT)).status).toBe(403);
  });

  it('lead from a change to a published version that says what is different, why, and who has agreed', async () => {
    const typed = await formAt(AGE);
    const saved = await client.post(AGE, { ...typed, freeYears: '2', why: 'A school year group' });
    expect([saved.status, saved.location]).toEqual([303, `${DRAFT}#age-gap`]);
    const { text } = await client.get(DRAFT);
    expect(text).toContain('from <b>3 years</b> to <b>2 years</b>');
    expect((await client.get('/matching-guide')).text).toContain('A draft of the next version is being worked on');
    const form = await formAt(`${DRAFT}/publish`);
    const bare = await client.post(`${DRAFT}/publish`, { seen: form['seen']!, why: 'Schools say so', agreedBy: '' });
    expect(bare.status).toBe(400);
    expect(bare.text).toContain('Enter who has agreed.');
    expect(bare.text).toContain('Schools say so');
    const all = { seen: form['seen']!, why: 'Schools say so', agreedBy: 'The panel of May' };
    expect((await client.post(`${DRAFT}/publish`, all)).location).toBe('/matching-guide');
    const after = await (await pages(house.staff)).get('/matching-guide/versions/2');
    for (const said of ['Schools say so', 'The panel of May', 'What is different from version 1', '<b>2 years</b>'])
      expect(after.text).toContain(said);
    expect((await client.get('/matching-guide/versions/1?since=2')).text).toContain(
      'from <b>2 years</b> to <b>3 years</b>',
    );
    expect((await client.get('/matching-guide/versions/7')).status).toBe(404);
  });

  it.each([
    [
      'interactions/new',
      { poses: '', vulnerable: 'sleep', points: '20', why: 'x' },
      'There is no such factor',
      'poses',
    ],
    ['interactions/new', { poses: 'sleep', vulnerable: 'sleep', points: '20', why: 'x' }, 'in the list twice', 'poses'],
    ['interactions/new', { poses: 'sleep', vulnerable: 'self_harm', points: '-3', why: 'x' }, 'negative', 'points'],
    [
      'interactions/new',
      { poses: 'sleep', vulnerable: 'self_harm', points: 'lots', why: 'x' },
      'whole number',
      'points',
    ],
    ['alike/sleep.x', { factor: 'sleep' }, 'taken this out or renamed it', ''],
    ['age-gap/one', { freeYears: '3', pointsAYear: '8', most: '30', why: 'Their religion' }, 'Equality Act', 'why'],
    ['score/one', { suitableFrom: '40', mitigationFrom: '70', why: 'x' }, 'below what is suitable', 'mitigationFrom'],
    ['support/one', { 'needs.shared': '1,3', why: 'x' }, 'steps of 0.5', 'needs.shared'],
  ])('refuse %s with %j: %s', async (path, typed, reason, field) => {
    const refused = await client.post(`${DRAFT}/${path}`, typed);
    expect([400, 409]).toContain(refused.status);
    expect(refused.text).toContain(reason);
    if (field) expect(refused.text).toContain(`href="#${field}"`);
    for (const value of Object.values(typed).filter((one) => one.length > 2)) expect(refused.text).toContain(value);
    expect(await draft()).toMatchObject({ changedAt: null });
  });

  it('add a row and take one out', async () => {
    const row = { ease: 'rooms_apart', factors: ['sleep', 'sensory'], percent: '40', why: 'Thick doors' };
    const eases = `${DRAFT}/eases/rooms_apart`;
    const { seen } = await formAt(eases);
    expect((await client.post(`${eases}/remove`, { seen: seen! })).status).toBe(303);
    expect((await client.get(eases)).status).toBe(404);
    expect((await client.post(`${DRAFT}/eases/new`, row)).status).toBe(303);
    const { rules } = await draft();
    expect((rules['eases'] as unknown as object[]).at(-1)).toEqual({ ...row, percent: 40 });
    expect((await client.get(DRAFT)).text).toContain('from <b>50%</b> to <b>40%</b>');
  });

  it('say of the draft what has to be put right, with its place, and do not publish it so', async () => {
    const low = `${DRAFT}/bands/low`;
    const { seen } = await formAt(low);
    await client.post(`${low}/remove`, { seen: seen! });
    const { text } = await client.get(DRAFT);
    expect(text).toContain('The first band begins at 0.');
    expect((await client.get(`${DRAFT}/publish`)).text).not.toContain('name="why"');
    const refused = await client.post(`${DRAFT}/publish`, { why: 'x', agreedBy: 'x' });
    expect([refused.status, refused.text.includes('Put right what is wrong')]).toEqual([400, true]);
    const medium = await formAt(`${DRAFT}/bands/medium`);
    expect((await client.post(`${DRAFT}/bands/medium`, { ...medium, from: '0' })).status).toBe(303);
    expect((await client.get(DRAFT)).text).not.toContain('The first band begins at 0.');
  });
});

describe('two managers at the matching guide', () => {
  let other: PageClient;
  beforeEach(async () => {
    other = await pages(await make.aUser(house, 'manager', 'delegate'));
  });

  it('at different rows are both saved', async () => {
    const [mine, theirs] = [await formAt(AGE), await formAt(`${DRAFT}/mitigation/one`, other)];
    await other.post(`${DRAFT}/mitigation/one`, { ...theirs, points: '20' });
    expect((await client.post(AGE, { ...mine, freeYears: '2' })).status).toBe(303);
    expect((await draft()).rules).toMatchObject({ mitigation: { points: 20 }, ageGap: { freeYears: 2 } });
  });

  it('at the same row: one wins, and the other sees what is saved beside what they typed', async () => {
    const [mine, theirs] = [await formAt(AGE), await formAt(AGE, other)];
    await other.post(AGE, { ...theirs, freeYears: '1' });
    const late = await client.post(AGE, { ...mine, freeYears: '2', why: 'What I typed' });
    expect(late.status).toBe(412);
    for (const said of ['Years that count for nothing', 'What I typed', 'value="2"']) expect(late.text).toContain(said);
    const again = decoded(/name="seen" value="([^"]*)"/.exec(late.text)![1]!);
    expect((await client.post(AGE, { ...mine, freeYears: '2', why: 'What I typed', seen: again })).status).toBe(303);
    expect((await draft()).rules).toMatchObject({ ageGap: { freeYears: 2, why: 'What I typed' } });
  });

  it('at a row that was taken out meanwhile: nothing that was typed is lost', async () => {
    const path = `${DRAFT}/alike/bullying`;
    const [mine, theirs] = [await formAt(path), await formAt(path, other)];
    await other.post(`${path}/remove`, { seen: theirs['seen']! });
    const late = await client.post(path, { ...mine, why: 'What I typed' });
    expect([late.status, late.text.includes('What I typed')]).toEqual([412, true]);
    const again = decoded(/name="seen" value="([^"]*)"/.exec(late.text)![1]!);
    const gone = await client.post(path, { ...mine, why: 'What I typed', seen: again });
    expect([gone.status, gone.text.includes('What I typed')]).toEqual([409, true]);
  });

  it('publish and drop only what they saw', async () => {
    await client.post(AGE, { ...(await formAt(AGE)), freeYears: '2' });
    const [form, drop] = [await formAt(`${DRAFT}/publish`), await formAt(`${DRAFT}/drop`)];
    app.clock.advance({ minutes: 1 });
    await other.post(AGE, { ...(await formAt(AGE, other)), freeYears: '1' });
    const late = await client.post(`${DRAFT}/publish`, {
      seen: form['seen']!,
      why: 'My reason',
      agreedBy: 'The panel',
    });
    expect(late.status).toBe(412);
    for (const said of ['My reason', 'The panel', '<b>1 years</b>']) expect(late.text).toContain(said);
    expect((await client.post(`${DRAFT}/drop`, { seen: drop['seen']! })).status).toBe(412);
    const { seen } = await formAt(`${DRAFT}/drop`);
    expect((await client.post(`${DRAFT}/drop`, { seen: seen! })).location).toBe('/matching-guide');
    expect((await draft()).rules).toMatchObject({ ageGap: { freeYears: 3 } });
  });
});
