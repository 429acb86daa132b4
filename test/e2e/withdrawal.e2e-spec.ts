import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
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
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

interface Withdrawal {
  possible: boolean;
  why: string;
  seen: string;
  goes: { part: string; waiting: boolean; offers: { id: string }[]; stay: { id: string; bed: object | null } | null }[];
  stays: { parts: { part: string; why: string }[]; stays: { id: string; state: string }[]; visits: { id: string }[] };
}
const look = async (by: TestUser, request: string) =>
  (await make.as(by).get(`/requests/${request}/withdrawal`).expect(200)).body as Withdrawal;
const withdraw = (by: TestUser, request: string, body: object = { reasons: 'They moved away' }) =>
  make.as(by).post(`/requests/${request}/withdraw`, body);
const live = (request: string) => app.sql(`SELECT purpose FROM bed_claims WHERE request_id = $1 AND live`, [request]);
const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');
const bookedRequest = async (inDays = 20) => {
  const stay = await make.aStay(house, ash, { inDays });
  const [{ request_id: request }] = (await app.sql<{ request_id: string }>(
    `SELECT p.request_id FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1`,
    [stay],
  )) as [{ request_id: string }];
  return { stay, request };
};

describe('what goes with a request', () => {
  it('is every bed that is held, as the person may know of it, and all of it goes at once', async () => {
    const request = await make.aRequest(house, ash, { inDays: 30, slack: 20 });
    const hold = async (inDays: number, by: TestUser, given = {}) =>
      (
        (
          await make
            .as(by)
            .post(`/requests/${request}/offers`, {
              ...{ arrival: make.today(inDays), departure: make.today(inDays + 2), ...given },
            })
            .expect(201)
        ).body as { id: string }
      ).id;
    const signed = await hold(30, house.manager, { reasons: 'Suits the group' });
    const proposed = await hold(40, house.staff);
    expect((await look(house.manager, request)).goes[0]!.offers.map(({ id }) => id)).toEqual([signed, proposed]);
    const told = await look(house.worker, request);
    expect(told).toMatchObject({ possible: true, why: '', goes: [{ waiting: false, stay: null }] });
    expect(told.goes[0]!.offers.map(({ id }) => id)).toEqual([signed]);
    await withdraw(house.worker, request, { reasons: ' ' }).expect(400);
    const { body } = await withdraw(house.worker, request, { reasons: 'They moved away', seen: told.seen }).expect(200);
    expect(body).toMatchObject({ state: 'withdrawn', offers: [], offer: null, nextAction: null });
    expect(await live(request)).toEqual([]);
    await make.as(house.manager).post(`/offers/${proposed}/sign`, { reasons: 'x' }).expect(409);
    expect(await look(house.manager, request)).toMatchObject({
      possible: false,
      why: expect.stringContaining('Withdrawn'),
    });
  });

  it('is its place on the waiting list', async () => {
    const request = await make.aRequest(house, ash);
    await make.as(house.staff).post(`/requests/${request}/waitlist`, { reasons: 'Full' }).expect(200);
    expect((await look(house.worker, request)).goes[0]!.waiting).toBe(true);
    await withdraw(house.worker, request).expect(200);
  });

  it('is refused with a stale list, and nothing of it has gone', async () => {
    const request = await make.aRequest(house, ash, { inDays: 30 });
    const { seen } = await look(house.worker, request);
    const nights = { arrival: make.today(30), departure: make.today(32), reasons: 'Suits the group' };
    await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
    const refused = await withdraw(house.worker, request, { reasons: 'x', seen }).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/changed-meanwhile' });
    expect(await live(request)).toHaveLength(1);
    const etag = (await make.as(house.worker).get(`/requests/${request}`).expect(200)).headers['etag'] as string;
    await make
      .as(house.staff)
      .post(`/offers/${(await look(house.manager, request)).goes[0]!.offers[0]!.id}/extend`, { reasons: 'x' });
    app.clock.advance({ days: 3 });
    await make
      .as(house.staff)
      .post(`/offers/${(await look(house.manager, request)).goes[0]!.offers[0]!.id}/extend`, { reasons: 'x' })
      .expect(200);
    await withdraw(house.worker, request).set('If-Match', etag).expect(412);
    const again = await look(house.worker, request);
    await withdraw(house.worker, request, { reasons: 'x', seen: again.seen }).expect(200);
  });
});

