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

const step = (stay: string, name: string, body = {}) => make.as(house.staff).post(`/stays/${stay}/${name}`, body);
const undo = async (stay: string) => (await step(stay, 'undo-arrival', { reason: 'Another child' }).expect(200)).body;
const open = async (stay: string) => (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as object;
const nights = (stay: string) =>
  app.sql(`SELECT arrival, departure, bed_id AS bed FROM bed_claims WHERE stay_id = $1 AND live ORDER BY 1`, [stay]);
const aStay = async (inDays: number, length: number, bed: string) =>
  make.aStay(house, await make.aYoungPerson(house), { inDays, nights: length, bed });

describe('an arrival that is undone on a stay that was not to come', () => {
  it('leaves it cancelled for its own reason, without a bed, and who has that bed by now keeps it', async () => {
    const [one] = house.beds as [string];
    const stay = await aStay(0, 3, one);
    await step(stay, 'cancel', { reason: 'Ill' }).expect(200);
    const bo = await aStay(0, 3, one);
    await step(stay, 'arrive').expect(200);
    expect(await open(bo)).toMatchObject({ conflict: { why: 'displaced' } });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${stay}/undo-arrival`)).text).toContain('The stay will be cancelled again');
    const undone = await page.post(`/stays/${stay}/undo-arrival`, { reason: 'Another child' });
    expect((await page.get(undone.location!)).text).toContain('The arrival is undone, and the stay is cancelled.');
    expect(await open(stay)).toMatchObject({ state: 'cancelled', endedWhy: 'Ill', arrivedAt: null, conflict: null });
    expect(await nights(stay)).toEqual([]);
    expect(await open(bo)).toMatchObject({ conflict: null, bed: { id: one } });
  });

  it('leaves it “did not arrive”, also where another stay is booked for the same request by now', async () => {
    const ash = await make.aYoungPerson(house);
    const request = await make.aRequest(house, ash, { inDays: 0, nights: 2, slack: 8 });
    const book = async (from: number) => {
      const wanted = { arrival: make.today(from), departure: make.today(from + 2), reasons: 'x' };
      const offer = await make.as(house.manager).post(`/requests/${request}/offers`, wanted).expect(201);
      const said = { answeredBy: 'Their mother', how: 'telephone' };
      const taken = await make.as(house.worker).post(`/offers/${(offer.body as { id: string }).id}/accept`, said);
      return (taken.body as { stay: { id: string } }).stay.id;
    };
    const missed = await book(0);
    app.clock.notBefore('16:00');
    await step(missed, 'no-show', { reason: 'Nobody came' }).expect(200);
    await make.as(house.staff).post(`/requests/${request}/review`);
    const other = await book(4);
    app.clock.goTo('12:00', 4);
    await step(missed, 'arrive').expect(200);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${missed}/undo-arrival`)).text).toContain('will be “Did not arrive” again');
    expect(await undo(missed)).toMatchObject({ state: 'no_show', endedWhy: 'Nobody came', conflict: null });
    expect(await nights(missed)).toEqual([]);
    expect(await open(other)).toMatchObject({ state: 'booked', conflict: null });
  });
});

