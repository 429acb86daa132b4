import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDecidedStay } from '../support/a-decided-stay.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let tia: string;
let kit: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  ({ house, tia, kit, stay } = await aDecidedStay(make));
});

const sign = (said: object, by: TestUser) => lookedFirst(make, by, `/stays/${stay}/look-again`, said);
const titleOf = ({ body }: { body: unknown }) => (body as { title: string }).title;

describe('a no to nights that are booked', () => {
  it('is lifted only by who signs for the unit, though the advice is another', async () => {
    await sign({ decision: 'not_suitable', reasons: 'Too much for the house' }, house.manager).expect(201);
    const refused = await sign({ decision: 'suitable', reasons: 'It is calm now' }, house.staff).expect(403);
    expect(titleOf(refused)).toContain('only the registered manager or a named delegate can decide otherwise');
    await sign({ decision: 'not_suitable', reasons: 'Still' }, house.staff).expect(201);
    await sign({ decision: 'suitable', reasons: 'It is calm now' }, house.manager).expect(201);
    const plan = [{ what: 'Calls home', who: 'Evening staff' }];
    await sign(
      { decision: 'suitable_with_mitigations', reasons: 'With a plan', mitigations: plan },
      house.staff,
    ).expect(201);
  });

  it('goes against an advice that says yes, and is kept with its reasons as those for that', async () => {
    const { body } = await sign({ decision: 'not_suitable', reasons: 'Too much for the house' }, house.staff).expect(
      201,
    );
    expect(body).toMatchObject({
      ...{ decision: 'not_suitable', againstAdvice: 'Too much for the house', advice: { verdict: 'suitable' } },
    });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const again = (await manager.get(`/stays/${stay}/look-again`)).text;
    expect(again).toContain('Why against the advice');
    expect(again).toContain('It goes against the advice, which is “Suitable”');
    await sign({ decision: 'not_suitable', reasons: '' }, house.manager).expect(400);
  });

  it('is all that can be signed while a matching decision keeps them from somebody who is to be there', async () => {
    await make.aStay(house, kit, { inDays: 10, nights: 2 });
    const evidence = { decision: 'never_together', evidence: 'Fights', reviewBy: make.today(90) };
    await make
      .as(house.manager)
      .post('/pair-decisions', { youngPeople: [tia, kit], ...evidence })
      .expect(201);
    const over = { decision: 'suitable', reasons: 'Only two nights', againstAdvice: 'They asked for it' };
    expect(titleOf(await sign(over, house.manager).expect(409))).toContain('never together');
    await sign({ decision: 'not_suitable', reasons: 'Kept apart' }, house.manager).expect(201);
  });
});

it('a no to a booked break is told to the key worker, on its page too, and no letter looks forward to it', async () => {
  const { request, offer } = await make.anOffer(house, tia, { inDays: 30 });
  const said = { answeredBy: 'Their mother', how: 'telephone' };
  const { body } = await make.as(house.worker).post(`/offers/${offer}/accept`, said).expect(200);
  stay = (body as { stay: { id: string } }).stay.id;
  const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
  expect((await worker.get(`/requests/${request}/letter`)).text).toContain('is booked');
  await sign({ decision: 'not_suitable', reasons: 'Kit is there then' }, house.manager).expect(201);
  const told = () => app.sql(`SELECT 1 FROM notices WHERE offer_id = $1 AND kind = 'offer_decided'`, [offer]);
  await until(async () => (await told()).length === 1);
  const page = await worker.get(`/requests/${request}`);
  expect(page.text).toContain('it was decided since that these nights do not suit');
  expect(page.text).not.toContain('A letter for the family');
  expect(page.text).not.toContain('Kit is there then');
  const letter = await worker.get(`/requests/${request}/letter`);
  expect([letter.status, letter.text.includes('nothing to look forward to')]).toEqual([409, true]);
  await sign({ decision: 'suitable', reasons: 'Kit comes later' }, house.manager).expect(201);
  expect((await worker.get(`/requests/${request}/letter`)).text).toContain('is booked');
});
