import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
/**
 * Two beds. Ash is in the first and stays on through night 2, so that Bo, who was to have it on nights 2 and 3, has
 * none. Neither night is full, and no bed is free on both: Rae is to have the second on night 3.
 */
let house: House;
let bo: string;
let rae: string;
let boStay: string;
let raeStay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  const [first, second] = house.beds as [string, string];
  const there = await make.aStay(house, await young('Ash', 'Ward'), { inDays: 0, nights: 2, bed: first });
  await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
  bo = await young('Bo', 'Young');
  boStay = await make.aStay(house, bo, { inDays: 2, nights: 2, bed: first });
  rae = await young('Rae', 'Jolly');
  raeStay = await make.aStay(house, rae, { inDays: 3, nights: 1, bed: second });
  const on = { departure: make.today(3), reason: 'Nobody at home' };
  await make.as(house.staff).post(`/stays/${there}/stay-on`, on).expect(200);
});

const young = (firstName: string, lastName: string) => make.aYoungPerson(house, { firstName, lastName });
const nights = () => ({ arrival: make.today(2), departure: make.today(4) });
const rebook = (more: object = {}, stay = boStay) =>
  make.as(house.staff).post(`/stays/${stay}/rebook`, { ...nights(), ...more });
const stayOf = async (id: string) =>
  (await make.as(house.staff).get(`/stays/${id}`).expect(200)).body as {
    bed: { id: string } | null;
    conflict: object | null;
  };
const bedOf = async (id: string) => (await stayOf(id)).bed?.id ?? null;
const live = () =>
  app.sql(
    `SELECT bed_id, stay_id, arrival::text FROM bed_claims WHERE unit_id = $1 AND live ORDER BY arrival, bed_id`,
    [house.unit],
  );
const moved = () => app.sql(`SELECT note FROM stay_events WHERE action = 'moved' AND stay_id = $1`, [raeStay]);
const keepsRoom = (youngPerson: string) =>
  app.sql(`UPDATE young_people SET keeps_room = true WHERE id = $1`, [youngPerson]);
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const signIn = () => PageClient.signIn(app.address, house.staff.email, PASSWORD);
const formOf = (html: string) => ({
  way: /value="([^"]+\|move)"/.exec(html)?.[1] ?? '',
  moves: /name="moves" value="([^"]*)"/.exec(html)?.[1] ?? '',
});

