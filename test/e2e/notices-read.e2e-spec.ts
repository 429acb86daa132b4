import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

const unread = async ({ id }: TestUser) =>
  (
    await app.sql(`SELECT 1 FROM notices WHERE user_id = $1 AND kind = 'information_reported' AND read_at IS NULL`, [
      id,
    ])
  ).length;
/** Something is reported of the young person: their key worker has a notice of it. */
async function reported(times: number): Promise<void> {
  const before = await unread(house.worker);
  for (let told = 0; told < times; told += 1)
    await make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'Hides food' }).expect(201);
  await until(async () => (await unread(house.worker)) === before + times, 'they were not told');
}
const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const shownUntil = (text: string) => /name="until" value="([^"]+)"/.exec(text)?.[1];
const BUTTON = 'Mark all as read';

describe('all notices are marked as read', () => {
  it('that were shown, and nothing that came in the meantime', async () => {
    await reported(3);
    const worker = await page(house.worker);
    const { text } = await worker.get('/notices');
    expect(text).toContain(BUTTON);
    await reported(1);
    expect((await worker.post('/notices/read', { until: shownUntil(text)! })).status).toBe(303);
    expect(await unread(house.worker)).toBe(1);
    const after = (await worker.get('/notices')).text;
    expect(after.match(/I have read this/g)).toHaveLength(1);
    expect((await worker.post('/notices/read', { until: shownUntil(after)! })).status).toBe(303);
    const empty = (await worker.get('/notices')).text;
    expect(empty).toContain('There is nothing new for you');
    expect(empty).not.toContain(BUTTON);
  });

  it('of pages that are further on as well, and of nobody else', async () => {
    await make.aStay(house, ash, { inDays: 5 });
    await reported(25);
    const theirs = await unread(house.staff);
    const worker = await page(house.worker);
    const { text } = await worker.get('/notices?limit=10');
    const next = /href="(\/notices\?cursor=[^"]+)"/.exec(text)![1]!;
    expect((await worker.get(next)).text).not.toContain(BUTTON);
    await make
      .as(house.worker)
      .post('/me/notices/read', { until: shownUntil(text)! })
      .expect(204);
    expect(await unread(house.worker)).toBe(0);
    expect(await unread(house.staff)).toBe(theirs);
  });

  it('by a deputy, for whom they are read, while whoever is away still finds them', async () => {
    await reported(2);
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    const days = { deputy: deputy.id, firstDay: make.today(), lastDay: make.today(9) };
    await make.as(house.worker).post('/deputies', days).expect(201);
    const standIn = await page(deputy);
    const { text } = await standIn.get('/notices');
    expect(text.match(/I have read this/g)).toHaveLength(2);
    expect((await standIn.post('/notices/read', { until: shownUntil(text)! })).status).toBe(303);
    expect((await standIn.get('/notices')).text).toContain('There is nothing new for you');
    expect(await unread(house.worker)).toBe(2);
  });

  it('by nothing that is no moment', async () => {
    const worker = await page(house.worker);
    expect((await worker.post('/notices/read', { until: 'now' })).status).toBe(400);
  });
});
