import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());

describe('75 days of planned short breaks in any twelve months', () => {
  it('stop what is planned beyond them, and say how many there are and when there is room', async () => {
    const ash = await make.aYoungPerson(house);
    const stays: string[] = [];
    for (const inDays of [10, 40, 70, 100, 130]) stays.push(await make.aStay(house, ash, { inDays, nights: 14 }));
    const request = await make.aRequest(house, ash, { inDays: 170, nights: 1 });
    const nights = { arrival: make.today(170), departure: make.today(171) };
    const propose = () => make.as(house.staff).post(`/requests/${request}/offers`, nights);
    const refused = await propose().expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/not-possible-limit',
      title: expect.stringMatching(
        /77 days of short breaks in the twelve months from .*, and 75 is the most\. The first arrival that is allowed is /,
      ),
    });
    const { body } = await make.as(house.staff).get(`/requests/${request}/options`).expect(200);
    expect(body).toMatchObject({ options: [], unavailable: [{ reasons: [{ code: 'limit' }] }] });

    // What is not planned as a short break is never stopped by it.
    await make
      .as(house.manager)
      .post(`/stays/${stays[4]}/extend`, { departure: make.today(146), reasons: 'x' })
      .expect(200);
    await make.as(house.worker).post(`/stays/${stays[0]}/cancel`, { reason: 'A birthday' }).expect(200);
    await propose().expect(201);
  });

  it('count what is offered elsewhere, and decide again when the family answers', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    for (const inDays of [10, 40, 70, 100]) await make.aStay(house, bo, { inDays, nights: 14, bed: house.beds[2]! });
    const first = await make.anOffer(house, bo, { inDays: 130, nights: 13 });
    const second = await make.aRequest(house, bo, { inDays: 160, nights: 1 });
    const other = { arrival: make.today(160), departure: make.today(161), reasons: 'x' };
    await make.as(house.manager).post(`/requests/${second}/offers`, other).expect(409);
    const said = { answeredBy: 'Mum', how: 'telephone' };
    await make.as(house.worker).post(`/offers/${first.offer}/accept`, said).expect(200);
  });
});

describe('17 nights in a row', () => {
  it('are counted over stays that touch', async () => {
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    await make.aStay(house, cy, { inDays: 200, nights: 14 });
    const request = await make.aRequest(house, cy, { inDays: 214, nights: 4 });
    const nights = { arrival: make.today(214), departure: make.today(218) };
    const { body } = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(409);
    expect((body as { title: string }).title).toMatch(/away 18 nights in a row from .*, and 17 is the most/);
  });
});

describe('a stay that is put on other nights', () => {
  it('is planned anew: the limits, the gap and the allocation hold for them, and no way out leads there', async () => {
    const di = await make.aYoungPerson(house, { firstName: 'Di' });
    await app.sql(`UPDATE units SET least_gap_days = 5 WHERE id = $1`, [house.unit]);
    const stay = await make.aStay(house, di, { inDays: 240, nights: 2, bed: house.beds[3]! });
    await make.aStay(house, di, { inDays: 250, nights: 2, bed: house.beds[3]! });
    const rebook = (from: number, to: number) =>
      make.as(house.staff).post(`/stays/${stay}/rebook`, { arrival: make.today(from), departure: make.today(to) });
    const refused = await rebook(246, 248).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/not-possible-gap' });
    await rebook(241, 243).expect(200);
    // Fewer of its own nights are never planned anew.
    await app.sql(`UPDATE units SET least_gap_days = 30 WHERE id = $1`, [house.unit]);
    await rebook(242, 243).expect(200);
    await app.sql(`UPDATE units SET least_gap_days = 0 WHERE id = $1`, [house.unit]);
  });
});
