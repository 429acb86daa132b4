import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());

interface Step {
  action: string;
  from: string;
  arrival: string | null;
}

describe('one of two options that the unit takes back', () => {
  it('is told to the key worker, with its nights, once the family was asked about it; of a proposal neither', async () => {
    const house = await make.aHouse();
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 30, nights: 2, slack: 28 });
    const hold = async (inDays: number, by: TestUser, more: object = {}) => {
      const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
      const { body } = await make
        .as(by)
        .post(`/requests/${request}/offers`, { ...nights, ...more })
        .expect(201);
      return (body as { id: string }).id;
    };
    const asked = await hold(30, house.manager, { reasons: 'Suits the group' });
    await hold(35, house.manager, { reasons: 'Suits the group' });
    const unsigned = await hold(40, house.staff);
    const page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await page.get(`/requests/${request}`)).text).not.toContain('take back');

    for (const offer of [asked, unsigned])
      await make.as(house.manager).post(`/offers/${offer}/take-back`, { reasons: 'Kit is there then' }).expect(200);

    const steps = async (by: TestUser) =>
      ((await make.as(by).get(`/requests/${request}`).expect(200)).body as { events: Step[] }).events
        .filter(({ action }) => action === 'take_back')
        .map(({ from, arrival }) => ({ from, arrival }));
    const both = [
      { from: 'offered', arrival: make.today(30) },
      { from: 'proposed', arrival: make.today(40) },
    ];
    expect(await steps(house.staff)).toEqual(both);
    expect(await steps(house.worker)).toEqual([both[0], { ...both[1], arrival: null }]);

    const told = () => app.sql<{ offer_id: string }>(`SELECT offer_id FROM notices WHERE kind = 'offer_taken_back'`);
    await until(async () => (await told()).length > 0);
    expect(await told()).toEqual([{ offer_id: asked }]);
    const { text } = await page.get('/notices');
    expect(text).toContain('The unit had to take back one of the options');
    expect(text).not.toContain('Kit is there then');
  });

  it('is not told where the key worker withdrew what was asked for: the unit took nothing back', async () => {
    const house = await make.aHouse();
    const { request, offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 30 });
    await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'They moved away' }).expect(200);
    await until(
      async () =>
        (await app.sql(`SELECT 1 FROM outbox WHERE state = 'waiting' AND due_at <= $1`, [app.clock.now()])).length ===
        0,
      'not all was done',
    );
    const [ended] = await app.sql<{ state: string }>(`SELECT state FROM offers WHERE id = $1`, [offer]);
    expect(ended).toEqual({ state: 'taken_back' });
    const told = `SELECT 1 FROM notices WHERE kind = 'offer_taken_back' AND offer_id = $1`;
    expect(await app.sql(told, [offer])).toEqual([]);
  });
});
