import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { daysBetween } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
});

interface Made {
  id: string;
  events: { action: string }[];
}

const close = (body: object, by = house.manager) => make.as(by).post(`/units/${house.unit}/closures`, body);
const takeOut = (bed: number, body: object, by = house.staff) =>
  make.as(by).post(`/beds/${house.beds[bed]}/out-of-service`, body);
const nights = (from: number, to: number) => ({ from: make.today(from), to: make.today(to) });

/** The states of each bed's nights, a letter each: free, closed, out of service, booked. */
async function board(from: number, to: number): Promise<string[]> {
  const { body } = await make
    .as(house.staff)
    .get(`/units/${house.unit}/calendar?from=${make.today(from)}&to=${make.today(to)}`)
    .expect(200);
  const letter: Record<string, string> = { free: '.', closed: 'c', out_of_service: 'o', booked: 'b', offer: 'h' };
  return (body as { beds: { nights: { state: string }[] }[] }).beds.map((bed) =>
    bed.nights.map(({ state }) => letter[state] ?? '?').join(''),
  );
}

describe('a unit', () => {
  it('is closed for a range: nothing can be booked in it, and it counts as closed', async () => {
    await close({ ...nights(5, 8), reason: 'planned_closure' }).expect(201);
    expect(await board(4, 9)).toEqual(Array(4).fill('.ccc.'));
    const { body } = await make
      .as(house.manager)
      .get(`/units/${house.unit}/occupancy?from=${make.today(4)}&to=${make.today(9)}`)
      .expect(200);
    expect(body).toMatchObject({ registered: 20, available: 8, closed: 12, empty: 8 });
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 5, nights: 2 });
    await make
      .as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: make.today(5), departure: make.today(7) })
      .expect(409);
  });

  it('is closed by a rule: every week, across the change of the clocks, and further down as the days go by', async () => {
    await close({ ...nights(3, 4), reason: 'staffing', rrule: 'FREQ=WEEKLY' }).expect(201);
    expect((await board(3, 18))[0]).toBe('c......c......c');
    expect((await board(3 + 7 * 70, 3 + 7 * 70 + 2))[2]).toBe('c.');
    const last = async () =>
      (
        await app.sql<{ last: string }>(`SELECT max(departure)::text AS last FROM bed_claims WHERE unit_id = $1`, [
          house.unit,
        ])
      )[0]!.last;
    const before = await last();
    app.clock.advance({ days: 30 });
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
       VALUES (nextval('outbox_entry_ids'), 'find-repeating-closures', 'new-day', '{}', now(), now())`,
    );
    await until(async () => (await last()) > before, 'it was not extended');
    expect([28, 35]).toContain(daysBetween(before, await last()));
  });

  it('is closed by its registered manager or a delegate, and by nobody from elsewhere', async () => {
    const body = { ...nights(5, 8), reason: 'planned_closure' };
    await close(body, house.staff).expect(403);
    await close(body, await make.aUser(house, 'manager', 'watcher')).expect(403);
    const stranger = await make.aHouse();
    await close(body, stranger.manager).expect(404);
    await takeOut(0, { ...nights(5, 8), reason: 'damage' }, stranger.staff).expect(404);
    expect(await board(5, 8)).toEqual(Array(4).fill('...'));
  });
});

describe('a bed', () => {
  it('is taken out of service, revised and put back early; nights that were are on record', async () => {
    const made = await takeOut(1, { ...nights(0, 10), reason: 'damage', note: 'The window' }).expect(201);
    const { id } = made.body as Made;
    expect(await board(0, 12)).toEqual(['............', 'oooooooooo..', '............', '............']);
    await make
      .as(house.staff)
      .post(`/closures/${id}/revise`, { to: make.today(12), reason: 'planned_works' })
      .expect(200);
    expect((await board(0, 12))[1]).toBe('oooooooooooo');
    app.clock.advance({ days: 3 });
    await make.as(house.staff).post(`/closures/${id}/end`).expect(200);
    expect((await board(-3, 9))[1]).toBe('ooo.........');
    const { body } = await make.as(house.staff).get(`/closures/${id}`).expect(200);
    expect((body as Made).events.map(({ action }) => action)).toEqual(['made', 'revised', 'ended']);
    expect(body).toMatchObject({ endedOn: make.today(), reason: 'planned_works', note: 'The window' });
    await make.as(house.staff).post(`/closures/${id}/end`).expect(409);
    await make.as(house.staff).post(`/closures/${id}/revise`, { note: 'x' }).expect(409);
  });

  it('stays out of service while its unit is closed, and is closed with it once it is back', async () => {
    const bed = await takeOut(0, { ...nights(5, 9), reason: 'deep_clean' }).expect(201);
    await close({ ...nights(4, 8), reason: 'planned_closure' }).expect(201);
    expect(await board(3, 10)).toEqual(['.coooo.', '.cccc..', '.cccc..', '.cccc..']);
    await make
      .as(house.staff)
      .post(`/closures/${(bed.body as Made).id}/end`, { on: make.today(6) })
      .expect(200);
    expect((await board(3, 10))[0]).toBe('.cocc..');
  });

  it('was out of service over the weekend, written down on Monday', async () => {
    await takeOut(2, { ...nights(-2, 1), reason: 'damage' }).expect(201);
    expect((await board(-3, 2))[2]).toBe('.ooo.');
    await takeOut(2, { ...nights(-40, -38), reason: 'damage' }).expect(400);
  });
});

describe('nights on which somebody has a bed', () => {
  it('are not closed: who it is and where is said, and nothing is cancelled or half done', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
    await make.aStay(house, ash, { inDays: 6, bed: house.beds[1]! });
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await make.anOffer(house, bo, { inDays: 9, bed: house.beds[2]! });
    const { body } = await close({ ...nights(5, 12), reason: 'planned_closure' }).expect(409);
    expect(body).toMatchObject({ type: '/problems/nights-booked' });
    const said = (body as { errors: { message: string }[] }).errors.map(({ message }) => message);
    expect(said).toEqual([
      expect.stringMatching(/^Bed 2 is booked for Ash Heron, /),
      expect.stringMatching(/^Bed 3 is held by an offer for Bo Example, /),
    ]);
    expect(await board(5, 12)).toEqual(['.......', '.bb....', '....hh.', '.......']);
    expect(await app.sql(`SELECT 1 FROM closures WHERE unit_id = $1`, [house.unit])).toEqual([]);
    await takeOut(0, { ...nights(5, 12), reason: 'damage' }).expect(201);
  });

  it('are looked at over the API before anything is saved', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash' });
    const stay = await make.aStay(house, ash, { inDays: 5, nights: 2, bed: house.beds[1]! });
    const check = (by: TestUser) =>
      make.as(by).post(`/units/${house.unit}/closures/check`, { ...nights(4, 6), reason: 'planned_closure' });
    const { body } = await check(house.manager).expect(200);
    expect(body).toMatchObject({
      ...{ nights: 8, kept: 0 },
      inTheWay: [{ kind: 'stay', stay, youngPerson: { id: ash, firstName: 'Ash' }, bed: 'Bed 2' }],
    });
    await check(house.staff).expect(403);
    const { body: free } = await make
      .as(house.staff)
      .post(`/beds/${house.beds[0]}/out-of-service/check`, { ...nights(4, 6), reason: 'damage' })
      .expect(200);
    expect(free).toEqual({ nights: 2, kept: 0, inTheWay: [], visits: [] });
    expect(await board(4, 7)).toEqual(['...', '.bb', '...', '...']);
  });

  it('may be closed while an offer on them has run out, job or no job', async () => {
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 40, bed: house.beds[0]! });
    await app.sql(`UPDATE outbox SET due_at = now() + interval '9 years' WHERE payload->>'offer' = $1`, [offer]);
    await app.sql(
      `UPDATE bed_claims c SET expires_at = now() - interval '1 day' FROM offers o WHERE o.claim_id = c.id AND o.id = $1`,
      [offer],
    );
    await takeOut(0, { ...nights(40, 42), reason: 'damage' }).expect(201);
  });

  it('are decided by the database when a booking and a closure race', async () => {
    for (let round = 0; round < 8; round += 1) {
      const inDays = 60 + 3 * round;
      const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays, nights: 1 });
      const [offer, closure] = await Promise.all([
        make.as(house.staff).post(`/requests/${request}/offers`, {
          arrival: make.today(inDays),
          departure: make.today(inDays + 1),
          bed: house.beds[3],
        }),
        takeOut(3, { ...nights(inDays, inDays + 1), reason: 'damage' }),
      ]);
      expect([offer.status, closure.status].toSorted()).toEqual([201, 409]);
    }
  });
});

describe('a closure that makes no sense is refused with a sentence', () => {
  it.each<[string, object, string, RegExp]>([
    ['an end before its start', { from: 8, to: 5 }, 'to', /must be after the first night/],
    ['a mistyped year', { from: 365 * 180, to: 365 * 180 + 1 }, 'from', /[Cc]heck the year/],
    ['another reason without a note', { reason: 'other' }, 'note', /other reason/],
    ['a rule that cannot be read', { rrule: 'every Monday' }, 'rrule', /cannot read the rule/],
    ['a rule by the minute', { rrule: 'FREQ=MINUTELY' }, 'rrule', /days, weeks, months or years/],
    ['a rule that yields nothing', { rrule: 'FREQ=WEEKLY;UNTIL=20200101' }, 'rrule', /no date between/],
    ['a rule that takes for ever', { rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' }, 'rrule', /takes too long/],
  ])('%s', async (_, given, field, sentence) => {
    const { from = 5, to = 8, ...rest } = given as { from?: number; to?: number };
    const { body } = await close({ ...nights(from, to), reason: 'planned_closure', ...rest }).expect(400);
    expect((body as { errors: object[] }).errors).toContainEqual({ field, message: expect.stringMatching(sentence) });
    expect(await board(5, 8)).toEqual(Array(4).fill('...'));
  });

  it('bounds a rule that yields millions', async () => {
    await close({ ...nights(1, 2), reason: 'planned_closure', rrule: 'FREQ=DAILY' }).expect(201);
    const [{ claims }] = (await app.sql<{ claims: number }>(
      `SELECT count(*)::int AS claims FROM bed_claims WHERE unit_id = $1`,
      [house.unit],
    )) as [{ claims: number }];
    expect(claims).toBe(8);
  });

  it('that overlaps another of its kind names it', async () => {
    await close({ ...nights(5, 8), reason: 'planned_closure' }).expect(201);
    const { body } = await close({ ...nights(7, 9), reason: 'deep_clean' }).expect(409);
    expect(body).toMatchObject({
      type: '/problems/closure-overlaps',
      title: expect.stringMatching(/^The unit is closed on some/),
    });
    await close({ ...nights(8, 9), reason: 'deep_clean' }).expect(201);
    await takeOut(0, { ...nights(20, 22), reason: 'damage' }).expect(201);
    await takeOut(0, { ...nights(21, 23), reason: 'damage' }).expect(409);
  });
});

describe('on pages', () => {
  const form = { what: '', from: '', to: '', repeats: 'no', until: '', reason: 'damage', note: '' };
  const signIn = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

  it('somebody sees what a closure would meet before anything is saved, and saves it when nothing does', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
    const stay = await make.aStay(house, ash, { inDays: 6, bed: house.beds[1]! });
    const client = await signIn(house.staff);
    const path = `/closures/new?unit=${house.unit}`;
    expect((await client.get('/calendar')).text).toContain(`href="${path}"`);
    expect((await client.get(path)).text).not.toContain('The whole unit');
    const asked = { ...form, what: house.beds[1]!, ...nights(5, 9) };
    const met = await client.post(path, asked);
    expect(met.status).toBe(200);
    expect(met.text).toContain(`href="/stays/${stay}"`);
    expect(met.text).toContain('Bed 2 is booked for Ash Heron');
    expect(met.text).not.toContain('value="save"');
    expect((await client.post(path, { ...asked, step: 'save' })).status).toBe(409);
    const other = await client.post(path, { ...asked, what: house.beds[0]! });
    expect(other.text).toContain('Nobody has a bed on these nights');
    expect((await board(5, 9))[0]).toBe('....');
    const saved = await client.post(path, { ...asked, what: house.beds[0]!, step: 'save' });
    expect(saved.status).toBe(303);
    expect((await board(5, 9))[0]).toBe('oooo');
    expect((await client.get(saved.location!)).text).toContain('Bed 1 out of use');
    expect((await client.get('/calendar')).text).toContain(`href="${saved.location}"`);
    expect((await client.post(`${saved.location}/change`, { to: '', reason: 'other', note: '' })).status).toBe(400);
    expect(
      (await client.post(`${saved.location}/change`, { to: make.today(8), reason: 'deep_clean', note: 'x' })).status,
    ).toBe(303);
    expect((await client.post(`${saved.location}/end`, { on: make.today(7) })).status).toBe(303);
    expect((await board(5, 9))[0]).toBe('oo..');
    expect((await client.get(`/closures?unit=${house.unit}`)).text).toContain('In use again from');
  });

  it('a stay that is in the way is moved, and then the bed can be taken out', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
    const stay = await make.aStay(house, ash, { inDays: 6, bed: house.beds[1]! });
    const client = await signIn(house.staff);
    expect((await client.get(`/stays/${stay}`)).text).toContain(`href="/stays/${stay}/move"`);
    const asked = await client.get(`/stays/${stay}/move`);
    expect(asked.text).toContain('Which bed should Ash have?');
    expect(asked.text).not.toMatch(new RegExp(`name="bed"[^>]*value="${house.beds[1]}"`));
    expect((await client.post(`/stays/${stay}/move`, { bed: '' })).status).toBe(400);
    const moved = await client.post(`/stays/${stay}/move`, { bed: house.beds[2]!, reasons: 'The window' });
    expect([moved.status, moved.location]).toEqual([303, `/stays/${stay}`]);
    const saved = await client.post(`/closures/new?unit=${house.unit}`, {
      ...form,
      what: house.beds[1]!,
      ...nights(5, 9),
      step: 'save',
    });
    expect(saved.status).toBe(303);
    expect(await board(5, 9)).toEqual(['....', 'oooo', '.bb.', '....']);
  });

  it('keeps what was typed when it is wrong, and what is right when the answers are changed', async () => {
    const client = await signIn(house.manager);
    const path = `/closures/new?unit=${house.unit}`;
    const wrong = await client.post(path, {
      ...form,
      what: 'unit',
      ...nights(9, 5),
      reason: 'planned_closure',
      note: 'The boiler',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('The boiler');
    expect(wrong.text).toContain('must be after the first night');
    const back = await client.post(path, {
      ...form,
      what: 'unit',
      ...nights(5, 9),
      reason: 'planned_closure',
      note: 'The boiler',
      step: 'change',
    });
    expect([back.status, back.text.includes('The boiler')]).toEqual([200, true]);
    const weekly = await client.post(path, {
      ...form,
      what: 'unit',
      ...nights(5, 6),
      repeats: 'weekly',
      until: make.today(20),
      reason: 'staffing',
      step: 'save',
    });
    expect(weekly.status).toBe(303);
    expect((await board(5, 28))[0]).toBe('c......c......c........');
  });
});
