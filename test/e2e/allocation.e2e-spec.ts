import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, weekdayOf } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Days from today to the next Monday that is a week ahead, in a term that goes on for half a year. */
let monday: number;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  // The next 1 June: no bank holiday falls into the weeks after it.
  const days = Array.from({ length: 366 }, (_, day) => day);
  app.clock.advance({ days: days.find((day) => make.today(day).endsWith('-06-01'))! });
  house = await make.aHouse();
  monday = 8 + ((8 - weekdayOf(make.today(8))) % 7);
  const terms = [
    ['Before', -60, -1],
    ['Now', 1, 150],
    ['After', 160, 300],
  ].map(([name, from, to]) => `${name},${make.today(Number(from))},${make.today(Number(to))}`);
  await make
    .as(house.manager)
    .post('/school-terms/import', { csv: terms.join('\n') })
    .expect(200);
});
afterAll(() => app?.close());

interface Allocation {
  id: string;
  use: { kinds: { kind: string; granted: number; used: number; booked: number; held: number; left: number }[] } | null;
  ended: { why: string } | null;
}
const grant = (person: string, more: object = {}, by = house.manager) =>
  make.as(by).post(`/young-people/${person}/allocations`, {
    ...{ firstDay: make.today(-30), lastDay: make.today(120), weekday: 4, weekend: 2, holiday: 3 },
    ...more,
  });
const list = async (person: string, by = house.worker) =>
  ((await make.as(by).get(`/young-people/${person}/allocations`).expect(200)).body as { items: Allocation[] }).items;
const used = async (person: string, by = house.worker) =>
  (await list(person, by))[0]!.use!.kinds.map(({ used: spent, booked, held, left }) => [spent, booked, held, left]);

