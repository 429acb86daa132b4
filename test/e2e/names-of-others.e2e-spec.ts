import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Whose key worker reads what is written of them. */
let sol: string;
/** The other young person, of another key worker, who is there on the same nights. */
let max: string;
let theirs: TestUser;
let stay: string;
let caseNumber: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  theirs = await make.aUser(house, 'cas_worker', 'referrer');
  sol = await make.aYoungPerson(house, { firstName: 'Sol', lastName: 'Example' });
  max = await make.aYoungPerson(house, { firstName: 'Ivy', lastName: 'Madeupton', keyWorker: theirs });
  stay = await make.aStay(house, sol, { inDays: 5, nights: 2, bed: house.beds[0]! });
  await make.aStay({ ...house, worker: theirs }, max, { inDays: 5, nights: 2, bed: house.beds[1]! });
  const [row] = await app.sql<{ case_number: string }>('SELECT case_number FROM young_people WHERE id = $1', [max]);
  caseNumber = row!.case_number;
});

interface Refused {
  type: string;
  title: string;
  errors: { field: string; message: string }[];
}
const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const bodyOf = <T>({ body }: { body: unknown }) => body as T;
const note = (more: object, by = house.staff) =>
  make.as(by).post(`/stays/${stay}/notes`, { kind: 'incident', ...more });
const report = async (text: string, by: TestUser = house.staff) =>
  bodyOf<{ id: string }>(await make.as(by).post(`/young-people/${sol}/information`, { text }).expect(201)).id;
const look = (id: string, said: object, by = house.staff) =>
  make.as(by).post(`/information/${id}/looked`, { outcome: 'nothing', ...said });
/** Everything that the key worker can read of what was written. */
async function readBack(): Promise<string> {
  const as = make.as(house.worker);
  const reports = await as.get(`/young-people/${sol}/information`).expect(200);
  const all = [reports.body, (await as.get(`/stays/${stay}/notes`).expect(200)).body] as unknown[];
  for (const { id } of bodyOf<{ items: { id: string }[] }>(reports).items)
    all.push(
      (await as.get(`/information/${id}`).expect(200)).body,
      (await (await page(house.worker)).get(`/information/${id}`)).text,
    );
  const pages = await page(house.worker);
  for (const path of [`/stays/${stay}`, `/stays/${stay}/notes`, `/young-people/${sol}/information`, '/'])
    all.push((await pages.get(path)).text);
  return JSON.stringify(all);
}
const NAMES = /Madeupton|\bivy\b/iu;

describe('a note on a stay', () => {
  it.each(['Ivy Madeupton hit him', 'ivy hit him', 'IVY’S brush', 'IM hit him', 'Madeupton again'])(
    'that says it names nobody and says “%s” is refused, with what to do',
    async (text) => {
      const refused = bodyOf<Refused>(await note({ text, namesOthers: false }).expect(400));
      expect(refused.type).toBe('/problems/names-another');
      expect(refused.errors.map(({ field }) => field)).toEqual(['namesOthers', 'namesNobodyElse']);
      expect(refused.title).toContain('Choose “Yes”, and the unit alone reads it');
      expect(await readBack()).not.toMatch(NAMES);
    },
  );

  it('is refused with the number of a case, however it is typed', async () => {
    await note({ text: `See ${caseNumber}`, namesOthers: false }).expect(400);
    await note({ text: `see ${caseNumber.toLowerCase().replace(/-/g, ' ')}.`, namesOthers: false }).expect(400);
  });

  it('is the unit’s alone where nobody says whether it names another and it does', async () => {
    const kept = bodyOf<{ namesOthers: boolean }>(await note({ text: 'Ivy hit him' }).expect(201));
    expect(kept.namesOthers).toBe(true);
    const told = bodyOf<{ namesOthers: boolean }>(await note({ text: 'Slept well' }).expect(201));
    expect(told.namesOthers).toBe(false);
    const read = await readBack();
    expect(read).not.toMatch(NAMES);
    expect(read).toContain('Slept well');
  });

  it('is kept as it is where the name is somebody else’s, and the young person’s own names no other', async () => {
    await note({ text: 'His aunt Ivy rang', namesOthers: false, namesNobodyElse: true }).expect(201);
    await note({ text: 'Sol Example slept', namesOthers: false }).expect(201);
    expect(await readBack()).toContain('His aunt Ivy rang');
  });

  it('asks on the page, keeps what was typed, and offers the way out only then', async () => {
    const pages = await page(house.staff);
    const path = `/stays/${stay}/notes/new`;
    expect((await pages.get(path)).text).not.toContain('namesNobodyElse');
    const typed = { kind: 'incident', text: 'His aunt Ivy rang', namesOthers: 'no' };
    const again = await pages.post(path, typed);
    expect(again.status).toBe(400);
    expect(again.text).toContain('His aunt Ivy rang');
    expect(again.text).toContain('name="namesNobodyElse"');
    expect((await pages.post(path, { ...typed, namesNobodyElse: 'yes' })).status).toBe(303);
  });
});

