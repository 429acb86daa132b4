import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Note {
  id: string;
  text: string;
  readBy: { id: string }[];
  earlier: { text: string; by: { id: string } }[];
  takenBack: { why: string; by: { id: string } } | null;
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let night: TestUser;
let note: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  night = await make.aUser(house, 'unit_staff', 'staff');
  await make
    .as(house.staff)
    .post(`/units/${house.unit}/handover`, { text: 'The boiler man comes at nine' })
    .expect(201);
  note = (await notes())[0]!.id;
});

const notes = async (by = night) =>
  ((await make.as(by).get(`/units/${house.unit}/handover`).expect(200)).body as { notes: Note[] }).notes;
const change = (by: TestUser, step: 'correct' | 'take-back', body: object, id = note) =>
  make.as(by).post(`/units/${house.unit}/handover/notes/${id}/${step}`, body);
const read = (by: TestUser, id: string) =>
  make
    .as(by)
    .post(`/units/${house.unit}/handover/read`, { notes: [id] })
    .expect(204);

describe('a note of the house that is wrong', () => {
  it('is put right by who wrote it: the earlier text stays beside it, and it is to be read anew', async () => {
    await read(night, note);
    await change(house.staff, 'correct', { text: 'The boiler man comes at ten' }).expect(200);
    const [right, ...others] = await notes();
    const earlier = [{ text: 'The boiler man comes at nine', by: { id: house.staff.id } }];
    expect(right).toMatchObject({ text: 'The boiler man comes at ten', earlier, readBy: [], takenBack: null });
    expect(others).toEqual([]);
    app.clock.advance({ hours: 1 });
    await change(house.staff, 'correct', { text: 'He comes at noon' }, right!.id).expect(200);
    expect((await notes())[0]!.earlier.map(({ text }) => text)).toEqual([
      'The boiler man comes at nine',
      'The boiler man comes at ten',
    ]);
    await expect(app.sql(`UPDATE shift_notes SET text = 'x'`)).rejects.toThrow('append-only');
  });

  it('is put right by a manager, too, and then by whoever wrote it first', async () => {
    await change(house.manager, 'correct', { text: 'He comes on Monday' }).expect(200);
    const [right] = await notes();
    expect(right).toMatchObject({ by: { id: house.manager.id } });
    await change(house.staff, 'correct', { text: 'He comes on Tuesday' }, right!.id).expect(200);
  });

  it('is taken back with a reason: struck through for three days, and nobody’s to read any more', async () => {
    await change(house.staff, 'take-back', { reason: ' ' }).expect(400);
    await change(house.staff, 'take-back', { reason: 'He rang off' }).expect(200);
    const takenBack = { why: 'He rang off', by: { id: house.staff.id } };
    expect(await notes()).toMatchObject([{ text: 'The boiler man comes at nine', takenBack }]);
    const pages = await PageClient.signIn(app.address, night.email, PASSWORD);
    const { text } = await pages.get('/handover');
    expect(text).toContain('<del>The boiler man comes at nine</del>');
    expect(text).toMatch(/Taken back by [^<]+: He rang off/);
    expect(text).not.toContain('I have read these notes');
    await expect(app.sql(`DELETE FROM shift_notes_taken_back`)).rejects.toThrow('append-only');
    app.clock.advance({ days: 4 });
    expect(await notes()).toEqual([]);
  });

  it('is left alone by everybody else, and changed once', async () => {
    const other = await make.aHouse();
    for (const step of ['correct', 'take-back'] as const) {
      const body = step === 'correct' ? { text: 'x' } : { reason: 'x' };
      const watcher = await make.aUser(house, 'manager', 'watcher');
      await change(night, step, body).expect(403);
      await change(watcher, step, body).expect(403);
      await change(other.manager, step, body).expect(404);
      await change(house.worker, step, body).expect(403);
      const elsewhere = `/units/${other.unit}/handover/notes/${note}/${step}`;
      await make.as(other.manager).post(elsewhere, body).expect(404);
    }
    await change(house.staff, 'correct', { text: 'The boiler man comes at nine' }).expect(409);
    const at = await Promise.all([
      change(house.staff, 'correct', { text: 'He comes at ten' }),
      change(house.manager, 'take-back', { reason: 'x' }),
    ]);
    expect(at.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await notes()).toHaveLength(1);
  });

  it('is put right and taken back on pages that show what was written, with nothing typed lost', async () => {
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const links = /href="(\/handover\/notes\/[^"]+)"/g;
    const [correct, back] = [...(await pages.get('/handover')).text.matchAll(links)].map((found) => found[1]!);
    expect((await pages.get(correct!)).text).toContain('The boiler man comes at nine</textarea>');
    expect((await pages.post(correct!, { text: '' })).status).toBe(400);
    const same = await pages.post(correct!, { text: 'The boiler man comes at nine' });
    expect([same.status, same.text]).toEqual([409, expect.stringContaining('The note says this already.')]);
    expect((await pages.post(correct!, { text: 'The boiler man comes at ten' })).status).toBe(303);
    const page = (await pages.get('/handover')).text;
    expect(page).toContain('<del>The boiler man comes at nine</del>');
    expect((await pages.get(back!)).status).toBe(409);
    const again = [...page.matchAll(links)].map((found) => found[1]!)[1]!;
    expect((await pages.get(again)).text).toContain('Take a note of the house back');
    expect((await pages.post(again, { reason: 'He rang off' })).status).toBe(303);
    const others = await PageClient.signIn(app.address, night.email, PASSWORD);
    expect((await others.get('/handover')).text).not.toMatch(links);
  });
});
