import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let request: string;
let missed: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const said = { answeredBy: 'Their mother', how: 'telephone' };
const staff = (path: string, body: object = {}) => make.as(house.staff).post(path, body);
const arrive = () => staff(`/stays/${missed}/arrive`);
const read = async (user = house.staff) =>
  (await make.as(user).get(`/requests/${request}`).expect(200)).body as {
    state: string;
    offer: object | null;
    stay: { id: string } | null;
    otherStays: { id: string; state: string }[];
    events: { action: string; from: string | null; to: string; note: string }[];
  };
const onTheWay = async () => (await read()).events.filter(({ from }) => from !== null).slice(-2);
const offer = async (inDays: number) => {
  const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2), reasons: 'Suits the group' };
  const { body } = await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
  return (body as { id: string }).id;
};

/** A request for two nights within a week, whose stay should have begun today: nobody came. */
beforeEach(async () => {
  house = await make.aHouse();
  const ash = await make.aYoungPerson(house);
  request = await make.aRequest(house, ash, { inDays: 0, nights: 2, slack: 8 });
  const { body } = await make
    .as(house.worker)
    .post(`/offers/${await offer(0)}/accept`, said)
    .expect(200);
  missed = (body as { stay: { id: string } }).stay.id;
  app.clock.notBefore('16:00');
  await staff(`/stays/${missed}/no-show`, { reason: 'Nobody came' }).expect(200);
});

describe('a request whose young person came after all', () => {
  it('follows that stay again when it had not been taken up', async () => {
    await arrive().expect(200);
    expect(await read()).toMatchObject({ state: 'in_residence', stay: { id: missed }, otherStays: [] });
    expect((await read()).events.map(({ action }) => action)).not.toContain('take_place');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['in_review', async () => undefined],
    ['waitlisted', () => staff(`/requests/${request}/waitlist`, { reasons: 'Full' }).expect(200)],
    ['more_information_needed', () => staff(`/requests/${request}/ask-information`, { reasons: 'Why?' }).expect(200)],
    ['withdrawn', () => make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'x' }).expect(200)],
    [
      'declined',
      () =>
        make.as(house.manager).post(`/requests/${request}/decline`, { code: 'no_nights', reasons: 'x' }).expect(200),
    ],
  ])('follows it again from %s, and says so', async (state, lead) => {
    await staff(`/requests/${request}/review`).expect(200);
    await lead();
    expect(await read()).toMatchObject({ state, stay: null, otherStays: [{ id: missed, state: 'no_show' }] });
    await arrive().expect(200);
    expect(await read()).toMatchObject({ state: 'in_residence', stay: { id: missed }, otherStays: [] });
    expect((await onTheWay()).at(-1)).toMatchObject({ action: 'take_place', from: state, to: 'booked' });
    // Nothing is proposed beside it.
    const nights = { arrival: make.today(4), departure: make.today(6) };
    await staff(`/requests/${request}/offers`, nights).expect(409);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/requests/${request}`)).text).toContain('they came after all');
  });

  it('has the offer that was made since taken back, and its bed is free', async () => {
    const made = await offer(4);
    await arrive().expect(200);
    expect(await read()).toMatchObject({ state: 'in_residence', offer: null, stay: { id: missed } });
    expect(await onTheWay()).toMatchObject([
      { action: 'take_back', from: 'offered', to: 'in_review' },
      { action: 'take_place', from: 'in_review', to: 'booked' },
    ]);
    const refused = await make.as(house.worker).post(`/offers/${made}/accept`, said).expect(409);
    expect((refused.body as { title: string }).title).toContain('Staying now');
    expect(
      await app.sql(`SELECT 1 FROM bed_claims WHERE live AND purpose = 'offer' AND unit_id = $1`, [house.unit]),
    ).toEqual([]);
    expect(
      await app.sql(`SELECT 1 FROM outbox WHERE topic = 'offer.taken-back' AND payload->>'offer' = $1`, [made]),
    ).toHaveLength(1);
    const told = await read(house.worker);
    expect(told.events.find(({ action }) => action === 'take_back')).toMatchObject({ note: '' });
  });
});

describe('another stay that was booked since', () => {
  const book = async (inDays: number) => {
    const { body } = await make
      .as(house.worker)
      .post(`/offers/${await offer(inDays)}/accept`, said)
      .expect(200);
    return (body as { stay: { id: string } }).stay.id;
  };

  it('is shown beside the one that took place, and both are kept', async () => {
    const other = await book(4);
    expect(await read()).toMatchObject({ state: 'booked', stay: { id: other } });
    await arrive().expect(200);
    expect(await read()).toMatchObject({
      ...{ state: 'in_residence', stay: { id: missed } },
      otherStays: [{ id: other, state: 'booked', arrival: make.today(4), departure: make.today(6) }],
    });
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = (await pages.get(`/requests/${request}`)).text;
    expect(page).toContain(`href="/stays/${other}"`);
    expect(page).toContain('Cancel the one that is not wanted any more.');
    // An arrival that is undone leaves the stay as it was, and the other is the one again.
    const undone = await staff(`/stays/${missed}/undo-arrival`, { reason: 'It was Bo' }).expect(200);
    expect(undone.body).toMatchObject({ state: 'no_show' });
    expect(await read()).toMatchObject({ state: 'booked', stay: { id: other } });
    await arrive().expect(200);
    app.clock.advance({ days: 2 });
    await staff(`/stays/${missed}/depart`).expect(200);
    expect(await read()).toMatchObject({ state: 'completed', stay: { id: missed } });
    app.clock.advance({ days: 2 });
    await staff(`/stays/${other}/arrive`).expect(200);
    expect(await read()).toMatchObject({ state: 'in_residence', stay: { id: other } });
  });

  it('is on the list of what has to be solved where it has nights in common with it', async () => {
    const other = await book(1);
    await arrive().expect(200);
    const { body } = await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200);
    expect(body).toMatchObject({ items: [{ why: 'staying_already', stay: { id: other } }] });
    const held = `SELECT stay_id FROM bed_claims WHERE live AND unit_id = $1`;
    expect(await app.sql(held, [house.unit])).toEqual([{ stay_id: missed }]);
  });
});
