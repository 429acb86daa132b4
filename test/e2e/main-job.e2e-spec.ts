import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
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
beforeEachHouse();

function beforeEachHouse() {
  beforeAll(async () => {
    house = await make.aHouse();
    ash = await make.aYoungPerson(house);
  });
}

const states = async (user: House['staff'], from: number, nights: number) => {
  const answer = await make
    .as(user)
    .get(`/units/${house.unit}/calendar?from=${make.today(from)}&to=${make.today(from + nights)}`)
    .expect(200);
  return (answer.body as { beds: { nights: { state: string }[] }[] }).beds.map((bed) =>
    bed.nights.map((night) => night.state),
  );
};

describe('from a request to a stay that has ended', () => {
  it('goes through proposal, signature, answer, arrival and departure, and says each time whose move it is', async () => {
    const { as, today } = make;
    const asked = await as(house.worker)
      .post('/requests', {
        youngPerson: ash,
        unit: house.unit,
        nights: 2,
        from: today(),
        to: today(6),
        weekdays: [5, 6],
        purpose: 'A weekend to sleep',
        wishes: '“I want to cook”',
      })
      .expect(201);
    expect(asked.body).toMatchObject({
      state: 'submitted',
      nextAction: { owner: 'unit_staff', due: expect.any(String) },
      wishes: '“I want to cook”',
    });
    const request = asked.body.id as string;

    const options = await as(house.staff).get(`/requests/${request}/options`).expect(200);
    expect(options.body.options.map((option: { arrival: string }) => option.arrival)).toEqual(
      [0, 1, 2, 3, 4].map((day) => today(day)),
    );
    expect(options.body.options[0]).toMatchObject({
      moves: [],
      compatibility: { verdict: 'not_assessed' },
      company: [],
    });

    const offer = await as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: today(), departure: today(2) })
      .expect(201);
    expect(offer.body).toMatchObject({ state: 'proposed', expires: expect.any(String) });
    expect((await states(house.staff, 0, 3))[0]).toEqual(['offer', 'offer', 'free']);

    const waiting = await as(house.worker).get(`/requests/${request}`).expect(200);
    expect(waiting.body).toMatchObject({ state: 'proposed', offer: null, nextAction: { owner: 'manager' } });
    await as(house.worker).post(`/offers/${offer.body.id}/accept`, { answeredBy: 'Mum', how: 'telephone' }).expect(409);

    await as(house.staff).post(`/offers/${offer.body.id}/sign`, { reasons: 'x' }).expect(403);
    const signed = await as(house.manager)
      .post(`/offers/${offer.body.id}/sign`, { reasons: 'Suits the group' })
      .expect(200);
    expect(signed.body).toMatchObject({ state: 'offered' });

    const told = await as(house.worker).get(`/requests/${request}`).expect(200);
    expect(told.body).toMatchObject({
      state: 'offered',
      offer: { id: offer.body.id, reasons: '' },
      nextAction: { owner: 'cas_worker' },
    });
    const accepted = await as(house.worker)
      .post(`/offers/${offer.body.id}/accept`, { answeredBy: 'Their mother', how: 'telephone' })
      .expect(200);
    expect(accepted.body.stay).toMatchObject({ arrival: today(), departure: today(2) });
    expect((await states(house.staff, 0, 3))[0]).toEqual(['booked', 'booked', 'free']);
    await as(house.worker).post(`/offers/${offer.body.id}/accept`, { answeredBy: 'Mum', how: 'telephone' }).expect(409);
    await as(house.worker)
      .post(`/offers/${offer.body.id}/decline`, { answeredBy: 'Mum', how: 'telephone' })
      .expect(409);

    const stay = accepted.body.stay.id as string;
    await as(house.worker).post(`/stays/${stay}/arrive`).expect(403);
    await as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    expect((await states(house.staff, 0, 3))[0]).toEqual(['occupied', 'occupied', 'free']);
    app.clock.advance({ days: 1 });
    const left = await as(house.staff).post(`/stays/${stay}/depart`, { reason: 'Wanted to go home' }).expect(200);
    expect(left.body).toMatchObject({ state: 'completed' });
    expect((await states(house.staff, -1, 3))[0]).toEqual(['occupied', 'free', 'free']);

    const ended = await as(house.worker).get(`/requests/${request}`).expect(200);
    expect(ended.body).toMatchObject({ state: 'completed', nextAction: { action: 'Record how it went' } });
    expect(ended.body.events.map((event: { action: string }) => event.action)).toEqual([
      'submit',
      'propose',
      'sign',
      'accept',
      'arrived',
      'departed',
    ]);
    const occupancy = await as(house.manager)
      .get(`/units/${house.unit}/occupancy?from=${today(-1)}&to=${today(2)}`)
      .expect(200);
    expect(occupancy.body).toMatchObject({ registered: 12, available: 12, occupied: 1, booked: 0, held: 0, empty: 11 });
  });
});

