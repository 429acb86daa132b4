import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

describe('the page of a young person', () => {
  it('lets them say it themselves, with nothing but their first name, and opens the record to who signs in again', async () => {
    const make = builders(app);
    const house = await make.aHouse();
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    app.clock.advance({ days: 2 });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);

    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const page = (await worker.get(`/stays/${stay}/own-words`)).text;
    expect(page).toContain('How was it, Ash?');
    for (const other of ['Example', house.worker.name, 'House ', 'Sign out', '/calendar'])
      expect(page).not.toContain(other);
    const empty = await worker.post(`/stays/${stay}/own-words`, {});
    expect([empty.status, empty.text]).toEqual([400, expect.stringContaining('Choose a face, or write something.')]);
    const said = await worker.post(`/stays/${stay}/own-words`, { face: '2', said: 'Too loud at night' });
    expect(said).toMatchObject({ status: 303, location: `/stays/${stay}/own-words/thanks` });
    const thanks = (await worker.get(`/stays/${stay}/own-words/thanks`)).text;
    expect(thanks).toContain('Thank you, Ash.');

    // Whoever holds the phone now is a child: the way back asks who it is, and leads there afterwards.
    const review = `/stays/${stay}/review`;
    for (const text of [page, thanks]) {
      expect(text).not.toMatch(/href="\/stays/);
      expect(text).toContain(`name="_return" value="${review}"`);
    }
    expect((await worker.post('/lock', { _return: review })).text).toMatch(/name="_return" value="[^"]*review"/);
    expect((await worker.get(review)).status).toBe(401);
    const back = await worker.post('/sign-in', { email: house.worker.email, password: PASSWORD, _return: review });
    expect(back.location).toBe(review);
    expect((await worker.get(review)).text).toMatch(
      /Too loud at night[^]*on their own page|on their own page[^]*Too loud/,
    );
  });
});