describe('a stay that was called off by mistake', () => {
  it('is booked again in its bed, whether cancelled or recorded as not come to, and keeps what was said in the history', async () => {
    const [one, two] = house.beds as [string, string];
    for (const [stay, end] of [
      [await aStay(0, 3, one), 'no-show'],
      [await aStay(5, 2, two), 'cancel'],
    ] as const) {
      const before = await nights(stay);
      app.clock.notBefore('16:00');
      await step(stay, end, { reason: 'The wrong child' }).expect(200);
      await step(stay, 'undo-ending').expect(400);
      await make.as(house.worker).post(`/stays/${stay}/undo-ending`, { reason: 'x' }).expect(403);
      const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
      expect((await page.get(`/stays/${stay}`)).text).toContain('They are expected after all');
      expect((await page.get(`/stays/${stay}/undo-ending`)).text).toContain('It will be booked again');
      const undone = await page.post(`/stays/${stay}/undo-ending`, { reason: 'It was Bo' });
      expect((await page.get(undone.location!)).text).toContain('Ash is expected again.');
      expect(await open(stay)).toMatchObject({
        ...{ state: 'booked', endedWhy: '', ending: null, conflict: null },
        events: [{ action: 'ending_undone', note: 'It was Bo' }, { note: 'The wrong child' }, { action: 'booked' }],
      });
      expect(await nights(stay)).toEqual(before);
    }
  });

  it('waits for a bed where hers is another’s by now, and is not booked again once withdrawn or over', async () => {
    house = await make.aHouse({ beds: 1 });
    const [one] = house.beds as [string];
    const stay = await aStay(5, 2, one);
    await step(stay, 'cancel', { reason: 'A slip' }).expect(200);
    const bo = await aStay(5, 2, one);
    const again = await step(stay, 'undo-ending', { reason: 'It was Bo' }).expect(200);
    expect(again.body).toMatchObject({ state: 'booked', conflict: { why: 'no_bed' } });
    expect(await open(bo)).toMatchObject({ state: 'booked', conflict: null });
    const { requestId } = (await open(bo)) as { requestId: string };
    await make.as(house.worker).post(`/requests/${requestId}/withdraw`, { reasons: 'They moved' }).expect(200);
    const withdrawn = await step(bo, 'undo-ending', { reason: 'x' }).expect(409);
    expect((withdrawn.body as { type: string }).type).toBe('/problems/not-booked-any-more');
    const missed = await aStay(0, 1, one);
    app.clock.notBefore('16:00');
    await step(missed, 'no-show', { reason: 'Nobody came' }).expect(200);
    app.clock.goTo('12:00', 1);
    await step(missed, 'undo-ending', { reason: 'x' }).expect(409);
  });
});