describe('an offer past its time', () => {
  it('frees the bed without any job, for every reader and for the next booking', async () => {
    const { as, today } = make;
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const { request, offer } = await make.anOffer(house, ash, { inDays: 30, bed: house.beds[0]! });
    // Five working days, over a weekend and the holidays that may be in it.
    app.clock.advance({ days: 15 });
    const lapsed = await as(house.worker).get(`/requests/${request}`).expect(200);
    expect(lapsed.body).toMatchObject({ state: 'offer_lapsed', offer: null, nextAction: { owner: 'unit_staff' } });
    expect((await states(house.staff, 15, 1))[0]).toEqual(['free']);
    await as(house.worker).post(`/offers/${offer}/accept`, { answeredBy: 'Mum', how: 'telephone' }).expect(409);

    const other = await make.aRequest(house, bo, { inDays: 15 });
    await as(house.staff)
      .post(`/requests/${other}/offers`, { arrival: today(15), departure: today(17), bed: house.beds[0] })
      .expect(201);
    const events = await app.sql<{ action: string }>(
      `SELECT action FROM request_events WHERE request_id = $1 ORDER BY id DESC LIMIT 1`,
      [request],
    );
    expect(events).toEqual([{ action: 'lapse' }]);
    expect(await app.sql(`SELECT state FROM offers WHERE id = $1`, [offer])).toEqual([{ state: 'lapsed' }]);
  });

  it('is never later than the end of the arrival date', async () => {
    const { as, today } = make;
    const dee = await make.aYoungPerson(house, { firstName: 'Dee' });
    const request = await make.aRequest(house, dee, { inDays: 0, nights: 1 });
    const offer = await as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: today(), departure: today(1) })
      .expect(201);
    expect(new Date(offer.body.expires as string).getTime()).toBeLessThanOrEqual(
      new Date(`${today(1)}T01:00:00Z`).getTime(),
    );
  });
});

describe('the family says no', () => {
  it('frees the bed at once and gives the request back to the unit', async () => {
    const { as } = make;
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    const { request, offer } = await make.anOffer(house, cy, { inDays: 30 });
    await as(house.worker)
      .post(`/offers/${offer}/decline`, { answeredBy: 'Their father', how: 'text message', reason: 'A birthday' })
      .expect(200);
    expect((await states(house.staff, 30, 2)).flat()).toEqual(Array(8).fill('free'));
    const again = await as(house.staff).get(`/requests/${request}`).expect(200);
    expect(again.body).toMatchObject({ state: 'in_review' });
    expect(again.body.events.at(-1)).toMatchObject({
      action: 'decline_offer',
      note: 'Their father, text message: A birthday',
    });
  });
});

describe('what a key worker must not learn', () => {
  it('sees other young people on the calendar only as occupied, and no proposal that is not signed', async () => {
    const { as, today } = make;
    const eve = await make.aYoungPerson(house, { firstName: 'Eve' });
    const request = await make.aRequest(house, eve, { inDays: 40 });
    await as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: today(40), departure: today(42) })
      .expect(201);
    expect((await states(house.worker, 40, 2))[0]).toEqual(['occupied', 'occupied']);
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    const calendar = await as(stranger)
      .get(`/units/${house.unit}/calendar?from=${today(40)}&to=${today(42)}`)
      .expect(200);
    expect(JSON.stringify(calendar.body)).not.toContain('Eve');
    expect(calendar.body.beds[0].nights[0]).toEqual({ night: today(40), state: 'occupied' });
  });
});
