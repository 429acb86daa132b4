import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, instantIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

/** In the middle of these months no bank holiday is near. */
const PLAIN = ['01', '02', '06', '07', '09', '10', '11'];
const FRIDAY = 5;

/** The next Friday with a plain weekend and a plain Monday after it, in days from today. */
function nextFriday(): number {
  for (let days = 1; ; days += 1) {
    const date = make.today(days);
    const day = Number(date.slice(8));
    if (weekdayOf(date) === FRIDAY && PLAIN.includes(date.slice(5, 7)) && day > 7 && day < 21) return days;
  }
}
/** A time of the day so many days after today. */
const at = (time: string, days = 0) => instantIn(addDays(make.today(), days), time, 'Europe/London');

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('21:00', nextFriday());
  house = await make.aHouse({ beds: 2 });
  ash = await make.aYoungPerson(house);
});

/** An instant within the minute of this one. */
const soon = (instant: Date) => new RegExp(`^${instant.toISOString().slice(0, 16)}`);

interface Emergency {
  id: string;
  state: string;
  missing: string[];
  decisions: { id: string; countersignBy: string | null }[];
  nextActions: { action: string; owner: string; due: string | null; lateMinutes: number | null }[];
}
const begin = async (more: object = {}, by: TestUser = house.staff) =>
  (
    await make
      .as(by)
      .post(`/units/${house.unit}/emergencies`, { youngPerson: ash, ...more })
      .expect(201)
  ).body as Emergency;
const read = async (id: string, by: TestUser = house.staff) =>
  (await make.as(by).get(`/emergencies/${id}`).expect(200)).body as Emergency;
const decide = (id: string, more: object = {}, by: TestUser = house.staff) =>
  make.as(by).post(`/emergencies/${id}/decision`, {
    ...{ decision: 'agreed', said: 'Two staff awake', decidedBy: house.manager.id, ...more },
  });
const come = (more: object = {}) =>
  make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, {
    ...{ departure: make.today(2), authority: 'May Manager', ...more },
  });
const openOnes = async (by: TestUser = house.staff) =>
  ((await make.as(by).get(`/units/${house.unit}/emergencies`).expect(200)).body as { items: Emergency[] }).items;
const stepsOf = async (stay: string) =>
  (
    (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as {
      events: { action: string; text: string; note: string }[];
    }
  ).events;

describe('at nine on a Friday evening', () => {
  it('is asked for in a few answers that the next shift goes on with, and decided within clock hours', async () => {
    const begun = await begin({ why: 'Nobody at home' });
    expect(begun).toMatchObject({ state: 'asking', called: 'Ash Example', why: 'Nobody at home' });
    const asking = { action: 'Ask the on-call manager', owner: 'unit_staff', lateMinutes: null };
    expect(begun.nextActions).toEqual([{ ...asking, due: expect.stringMatching(soon(at('23:00'))) as unknown }]);
    expect(begun.missing).toEqual(['risk', 'authority', 'decision']);
    const night = await make.aUser(house, 'unit_staff', 'staff');
    const patch = make.as(night).patch(`/emergencies/${begun.id}`, { risk: 'None known', authority: 'Jo, EDT' });
    await patch.expect(428);
    const seen = await make.as(night).get(`/emergencies/${begun.id}`).expect(200);
    await make
      .as(night)
      .patch(`/emergencies/${begun.id}`, { risk: 'None known', authority: 'Jo, EDT', legalBasis: 's20' })
      .set('If-Match', seen.headers['etag']!)
      .expect(200);
    await make
      .as(house.staff)
      .patch(`/emergencies/${begun.id}`, { risk: 'Other' })
      .set('If-Match', seen.headers['etag']!)
      .expect(412);
    expect(await read(begun.id)).toMatchObject({ risk: 'None known', missing: ['decision'] });
    app.clock.advance({ minutes: 150 });
    expect((await openOnes())[0]!.nextActions[0]).toMatchObject({ lateMinutes: 30 });
    const signed = await app.sql(
      `SELECT by_user AS by, answers FROM emergency_entries WHERE emergency_id = $1 ORDER BY id`,
      [begun.id],
    );
    expect(signed).toEqual([
      { by: house.staff.id, answers: { why: 'Nobody at home' } },
      { by: night.id, answers: { risk: 'None known', authority: 'Jo, EDT', legalBasis: 's20' } },
    ]);
    await make.as(house.staff).post(`/units/${house.unit}/emergencies`, { youngPerson: ash }).expect(409);
  });

  it('says what it means for each who is staying, and keeps what was said before', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const there = await make.aStay(house, bo, { inDays: 0 });
    await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
    const { id, missing } = await begin({ why: 'x', risk: 'x', authority: 'x' });
    expect(missing).toEqual(['impact', 'decision']);
    const tell = (impact: string) =>
      make.as(house.staff).post(`/emergencies/${id}/impact`, { youngPerson: bo, impact });
    await tell('None').expect(200);
    const { body } = await tell('Will want to sit up').expect(200);
    expect(body).toMatchObject({
      missing: ['decision'],
      impacts: [{ youngPersonId: bo, impact: 'Will want to sit up' }],
    });
    expect(await app.sql(`SELECT impact FROM emergency_impacts WHERE emergency_id = $1 ORDER BY id`, [id])).toEqual([
      { impact: 'None' },
      { impact: 'Will want to sit up' },
    ]);
    const stranger = await make.aYoungPerson(await make.aHouse());
    await make.as(house.staff).post(`/emergencies/${id}/impact`, { youngPerson: stranger, impact: 'x' }).expect(400);
    await expect(app.sql(`DELETE FROM emergency_impacts WHERE emergency_id = $1`, [id])).rejects.toThrow();
  });
});

