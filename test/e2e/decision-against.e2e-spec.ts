import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDecidedStay } from '../support/a-decided-stay.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Tia's, who is expected today. */
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  ({ house, stay } = await aDecidedStay(make, { inDays: 0, nights: 2 }));
});

const no = () =>
  lookedFirst(make, house.manager, `/stays/${stay}/look-again`, {
    decision: 'not_suitable',
    reasons: 'Too much for the house',
  }).expect(201);
const as = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const MOVE = 'It is for the registered manager or a named delegate: cancel the stay';
const SHORT = 'Decided not suitable: ask the registered manager first';
const arrives = async (client: PageClient) => {
  const { text } = await client.get(`/stays/${stay}/arrive`);
  const [date, time] = ['date', 'time'].map((name) => new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(text)![1]!);
  return client.post(`/stays/${stay}/arrive`, { date: date!, time: time! });
};

describe('a booked stay that was decided against', () => {
  it('says so, and whose move it is, to whoever opens it', async () => {
    const staff = await as(house.staff);
    const before = await staff.get(`/stays/${stay}`);
    expect([before.text.includes('these nights do not suit'), before.text.includes(MOVE)]).toEqual([false, false]);
    await no();
    const { text } = await staff.get(`/stays/${stay}`);
    expect(text).toContain('that these nights do not suit. ' + MOVE);
    expect(text.indexOf('Look at the decision again')).toBeLessThan(text.indexOf('Record the arrival'));
    const told = (await (await as(house.worker)).get(`/stays/${stay}`)).text;
    expect(told).toContain('The unit changes or cancels it: nobody prepares for it until then.');
    for (const hidden of ['look-again', 'Too much for the house', MOVE]) expect(told).not.toContain(hidden);
  });

  it('is a manager’s move, and no more waits for an arrival, until it is decided otherwise', async () => {
    const { offer, request } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 30 });
    const said = { answeredBy: 'Their mother', how: 'telephone' };
    const { body } = await make.as(house.worker).post(`/offers/${offer}/accept`, said).expect(200);
    stay = (body as { stay: { id: string } }).stay.id;
    const next = async () =>
      (await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as {
        nextAction: { action: string; owner: string };
        stay: { isRefused: boolean };
      };
    expect(await next()).toMatchObject({
      ...{ nextAction: { action: 'Record the arrival', owner: 'unit_staff' }, stay: { isRefused: false } },
    });
    await no();
    expect(await next()).toMatchObject({
      nextAction: { action: expect.stringMatching(/^Cancel the stay, change its nights/), owner: 'manager' },
      stay: { isRefused: true },
    });
    const page = await (await as(house.manager)).get(`/requests/${request}`);
    expect(page.text).toContain('Your move');
    await lookedFirst(make, house.manager, `/stays/${stay}/look-again`, {
      decision: 'suitable',
      reasons: 'Calm now',
      againstAdvice: 'Calm now',
    }).expect(201);
    expect(await next()).toMatchObject({ nextAction: { owner: 'unit_staff' }, stay: { isRefused: false } });
  });

  it('is named on Today and the handover beside who arrives', async () => {
    const staff = await as(house.staff);
    const said = () =>
      Promise.all(
        ['/', `/handover?unit=${house.unit}`].map(async (path) => (await staff.get(path)).text.includes(SHORT)),
      );
    expect(await said()).toEqual([false, false]);
    await no();
    expect(await said()).toEqual([true, true]);
  });

  it('can still be arrived at, for what really happened is recorded; before and after it is said what was decided', async () => {
    await no();
    const staff = await as(house.staff);
    const { text } = await staff.get(`/stays/${stay}/arrive`);
    expect(text).toContain('that these nights do not suit. If they are here, record it all the same');
    const recorded = await arrives(staff);
    expect(recorded.location).toBe(`/stays/${stay}`);
    const { text: after } = await staff.get(`/stays/${stay}`);
    expect(after).toContain('It was decided that these nights do not suit Tia. Ring the registered manager now');
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    expect(body).toMatchObject({ state: 'in_residence', refused: { by: { id: house.manager.id } } });
  });

  it('is no more said to be once it is cancelled', async () => {
    await no();
    await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'Decided against' }).expect(200);
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    expect(body).toMatchObject({ refused: null });
    expect((await (await as(house.staff)).get(`/stays/${stay}`)).text).not.toContain(MOVE);
  });

  it('has the changes since beside the no, which comes first', async () => {
    await no();
    const kit = await make.aYoungPerson(house, { firstName: 'Kim', lastName: 'Knot' });
    await make.aStay(house, kit, { inDays: 0, nights: 2 });
    const { text } = await (await as(house.staff)).get(`/stays/${stay}`);
    expect(text).toContain('Kim Knot will be there, too');
    const { body } = await make.as(house.staff).get(`/stays/${stay}/checklist`).expect(200);
    const items = (body as { items: { item: string; state: string; owner: string }[] }).items;
    expect(items.find(({ item }) => item === 'compatibility')).toMatchObject({ state: 'missing', owner: 'manager' });
  });
});