describe('why a stay is called off', () => {
  const said = { by: 'family', code: 'changed_plans', reason: 'They say Ivy Madeupton is there' };
  const cancel = (body: object, by = house.staff) => make.as(by).post(`/stays/${stay}/cancel`, body);

  it('is refused with a name where the key worker reads it, over the API and on the page', async () => {
    const refused = bodyOf<Refused>(await cancel(said).expect(400));
    expect(refused.errors.map(({ field }) => field)).toEqual(['reason', 'namesNobodyElse']);
    const pages = await page(house.staff);
    const typed = { ending: 'family:changed_plans', reason: said.reason, date: make.today(0), time: '11:00' };
    const again = await pages.post(`/stays/${stay}/cancel`, typed);
    expect([again.status, again.text.includes(said.reason)]).toEqual([400, true]);
    expect(again.text).toContain('name="namesNobodyElse"');
    expect(await readBack()).not.toMatch(NAMES);
    await cancel({ ...said, namesNobodyElse: true }).expect(200);
  });

  it('is kept in the unit’s words where the unit calls it off, of which the key worker is told none', async () => {
    await cancel({ by: 'unit', code: 'safety', reason: said.reason }).expect(200);
    expect(await readBack()).not.toMatch(NAMES);
  });

  it('is refused with a name of who did not arrive, too, and the key worker is asked nothing', async () => {
    app.clock.goTo('22:00', 5);
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: said.reason }).expect(400);
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'They are ill' }).expect(200);
  });
});

describe('what is reported', () => {
  it('is never refused; its words are withheld from who may not read whom they name', async () => {
    const id = await report('Police say Sol threatened Ivy Madeupton');
    const read = await readBack();
    expect(read).not.toMatch(NAMES);
    expect(read).toContain('Part of this is withheld: it names somebody else. Ask the unit.');
    for (const by of [house.staff, house.manager])
      expect((await make.as(by).get(`/information/${id}`).expect(200)).body).toMatchObject({
        ...{ text: 'Police say Sol threatened Ivy Madeupton', namesOthers: true },
      });
    expect(bodyOf<{ items: { id: string }[] }>(await make.as(house.staff).get('/information')).items).toMatchObject([
      { id },
    ]);
    expect((await (await page(house.staff)).get(`/information/${id}`)).text).toContain('It seems to name another');
  });

  it('is shown once somebody of the unit says that it names nobody else', async () => {
    const id = await report('His aunt Ivy rang the police');
    expect(await readBack()).not.toMatch(NAMES);
    const said = { note: 'Known to us', reportNamesNobodyElse: true };
    expect((await look(id, said).expect(200)).body).toMatchObject({ namesOthers: false });
    expect(await readBack()).toContain('His aunt Ivy rang the police');
  });

  it('is shown to who has written it, who writes of the family as they know it', async () => {
    const id = await report('Ivy is what he calls his sister', house.worker);
    expect((await make.as(house.worker).get(`/information/${id}`)).body).toMatchObject({
      text: 'Ivy is what he calls his sister',
    });
  });

  it('is looked at without a name in the note', async () => {
    const id = await report('He was threatened');
    const refused = bodyOf<Refused>(await look(id, { note: 'Ivy Madeupton moves to Bed 4' }).expect(400));
    expect(refused.errors.map(({ field }) => field)).toEqual(['note', 'namesNobodyElse']);
    const pages = await page(house.staff);
    const typed = { outcome: 'nothing', note: 'ivy moves to Bed 4' };
    const again = await pages.post(`/information/${id}`, typed);
    expect(again.status).toBe(400);
    expect(again.text).toContain('ivy moves to Bed 4');
    expect(again.text).toContain('name="namesNobodyElse"');
    await look(id, { note: 'His aunt Ivy is told', namesNobodyElse: true }).expect(200);
    expect(await readBack()).toContain('His aunt Ivy is told');
  });
});
