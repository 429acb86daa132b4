import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Note {
  id: string;
  text: string;
  stay: string | null;
  readBy: { id: string }[];
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let night: TestUser;
let here: string;
let away: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  night = await make.aUser(house, 'unit_staff', 'staff');
  here = await there('Ash', 0);
  away = await there('Bo', 1);
  await make.as(house.staff).post(`/stays/${away}/away`, { kind: 'hospital' }).expect(200);
});

async function there(firstName: string, bed: number): Promise<string> {
  const person = await make.aYoungPerson(house, { firstName });
  const stay = await make.aStay(house, person, { inDays: 0, nights: 2, bed: house.beds[bed]! });
  await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
  return stay;
}
const open = async (by: TestUser) =>
  (await make.as(by).get(`/units/${house.unit}/handover`).expect(200)).body as Record<string, { id: string }[]> & {
    notes: Note[];
  };
const note = (stay: string, text: string, more: object = {}) =>
  make.as(house.staff).post(`/stays/${stay}/notes`, { kind: 'settled', text, namesOthers: false, ...more });
const ids = (stays: { id: string }[]) => stays.map(({ id }) => id);
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the handover', () => {
  it('says who is in the building, who is not, who comes and who goes', async () => {
    const today = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, bed: house.beds[2]! });
    const tomorrow = await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, bed: house.beds[3]! });
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 2, bed: house.beds[0]! });
    const now = await open(night);
    expect(
      [now['inTheBuilding'], now['away'], now['arriving'], now['arrivingTomorrow']].map((one) => ids(one!)),
    ).toEqual([[here], [away], [today], [tomorrow]]);
    app.clock.advance({ days: 1 });
    expect(ids((await open(night))['leavingTomorrow']!).toSorted()).toEqual([here, away].toSorted());
    app.clock.advance({ days: 1 });
    expect(ids((await open(night))['leaving']!).toSorted()).toEqual([here, away].toSorted());
  });

  it('has the notes of the last three days with who has read them, and none that was put right', async () => {
    const wrong = await note(here, 'Asleep by ten').expect(201);
    await note(here, 'Asleep by twelve', { corrects: (wrong.body as { id: string }).id }).expect(201);
    await make
      .as(house.staff)
      .post(`/units/${house.unit}/handover`, { text: 'The boiler man comes at nine' })
      .expect(201);
    const { notes } = await open(night);
    expect(notes.map((one) => [one.text, one.stay, one.readBy])).toEqual([
      ['The boiler man comes at nine', null, []],
      ['Asleep by twelve', here, []],
    ]);
    const read = (by: TestUser) =>
      make.as(by).post(`/units/${house.unit}/handover/read`, { notes: notes.map(({ id }) => id) });
    await read(night).expect(204);
    await read(night).expect(204);
    await read(house.staff).expect(204);
    const after = (await open(house.manager)).notes;
    expect(after.map(({ readBy }) => readBy.map(({ id }) => id))).toEqual([[night.id], [night.id]]);
    await note(here, 'Ring the school on Monday').expect(201);
    app.clock.advance({ days: 4 });
    // What nobody has read but whoever wrote it is there until somebody does.
    const left = (await open(night)).notes;
    expect(left.map((one) => one.text)).toEqual(['Ring the school on Monday']);
    await make
      .as(night)
      .post(`/units/${house.unit}/handover/read`, { notes: left.map(({ id }) => id) })
      .expect(204);
    expect((await open(house.manager)).notes).toEqual([]);
  });

  it('is for the unit’s own people: nobody else reads or writes it, and nobody marks another unit’s notes', async () => {
    const other = await make.aHouse();
    const { body } = await make.as(other.staff).post(`/units/${other.unit}/handover`, { text: 'Theirs' }).expect(201);
    const theirs = (body as { notes: Note[] }).notes[0]!.id;
    await make.as(other.staff).get(`/units/${house.unit}/handover`).expect(404);
    await make.as(other.staff).post(`/units/${house.unit}/handover`, { text: 'x' }).expect(404);
    await make.as(house.worker).get(`/units/${house.unit}/handover`).expect(403);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await make.as(watcher).get(`/units/${house.unit}/handover`).expect(200);
    await make.as(watcher).post(`/units/${house.unit}/handover`, { text: 'x' }).expect(403);
    await make
      .as(night)
      .post(`/units/${house.unit}/handover/read`, { notes: [theirs] })
      .expect(204);
    expect(await app.sql(`SELECT 1 FROM note_reads WHERE user_id = $1`, [night.id])).toEqual([]);
  });

  it('is a page on which a note is left and read, and a list to print for the fire folder', async () => {
    await note(here, 'Cried at bedtime').expect(201);
    const pages = await PageClient.signIn(app.address, night.email, PASSWORD);
    const page = (await pages.get('/handover')).text;
    expect(text(page)).toMatch(
      /In the building: 1 .*Ash Example.*Not here, bed kept .*Bo Example.*Cried at bedtime Nobody has read it yet/,
    );
    const notes = /name="notes" value="([^"]+)"/.exec(page)![1]!;
    const unit = `?unit=${house.unit}`;
    expect(await pages.post(`/handover/read${unit}`, { notes })).toMatchObject({ status: 303 });
    expect(text((await pages.get('/handover')).text)).toContain(`Read by ${night.name}`);
    expect((await pages.post(`/handover${unit}`, { text: '' })).status).toBe(400);
    expect((await pages.post(`/handover${unit}`, { text: 'Milk is out' })).status).toBe(303);
    expect((await pages.get('/handover')).text).toContain('Milk is out');
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, bed: house.beds[3]! });
    expect(text((await pages.get('/handover')).text)).toMatch(/Tomorrow.* \d things open before/);
    // Who visits is in the house, though it is on record already that they came.
    const visitor = await make.aYoungPerson(house, { firstName: 'Vic' });
    await app.sql(
      `INSERT INTO visits (unit_id, young_person_id, date, starts_at, ends_at, kind, note, overruled_because, made_at, made_by,
                           state, who_was_there, recorded_at, recorded_by)
       VALUES ($1, $2, $3, '00:00', '23:59', 'tea', '', '', now(), $4, 'happened', 'Staff', now(), $4)`,
      [house.unit, visitor, make.today(), house.staff.id],
    );
    for (const page of ['/handover', '/roll-call'])
      expect(text((await pages.get(page)).text)).toMatch(/Vic Example.*00:00 to 23:59.*Here now/);
    const roll = text((await pages.get('/roll-call')).text).replace(' 1 visiting them now.', '');
    expect(roll).toMatch(/1 in the building\. .*Ash Example.*Not in the building .*Bo Example/);
  });
});