describe('a request whose stay is to come', () => {
  it('goes with the stay, which is cancelled by the family with its notice; what stays is said', async () => {
    const { request, stay } = await bookedRequest();
    const visit = await make.as(house.staff).post(`/units/${house.unit}/visits`, {
      ...{ youngPerson: ash, date: make.today(5), startsAt: '16:00', endsAt: '17:00', kind: 'tea' },
    });
    const told = await look(house.worker, request);
    expect(told).toMatchObject({
      ...{ possible: true, goes: [{ stay: { id: stay, bed: { name: 'Bed 1' } } }] },
      stays: { stays: [], visits: [{ id: (visit.body as { id: string }).id }] },
    });
    const said = { by: 'family', code: 'changed_plans', seen: told.seen };
    const { body } = await withdraw(house.worker, request, said).expect(200);
    expect(body).toMatchObject({ state: 'withdrawn', stay: null, otherStays: [{ id: stay, state: 'cancelled' }] });
    const cancelled = await make.as(house.worker).get(`/stays/${stay}`).expect(200);
    expect(cancelled.body).toMatchObject({
      state: 'cancelled',
      ending: { kind: 'cancelled_by_family', code: 'changed_plans' },
    });
    expect(await live(request)).toEqual([]);
    expect((body as { events: { action: string; said: string | null }[] }).events.slice(-2)).toMatchObject([
      { action: 'withdraw', from: 'booked', to: 'withdrawn' },
      { action: 'cancelled', said: expect.any(String) },
    ]);
    expect(
      (
        await make
          .as(house.staff)
          .get(`/visits/${(visit.body as { id: string }).id}`)
          .expect(200)
      ).body,
    ).toMatchObject({
      state: 'planned',
    });
  });

  it('keeps its old call: a reason in words is enough, and a wrong one from the list is told', async () => {
    const { request, stay } = await bookedRequest();
    await withdraw(house.worker, request, {}).expect(400);
    await withdraw(house.worker, request, { by: 'unit', code: 'staffing' }).expect(400);
    await withdraw(house.manager, request, { by: 'unit', code: 'safety', reasons: 'As agreed' }).expect(200);
    const read = await make.as(house.worker).get(`/stays/${stay}`).expect(200);
    expect(read.body).toMatchObject({ state: 'cancelled', ending: { kind: 'cancelled_by_unit', code: null } });
  });

  it('is for the unit once the first night has begun, and from the arrival on for nobody', async () => {
    const { request, stay } = await bookedRequest(0);
    app.clock.advance({ days: 1 });
    const late = await look(house.worker, request);
    expect(late).toMatchObject({ possible: false, why: expect.stringContaining('first night of this stay has begun') });
    await withdraw(house.worker, request).expect(403);
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    const refused = await withdraw(house.manager, request).expect(409);
    expect((refused.body as { title: string }).title).toMatch(/This request is “Staying now”.*record the departure/);
    expect(await look(house.manager, request)).toMatchObject({
      ...{ possible: false, goes: [] },
      stays: { stays: [{ id: stay, state: 'in_residence' }] },
    });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    await withdraw(house.manager, request).expect(409);
  });

  it('is withdrawn once, and never while somebody writes down that they came', async () => {
    for (const _ of [1, 2, 3]) {
      ash = await make.aYoungPerson(house);
      const { request, stay } = await bookedRequest(0);
      const [gone, came] = await Promise.all([
        withdraw(house.manager, request),
        make.as(house.staff).post(`/stays/${stay}/arrive`),
      ]);
      expect(came.status).toBe(200);
      expect([200, 409]).toContain(gone.status);
      const { body } = await make.as(house.manager).get(`/requests/${request}`).expect(200);
      expect(body).toMatchObject({ state: 'in_residence', stay: { id: stay } });
    }
    const { request } = await bookedRequest(40);
    const twice = await Promise.all([1, 2].map(() => withdraw(house.manager, request)));
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('a request that wants several stays', () => {
  it('goes with all that can go, each part with what is its own; what has happened stays', async () => {
    const windows = [0, 20, 40].map((inDays) => ({ from: make.today(inDays), to: make.today(inDays + 3) }));
    const asked = { youngPerson: ash, unit: house.unit, nights: 2, purpose: 'Sleep', windows, breaks: 3 };
    const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
    const { id: request, parts } = body as { id: string; parts: { id: string }[] };
    const book = async (part: string, inDays: number) => {
      const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2), reasons: 'Suits' };
      const offer = await make.as(house.manager).post(`/requests/${part}/offers`, nights).expect(201);
      const said = { answeredBy: 'Their mother', how: 'telephone' };
      const { id } = offer.body as { id: string };
      const booked = await make.as(house.worker).post(`/offers/${id}/accept`, said).expect(200);
      return (booked.body as { stay: { id: string } }).stay.id;
    };
    const [here, coming] = [await book(parts[0]!.id, 0), await book(parts[1]!.id, 20)];
    await make.as(house.staff).post(`/stays/${here}/arrive`).expect(200);
    const told = await look(house.worker, request);
    expect(told.goes).toMatchObject([
      { part: parts[1]!.id, stay: { id: coming } },
      { part: parts[2]!.id, stay: null },
    ]);
    expect(told.stays).toMatchObject({
      parts: [{ part: parts[0]!.id, why: expect.stringContaining('what has begun is not withdrawn') }],
      stays: [{ id: here, state: 'in_residence' }],
    });
    await withdraw(house.worker, request, { code: 'changed_plans', seen: told.seen }).expect(400);
    await withdraw(house.worker, request, { code: 'changed_plans', reasons: 'x', seen: told.seen }).expect(200);
    const after = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    expect((after.body as { parts: { state: string }[] }).parts.map(({ state }) => state)).toEqual([
      ...['in_residence', 'withdrawn', 'withdrawn'],
    ]);
    expect((await make.as(house.staff).get(`/stays/${coming}`).expect(200)).body).toMatchObject({ state: 'cancelled' });
  });
});

describe('the page', () => {
  it('shows everything that goes and what stays, and shows it anew where it has changed', async () => {
    const { request } = await bookedRequest();
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/requests/${request}/withdraw`;
    const page = await worker.get(path);
    expect(text(page.text)).toMatch(
      /What goes .*it ends, .*The stay .*\(Bed 1\): it is cancelled.*What stays .*on record/,
    );
    expect(page.text).not.toContain('value="unit:staffing"');
    const seen = /name="seen" value="([^"]+)"/.exec(page.text)![1]!;
    const typed = { ending: 'family:other', date: make.today(), time: '00:00', seen };
    const missing = await worker.post(path, typed);
    expect([missing.status, text(missing.text)]).toEqual([
      400,
      expect.stringContaining('Say in a few words what the reason was'),
    ]);
    const stale = await worker.post(path, { ...typed, seen: 'another', reasons: 'Grandmother is ill' });
    expect(stale.status).toBe(409);
    expect(text(stale.text)).toContain('has changed since you looked');
    expect(stale.text).toContain('Grandmother is ill');
    expect((await worker.post(path, { ...typed, reasons: 'Grandmother is ill' })).status).toBe(303);
    expect(text((await worker.get(`/requests/${request}`)).text)).toMatch(/Withdrawn.*Cancelled/);
  });
});
