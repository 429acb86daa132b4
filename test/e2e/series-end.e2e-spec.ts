import { seenGroupsOf } from '../support/as-seen.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Withdrawal {
  possible: boolean;
  seen: string;
  goes: { part: string; offers: object[]; stay: { id: string; arrival: string; bed: { name: string } } | null }[];
}
interface Part {
  id: string;
  occurrence: string;
  state: string;
  stay: { id: string } | null;
}
const today = () => dateIn(app.clock.now(), 'Europe/London');
const friday = (weeks: number) => addDays(today(), ((12 - weekdayOf(today())) % 7) + 7 * weeks);
const typed = (date: string) => date.split('-').map(Number).toReversed().join('/');
const at = (path: string) => `/requests/${id}/occurrences/${path}`;
const partsOf = async () =>
  ((await make.as(house.worker).get(`/requests/${id}`).expect(200)).body as { parts: Part[] }).parts;
const states = async () => (await partsOf()).map(({ state }) => state);
const look = async (by: TestUser, date: string) =>
  (
    await make
      .as(by)
      .get(at(`${date}/withdrawal`))
      .expect(200)
  ).body as Withdrawal;
const fieldsOf = (body: unknown) => (body as { errors: { field: string }[] }).errors.map(({ field }) => field);

/** Five weekends: the first three are booked, the fourth is held, the fifth is only asked for. */
beforeEach(async () => {
  house = await make.aHouse();
  const youngPerson = await make.aYoungPerson(house);
  const series = { every: 'week', from: friday(2), nights: 2, times: 5 };
  const asked = { youngPerson, unit: house.unit, purpose: 'Sleep and cook', series };
  id = ((await make.as(house.worker).post('/requests', asked).expect(201)).body as { id: string }).id;
  const breaks = [2, 3, 4].map((weeks) => ({ date: friday(weeks) }));
  const held = await make.as(house.staff).post(at('propose'), { breaks }).expect(200);
  const offers = (held.body as { done: { offer: string }[] }).done.map(({ offer }) => offer);
  const seenGroups = await seenGroupsOf(make, house.manager, id);
  await make.as(house.manager).post(at('sign'), { reasons: 'Suits the group', offers, seenGroups }).expect(200);
  const yes = { answeredBy: 'Their mother', how: 'telephone' };
  await make
    .as(house.worker)
    .post(at('accept'), { ...yes, offers })
    .expect(200);
  await make
    .as(house.staff)
    .post(at('propose'), { breaks: [{ date: friday(5) }] })
    .expect(200);
});

