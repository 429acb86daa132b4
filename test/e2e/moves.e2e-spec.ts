import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
/** Two beds. From day 20 no night is full, and no bed is free on both nights: Pip is in the first on the first, Rae in the second on the second. */
let house: House;
let pip: string;
let rae: string;
let pipStay: string;
let raeStay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  pip = await make.aYoungPerson(house, { firstName: 'Pip', lastName: 'Nolan' });
  rae = await make.aYoungPerson(house, { firstName: 'Rae', lastName: 'Jolly' });
  pipStay = await make.aStay(house, pip, { inDays: 20, nights: 1, bed: house.beds[0]! });
  raeStay = await make.aStay(house, rae, { inDays: 21, nights: 1, bed: house.beds[1]! });
});

const nights = () => ({ arrival: make.today(20), departure: make.today(22) });
const ask = async (firstName = 'Ash') => {
  const youngPerson = await make.aYoungPerson(house, { firstName });
  return { youngPerson, request: await make.aRequest(house, youngPerson, { inDays: 20 }) };
};
const propose = (request: string, more: object = {}) =>
  make.as(house.staff).post(`/requests/${request}/offers`, { ...nights(), ...more });
const optionOf = async (request: string) => {
  const { body } = await make.as(house.staff).get(`/requests/${request}/options`).expect(200);
  return body as { options: { bed: { id: string }; beds: unknown[]; moves: object[] }[]; unavailable: object[] };
};
const bedOf = async (stay: string) =>
  ((await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as { bed: { id: string } }).bed.id;
const live = () =>
  app.sql<{ bed_id: string; arrival: string; purpose: string }>(
    `SELECT bed_id, arrival::text, purpose FROM bed_claims WHERE unit_id = $1 AND live ORDER BY arrival, purpose`,
    [house.unit],
  );

describe('an option that takes a move', () => {
  it('lists it, and taking it makes the move with the booking', async () => {
    const { request } = await ask();
    const [first, second] = house.beds as [string, string];
    const { options } = await optionOf(request);
    expect(options).toHaveLength(1);
    expect(options[0]).toMatchObject({
      bed: { id: first },
      beds: [{ id: first }],
      moves: [
        {
          stay: pipStay,
          youngPerson: { id: pip, firstName: 'Pip' },
          from: { id: first, name: 'Bed 1' },
          to: { id: second, name: 'Bed 2' },
          arrival: make.today(20),
          departure: make.today(21),
        },
      ],
    });
    expect(await bedOf(pipStay)).toBe(first);

    const answer = await propose(request).expect(201);
    expect(answer.body).toMatchObject({ state: 'proposed', bed: { id: first } });
    expect(answer.body.moves).toMatchObject([{ stay: pipStay, from: { id: first }, to: { id: second } }]);
    expect(await bedOf(pipStay)).toBe(second);
    expect(await bedOf(raeStay)).toBe(second);
    expect(await live()).toEqual([
      { bed_id: first, arrival: make.today(20), purpose: 'offer' },
      { bed_id: second, arrival: make.today(20), purpose: 'stay' },
      { bed_id: second, arrival: make.today(21), purpose: 'stay' },
    ]);
    const [event] = await app.sql<{ note: string }>(
      `SELECT note FROM stay_events WHERE stay_id = $1 AND action = 'moved' AND arrival = $2 AND departure = $3`,
      [pipStay, make.today(20), make.today(21)],
    );
    expect(event).toEqual({ note: 'To make room for another stay.' });
    const trail = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'stay.moved' AND young_people = ARRAY[$1]::uuid[]`,
      [pip],
    );
    expect(trail).toHaveLength(1);
  });

  it('is signed and accepted like any other', async () => {
    const { request } = await ask();
    const offer = ((await propose(request).expect(201)).body as { id: string }).id;
    await make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'Suits' }).expect(200);
    const answered = { answeredBy: 'Their mother', how: 'telephone' };
    await make.as(house.worker).post(`/offers/${offer}/accept`, answered).expect(200);
    await make.as(house.staff).post(`/stays/${pipStay}/move`, { bed: house.beds[0] }).expect(409);
  });

  it('can be had in the bed that was asked for, with the moves for that bed', async () => {
    const { request } = await ask();
    await propose(request, { bed: house.beds[1] }).expect(201);
    expect(await bedOf(raeStay)).toBe(house.beds[0]);
    expect(await bedOf(pipStay)).toBe(house.beds[0]);
  });

  it('two who take the same at once: one has it, the other a clear answer, and nothing is moved twice', async () => {
    const [one, other] = [await ask('Ash'), await ask('Bo')];
    const answers = await Promise.all([propose(one.request), propose(other.request)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body).toMatchObject({ type: '/problems/bed-taken', title: expect.stringMatching(/\.$/) });
    const moved = await app.sql(`SELECT 1 FROM stay_events WHERE action = 'moved' AND stay_id = ANY ($1)`, [
      [pipStay, raeStay],
    ]);
    expect(moved).toHaveLength(1);
    expect(await live()).toHaveLength(3);
  });

  it('leaves nothing half-done when it fails after the moves', async () => {
    const { request } = await ask();
    const before = await live();
    await app.sql(`CREATE FUNCTION break_offers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`);
    await app.sql(`CREATE TRIGGER broken BEFORE INSERT ON offers FOR EACH ROW EXECUTE FUNCTION break_offers()`);
    try {
      await propose(request).expect(500);
    } finally {
      await app.sql(`DROP FUNCTION break_offers() CASCADE`);
    }
    expect(await live()).toEqual(before);
    expect(await bedOf(pipStay)).toBe(house.beds[0]);
    await propose(request).expect(201);
  });
});

describe('a stay that is not moved', () => {
  const keeps = (youngPerson: string) =>
    app.sql(`UPDATE young_people SET keeps_room = true WHERE id = $1`, [youngPerson]);
  const needs = (youngPerson: string, need: string) =>
    app.sql(`UPDATE young_people SET room_needs = ARRAY[$2] WHERE id = $1`, [youngPerson, need]);
  const has = (bed: string, ...attributes: string[]) =>
    app.sql(`UPDATE beds SET attributes = $2 WHERE id = $1`, [bed, attributes]);

  it('is that of somebody who keeps this room: another is, or there is no option', async () => {
    await keeps(pip);
    const { request } = await ask();
    expect((await optionOf(request)).options[0]).toMatchObject({
      bed: { id: house.beds[1] },
      moves: [{ stay: raeStay }],
    });
    await keeps(rae);
    const { options, unavailable } = await optionOf(request);
    expect(options).toEqual([]);
    expect(unavailable[0]).toMatchObject({
      reasons: [
        {
          code: 'no_bed',
          sentence: 'No single bed is free on every night, and no move of a booked stay makes room.',
        },
      ],
    });
    const refused = await propose(request).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/bed-taken' });
  });

  it('is one into a bed that lacks what they need', async () => {
    await has(house.beds[0]!, 'step-free');
    await needs(pip, 'step-free');
    const { request } = await ask();
    expect((await optionOf(request)).options[0]).toMatchObject({ moves: [{ stay: raeStay }] });
    const other = await ask('Bo');
    await needs(other.youngPerson, 'step-free');
    expect((await optionOf(other.request)).options).toEqual([]);
  });

  it('is one of somebody who has arrived', async () => {
    const there = await make.aStay(house, await make.aYoungPerson(house), {
      inDays: 0,
      nights: 1,
      bed: house.beds[0]!,
    });
    const coming = await make.aStay(house, rae, { inDays: 1, nights: 1, bed: house.beds[1]! });
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 0 });
    expect((await optionOf(request)).options[0]).toMatchObject({ moves: [{ stay: there }] });
    await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
    expect((await optionOf(request)).options[0]).toMatchObject({ moves: [{ stay: coming }] });
  });

  it('is any, where another bed is free throughout', async () => {
    await make.as(house.staff).post(`/stays/${raeStay}/cancel`, { reason: 'They are ill' }).expect(200);
    const { request } = await ask();
    expect((await optionOf(request)).options[0]).toMatchObject({ bed: { id: house.beds[1] }, moves: [] });
    await propose(request, { bed: house.beds[0] }).expect(409);
  });
});

describe('who learns of a move', () => {
  it('a key worker learns that it takes one, and neither who nor when nor where', async () => {
    const path = `/units/${house.unit}/vacancies?from=${make.today(20)}&to=${make.today(22)}&nights=2`;
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    const nothing = { stay: null, youngPerson: null, from: null, to: null, arrival: null, departure: null };
    const told = await make.as(stranger).get(path).expect(200);
    expect(told.body).toMatchObject({ options: [{ bed: { id: house.beds[0] }, moves: [nothing] }] });
    expect(told.text).not.toMatch(new RegExp(`Pip|Rae|${pip}|${rae}|${pipStay}|${raeStay}`));
    const staff = await make.as(house.staff).get(path).expect(200);
    expect(staff.body).toMatchObject({ options: [{ moves: [{ stay: pipStay, youngPerson: { firstName: 'Pip' } }] }] });
  });

  it('the page lists them in words, makes those it showed, and shows others first when it takes others by then', async () => {
    const { request } = await ask();
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(text((await page.get(`/requests/${request}/options`)).text)).toContain(
      'One booked stay changes beds: Pip Nolan from Bed 1 to Bed 2',
    );
    const shown = await page.get(`/requests/${request}/propose?arrival=${make.today(20)}`);
    expect(text(shown.text)).toContain('Pip Nolan moves from Bed 1 to Bed 2');
    const [, moves] = /name="moves" value="([^"]*)"/.exec(shown.text)!;
    expect(moves).toBe(`${pipStay}:${house.beds[1]}`);

    await app.sql(`UPDATE young_people SET keeps_room = true WHERE id = $1`, [pip]);
    const form = { arrival: make.today(20), bed: house.beds[1]!, moves: moves! };
    const again = await page.post(`/requests/${request}/propose`, form);
    expect(again.status).toBe(409);
    expect(text(again.text)).toContain('By now it takes other moves. Nothing has been done.');
    expect(text(again.text)).toContain('Rae Jolly moves from Bed 2 to Bed 1');
    expect(await bedOf(raeStay)).toBe(house.beds[1]);
    const [, others] = /name="moves" value="([^"]*)"/.exec(again.text)!;
    const done = await page.post(`/requests/${request}/propose`, { ...form, moves: others! });
    expect(done).toMatchObject({ status: 303, location: `/requests/${request}` });
    expect(await bedOf(raeStay)).toBe(house.beds[0]);

    // Whoever signs signs the moves, too; the key worker is told of none.
    const { offer } = (await make.as(house.manager).get(`/requests/${request}`)).body as { offer: { id: string } };
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    for (const path of [`/requests/${request}`, `/offers/${offer.id}/sign`])
      expect(text((await manager.get(path)).text)).toContain('Rae Jolly moved from Bed 2 to Bed 1');
    await make.as(house.manager).post(`/offers/${offer.id}/sign`, { reasons: 'Suits' }).expect(200);
    const told = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    expect(told.body.offer.moves).toEqual([]);
  });
});