describe('a stay without a bed for which others can move', () => {
  it('has its bed by the moves, and the conflict closes with them', async () => {
    await rebook({ bed: house.beds[1] }).expect(409);
    const answer = await rebook().expect(200);
    expect(answer.body).toMatchObject({ ...nights(), bed: { id: house.beds[1] }, conflict: null });
    expect(await bedOf(raeStay)).toBe(house.beds[0]);
    expect(await moved()).toEqual([{ note: 'To make room for another stay.' }]);
    const [solved] = await app.sql(`SELECT solved_how FROM stay_conflicts WHERE stay_id = $1`, [boStay]);
    expect(solved).toEqual({ solved_how: 'rebooked' });
    const trail = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'stay.moved' AND young_people = ARRAY[$1]::uuid[]`,
      [rae],
    );
    expect(trail).toHaveLength(1);
  });

  it('is told over the API with which beds it could be solved, and takes one of them', async () => {
    const { body } = await make.as(house.staff).get(`/stays/${boStay}/ways-out`).expect(200);
    const { ways } = body as { ways: { kind: string; bed: { id: string }; arrival: string; departure: string }[] };
    const [second] = [house.beds[1]!];
    expect(ways).toEqual([
      expect.objectContaining({
        ...{ kind: 'move', ...nights(), missing: [], after: [] },
        bed: { id: second, name: 'Bed 2' },
        moves: [expect.objectContaining({ stay: raeStay, from: { id: second, name: 'Bed 2' } })],
      }),
      expect.objectContaining({ kind: 'later', arrival: make.today(3), departure: make.today(4) }),
      expect.objectContaining({ kind: 'later_same_length' }),
      expect.objectContaining({ kind: 'shorter', arrival: make.today(2), departure: make.today(3) }),
    ]);
    const { bed, arrival, departure } = ways[1]!;
    await rebook({ arrival, departure, bed: bed.id }).expect(200);
    await make.as(house.staff).get(`/stays/${boStay}/ways-out`).expect(409);
    await make.as(house.worker).get(`/stays/${raeStay}/ways-out`).expect(403);
  });

  it('is put on nights on which staff are short only by a manager who says why, which is kept', async () => {
    const night = make.today(6);
    await make.as(house.staff).post(`/units/${house.unit}/staffing/nights`, { night, take: 0, high: 0 }).expect(201);
    const later = { arrival: night, departure: make.today(7) };
    const refused = await rebook(later).expect(409);
    expect(refused.body).toMatchObject({ errors: [{ field: 'overrule' }] });
    await rebook({ ...later, overrule: 'An agency nurse comes' }).expect(403);
    const by = make.as(house.manager).post(`/stays/${boStay}/rebook`, { ...later, overrule: 'An agency nurse comes' });
    await by.expect(200);
    const kept = await app.sql(`SELECT code, reason FROM overrules WHERE stay_id = $1`, [boStay]);
    expect(kept).toEqual([{ code: 'staffing', reason: 'An agency nurse comes' }]);
  });

  it('takes a bed that is free before anybody is moved, and keeps its own where it has one', async () => {
    await make.as(house.staff).post(`/stays/${raeStay}/cancel`, { reason: 'They are ill' }).expect(200);
    expect((await rebook().expect(200)).body).toMatchObject({ bed: { id: house.beds[1] } });
    const [, second] = house.beds;
    await rebook({ arrival: make.today(3) }).expect(200);
    expect(await bedOf(boStay)).toBe(second);
    expect(await moved()).toEqual([]);
  });

  it('may be put on nights that overlap its own: what it holds itself is in nobody’s way, and is no move', async () => {
    const [first, second] = house.beds as [string, string];
    const mia = await make.aStay(house, await young('Mia', 'Ives'), { inDays: 10, nights: 2, bed: first });
    const lee = await make.aStay(house, await young('Lee', 'Ross'), { inDays: 12, nights: 1, bed: first });
    const sam = await make.aStay(house, await young('Sam', 'Bell'), { inDays: 11, nights: 1, bed: second });
    const later = { arrival: make.today(11), departure: make.today(13) };
    expect((await rebook(later, mia).expect(200)).body).toMatchObject({ ...later, bed: { id: first } });
    expect([await bedOf(lee), await bedOf(sam)]).toEqual([second, second]);
  });

  it('moves nobody who keeps their room', async () => {
    await keepsRoom(rae);
    const before = await live();
    expect((await rebook().expect(409)).body).toMatchObject({ type: '/problems/bed-taken' });
    expect(await live()).toEqual(before);
    const page = text((await (await signIn()).get(`/stays/${boStay}/conflict`)).text);
    expect(page).not.toContain('Move others');
    expect(page).toContain('A later arrival, the same departure');
  });

  it('moves nobody into a bed that lacks what they need, nor for somebody who is kept apart from them', async () => {
    await app.sql(`UPDATE beds SET attributes = ARRAY['step-free'] WHERE id = $1`, [house.beds[1]]);
    await app.sql(`UPDATE young_people SET room_needs = ARRAY['step-free'] WHERE id = $1`, [rae]);
    await rebook().expect(409);
    await app.sql(`UPDATE young_people SET room_needs = '{}' WHERE id = $1`, [rae]);
    const pair = { youngPeople: [bo, rae], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make.as(house.manager).post('/pair-decisions', pair).expect(201);
    expect((await rebook().expect(409)).body).toMatchObject({ type: '/problems/not-possible-kept-apart' });
    expect(text((await (await signIn()).get(`/stays/${boStay}/conflict`)).text)).not.toContain('Move others');
    expect(await moved()).toEqual([]);
  });

  it('leaves nothing half-done when it fails after the moves', async () => {
    const before = await live();
    await app.sql(
      `CREATE FUNCTION break_rebooked() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF NEW.action = 'rebooked' THEN RAISE 'broken'; END IF; RETURN NEW; END $$`,
    );
    await app.sql(`CREATE TRIGGER broken BEFORE INSERT ON stay_events FOR EACH ROW EXECUTE FUNCTION break_rebooked()`);
    try {
      await rebook().expect(500);
    } finally {
      await app.sql(`DROP FUNCTION break_rebooked() CASCADE`);
    }
    expect(await live()).toEqual(before);
    expect(await moved()).toEqual([]);
    expect(await stayOf(boStay)).toMatchObject({ bed: null, conflict: { why: 'displaced' } });
    await rebook().expect(200);
  });

  it('is solved once by two who take the way out at once', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const form = formOf((await one.get(`/stays/${boStay}/conflict`)).text);
    const answers = await Promise.all([one, other].map((page) => page.post(`/stays/${boStay}/conflict`, form)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await moved()).toHaveLength(1);
    expect(await bedOf(boStay)).toBe(house.beds[1]);
    const done = await app.sql(`SELECT 1 FROM stay_events WHERE action = 'rebooked' AND stay_id = $1`, [boStay]);
    expect(done).toHaveLength(1);
  });

  it('meets a booking of the same nights: one has them, the other a clear answer, and nobody is moved twice', async () => {
    const request = await make.aRequest(house, await young('Cy', 'Moss'), { inDays: 2, nights: 2 });
    const answers = await Promise.all([rebook(), make.as(house.staff).post(`/requests/${request}/offers`, nights())]);
    const statuses = answers.map(({ status }) => status);
    expect([
      [200, 409],
      [409, 201],
    ]).toContainEqual(statuses);
    expect(await moved()).toHaveLength(1);
    expect((await stayOf(boStay)).conflict === null).toBe(statuses[0] === 200);
  });
});

describe('the page of the ways out', () => {
  it('names the moves in words, and taking the way makes them', async () => {
    const page = await signIn();
    const shown = await page.get(`/stays/${boStay}/conflict`);
    expect(text(shown.text)).toContain('Move others to make room: Bed 2, on the same nights');
    expect(text(shown.text)).toContain('Rae Jolly moves from Bed 2 to Bed 1');
    const read = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'options.read' AND subject_id = $1 AND $2 = ANY (young_people)`,
      [boStay, rae],
    );
    expect(read).toHaveLength(1);
    const form = formOf(shown.text);
    expect(form.moves).toBe(`${raeStay}:${house.beds[0]}`);
    expect(await page.post(`/stays/${boStay}/conflict`, form)).toMatchObject({
      status: 303,
      location: `/stays/${boStay}`,
    });
    expect(await bedOf(raeStay)).toBe(house.beds[0]);
    expect(await stayOf(boStay)).toMatchObject({ bed: { id: house.beds[1] }, conflict: null });
  });

  it('comes back with other moves when it takes others by then, and nothing is done', async () => {
    const page = await signIn();
    const form = formOf((await page.get(`/stays/${boStay}/conflict`)).text);
    await make.as(house.staff).post(`/stays/${raeStay}/cancel`, { reason: 'They are ill' }).expect(200);
    const pipStay = await make.aStay(house, await young('Pip', 'Nolan'), {
      ...{ inDays: 3, nights: 1, bed: house.beds[1]! },
    });
    const again = await page.post(`/stays/${boStay}/conflict`, { ...form, reasons: 'Rang the family' });
    expect(again.status).toBe(409);
    expect(text(again.text)).toContain('By now it takes other moves. Nothing has been done.');
    expect(text(again.text)).toContain('Pip Nolan moves from Bed 2 to Bed 1');
    expect(again.text).toContain('Rang the family');
    expect(await bedOf(pipStay)).toBe(house.beds[1]);
    expect(await bedOf(boStay)).toBeNull();
    const others = formOf(again.text);
    expect((await page.post(`/stays/${boStay}/conflict`, others)).status).toBe(303);
    expect(await bedOf(pipStay)).toBe(house.beds[0]);
  });

  it('moves nobody where a bed has become free by then, nor without having shown it', async () => {
    const page = await signIn();
    const form = formOf((await page.get(`/stays/${boStay}/conflict`)).text);
    expect((await page.post(`/stays/${boStay}/conflict`, { way: form.way })).status).toBe(409);
    expect(await bedOf(raeStay)).toBe(house.beds[1]);
    await make.as(house.staff).post(`/stays/${raeStay}/cancel`, { reason: 'They are ill' }).expect(200);
    expect((await page.post(`/stays/${boStay}/conflict`, form)).status).toBe(303);
    expect(await bedOf(boStay)).toBe(house.beds[1]);
  });

  it('is reached from the page on which a stay is moved, where no bed is free', async () => {
    const page = await signIn();
    expect((await page.get(`/stays/${boStay}/move`)).text).toContain(`href="/stays/${boStay}/conflict"`);
    expect((await page.get(`/stays/${raeStay}/move`)).text).not.toContain('/conflict"');
  });
});
