import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
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
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 2 });
  ash = await make.aYoungPerson(house);
});

const title = (answer: { body: unknown }) => (answer.body as { title: string }).title;
const textOf = async (who: { email: string }, path: string) =>
  (await (await PageClient.signIn(app.address, who.email, PASSWORD)).get(path)).text;

describe('a proposal that nobody signed in time', () => {
  it('goes back to the unit as before: nobody says that the family was late, or writes a late answer', async () => {
    const request = await make.aRequest(house, ash, { inDays: 30 });
    const nights = { arrival: make.today(30), departure: make.today(32) };
    const held = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    const { id: offer } = held.body as { id: string };
    app.clock.advance({ days: 10 });
    // Before any job has written it down, and after.
    for (const lapse of [false, true]) {
      if (lapse) await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
      if (lapse) await make.as(house.staff).get(`/requests/${request}`).expect(200);
      if (lapse) app.clock.advance({ days: 10 });
      for (const who of [house.worker, house.staff]) {
        const { body } = await make.as(who).get(`/requests/${request}`).expect(200);
        expect(body).toMatchObject({ state: 'in_review', offers: [], nextAction: { owner: 'unit_staff' } });
      }
      await make.as(house.worker).post(`/requests/${request}/answer-late`, { reasons: 'Yes' }).expect(409);
      await make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'x' }).expect(409);
      expect(await textOf(house.worker, `/requests/${request}`)).not.toMatch(/answer-late"|>Offer ran out</);
    }
    const list = await make.as(house.staff).get(`/requests?state=in_review`).expect(200);
    expect((list.body as { items: { id: string }[] }).items.map(({ id }) => id)).toContain(request);
    expect(await textOf(house.staff, `/requests/${request}`)).toContain('Nobody signed in time: the bed is free again');
  });
});

describe('a request whose nights are over', () => {
  it.each([
    ['no-show', 'review', 'no_show'],
    ['cancel', 'review', 'cancelled'],
  ])('after %s is not taken up again', async (how, again, state) => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 2 });
    app.clock.notBefore('16:00');
    await make.as(house.staff).post(`/stays/${stay}/${how}`, { reason: 'Nobody came' }).expect(200);
    const { requestId } = (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as { requestId: string };
    app.clock.advance({ days: 5 });
    const refused = await make.as(house.staff).post(`/requests/${requestId}/${again}`).expect(409);
    expect(title(refused)).toMatch(
      /The nights that were asked for are over\. If they still need a break, ask for a new one\.$/,
    );
    const page = await textOf(house.staff, `/requests/${requestId}`);
    expect(page).not.toContain(`/requests/${requestId}/options`);
    expect(page).not.toMatch(/They are expected after all<\/a>/);
    expect((await make.as(house.staff).get(`/requests/${requestId}`)).body).toMatchObject({ state });
  });

  it('is opened again while they are to come, and not after', async () => {
    const request = await make.aRequest(house, ash, { inDays: 4 });
    await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'A wedding' }).expect(200);
    const reopen = () => make.as(house.manager).post(`/requests/${request}/reopen`, { reasons: 'They ask again' });
    app.clock.advance({ days: 20 });
    expect(title(await reopen().expect(409))).toContain('The nights that were asked for are over.');
  });
});

describe('what is another role’s', () => {
  it('says whose it is, on pages and to programs alike', async () => {
    const request = await make.aRequest(house, ash, { inDays: 30 });
    const calls = [
      [house.staff, 'decline', 'a manager'],
      [house.staff, 'reopen', 'a manager'],
      [house.staff, 'answer-late', 'the key worker or a manager'],
      [house.worker, 'review', 'unit staff or a manager'],
    ] as const;
    for (const [who, step, whose] of calls) {
      const says = `This is not one of your tasks. It is for ${whose}. Ask them to do it.`;
      const refused = await make.as(who).post(`/requests/${request}/${step}`, { reasons: 'x' }).expect(403);
      expect(title(refused)).toBe(says);
      expect(await textOf(who, `/requests/${request}/${step}`)).toContain(says);
    }
  });
});
