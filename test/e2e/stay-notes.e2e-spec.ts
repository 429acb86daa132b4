import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());

interface Note {
  id: string;
  text: string;
  by: { id: string };
  corrects: { id: string } | null;
  corrected: boolean;
}
let stays = 0;
const aStay = async () => make.aStay(house, await make.aYoungPerson(house), { inDays: 20 + 3 * (stays += 1) });
const write = (stay: string, more: object = {}, by = house.staff) =>
  make.as(by).post(`/stays/${stay}/notes`, { kind: 'settled', text: 'Slept well', namesOthers: false, ...more });
const written = async (stay: string, more: object = {}, by = house.staff) =>
  (await write(stay, more, by).expect(201)).body as Note;
const list = async (stay: string, by = house.staff) =>
  ((await make.as(by).get(`/stays/${stay}/notes`).expect(200)).body as { items: Note[] }).items;

describe('a note on a stay', () => {
  it('is signed and dated, and is there for the unit and for the key worker, the latest first', async () => {
    const stay = await aStay();
    const first = await written(stay);
    const second = await written(stay, { kind: 'contact', text: 'Rang Mum' }, house.manager);
    expect(first).toMatchObject({ by: { id: house.staff.id, name: house.staff.name }, corrects: null });
    for (const reader of [house.staff, house.manager, house.worker]) {
      expect((await list(stay, reader)).map(({ id }) => id)).toEqual([second.id, first.id]);
    }
    const trail = await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'stay.noted' AND subject_id = $1`, [stay]);
    expect(trail).toHaveLength(2);
  });

  it('is never edited: not by its owner, and the service itself may not', async () => {
    const stay = await aStay();
    const { id } = await written(stay);
    await expect(app.sql(`UPDATE stay_notes SET text = 'x' WHERE id = $1`, [id])).rejects.toThrow('append-only');
    await expect(app.sql(`DELETE FROM stay_notes WHERE id = $1`, [id])).rejects.toThrow('append-only');
  });

  it('is corrected by one other note, which names it', async () => {
    const stay = await aStay();
    const wrong = await written(stay, { text: 'Slept from nine' });
    const right = await written(stay, { text: 'Slept from eleven', corrects: wrong.id });
    expect(right.corrects).toMatchObject({ id: wrong.id });
    expect((await list(stay)).map(({ text, corrected }) => [text, corrected])).toEqual([
      ['Slept from eleven', false],
      ['Slept from nine', true],
    ]);
    expect((await write(stay, { corrects: wrong.id }).expect(409)).body).toMatchObject({
      type: '/problems/corrected-already',
    });
    await write(stay, { corrects: randomUUID() }).expect(404);
    await write(await aStay(), { corrects: right.id }).expect(404);
  });

  it('is corrected once, also where two do it at the same moment', async () => {
    const stay = await aStay();
    const { id } = await written(stay);
    const answers = await Promise.all([1, 2, 3].map(() => write(stay, { corrects: id })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('that names another child is the unit’s alone; that it was corrected is told', async () => {
    const stay = await aStay();
    const shared = await written(stay, { kind: 'incident', text: 'A quarrel at supper' });
    const kept = await written(stay, { text: 'A quarrel with Kit', namesOthers: true, corrects: shared.id });
    expect((await list(stay)).map(({ id }) => id)).toEqual([kept.id, shared.id]);
    const keptFrom = (await list(stay, house.worker)).map(({ id, text, corrected }) => [id, text, corrected]);
    expect(keptFrom).toEqual([[shared.id, '', true]]);
    const pages = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    for (const path of [`/stays/${stay}`, `/stays/${stay}/notes`]) {
      const { text } = await pages.get(path);
      expect(text).not.toContain('A quarrel');
      expect(text).toContain('It is not shown here');
    }
    expect((await list(stay)).map(({ text }) => text)).toEqual(['A quarrel with Kit', 'A quarrel at supper']);
    const plain = await written(stay, { text: 'They made up', corrects: kept.id });
    const [latest] = await list(stay, house.worker);
    expect(latest).toMatchObject({ id: plain.id, corrects: null });
  });

  it('needs its kind and its text, and is not written by a key worker', async () => {
    const stay = await aStay();
    const empty = await make.as(house.staff).post(`/stays/${stay}/notes`, {}).expect(400);
    expect((empty.body as { errors: { field: string }[] }).errors.map(({ field }) => field).toSorted()).toEqual([
      'kind',
      'text',
    ]);
    await write(stay, {}, house.worker).expect(403);
    const elsewhere = await make.aHouse();
    await write(stay, {}, elsewhere.staff).expect(404);
    await make.as(elsewhere.worker).get(`/stays/${stay}/notes`).expect(404);
  });

  it('comes page by page', async () => {
    const stay = await aStay();
    for (const text of ['one', 'two', 'three']) await written(stay, { text });
    const first = (await make.as(house.staff).get(`/stays/${stay}/notes?limit=2`).expect(200)).body as {
      items: Note[];
      next: string;
    };
    const rest = await make.as(house.staff).get(`/stays/${stay}/notes?limit=2&cursor=${first.next}`).expect(200);
    expect(first.items.map(({ text }) => text)).toEqual(['three', 'two']);
    expect(rest.body).toMatchObject({ items: [{ text: 'one' }], next: null });
    await make
      .as(house.staff)
      .get(`/stays/${await aStay()}/notes?cursor=${first.next}`)
      .expect(400);
  });
});

describe('the pages of the notes', () => {
  it('take a note, show it on the stay, and correct it', async () => {
    const stay = await aStay();
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await client.get(`/stays/${stay}`)).text).toContain('No note has been written yet.');
    await client.get(`/stays/${stay}/notes/new`);
    const bad = await client.post(`/stays/${stay}/notes/new`, { kind: 'settled', text: '' });
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('Enter the note.')]);
    const note = { kind: 'hospital', text: 'To the eye clinic', namesOthers: 'no' };
    expect(await client.post(`/stays/${stay}/notes/new`, note)).toMatchObject({
      ...{ status: 303, location: `/stays/${stay}/notes` },
    });
    const page = (await client.get(`/stays/${stay}`)).text;
    expect(page).toContain('To the eye clinic');
    const correct = /href="(\/stays\/[^"]+\/notes\/new\?corrects=[^"]+)"/.exec(page)![1]!;
    const form = (await client.get(correct)).text;
    expect(form).toContain('To the eye clinic</textarea>');
    const corrects = /name="corrects" value="([^"]+)"/.exec(form)![1]!;
    await client.post(`/stays/${stay}/notes/new`, { ...note, text: 'To the dentist', corrects });
    expect((await client.get(`/stays/${stay}/notes`)).text).toContain('Corrected by a later note.');
    expect((await client.get(correct)).status).toBe(409);
  });

  it('let the key worker read and not write', async () => {
    const stay = await aStay();
    await written(stay, { text: 'Laughed a lot' });
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const page = (await client.get(`/stays/${stay}`)).text;
    expect(page).toContain('Laughed a lot');
    expect(page).not.toContain('Write a note');
    expect((await client.get(`/stays/${stay}/notes/new`)).status).toBe(403);
  });
});