describe('an allocation', () => {
  it('counts what is spent, booked, held and left by kind, and a key worker’s count knows no unsigned proposal', async () => {
    const ash = await make.aYoungPerson(house);
    await grant(ash).expect(201);
    expect(await used(ash)).toEqual([...[[0, 0, 0, 4]], ...[[0, 0, 0, 2]], ...[[0, 0, 0, 3]]]);
    await make.aStay(house, ash, { inDays: monday, nights: 2 });
    await make.anOffer(house, ash, { inDays: monday + 18, nights: 1 });
    const request = await make.aRequest(house, ash, { inDays: monday + 8, nights: 1 });
    const nights = { arrival: make.today(monday + 8), departure: make.today(monday + 9) };
    await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    expect(await used(ash, house.staff)).toEqual([
      [0, 2, 1, 1],
      [0, 0, 1, 1],
      [0, 0, 0, 3],
    ]);
    expect(await used(ash)).toEqual([
      [0, 2, 0, 2],
      [0, 0, 1, 1],
      [0, 0, 0, 3],
    ]);
  });

  it('refuses a kind of which too much is asked, and a manager goes over it with a reason', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await grant(bo).expect(201);
    await make.aStay(house, bo, { inDays: monday, nights: 4 });
    const request = await make.aRequest(house, bo, { inDays: monday + 21, nights: 1 });
    const nights = { arrival: make.today(monday + 21), departure: make.today(monday + 22) };
    const propose = (more: object, by = house.manager) =>
      make.as(by).post(`/requests/${request}/offers`, { ...nights, ...more });
    const refused = await propose({}, house.staff).expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/not-possible-allocation',
      errors: [{ field: 'overrule' }],
      title: expect.stringMatching(
        /With these nights they would have 5 weekday nights from .* to .*, and 4 are granted\. The first arrival that is allowed is Friday /,
      ),
    });
    await propose({ overrule: 'x' }, house.staff).expect(403);
    const made = await propose({ overrule: 'Their grandmother died', reasons: 'Suits' }).expect(201);
    const { id } = made.body as { id: string };
    expect(await app.sql(`SELECT code, reason FROM overrules WHERE offer_id = $1`, [id])).toEqual([
      { code: 'allocation', reason: 'Their grandmother died' },
    ]);
    await make.as(house.worker).post(`/offers/${id}/accept`, { answeredBy: 'Mum', how: 'telephone' }).expect(200);
    expect(await used(bo)).toEqual([
      [0, 5, 0, -1],
      [0, 0, 0, 2],
      [0, 0, 0, 3],
    ]);
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await client.get(`/young-people/${bo}`)).text).toContain('1 over');
  });

  it('is decided again when the offer is signed, and takes nothing back that was signed', async () => {
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    const [first] = await Promise.all([grant(cy)]);
    const request = await make.aRequest(house, cy, { inDays: monday, nights: 2 });
    const nights = { arrival: make.today(monday), departure: make.today(monday + 2) };
    const proposed = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    const offer = (proposed.body as { id: string }).id;
    const sign = () => make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'Suits the group' });
    const revise = (weekday: number) =>
      make
        .as(house.manager)
        .post(`/allocations/${(first!.body as Allocation).id}/revise`, { weekday, reason: 'Panel' });
    await revise(1).expect(200);
    const accept = () => make.as(house.worker).post(`/offers/${offer}/accept`, { answeredBy: 'Mum', how: 'telephone' });
    expect((await sign().expect(409)).body).toMatchObject({ type: '/problems/not-possible-allocation' });
    await revise(2).expect(409);
    const granted = async (weekday: number) => {
      const [now] = await list(cy);
      await make.as(house.manager).post(`/allocations/${now!.id}/revise`, { weekday, reason: 'Panel' }).expect(200);
    };
    await granted(2);
    await sign().expect(200);
    await granted(1);
    await accept().expect(200);
    expect((await list(cy)).map(({ ended }) => ended?.why ?? null)).toEqual([null, 'Panel', 'Panel', 'Panel']);
  });

  it('is granted by who signs, one at a time, and refused where it makes no sense', async () => {
    const di = await make.aYoungPerson(house, { firstName: 'Di' });
    await grant(di, {}, house.worker).expect(403);
    await grant(di, {}, await make.aUser(house, 'manager', 'watcher')).expect(403);
    for (const [wrong, field] of [
      [{ firstDay: '2027-02-29' }, 'firstDay'],
      [{ lastDay: make.today(-31) }, 'lastDay'],
      [{ lastDay: make.today(500) }, 'lastDay'],
      [{ weekday: 10_000 }, 'weekday'],
      [{ weekday: -1 }, 'weekday'],
      [{ weekday: 0, weekend: 0, holiday: 0 }, 'weekday'],
    ] as const)
      expect((await grant(di, wrong).expect(400)).body).toMatchObject({ errors: [{ field }] });
    const answers = await Promise.all(Array.from({ length: 5 }, () => grant(di)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400, 400]);
    await grant(di, { firstDay: make.today(120), lastDay: make.today(200) }).expect(400);
    await grant(di, { firstDay: make.today(121), lastDay: make.today(200) }).expect(201);
    const other = await make.aHouse();
    await make.as(other.manager).get(`/young-people/${di}/allocations`).expect(404);
    await grant(di, {}, other.manager).expect(404);
  });

  it('is granted, changed and ended on pages, and shown where a break is asked for and looked for', async () => {
    const ed = await make.aYoungPerson(house, { firstName: 'Ed' });
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const path = `/young-people/${ed}/allocation`;
    expect((await client.get(`/young-people/${ed}`)).text).toContain('No allocation on record.');
    await client.get(`${path}/new`);
    const typed = { firstDay: make.today(-1), lastDay: make.today(100), weekday: '20', weekend: '12', holiday: 'ten' };
    const wrong = await client.post(`${path}/new`, typed);
    expect([wrong.status, wrong.text]).toEqual([
      400,
      expect.stringContaining('School holiday nights must be a whole number'),
    ]);
    expect((await client.post(`${path}/new`, { ...typed, holiday: '10' })).status).toBe(303);
    const [granted] = await list(ed);
    await client.get(`${path}/${granted!.id}/change`);
    const change = { ...typed, holiday: '8', reason: 'The panel of June' };
    expect((await client.post(`${path}/${granted!.id}/change`, change)).status).toBe(303);
    const { text } = await client.get(path);
    expect(text).toMatch(/Ended by .*: The panel of June/);
    expect((await client.get(`/requests/new?youngPerson=${ed}&unit=${house.unit}`)).text).toContain(
      '40 of 40 nights left',
    );
    const request = await make.aRequest(house, ed, { inDays: monday, nights: 2 });
    const options = await client.get(`/requests/${request}/options`);
    expect(options.text).toContain('40 of 40 nights left from');
    expect(options.text).toContain('75 days in twelve months: kept on every date');
    const [now] = await list(ed);
    await client.get(`${path}/${now!.id}/end`);
    expect((await client.post(`${path}/${now!.id}/end`, { reason: '' })).status).toBe(400);
    expect((await client.post(`${path}/${now!.id}/end`, { reason: 'Moved away' })).status).toBe(303);
    expect((await list(ed)).every(({ ended }) => ended)).toBe(true);
    const other = await make.aYoungPerson(house, { firstName: 'Flo' });
    expect((await client.get(`/young-people/${other}/allocation/${now!.id}/end`)).status).toBe(404);
  });
});