describe('the on-call manager’s decision', () => {
  it('is kept with what was told, comes with the stay, and is countersigned on the next working day', async () => {
    const { id } = await begin({ why: 'Nobody at home', risk: 'None known', authority: 'Jo, EDT' });
    const { body } = await decide(id).expect(200);
    expect(body).toMatchObject({
      state: 'agreed',
      decisions: [{ decidedByName: house.manager.name, how: 'telephone', countersignBy: at('17:00', 3).toISOString() }],
    });
    const [row] = await app.sql<{ told: object }>(`SELECT told FROM emergency_decisions WHERE emergency_id = $1`, [id]);
    expect(row!.told).toMatchObject({ why: 'Nobody at home', risk: 'None known', impacts: [] });
    const stay = (await come({ emergency: id }).expect(201)).body as { id: string; youngPerson: { id: string } };
    expect(stay.youngPerson.id).toBe(ash);
    expect(await read(id)).toMatchObject({ state: 'to_countersign', stay: { id: stay.id, state: 'in_residence' } });
    const signed = { decision: (body as Emergency).decisions[0]!.id, agrees: true };
    await make.as(house.staff).post(`/stays/${stay.id}/countersign`, signed).expect(403);
    const delegate = await make.aUser(house, 'manager', 'delegate');
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await make.as(watcher).post(`/stays/${stay.id}/countersign`, signed).expect(403);
    app.clock.goTo('18:30', 3);
    expect((await openOnes(delegate))[0]!.nextActions).toEqual([
      {
        ...{ action: 'Countersign the decision of the night', owner: 'manager' },
        ...{ due: at('17:00').toISOString(), lateMinutes: 90 },
      },
    ]);
    const sign = (etag: string) =>
      make.as(delegate).post(`/stays/${stay.id}/countersign`, signed).set('If-Match', etag);
    await sign('"stale"').expect(412);
    const seen = await make.as(delegate).get(`/stays/${stay.id}`).expect(200);
    await sign(seen.headers['etag']!).expect(200);
    await sign('*').expect(409);
    expect((await stepsOf(stay.id))[0]!.text).toBe(`${delegate.name} countersigned the decision of the night`);
    expect(await read(id)).toMatchObject({ state: 'settled', nextActions: [] });
    expect(await openOnes()).toEqual([]);
    expect((await make.as(house.staff).get(`/stays/${stay.id}/emergency`).expect(200)).body).toMatchObject({ id });
  });

  it('is owed from the arrival on, of a child who came before anybody was asked', async () => {
    const stay = (await come({ youngPerson: ash }).expect(201)).body as { id: string };
    app.clock.advance({ minutes: 75 });
    const [owed] = await openOnes();
    expect(owed).toMatchObject({ state: 'decision_owed', stay: { id: stay.id }, missing: [] });
    expect(owed!.nextActions[0]).toMatchObject({ owner: 'unit_staff', lateMinutes: 75 });
    await decide(owed!.id, {
      decidedBy: undefined,
      decidedByName: 'Kit, duty',
      decision: 'agreed_with_conditions',
    }).expect(200);
    const [step] = await stepsOf(stay.id);
    expect([step!.action, step!.note]).toEqual([
      'emergency_decided',
      'Agreed with conditions by Kit, duty, by telephone: Two staff awake',
    ]);
    expect(await read(owed!.id)).toMatchObject({ state: 'to_countersign' });
  });

  it('ends it when it is a refusal: no stay, no record of the child; a child who is here is here', async () => {
    const newYoungPerson = { firstName: 'Lee', lastName: 'Nobody' };
    const { id } = await begin({ youngPerson: undefined, newYoungPerson });
    await decide(id, { decision: 'refused', said: 'Nobody awake tonight' }).expect(200);
    expect(await read(id)).toMatchObject({ state: 'to_countersign', stay: null, called: 'Lee Nobody' });
    expect(
      await app.sql(`SELECT 1 FROM young_people WHERE last_name = 'Nobody' AND organisation_id = $1`, [
        house.organisation,
      ]),
    ).toEqual([]);
    // They come all the same.
    await come({ emergency: id }).expect(400);
    const placed = await come({
      emergency: id,
      newYoungPerson: { ...newYoungPerson, dateOfBirth: '2013-05-17' },
    }).expect(201);
    const stay = (placed.body as { id: string }).id;
    expect(await read(id)).toMatchObject({ state: 'refused_but_here', stay: { id: stay } });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect(await read(id)).toMatchObject({ state: 'to_countersign' });
    const decision = (await read(id)).decisions[0]!.id;
    const sign = (more: object) =>
      make.as(house.manager).post(`/emergencies/${id}/countersign`, { decision, agrees: false, ...more });
    await sign({}).expect(400);
    await sign({ note: 'I was rung at ten, not nine' }).expect(200);
    expect(await read(id)).toMatchObject({ state: 'settled', decisions: [{ countersigned: { agrees: false } }] });
    await expect(app.sql(`UPDATE emergency_decisions SET said = 'x' WHERE emergency_id = $1`, [id])).rejects.toThrow();
    await expect(app.sql(`UPDATE emergency_countersignatures SET note = ''`)).rejects.toThrow();
  });

  it('is countersigned one by one, as it was read: a later one neither is signed with it nor stands in for it', async () => {
    const { id } = await begin();
    await decide(id).expect(200);
    const [first] = (await read(id)).decisions;
    await decide(id, { said: 'Three staff awake' }).expect(200);
    const sign = (decision: string) =>
      make.as(house.manager).post(`/emergencies/${id}/countersign`, { decision, agrees: true });
    await make.as(house.manager).post(`/emergencies/${id}/countersign`, { agrees: true }).expect(400);
    await sign(ash).expect(409);
    const { body } = await sign(first!.id).expect(200);
    expect(body).toMatchObject({ decisions: [{ countersigned: { agrees: true } }, { countersigned: null }] });
    await sign(first!.id).expect(409);
    // In person the last of them is put otherwise: what was said by telephone is still to be countersigned.
    await decide(id, { decision: 'refused' }, house.manager).expect(200);
    expect(await read(id)).toMatchObject({ state: 'to_countersign', ended: { why: '' } });
    expect((await openOnes(house.manager)).map((one) => one.id)).toEqual([id]);
    await sign((body as Emergency).decisions[1]!.id).expect(200);
    expect(await read(id)).toMatchObject({ state: 'settled' });
    expect(await openOnes(house.manager)).toEqual([]);
  });

  it('that refuses after a bed was held is the unit’s move, until the bed is free or a manager agrees', async () => {
    const { id } = await begin({ why: 'x', risk: 'x', authority: 'x' });
    await decide(id, {}, house.manager).expect(200);
    const held = (await make.as(house.staff).post(`/emergencies/${id}/hold`).expect(200)).body as { id: string };
    expect(await read(id)).toMatchObject({ state: 'settled' });
    await decide(id, { decision: 'refused' }, house.manager).expect(200);
    const [owed] = await openOnes();
    expect(owed).toMatchObject({ id, state: 'refused_but_held' });
    expect(owed!.nextActions).toMatchObject([
      { owner: 'unit_staff', action: expect.stringMatching(/^Cancel the stay/) },
    ]);
    await make.as(house.staff).post(`/stays/${held.id}/arrive`).expect(200);
    expect(await openOnes()).toMatchObject([{ id, state: 'refused_but_here' }]);
  });

  it('needs no countersignature from a manager who writes it down themselves, and is nobody’s who does not sign', async () => {
    const { id } = await begin();
    await decide(id, { decidedBy: house.staff.id }).expect(400);
    await decide(id, { decidedBy: undefined }).expect(400);
    await decide(id, { said: '' }).expect(400);
    await decide(id, { rungAt: at('22:00').toISOString() }).expect(400);
    const { body } = await decide(id, {}, house.manager).expect(200);
    expect(body).toMatchObject({ state: 'agreed', decisions: [{ countersignBy: null }] });
    await make.as(house.staff).post(`/emergencies/${id}/end`, { reason: 'Their aunt has come' }).expect(200);
    expect(await read(id)).toMatchObject({ state: 'settled', ended: { why: 'Their aunt has come' } });
    await decide(id).expect(409);
    await make.as(house.staff).post(`/emergencies/${id}/end`, { reason: 'x' }).expect(409);
  });
});

