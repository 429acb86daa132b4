import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 3 });
});

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(app.clock.now().getTime() - hours * HOUR).toISOString();
const step = (stay: string, name: string, body = {}, by = house.staff) =>
  make.as(by).post(`/stays/${stay}/${name}`, body);
interface Recorded {
  action: string;
  text: string;
  note: string;
  happenedAt: string | null;
}
const open = async (stay: string) =>
  (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as { events: Recorded[]; warnings: object[] };
const nights = (stay: string) =>
  app.sql(`SELECT arrival, departure, bed_id AS bed FROM bed_claims WHERE stay_id = $1 AND live ORDER BY 1`, [stay]);
const title = (answer: { body: unknown }) => (answer.body as { title: string }).title;

describe('an arrival that was recorded for the wrong stay', () => {
  it('before the planned day is asked about', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 2 });
    const asked = await step(stay, 'arrive').expect(400);
    expect(asked.body.errors).toMatchObject([{ field: 'certain' }]);
    expect(title(asked)).toMatch(/is 2 days before/);
    await step(stay, 'arrive', { certain: true }).expect(200);
    const early = await make.aStay(house, await make.aYoungPerson(house), { inDays: 1 });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${early}/arrive`)).text).toMatch(
      /Ash is planned to arrive on [^<]*\. Did they arrive/,
    );
    const now = await page.get(`/stays/${early}/arrive`);
    const [date, time] = ['date', 'time'].map(
      (name) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(now.text)![1]!,
    );
    const unsure = await page.post(`/stays/${early}/arrive`, { date: date!, time: time! });
    expect([unsure.status, unsure.text]).toEqual([400, expect.stringContaining('is 1 day before')]);
    expect(title(await step(early, 'arrive').expect(400))).toMatch(/is 1 day before .* planned to arrive\. Check whom/);
    expect((await page.post(`/stays/${early}/arrive`, { date: date!, time: time!, certain: 'yes' })).status).toBe(303);
    // On the planned day nobody is asked.
    const due = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    expect((await page.get(`/stays/${due}/arrive`)).text).not.toContain('Did they arrive before');
    await step(due, 'arrive').expect(200);
  });

  it('is undone: the stay is booked again on its planned nights and in its bed, and the reason is on record', async () => {
    const [one] = house.beds as [string];
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, nights: 2, bed: one });
    const bo = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), {
      inDays: 0,
      nights: 1,
      bed: one,
    });
    await step(stay, 'arrive', { certain: true }).expect(200);
    expect(await open(bo)).toMatchObject({ conflict: { why: 'displaced' } });
    await step(stay, 'undo-arrival').expect(400);
    await step(stay, 'undo-arrival', { reason: 'x' }, house.worker).expect(403);
    const { body } = await step(stay, 'undo-arrival', { reason: 'It was Bo' }).expect(200);
    const planned = { arrival: make.today(1), departure: make.today(3) };
    expect(body).toMatchObject({ state: 'booked', arrivedAt: null, conflict: null, ...planned });
    expect(await nights(stay)).toEqual([{ ...planned, bed: one }]);
    expect(await open(bo)).toMatchObject({ conflict: null, bed: { id: one } });
    const { events } = await open(stay);
    expect(events.map(({ action }) => action)).toEqual(['arrival_undone', 'arrived', 'booked']);
    expect(events[0]!.note).toBe('It was Bo');
    expect(events[0]!.text).toMatch(/undid the arrival/);
    await step(stay, 'undo-arrival', { reason: 'x' }).expect(409);
  });

  it('leaves the stay waiting for a bed where somebody has it by now, and gives it back when they leave', async () => {
    house = await make.aHouse({ beds: 2 });
    const [one, two] = house.beds as [string, string];
    const bo = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), {
      ...{ inDays: 0, nights: 1, bed: one },
    });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 2, nights: 2, bed: one });
    const cy = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Cy' }), {
      ...{ inDays: 2, nights: 2, bed: two },
    });
    await step(bo, 'arrive').expect(200);
    // Nobody has recorded that Bo has left, so Ash is put into the bed that was meant for Cy.
    app.clock.advance({ days: 2 });
    expect((await step(stay, 'arrive').expect(200)).body).toMatchObject({ bed: { id: two } });
    expect(await open(cy)).toMatchObject({ conflict: { why: 'displaced' } });
    const { body } = await step(stay, 'undo-arrival', { reason: 'The wrong child' }).expect(200);
    expect(body).toMatchObject({ state: 'booked', bed: null, conflict: { why: 'displaced' } });
    expect(await open(cy)).toMatchObject({ conflict: null, bed: { id: two } });
    await step(bo, 'depart').expect(200);
    expect(await open(stay)).toMatchObject({ conflict: null, bed: { id: one } });
  });

  it('of a child who came without a request cancels the placement', async () => {
    const wrong = { youngPerson: await make.aYoungPerson(house), departure: make.today(2), authority: 'Kit Duty' };
    const placed = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, wrong).expect(201);
    const { id } = placed.body as { id: string };
    expect((await step(id, 'undo-arrival', { reason: 'Another child' }).expect(200)).body).toMatchObject({
      ...{ state: 'cancelled', arrivedAt: null },
    });
    expect(await nights(id)).toEqual([]);
  });
});

describe('a departure that was recorded and did not happen', () => {
  it('is undone: they are staying until the planned day, and what was recorded stays', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 4 });
    await step(stay, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    await step(stay, 'depart', { reason: 'Homesick' }).expect(200);
    const { body } = await step(stay, 'undo-departure', { reason: 'It was Bo who left' }).expect(200);
    const planned = { arrival: make.today(-1), departure: make.today(3) };
    expect(body).toMatchObject({ state: 'in_residence', departedAt: null, ...planned });
    expect(await nights(stay)).toMatchObject([planned]);
    expect((await open(stay)).events.slice(0, 2)).toMatchObject([
      { action: 'departure_undone', note: 'It was Bo who left' },
      { action: 'departed', note: 'Homesick' },
    ]);
  });

  it('is kept where they have arrived somewhere since, and says so', async () => {
    const ash = await make.aYoungPerson(house);
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    await step(stay, 'arrive').expect(200);
    app.clock.advance({ hours: 20 });
    await step(stay, 'depart').expect(200);
    const came = { youngPerson: ash, departure: make.today(1), authority: 'Kit Duty' };
    await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, came).expect(201);
    const refused = await step(stay, 'undo-departure', { reason: 'x' }).expect(409);
    expect(title(refused)).toMatch(/^They are recorded as having arrived here on .* since then/);
  });
});

describe('a time that was recorded wrongly', () => {
  it('is put right with a reason, also after the departure; earlier notes stay', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 3 });
    const first = ago(1);
    await step(stay, 'arrive', { at: first }).expect(200);
    app.clock.advance({ days: 2 });
    await step(stay, 'depart', { reason: 'Homesick' }).expect(200);
    expect((await step(stay, 'depart', { at: ago(1) }).expect(400)).body.errors).toMatchObject([{ field: 'reason' }]);
    await step(stay, 'depart', { at: ago(1), reason: 'Misread' }).expect(200);
    expect((await step(stay, 'arrive', { at: first }).expect(400)).body.errors).toMatchObject([{ field: 'reason' }]);
    await step(stay, 'arrive', { at: ago(0), reason: 'x' }).expect(400);
    const earlier = new Date(Date.parse(first) - 24 * HOUR).toISOString();
    // A day of it is what the reason is about: nobody is asked once more.
    const { body } = await step(stay, 'arrive', { at: earlier, reason: 'They came the day before' }).expect(200);
    expect(body).toMatchObject({
      ...{ state: 'completed', arrivedAt: earlier, arrival: make.today(-3), departure: make.today() },
      ...{ plannedArrival: make.today(-2), plannedDeparture: make.today(1), endedWhy: 'Homesick' },
    });
    expect(await nights(stay)).toMatchObject([{ arrival: make.today(-3), departure: make.today() }]);
    const { events } = await open(stay);
    expect(events.map(({ note }) => note)).toEqual(['They came the day before', 'Misread', 'Homesick', '', '']);
    expect(events[0]).toMatchObject({ action: 'arrival_corrected', happenedAt: earlier, insteadOf: first });
    expect(events[0]!.text).toMatch(/^Arrival corrected: .* instead of .*, by /);
    const worker = await make.as(house.worker).get(`/stays/${stay}`).expect(200);
    expect((worker.body as { events: Recorded[] }).events).toEqual([]);
  });

  it('is said to be put right, and not to have happened once more', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 3 });
    await step(stay, 'arrive', { at: ago(2) }).expect(200);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const right = { date: make.today(), time: '11:15', reason: 'Misread' };
    expect((await page.post(`/stays/${stay}/arrive`, right)).status).toBe(303);
    const { text } = await page.get(`/stays/${stay}`);
    expect(text).toMatch(/Corrected: Ash arrived on [^<]* at 11:15\./);
    expect(text).not.toContain('Ash has arrived.');
    await step(stay, 'depart', { reason: 'Homesick' }).expect(200);
    expect((await page.post(`/stays/${stay}/depart`, { ...right, time: '11:45' })).status).toBe(303);
    expect((await page.get(`/stays/${stay}`)).text).toMatch(/Corrected: Ash left on [^<]* at 11:45\./);
  });

  it('of a departure on the day of arrival gives back the bed that was theirs, and one night', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), {
      inDays: 0,
      nights: 12,
      bed: house.beds[1]!,
    });
    await step(stay, 'arrive', { at: ago(2) }).expect(200);
    const none = await step(stay, 'depart', { at: ago(1) }).expect(200);
    expect(none.body).toMatchObject({ arrival: make.today(), departure: make.today(1) });
    expect(await nights(stay)).toEqual([]);
    app.clock.advance({ days: 1 });
    const { body } = await step(stay, 'depart', { at: ago(1), reason: 'They left this morning' }).expect(200);
    const spent = { arrival: make.today(-1), departure: make.today() };
    expect(body).toMatchObject({ ...spent, plannedDeparture: make.today(11) });
    expect(await nights(stay)).toEqual([{ ...spent, bed: house.beds[1] }]);
    expect((await open(stay)).warnings).toEqual([]);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${stay}`)).text).toMatch(/1 night; planned: /);
    expect((await page.get('/stays?show=past')).text).toContain('Planned: ');
  });

  it('leaves alone where they are now: an arrival corrected after the departure ends no stay at another unit', async () => {
    const there = await make.aHouse({ beds: 1, organisation: house.organisation });
    const ash = await make.aYoungPerson(house);
    await app.sql(
      `INSERT INTO access_grants (young_person_id, unit_id, why, valid_from) VALUES ($1, $2, 'known_to_unit', now() - interval '1 year')`,
      [ash, there.unit],
    );
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    await step(stay, 'arrive').expect(200);
    const earlier = ago(1);
    app.clock.advance({ days: 1 });
    await step(stay, 'depart').expect(200);
    const came = { youngPerson: ash, departure: make.today(2), authority: 'Kit Duty' };
    const placed = await make.as(there.staff).post(`/units/${there.unit}/emergency-stays`, came).expect(201);
    await step(stay, 'arrive', { at: earlier, reason: 'Misread' }).expect(200);
    const { id } = placed.body as { id: string };
    expect((await make.as(there.staff).get(`/stays/${id}`)).body).toMatchObject({ state: 'in_residence' });
  });

  it('that lies before they left on their own earlier stay says which departure to put right first', async () => {
    const ash = await make.aYoungPerson(house);
    const first = await make.aStay(house, ash, { inDays: 0, nights: 1, bed: house.beds[0]! });
    const second = await make.aStay(house, ash, { inDays: 1, nights: 2, bed: house.beds[1]! });
    await step(first, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    await step(first, 'depart', { at: ago(1) }).expect(200);
    const refused = await step(second, 'arrive', { at: ago(3) }).expect(409);
    expect(title(refused)).toMatch(
      /^They are recorded as having left on .* at \d\d:\d\d: correct that departure first/,
    );
    await step(second, 'arrive').expect(200);
    app.clock.advance({ hours: 1 });
    const late = await step(first, 'depart', { at: ago(0.5), reason: 'x' }).expect(409);
    expect(title(late)).toMatch(/^They are recorded as having arrived here on /);
  });
});