describe('the least gap between two stays', () => {
  const patch = (leastGapDays: unknown, by = house.manager) =>
    make.as(by).patch(`/units/${house.unit}`, { leastGapDays }).set('If-Match', '*');

  it('is set by who signs for the unit', async () => {
    for (const wrong of [-1, 91, 1.5, 'x', 10_000]) await patch(wrong).expect(400);
    await patch(5, house.staff).expect(403);
    await patch(5, await make.aUser(house, 'manager', 'watcher')).expect(403);
    await make.as(house.manager).patch(`/units/${house.unit}`, { leastGapDays: 5 }).expect(428);
    const other = await make.aHouse();
    await make.as(other.manager).patch(`/units/${house.unit}`, { leastGapDays: 5 }).set('If-Match', '*').expect(404);
    expect((await patch(0).expect(200)).body).toMatchObject({ leastGapDays: 0 });
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const path = `/units/${house.unit}/settings`;
    await client.get(path);
    const rest = { wakingNight: 'no', areas: ['', '', '', ''] };
    expect((await client.post(path, { ...rest, leastGapDays: '100' })).status).toBe(400);
    expect((await client.post(path, { ...rest, leastGapDays: '7' })).status).toBe(303);
    expect((await make.as(house.worker).get(`/units/${house.unit}`)).body).toMatchObject({ leastGapDays: 7 });
  });

  it('stands against what is planned too close, on both sides, and can be gone over', async () => {
    await patch(7).expect(200);
    const gil = await make.aYoungPerson(house, { firstName: 'Gil' });
    await make.aStay(house, gil, { inDays: 40, nights: 2 });
    const request = await make.aRequest(house, gil, { inDays: 30, nights: 2, slack: 25 });
    const { body } = await make.as(house.staff).get(`/requests/${request}/options`).expect(200);
    const { options, unavailable } = body as {
      options: { arrival: string }[];
      unavailable: { arrival: string; reasons: { code: string; sentence: string; mayBeOverruled?: true }[] }[];
    };
    const close = unavailable.filter(({ reasons }) => reasons.some(({ code }) => code === 'gap'));
    expect(close.map(({ arrival }) => arrival)).toEqual(
      [32, 33, 34, 35, 36, 37, 38, 42, 43, 44, 45, 46, 47, 48].map((day) => make.today(day)),
    );
    expect(options.map(({ arrival }) => arrival)).toEqual(
      [30, 31, 49, 50, 51, 52, 53, 54, 55].map((day) => make.today(day)),
    );
    expect(close[0]!.reasons[0]!.mayBeOverruled).toBe(true);
    const nights = { arrival: make.today(42), departure: addDays(make.today(42), 2) };
    const refused = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/not-possible-gap',
      title: expect.stringContaining('no day between'),
    });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const page = `/requests/${request}/propose?arrival=${nights.arrival}`;
    const { text } = await manager.get(page);
    expect(text).toContain('name="goesOver" value="yes"');
    const said = { sign: 'yes', reasons: 'Suits', goesOver: 'yes', shown: shownIn(text, 'shown') };
    const form = { arrival: nights.arrival, bed: house.beds[0]!, ...said };
    const asked = await manager.post(`/requests/${request}/propose`, form);
    expect(asked.status).toBe(400);
    expect(asked.text).toContain('Say in a sentence why you go over it.');
    const why = { overrule: 'The family has no other week' };
    expect((await manager.post(`/requests/${request}/propose`, { ...form, ...why })).status).toBe(303);
    expect((await manager.get(`/requests/${request}`)).text).toContain(why.overrule);
    await patch(0).expect(200);
  });
});
