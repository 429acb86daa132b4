import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TellOfEmergency } from '../../src/alerts/tell-key-worker.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
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
  house = await make.aHouse({ beds: 2 });
  ash = await make.aYoungPerson(house);
});

const ANSWERED = { why: 'Nobody at home', risk: 'None known', authority: 'Jo, EDT' };
async function asked(more: object = {}): Promise<string> {
  const body = { youngPerson: ash, ...ANSWERED, ...more };
  return (
    (await make.as(house.staff).post(`/units/${house.unit}/emergencies`, body).expect(201)).body as { id: string }
  ).id;
}
const decide = (id: string, decision = 'agreed') =>
  make
    .as(house.staff)
    .post(`/emergencies/${id}/decision`, { decision, said: 'Yes', decidedBy: house.manager.id })
    .expect(200);
const hold = (id: string, more: object = {}) => make.as(house.staff).post(`/emergencies/${id}/hold`, more);
const stateOf = async (id: string) =>
  ((await make.as(house.staff).get(`/emergencies/${id}`).expect(200)).body as { state: string }).state;

/** The notices of the key worker, once what was written to tell them of the stay is done. */
async function heard(stay: string): Promise<string> {
  const [{ count }] = (await app.sql(
    `SELECT count(*)::int FROM outbox WHERE topic = 'stay.emergency' AND payload->>'stay' = $1`,
    [stay],
  )) as [{ count: number }];
  expect(count).toBe(1);
  await app.app.get(TellOfEmergency).handle({ stay }, app.app.get(DataSource).manager);
  return (await (await PageClient.signIn(app.address, house.worker.email, PASSWORD)).get('/notices')).text;
}