describe('a stay that took place all the same', () => {
  it('is recorded as arrived though it was cancelled, and a second booking of it is named', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2, bed: house.beds[2]! });
    await step(stay, 'cancel', { reason: 'Ill' }).expect(200);
    await step(stay, 'arrive', {}, house.worker).expect(403);
    const { body } = await step(stay, 'arrive').expect(200);
    expect(body).toMatchObject({ state: 'in_residence', endedWhy: '', bed: { name: 'Bed 3' } });
    expect((await open(stay)).events.map(({ action }) => action)).toEqual(['arrived', 'cancelled', 'booked']);
  });
});

describe('a key worker', () => {
  it('cancels until the first night has begun, and is told who can after that', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    const later = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    await step(later, 'cancel', { reason: 'Ill' }, house.worker).expect(200);
    app.clock.goTo('16:00');
    const refused = await step(stay, 'cancel', { reason: 'Ill' }, house.worker).expect(403);
    expect(title(refused)).toMatch(/^The first night of this stay has begun\. The unit’s staff or a manager/);
    const page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await page.get(`/stays/${stay}`)).text).not.toContain(`/stays/${stay}/cancel`);
    expect((await page.get(`/stays/${stay}/cancel`)).text).toContain('The first night of this stay has begun.');
    await step(stay, 'cancel', { reason: 'Ill' }).expect(200);
  });
});

describe('the pages of a correction', () => {
  it('begin with what is recorded, ask why, lose nothing typed, and say what was done', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
    await step(stay, 'arrive', { at: ago(2) }).expect(200);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const form = (await page.get(`/stays/${stay}/arrive`)).text;
    expect(form).toContain('Correct the arrival');
    expect(form).toContain('value="10:00"');
    const typed = { date: make.today().split('-').toReversed().join('/'), time: '11:15' };
    const asked = await page.post(`/stays/${stay}/arrive`, typed);
    expect(asked.status).toBe(400);
    expect(asked.text).toContain('Say why the arrival is corrected.');
    expect(asked.text).toContain('value="11:15"');
    expect((await page.post(`/stays/${stay}/arrive`, { ...typed, reason: 'Misread' })).status).toBe(303);
    expect((await page.get(`/stays/${stay}`)).text).toMatch(/Arrival corrected: 11:15 instead of 10:0\d/);
    const undone = await page.post(`/stays/${stay}/undo-arrival`, { reason: 'The wrong child' });
    expect((await page.get(undone.location!)).text).toContain('Ash is expected again.');
  });
});
