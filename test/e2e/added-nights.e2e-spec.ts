import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sayDate } from '../../src/kernel/say-date.js';
import { date } from '../../src/web/filters.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
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

const signIn = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const staffed = (inDays: number, take: number) =>
  make
    .as(house.staff)
    .post(`/units/${house.unit}/staffing/nights`, { night: make.today(inDays), take, high: 0 })
    .expect(201);
const gone = { reason: 'An agency worker comes in', by: expect.any(String), at: expect.any(String) };
const short = { sentence: expect.stringContaining('2 young people, and staff for 1') };

/** Two stays side by side, and a night after them for which the staff can take one. */
async function twoAndShortNight(inDays: number): Promise<{ stay: string; departure: string }> {
  const [ash, bo] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Bo' })];
  const stay = await make.aStay(house, ash, { inDays, nights: 2 });
  await make.aStay(house, bo, { inDays, nights: 3 });
  await staffed(inDays + 2, 1);
  return { stay, departure: make.today(inDays + 3) };
}

describe('nights that are added to a stay', () => {
  it('beyond what the staff can take are refused in figures, until a manager goes over it: that is kept and shown', async () => {
    const { stay, departure } = await twoAndShortNight(10);
    const extend = (more: object) =>
      make.as(house.manager).post(`/stays/${stay}/extend`, { departure, reasons: 'Their mother is ill', ...more });
    const refused = await extend({}).expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/not-possible-staffing',
      title: expect.stringMatching(/2 young people, and staff for 1.* If you go over it, say why/),
      errors: [{ field: 'overrule' }],
    });
    expect(await app.sql(`SELECT 1 FROM overrules WHERE stay_id = $1`, [stay])).toEqual([]);
    await extend({ overrule: gone.reason }).expect(200);
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    expect(body).toMatchObject({ departure, goneOver: [{ ...gone, ...short, by: house.manager.name }] });
    const { body: request } = await make.as(house.staff).get(`/requests/${body.requestId}`).expect(200);
    expect(request.goneOver).toEqual(body.goneOver);
    const { body: told } = await make.as(house.worker).get(`/stays/${stay}`).expect(200);
    expect(told.goneOver).toEqual([]);
    expect(JSON.stringify(told)).not.toMatch(/staff for|agency/);
  });

  it('keep nothing on record that was not gone over', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 40 });
    const more = { departure: make.today(44), reasons: 'Half-term', overrule: 'In case' };
    await make.as(house.manager).post(`/stays/${stay}/extend`, more).expect(200);
    expect(await app.sql(`SELECT 1 FROM overrules WHERE stay_id = $1`, [stay])).toEqual([]);
  });

  it('are signed on their page: it asks why the manager goes over it, keeps what was typed, and says it on the stay', async () => {
    const { stay, departure } = await twoAndShortNight(60);
    const manager = await signIn(house.manager);
    expect((await manager.get(`/stays/${stay}`)).text).toContain(`/stays/${stay}/extend`);
    const form = await manager.get(`/stays/${stay}/extend`);
    expect(form.text).not.toContain('id="overrule"');
    const early = await manager.post(`/stays/${stay}/extend`, { departure: make.today(61), reasons: 'Mum is ill' });
    expect(early).toMatchObject({ status: 400, text: expect.stringContaining('id="departure-error"') });
    expect(early.text).toContain('Mum is ill');
    const refused = await manager.post(`/stays/${stay}/extend`, { departure, reasons: 'Mum is ill' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('id="overrule-error"');
    expect(refused.text).toContain('Mum is ill');
    const signed = await manager.post(`/stays/${stay}/extend`, {
      ...{ departure, reasons: 'Mum is ill', overrule: gone.reason },
    });
    expect(signed).toMatchObject({ status: 303, location: `/stays/${stay}` });
    const after = (await manager.get(`/stays/${stay}`)).text;
    for (const said of ['What a manager went over', 'staff for 1', gone.reason]) expect(after).toContain(said);
    const worker = (await (await signIn(house.worker)).get(`/stays/${stay}`)).text;
    expect(worker).not.toContain('staff for 1');
    const staff = await signIn(house.staff);
    expect((await staff.get(`/stays/${stay}`)).text).not.toContain(`/stays/${stay}/extend`);
    expect((await staff.get(`/stays/${stay}/extend`)).status).toBe(403);
  });

  it('are refused where the bed is taken, by what took it, with the form as it was typed', async () => {
    const [ash, bo] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Bo' })];
    const bed = house.beds[0]!;
    const stay = await make.aStay(house, ash, { inDays: 80, nights: 2, bed });
    await make.aStay(house, bo, { inDays: 82, nights: 2, bed });
    const manager = await signIn(house.manager);
    await manager.get(`/stays/${stay}/extend`);
    const refused = await manager.post(`/stays/${stay}/extend`, { departure: make.today(83), reasons: 'Mum is ill' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Bed 1 is booked for Bo');
    expect(refused.text).toContain('Mum is ill');
  });
});

describe('nights that are taken off a stay', () => {
  it('are free at once, and the page says until when they can be', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 100, nights: 3 });
    const staff = await signIn(house.staff);
    await staff.get(`/stays/${stay}/shorten`);
    const wrong = await staff.post(`/stays/${stay}/shorten`, { departure: make.today(100) });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain(`Choose ${sayDate(make.today(101))} or later.`);
    expect((await staff.post(`/stays/${stay}/shorten`, { departure: make.today(101) })).status).toBe(303);
    expect((await staff.get(`/stays/${stay}`)).text).toContain('The nights after it are free.');
    expect((await make.as(house.staff).get(`/stays/${stay}`)).body).toMatchObject({ departure: make.today(101) });
  });
});

describe('the page of somebody who stays on', () => {
  it('names beforehand who is to have the bed after them, booked or by an offer', async () => {
    const place = await make.aHouse({ beds: 2 });
    const people = ['Ash', 'Bo', 'Cy', 'Di'].map((firstName) => make.aYoungPerson(place, { firstName }));
    const [ash, bo, cy, di] = await Promise.all(people);
    const bed = place.beds[0]!;
    const stay = await make.aStay(place, ash!, { inDays: 1, nights: 1, bed });
    await make.aStay(place, bo!, { inDays: 3, nights: 1, bed });
    await make.anOffer(place, cy!, { inDays: 5, nights: 1, bed });
    await make.aStay(place, di!, { inDays: 2, nights: 1, bed: place.beds[1]! });
    app.clock.advance({ days: 1 });
    await make.as(place.staff).post(`/stays/${stay}/arrive`).expect(200);
    const { text } = await (await signIn(place.staff)).get(`/stays/${stay}/stay-on`);
    expect(text).toContain(`Bo Example, from ${date(make.today(2))}`);
    expect(text).toContain(`Cy Example, from ${date(make.today(4))} (an offer)`);
    expect(text).not.toContain('Di Example');
    const trail = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'company.read' AND subject_id = $1 AND young_people @> $2::uuid[]`,
      [stay, [bo, cy]],
    );
    expect(trail).toHaveLength(1);
  });
});