describe('the end of a series by the API', () => {
  it('names every break that would go, and calls off no booked stay that was not seen', async () => {
    const told = await look(house.worker, friday(3));
    expect(told.possible).toBe(true);
    expect(told.goes).toMatchObject([
      { stay: { arrival: friday(3), bed: { name: 'Bed 1' } } },
      { stay: { arrival: friday(4), bed: { name: 'Bed 1' } } },
      { stay: null },
      { stay: null },
    ]);
    const bare = await make
      .as(house.worker)
      .post(at(`${friday(3)}/end`), { reasons: 'They move away' })
      .expect(400);
    expect(fieldsOf(bare.body)).toEqual(['seen', 'by', 'code', 'at']);
    expect(JSON.stringify(bare.body)).toContain('2 booked stays would be cancelled');
    expect(await states()).toEqual(['booked', 'booked', 'booked', 'proposed', 'submitted']);
    const said = { by: 'council', code: 'plan_changed', at: app.clock.now(), seen: told.seen };
    for (const field of ['seen', 'by', 'code', 'at']) {
      const lacking = await make
        .as(house.worker)
        .post(at(`${friday(3)}/end`), { ...said, [field]: undefined, reasons: 'x' });
      expect([lacking.status, fieldsOf(lacking.body)]).toEqual([400, [field]]);
    }
    const done = await make
      .as(house.worker)
      .post(at(`${friday(3)}/end`), { ...said, reasons: 'A new plan' })
      .expect(200);
    expect((done.body as { done: object[] }).done).toHaveLength(4);
    expect(await states()).toEqual(['booked', 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn']);
    for (const { stay } of told.goes.filter((one) => one.stay)) {
      const read = await make.as(house.staff).get(`/stays/${stay!.id}`).expect(200);
      expect(read.body).toMatchObject({
        state: 'cancelled',
        ending: { kind: 'cancelled_by_council', code: 'plan_changed' },
      });
    }
    const live = await app.sql(`SELECT 1 FROM bed_claims WHERE request_id = $1 AND live`, [id]);
    expect(live).toHaveLength(1);
    const events = await app.sql<{ before: { pieces: object[] }; expected_at: Date; arrival: string }>(
      `SELECT e.before, e.expected_at, e.arrival FROM stay_events e JOIN stays s ON s.id = e.stay_id
         JOIN request_parts p ON p.id = s.part_id WHERE p.request_id = $1 AND e.action = 'cancelled' ORDER BY e.arrival`,
      [id],
    );
    expect(events.map(({ arrival, before }) => [arrival, before.pieces.length])).toEqual([
      [friday(3), 1],
      [friday(4), 1],
    ]);
    for (const { expected_at, arrival } of events) expect(dateIn(expected_at, 'Europe/London')).toBe(arrival);
    const told2 = await app.sql(`SELECT DISTINCT payload FROM outbox WHERE topic = 'stay.called-off'`);
    expect(told2.length).toBeGreaterThanOrEqual(2);
    const trail = await app.sql(
      `SELECT subject_id FROM audit_entries WHERE action = 'stay.cancelled' AND subject_id = ANY ($1::uuid[])`,
      [told.goes.flatMap(({ stay }) => stay?.id ?? [])],
    );
    expect(trail).toHaveLength(2);
  });

  it('is refused where what goes has changed since it was looked at', async () => {
    const { seen } = await look(house.worker, friday(4));
    await make
      .as(house.staff)
      .post(at('propose'), { breaks: [{ date: friday(6) }] })
      .expect(200);
    const offers = await app.sql<{ id: string }>(
      `SELECT o.id FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1 AND o.state = 'proposed'`,
      [id],
    );
    const seenGroups = await seenGroupsOf(make, house.manager, id);
    await make
      .as(house.manager)
      .post(at('sign'), { reasons: 'Suits', offers: offers.map((one) => one.id), seenGroups })
      .expect(200);
    const said = { by: 'family', code: 'illness', at: app.clock.now(), seen };
    const refused = await make
      .as(house.worker)
      .post(at(`${friday(4)}/end`), said)
      .expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/changed-meanwhile' });
    expect((await states())[2]).toBe('booked');
  });

  it('asks for no more than why where nothing is booked', async () => {
    await make
      .as(house.worker)
      .post(at(`${friday(5)}/end`), { reasons: 'They move away' })
      .expect(200);
    expect(await states()).toEqual(['booked', 'booked', 'booked', 'withdrawn', 'withdrawn']);
  });

  it('is the same for all of a request: several booked stays go only seen, and said by whom', async () => {
    const { body } = await make.as(house.worker).get(`/requests/${id}/withdrawal`).expect(200);
    const withdraw = (said: object) => make.as(house.worker).post(`/requests/${id}/withdraw`, said);
    const refused = await withdraw({ reasons: 'They move away' }).expect(400);
    expect(fieldsOf(refused.body)).toEqual(['seen', 'by', 'code', 'at']);
    const { seen } = body as Withdrawal;
    await withdraw({ by: 'family', code: 'changed_plans', at: app.clock.now(), seen }).expect(200);
    expect(new Set(await states())).toEqual(new Set(['withdrawn']));
  });
});

describe('a break that is others’ to change', () => {
  it('is refused in the words of the step', async () => {
    const refused = await make
      .as(house.staff)
      .post(at(`${friday(6)}/shift`), { arrival: addDays(friday(6), 1) })
      .expect(403);
    expect(JSON.stringify(refused.body)).toMatch(/can ask for other days/);
    expect(JSON.stringify(refused.body)).not.toMatch(/withdraw/);
  });
});

describe('the end of a series by page', () => {
  it('shows every break that would end before any does, and asks who called the stays off', async () => {
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const page = `/requests/${id}/breaks`;
    const asked = await worker.post(`${page}/later`, { date: friday(4), what: 'end', reasons: 'They move away' });
    const path = `${page}/${friday(4)}/withdraw`;
    expect(asked.location).toBe(path);
    expect((await states())[2]).toBe('booked');
    const shown = (await worker.get(path)).text;
    expect(shown).toContain('3 breaks end. 1 booked stay is cancelled.');
    expect(shown).toContain('(Bed 1): it is cancelled');
    expect(shown).toContain('Nobody looks for nights for it any more.');
    expect(shown).toContain('Who called the stay off, and why?');
    expect(shown).toContain('They move away');
    // Nothing that was typed is lost, and nothing is guessed.
    const [seen] = shownIn(shown, 'seen');
    const said = { seen: seen!, reasons: 'To their aunt', date: typed(today()), time: '00:01' };
    const missing = await worker.post(path, said);
    expect([missing.status, missing.text]).toEqual([400, expect.stringContaining('To their aunt')]);
    expect((await states())[2]).toBe('booked');
    // What goes has changed meanwhile: it is shown anew, with what was typed.
    const [part] = (await partsOf()).filter(({ occurrence }) => occurrence === friday(6));
    await make.as(house.worker).post(`/requests/${part!.id}/withdraw`, { reasons: 'A wedding' }).expect(200);
    const stale = await worker.post(path, { ...said, ending: 'family:changed_plans' });
    expect([stale.status, stale.text]).toEqual([409, expect.stringContaining('has changed since you looked')]);
    expect(stale.text).toContain('To their aunt');
    expect(stale.text).toContain('2 breaks end.');
    const [anew] = shownIn(stale.text, 'seen');
    const done = await worker.post(path, { ...said, seen: anew!, ending: 'family:changed_plans' });
    expect(done.location).toBe(page);
    expect((await worker.get(page)).text).toContain('Withdrawn for 2 breaks.');
    expect(await states()).toEqual(['booked', 'booked', 'withdrawn', 'withdrawn', 'withdrawn']);
  });

  it('asks only why where nothing is booked, and is not for whoever may not', async () => {
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/requests/${id}/breaks/${friday(5)}/withdraw`;
    const shown = (await worker.get(path)).text;
    expect(shown).toContain('2 breaks end.');
    expect(shown).not.toContain('Who called');
    expect((await worker.post(path, { reasons: ' ' })).status).toBe(400);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(path)).status).toBe(403);
    expect((await worker.get(`/requests/${id}/breaks/${friday(30)}/withdraw`)).status).toBe(404);
    expect((await worker.get(`/requests/${id}/breaks/tomorrow/withdraw`)).status).toBe(404);
  });
});