describe('a bed for a child who is on the way', () => {
  it('is held once a manager has agreed, also one that is kept for emergencies, and they arrive like anybody else', async () => {
    for (const bed of house.beds)
      await make
        .as(house.manager)
        .post(`/units/${house.unit}/reserves`, { bed, from: make.today(), to: make.today(5) })
        .expect(201);
    const id = await asked({ until: make.today(3) });
    const early = await hold(id).expect(409);
    expect((early.body as { title: string }).title).toContain('the on-call manager’s agreement');
    await decide(id);
    const { body } = await hold(id, { bed: house.beds[1] }).expect(200);
    expect(body).toMatchObject({
      ...{ state: 'booked', kind: 'emergency', authority: house.manager.name, requestId: null, conflict: null },
      ...{ arrival: make.today(), departure: make.today(3), bed: { id: house.beds[1] } },
    });
    const stay = (body as { id: string }).id;
    await hold(id).expect(409);
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const other = await make
      .as(house.staff)
      .post(`/units/${house.unit}/emergency-stays`, { youngPerson: bo, departure: make.today(1), authority: 'x' })
      .expect(201);
    expect(other.body).toMatchObject({ bed: { id: house.beds[0] } });
    expect((await make.as(house.worker).get(`/stays/${stay}`).expect(200)).body).toMatchObject({ state: 'booked' });
    expect(await heard(stay)).toContain('Ash Example has a place in an emergency.');
    expect(await heard((other.body as { id: string }).id)).toContain('Bo Example has a place in an emergency.');
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    expect(await stateOf(id)).toBe('to_countersign');
    const { body: open } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    const events = (open as { events: { action: string; note: string }[] }).events;
    expect(events.map(({ action }) => action)).toEqual(['arrived', 'emergency_decided', 'booked']);
    expect(events[1]!.note).toBe(`Agreed by ${house.manager.name}, by telephone: Yes`);
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
  });

  it('is nobody’s when they do not come, and the decision is countersigned all the same', async () => {
    const id = await asked();
    await decide(id, 'agreed_with_conditions');
    const { body } = await hold(id).expect(200);
    const stay = (body as { id: string }).id;
    expect(body).toMatchObject({ departure: make.today(1) });
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'Found at a friend’s' }).expect(200);
    expect(await heard(stay)).toContain('There is nothing new for you');
    expect(await app.sql(`SELECT 1 FROM bed_claims WHERE stay_id = $1 AND live`, [stay])).toEqual([]);
    expect(await stateOf(id)).toBe('to_countersign');
    const seen = await make.as(house.manager).get(`/emergencies/${id}`).expect(200);
    const decision = (seen.body as { decisions: { id: string }[] }).decisions[0]!.id;
    await make.as(house.manager).post(`/stays/${stay}/countersign`, { decision, agrees: true }).expect(200);
    expect(await stateOf(id)).toBe('settled');
  });

  it('is asked for anew after a refusal, and the one before is not taken up beside it', async () => {
    const first = await asked();
    await decide(first, 'refused');
    await asked();
    const again = { decision: 'agreed', said: 'Two staff awake now', decidedByName: 'Kit' };
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = await staff.get(`/emergencies/${first}/decision`);
    const value = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page.text)![1]!;
    const typed = { ...again, decidedBy: 'other', how: 'telephone', date: value('date'), time: value('time') };
    const refused = await staff.post(`/emergencies/${first}/decision`, typed);
    expect(refused.status).toBe(409);
    expect(refused.text).toMatch(/A place has been asked for them again[^]*Two staff awake now/);
  });

  it('is looked for no longer once a departure leaves nothing owed, and again when who was refused comes', async () => {
    const noted = async (id: string) =>
      (await app.sql<{ at: Date | null }>(`SELECT settled_at AS at FROM emergencies WHERE id = $1`, [id]))[0]!.at !==
      null;
    const id = await asked();
    const decision = { decision: 'refused', said: 'Nobody awake', decidedBy: house.manager.id };
    await make.as(house.manager).post(`/emergencies/${id}/decision`, decision).expect(200);
    expect(await noted(id)).toBe(true);
    const come = await make
      .as(house.staff)
      .post(`/units/${house.unit}/emergency-stays`, { emergency: id, departure: make.today(1), authority: 'x' })
      .expect(201);
    expect([await noted(id), await stateOf(id)]).toEqual([false, 'refused_but_here']);
    const stay = `/stays/${(come.body as { id: string }).id}`;
    await make.as(house.staff).post(`${stay}/depart`).expect(200);
    expect([await noted(id), await stateOf(id)]).toEqual([true, 'settled']);
  });

  it('takes nobody’s bed, is held for nobody who was refused, has a bed already, or has no date of birth', async () => {
    for (const [place, bed] of house.beds.entries()) {
      const there = await make.aYoungPerson(house, { firstName: `There ${place}` });
      await make.aStay(house, there, { inDays: 0, nights: 2, bed });
    }
    const impacts = (
      await app.sql<{ id: string }>(`SELECT young_person_id AS id FROM stays WHERE unit_id = $1`, [house.unit])
    ).map(({ id }) => id);
    const told = async (id: string) => {
      for (const youngPerson of impacts)
        await make.as(house.staff).post(`/emergencies/${id}/impact`, { youngPerson, impact: 'None' }).expect(200);
    };
    const id = await asked();
    await told(id);
    await decide(id);
    const full = await hold(id).expect(409);
    expect((full.body as { title: string }).title).toContain('No bed is free on that night');
    await hold(id, { bed: house.beds[0] }).expect(400);
    await hold(id, { departure: make.today() }).expect(400);
    await hold(id, { departure: make.today(40) }).expect(400);
    await decide(id, 'refused');
    await hold(id).expect(409);
    const lee = await asked({ youngPerson: undefined, newYoungPerson: { firstName: 'Lee', lastName: 'Nobody' } });
    await told(lee);
    await decide(lee);
    const noBirth = await hold(lee).expect(400);
    expect(noBirth.body).toMatchObject({ errors: [{ field: 'aboutAge' }] });
  });

  it('is held on a page, and only once by two at the same moment', async () => {
    const id = await asked();
    await decide(id);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/emergencies/${id}`)).text).toContain('They are on the way: hold a bed');
    const page = await staff.get(`/emergencies/${id}/hold`);
    expect(page.text).toContain('Let the system choose');
    expect((await staff.post(`/emergencies/${id}/hold`, { departure: 'soon' })).status).toBe(400);
    const both = await Promise.all([hold(id), hold(id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await staff.post(`/emergencies/${id}/hold`, { departure: '' })).status).toBe(409);
    expect((await staff.get('/')).text).toContain('Record the arrival of');
  });
});