describe('an emergency', () => {
  it('is read by the people of its unit, by nobody else, and changed by nobody who looks on', async () => {
    const { id } = await begin();
    const other = await make.aHouse({ organisation: house.organisation });
    await make.as(other.staff).get(`/emergencies/${id}`).expect(404);
    await make
      .as(other.manager)
      .post(`/emergencies/${id}/decision`, { decision: 'agreed', said: 'x', decidedBy: other.manager.id })
      .expect(404);
    await make.as(house.worker).get(`/emergencies/${id}`).expect(403);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await make.as(watcher).get(`/emergencies/${id}`).expect(200);
    await make.as(watcher).post(`/emergencies/${id}/end`, { reason: 'x' }).expect(403);
    const trail = await app.sql<{ action: string }>(
      `SELECT DISTINCT action FROM audit_entries WHERE subject = 'emergency' AND subject_id = $1 ORDER BY 1`,
      [id],
    );
    expect(trail.map(({ action }) => action)).toEqual(['emergency.opened', 'emergency.read']);
  });

  it('of a child whom the unit does not know names them by what was said, and lets the unit read them once they come', async () => {
    const there = await make.aHouse({ organisation: house.organisation });
    const bo = await make.aYoungPerson(there, { firstName: 'Bo', lastName: 'Elsewhere' });
    const [{ number }] = (await app.sql(`SELECT case_number AS number FROM young_people WHERE id = $1`, [bo])) as [
      { number: string },
    ];
    const { id, ...begun } = await begin({ youngPerson: undefined, caseNumber: number });
    expect(begun).toMatchObject({ called: `Case ${number}`, youngPerson: null });
    await make.as(house.staff).get(`/young-people/${bo}`).expect(404);
    await decide(id).expect(200);
    await come({ emergency: id }).expect(201);
    await make.as(house.staff).get(`/young-people/${bo}`).expect(200);
    expect(await read(id)).toMatchObject({ youngPerson: { firstName: 'Bo' } });
  });
});