describe('a departure that is put right', () => {
  it('takes who ended the stay and why with it, and keeps what was recorded where nobody chooses anything else', async () => {
    const stay = await aStay(0, 4, house.beds[0]!);
    await step(stay, 'arrive').expect(200);
    app.clock.goTo('12:00', 1);
    await step(stay, 'depart', { by: 'family', code: 'illness' }).expect(200);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${stay}/depart`)).text).toContain('value="young_person:wanted_home"');
    const when = { date: make.today().split('-').toReversed().join('/'), time: '11:00', reason: 'Misheard' };
    expect((await page.post(`/stays/${stay}/depart`, when)).status).toBe(303);
    expect(await open(stay)).toMatchObject({ ending: { by: 'family', code: 'illness' } });
    const said = { ...when, ending: 'young_person:wanted_home' };
    expect((await page.post(`/stays/${stay}/depart`, said)).status).toBe(303);
    expect(await open(stay)).toMatchObject({ ending: { by: 'young_person', code: 'wanted_home' } });
  });
});

describe('an arrival that is undone after the stay was changed', () => {
  it('goes back to the nights as they were, whether somebody stayed on or a manager signed more', async () => {
    const [one, two] = house.beds as [string, string];
    const planned = { arrival: make.today(0), departure: make.today(1), plannedDeparture: make.today(1) };
    const stay = await aStay(0, 1, one);
    const next = await aStay(1, 3, one);
    await step(stay, 'arrive').expect(200);
    await step(stay, 'stay-on', { departure: make.today(4), reason: 'Snow' }).expect(200);
    expect(await open(next)).toMatchObject({ conflict: { why: 'displaced' } });
    expect(await undo(stay)).toMatchObject({ state: 'booked', conflict: null, ...planned });
    expect(await open(next)).toMatchObject({ conflict: null, bed: { id: one } });
    const longer = await aStay(0, 1, two);
    await step(longer, 'arrive').expect(200);
    const more = { departure: make.today(20), reasons: 'x' };
    await make.as(house.manager).post(`/stays/${longer}/extend`, more).expect(200);
    expect(await undo(longer)).toMatchObject(planned);
    expect(await nights(longer)).toEqual([{ arrival: make.today(0), departure: make.today(1), bed: two }]);
  });

  it('keeps a move that was made before the arrival', async () => {
    const [one, two] = house.beds as [string, string];
    const stay = await aStay(0, 4, one);
    app.clock.goTo('09:00', 1);
    await step(stay, 'move', { bed: two, reasons: 'Broken' }).expect(200);
    const before = await nights(stay);
    expect(before).toHaveLength(2);
    await step(stay, 'arrive').expect(200);
    expect(await undo(stay)).toMatchObject({ state: 'booked', conflict: null });
    expect(await nights(stay)).toEqual(before);
  });

  it('keeps, from tonight, the bed that it was moved to where its own cannot be had', async () => {
    const [one, two] = house.beds as [string, string];
    const stay = await aStay(0, 4, one);
    await step(stay, 'arrive').expect(200);
    app.clock.goTo('09:00', 1);
    await step(stay, 'move', { bed: two, reasons: 'Broken' }).expect(200);
    const broken = { from: make.today(), to: make.today(10), reason: 'damage' };
    await make.as(house.staff).post(`/beds/${one}/out-of-service`, broken).expect(201);
    expect(await undo(stay)).toMatchObject({ state: 'booked', conflict: null });
    expect(await nights(stay)).toEqual([
      { arrival: make.today(-1), departure: make.today(), bed: one },
      { arrival: make.today(), departure: make.today(3), bed: two },
    ]);
  });

  it('keeps the bed that it was given at the arrival where somebody is in its own', async () => {
    const [one] = house.beds as [string];
    const bo = await aStay(0, 1, one);
    const stay = await aStay(2, 2, one);
    await step(bo, 'arrive').expect(200);
    app.clock.advance({ days: 2 });
    const { bed } = (await step(stay, 'arrive').expect(200)).body as { bed: { id: string } };
    expect(bed.id).not.toBe(one);
    expect(await undo(stay)).toMatchObject({ state: 'booked', conflict: null, bed });
  });
});

describe('nights that are taken off a stay of somebody who came early', () => {
  it('may end it before the day on which they were expected', async () => {
    const [one] = house.beds as [string];
    const stay = await aStay(1, 3, one);
    await step(stay, 'arrive', { certain: true }).expect(200);
    const { body } = await step(stay, 'shorten', { departure: make.today(1), reasons: 'x' }).expect(200);
    const short = { arrival: make.today(0), departure: make.today(1) };
    expect(body).toMatchObject({ ...short, plannedArrival: short.arrival, plannedDeparture: short.departure });
    expect(await nights(stay)).toEqual([{ ...short, bed: one }]);
    const planned = { arrival: make.today(1), departure: make.today(4) };
    expect(await undo(stay)).toMatchObject({ ...planned, plannedDeparture: planned.departure, state: 'booked' });
  });
});

describe('a time of a stay that is put right', () => {
  /** Before noon today, at which the test begins: the same time whenever it is asked. */
  const ago = (hours: number) => new Date(noon - hours * 3_600_000).toISOString();
  let noon: number;
  beforeEach(() => {
    noon = app.clock.now().getTime();
  });
  const absences = async (stay: string) =>
    ((await make.as(house.staff).get(`/stays/${stay}/absences`).expect(200)).body as { items: object[] }).items;

  it('is refused where an absence would lie outside it, which is named', async () => {
    const stay = await aStay(0, 5, house.beds[0]!);
    await step(stay, 'arrive', { at: ago(6) }).expect(200);
    await step(stay, 'away', { kind: 'home', since: ago(4) }).expect(200);
    await step(stay, 'back', { at: ago(3) }).expect(200);
    const late = await step(stay, 'arrive', { at: ago(3.5), reason: 'x' }).expect(409);
    expect((late.body as { title: string }).title).toMatch(
      /^They are recorded as away then: “At home” from .* 08:00 until/,
    );
    await step(stay, 'depart', { at: ago(3.5) }).expect(409);
    await step(stay, 'depart', { at: ago(1) }).expect(200);
    await step(stay, 'depart', { at: ago(5), reason: 'x' }).expect(409);
    expect(await absences(stay)).toMatchObject([{ since: ago(4), until: ago(3), ended: 'back' }]);
    await step(stay, 'depart', { at: ago(2), reason: 'x' }).expect(200);
  });

  it('ends, with the departure, an absence that went on until then', async () => {
    const stay = await aStay(0, 5, house.beds[0]!);
    await step(stay, 'arrive', { at: ago(6) }).expect(200);
    await step(stay, 'away', { kind: 'home', since: ago(4) }).expect(200);
    await step(stay, 'depart', { at: ago(5) }).expect(409);
    await step(stay, 'depart', { at: ago(1) }).expect(200);
    await step(stay, 'depart', { at: ago(3), reason: 'x' }).expect(200);
    expect(await absences(stay)).toMatchObject([{ since: ago(4), until: ago(3), ended: 'left' }]);
    await step(stay, 'depart', { at: ago(5), reason: 'x' }).expect(409);
  });
});
