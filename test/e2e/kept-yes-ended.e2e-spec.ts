import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { somebodyRough } from '../support/a-kept-yes.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating, somebody } from '../support/full-house.js';
import { PageClient } from '../support/page-client.js';
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
  ash = await somebody(make, house, 'Ash', [aRating('aggression_to_peers', 0, 4)]);
});

const yes = { answeredBy: 'Their mother', how: 'telephone' };
const again = { decision: 'suitable', reasons: 'Known to each other', againstAdvice: 'Two on duty' };
const accept = (offer: string) => make.as(house.worker).post(`/offers/${offer}/accept`, yes);
const confirm = (offer: string, said: object) => make.as(house.manager).post(`/offers/${offer}/confirm`, said);
const read = async (request: string) =>
  (await make.as(house.worker).get(`/requests/${request}`).expect(200)).body as {
    state: string;
    offers: { id: string; state: string; expires: string }[];
  };
const keptApart = (other: string) =>
  make
    .as(house.manager)
    .post('/pair-decisions', {
      ...{ youngPeople: [ash, other], decision: 'never_together', evidence: 'Reported today' },
      reviewBy: make.today(90),
    })
    .expect(201);

describe('a yes to nights with somebody from whom they are kept apart since they were signed', () => {
  it('is kept, not refused: who signs says no, or has the decision ended first; the key worker learns of nobody', async () => {
    const { request, offer } = await make.anOffer(house, ash);
    const others = { ...house, worker: await make.aUser(house, 'cas_worker', 'referrer') };
    const bo = await somebody(make, others, 'Bo');
    await make.aStay(others, bo, { inDays: 10 });
    await keptApart(bo);
    const { body } = await accept(offer).expect(200);
    expect(body).toMatchObject({ state: 'agreed', stay: null });
    expect(JSON.stringify(body)).not.toMatch(/Bo\b|apart|safety/);
    expect((await confirm(offer, again).expect(409)).body).toMatchObject({
      title: expect.stringContaining('kept apart from them for safety'),
    });
    await confirm(offer, { decision: 'not_suitable', reasons: 'Kept apart' }).expect(200);
    expect(await read(request)).toMatchObject({ state: 'in_review', offers: [] });
  });

  it('is not said to be as it was signed, where it was signed against the same advice', async () => {
    const stay = await somebodyRough(make, house, 10);
    const { offer } = await make.anOffer(house, ash);
    const [rough] = await app.sql<{ id: string }>(`SELECT young_person_id AS id FROM stays WHERE id = $1`, [stay]);
    await keptApart(rough!.id);
    expect((await accept(offer).expect(200)).body).toMatchObject({ state: 'agreed' });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await manager.get(`/offers/${offer}/confirm`);
    expect(text).toContain('The family says yes to these nights.');
    expect(text).not.toContain('The advice is again as it was');
  });
});
