import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addMonths } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { seenNow } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Check {
  item: string;
  state: string;
  text: string;
  whose: string;
  confirmed: { dated: string | null; covers: string[]; note: string; by: { id: string } } | null;
}
interface Listed {
  items: Check[];
  open: number;
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  stay = await make.aStay(house, ash);
});

const list = async (by = house.staff, id = stay) =>
  (await make.as(by).get(`/stays/${id}/checklist`).expect(200)).body as Listed;
const confirm = (item: string, body: object, by = house.worker, id = stay) =>
  make.as(by).post(`/stays/${id}/checklist/${item}`, body);
const states = ({ items }: Listed) => Object.fromEntries(items.map(({ item, state }) => [item, state]));
const decide = (other: string, decision: string) =>
  make
    .as(house.manager)
    .post('/pair-decisions', {
      ...{ youngPeople: [ash, other], decision, evidence: 'x', reviewBy: make.today(90) },
      ...(decision === 'only_with_mitigation' && { mitigation: 'Rooms apart' }),
    })
    .expect(201);

describe('what has to be in order before an arrival', () => {
  it('is all open at first, each with whose it is, and is done once everything is on record', async () => {
    const first = await list();
    expect([first.open, first.items.length]).toEqual([6, 7]);
    expect(first.items.find(({ item }) => item === 'care_plan')).toMatchObject({ whose: house.worker.name });
    await confirm('care_plan', { dated: make.today() }).expect(201);
    await confirm('medication', { dated: make.today(), note: 'Nothing' }).expect(201);
    await confirm('consents', { covers: ['stay', 'medical_treatment'], dated: make.today(-400) }).expect(201);
    await confirm('contact', { note: 'May Example, 07700 900123' }).expect(201);
    await make.as(house.worker).post(`/stays/${stay}/legal-status`, { status: 's17' }).expect(200);
    expect(states(await list())).toMatchObject({ introduction: 'missing', compatibility: 'done' });
    await make
      .as(house.staff)
      .post(`/units/${house.unit}/visits`, {
        ...{ youngPerson: ash, date: make.today(-1), startsAt: '16:00', endsAt: '17:00', kind: 'introduction' },
        whoWasThere: 'Mum',
      })
      .expect(201);
    const last = await list();
    expect([last.open, new Set(last.items.map(({ state }) => state))]).toEqual([0, new Set(['done'])]);
    const trail = await app.sql(`SELECT 1 FROM audit_entries WHERE subject_id = $1 AND action = 'stay.checked'`, [
      stay,
    ]);
    expect(trail).toHaveLength(4);
  });

  it('judges papers by the day of arrival, and keeps what was confirmed before', async () => {
    // The arrival is in ten days: fresh enough today, and too old then.
    await confirm('care_plan', { dated: addMonths(make.today(9), -6) }).expect(201);
    expect(states(await list())['care_plan']).toBe('out_of_date');
    await confirm('care_plan', { dated: addMonths(make.today(10), -6) }, house.staff).expect(201);
    const seen = (await list()).items[0]!;
    expect([seen.state, seen.confirmed!.by.id]).toEqual(['done', house.staff.id]);
    expect(await app.sql(`SELECT 1 FROM arrival_checks WHERE young_person_id = $1`, [ash])).toHaveLength(2);
    await expect(app.sql(`UPDATE arrival_checks SET note = 'x'`)).rejects.toThrow('append-only');
    await expect(app.sql(`DELETE FROM arrival_checks`)).rejects.toThrow('append-only');
  });

  it('holds papers for every stay of theirs, and a contact for one; a consent can be withdrawn', async () => {
    const next = await make.aStay(house, ash, { inDays: 30 });
    await confirm('consents', { covers: ['stay', 'medical_treatment'], dated: make.today() }).expect(201);
    await confirm('contact', { note: 'Gran' }).expect(201);
    expect(states(await list(house.staff, next))).toMatchObject({ consents: 'done', contact: 'missing' });
    await confirm('consents', {}).expect(400);
    await confirm('consents', { note: 'Withdrawn by his mother' }, house.worker, next).expect(201);
    expect(states(await list())).toMatchObject({ consents: 'missing', contact: 'done' });
  });

  it('counts an earlier stay at the unit as an introduction, and one that did not take place as none', async () => {
    const before = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    expect(states(await list())['introduction']).toBe('missing');
    await make.as(house.staff).post(`/stays/${before}/arrive`).expect(200);
    await make.as(house.staff).post(`/stays/${before}/depart`).expect(200);
    expect(states(await list())['introduction']).toBe('done');
  });

  it('refuses what is wrong, what nobody confirms, strangers to the child, who looks on and what is over', async () => {
    const future = await confirm('care_plan', { dated: make.today(1) }).expect(400);
    expect(future.body).toMatchObject({ errors: [{ field: 'dated' }] });
    await confirm('introduction', {}).expect(404);
    await confirm('nonsense', {}).expect(404);
    const elsewhere = await make.aHouse();
    await confirm('care_plan', { dated: make.today() }, elsewhere.staff).expect(404);
    await make.as(elsewhere.worker).get(`/young-people/${ash}/checklist`).expect(404);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await confirm('care_plan', { dated: make.today() }, watcher).expect(403);
    const stale = confirm('care_plan', { dated: make.today() }).set('If-Match', '"stale"');
    expect((await stale).status).toBe(412);
    await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'x' }).expect(200);
    await confirm('care_plan', { dated: make.today() }).expect(409);
    expect(await app.sql(`SELECT 1 FROM arrival_checks WHERE young_person_id = $1`, [ash])).toEqual([]);
  });
});

describe('the match as it was decided', () => {
  it('is open once something was decided about somebody who will be there, until the manager has looked at it', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await decide(bo, 'only_with_mitigation');
    expect(states(await list())['compatibility']).toBe('done');
    await make.aStay(house, bo, { inDays: 11, nights: 1 });
    expect(states(await list())['compatibility']).toBe('out_of_date');
    await confirm('compatibility', { note: 'Separate floors' }, house.staff).expect(403);
    await confirm('compatibility', { note: 'Separate floors' }, house.worker).expect(404);
    const unseen = await confirm('compatibility', { note: 'Separate floors' }, house.manager).expect(400);
    expect(unseen.body).toMatchObject({ errors: [{ field: 'seenGroup' }] });
    const said = async () => ({
      note: 'Separate floors',
      seenGroup: await seenNow(make, house.manager, `/stays/${stay}/look-again`),
    });
    const before = await said();
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Kit' }), { inDays: 11, nights: 1 });
    const refused = await confirm('compatibility', before, house.manager).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/group-changed' });
    expect(states(await list())['compatibility']).toBe('out_of_date');
    await confirm('compatibility', await said(), house.manager).expect(201);
    expect(states(await list())['compatibility']).toBe('done');
    await confirm('compatibility', before, house.manager).expect(409);
    await confirm('compatibility', await said(), house.manager).expect(201);
  });

  it('is decided on the page that shows who would be there', async () => {
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { status, location } = await manager.get(`/stays/${stay}/checklist/compatibility`);
    expect([status, location]).toEqual([303, `/stays/${stay}/look-again`]);
  });

  it('is open while they are kept apart, and a key worker is told nothing of it, before or after', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await make.aStay(house, bo, { inDays: 11, nights: 1 });
    const before = await list(house.worker);
    await decide(bo, 'never_together');
    expect(states(await list())['compatibility']).not.toBe('done');
    expect(await list(house.worker)).toEqual(before);
    expect(Object.keys(states(before))).not.toContain('compatibility');
  });
});

describe('before an offer', () => {
  it('what is known without a stay is listed, and recorded for the young person', async () => {
    const at = `/young-people/${ash}/checklist`;
    const first = (await make.as(house.staff).get(at).expect(200)).body as Listed;
    expect([first.open, first.items.map(({ item }) => item)]).toEqual([
      ...[4, ['care_plan', 'medication', 'consents', 'legal_basis']],
    ]);
    const said = await make.as(house.worker).post(`${at}/legal_basis`, { legalStatus: 's20_short_break' }).expect(201);
    expect(states(said.body as Listed)['legal_basis']).toBe('done');
    // It is no decision about the stay.
    expect(states(await list())['legal_basis']).toBe('missing');
    await make.as(house.worker).post(`${at}/contact`, { note: 'Mum' }).expect(404);
    expect(
      (await make.as(house.worker).post(`${at}/care_plan`, { dated: make.today() }).set('If-Match', '"stale"')).status,
    ).toBe(412);
  });
});

describe('what is open', () => {
  const mark = (text: string) => [...new Set(/[0-9]+ things? open before they arrive/g.exec(text) ?? [])];

  it('is on the first page of the unit for who comes today and tomorrow, and of the key worker for seven days', async () => {
    const [bo, kit] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    const now = await make.aStay(house, bo, { inDays: 0, nights: 1 });
    const next = await make.aStay(house, kit, { inDays: 1 });
    const unit = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const today = (await unit.get('/')).text;
    for (const id of [now, next]) expect(today).toContain(`href="/stays/${id}/checklist">7 things open`);
    expect(today).not.toContain(`/stays/${stay}/checklist`);
    await confirm('contact', { note: 'Gran' }, house.worker, next).expect(201);
    expect((await unit.get('/')).text).toContain(`href="/stays/${next}/checklist">6 things open`);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const own = (await worker.get('/')).text;
    expect(own).toMatch(new RegExp(`href="/stays/${next}/checklist">[^<]*: 4 things open`));
    expect(own).toContain('Yours: care plan, medication, consents, legal basis');
    expect(own).not.toContain(`/stays/${stay}/checklist`);
  });

  it('is marked on the board from seven days before, in words too, and not for who may not see the child', async () => {
    const path = `/calendar?unit=${house.unit}&from=${make.today()}`;
    const board = async (email: string) =>
      mark((await (await PageClient.signIn(app.address, email, PASSWORD)).get(path)).text);
    expect(await board(house.staff.email)).toEqual([]);
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 7 });
    expect(await board(house.staff.email)).toEqual(['6 things open before they arrive']);
    expect(await board(house.worker.email)).toEqual(['6 things open before they arrive']);
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    expect(await board(other.email)).toEqual([]);
  });
});

describe('before an offer, the pages', () => {
  it('of the request, the proposal and its signature list what is missing and whose it is, and stop nothing', async () => {
    const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
    const request = await make.aRequest(house, kit, { inDays: 40 });
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const listed = (text: string) =>
      [...text.matchAll(/<li><strong>([^<]+)\.<\/strong>[^<]*Whose it is: ([^<]+)\.<\/li>/g)].map(([, what, whose]) => [
        ...[what, whose?.split(' with ')[0]],
      ]);
    const all = ['Care plan', 'Medication', 'Consents', 'Legal basis'].map((what) => [what, house.worker.name]);
    const propose = `/requests/${request}/propose?arrival=${make.today(40)}`;
    expect(listed((await client.get(`/requests/${request}`)).text)).toEqual(all);
    expect(listed((await client.get(propose)).text)).toEqual(all);
    // Fresh enough today, and too old on the day of arrival.
    const dated = addMonths(make.today(39), -6);
    await make.as(house.worker).post(`/young-people/${kit}/checklist/care_plan`, { dated }).expect(201);
    const papers = { covers: ['stay', 'medical_treatment'], dated: make.today() };
    await make.as(house.worker).post(`/young-people/${kit}/checklist/consents`, papers).expect(201);
    const nights = { arrival: make.today(40), departure: make.today(42) };
    const proposed = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    const sign = (await client.get(`/offers/${(proposed.body as { id: string }).id}/sign`)).text;
    expect(listed(sign).map(([what]) => what)).toEqual(['Care plan', 'Medication', 'Legal basis']);
    expect(sign).toContain('more than 6 months old on the day of arrival');
    await make
      .as(house.manager)
      .post(`/offers/${(proposed.body as { id: string }).id}/sign`, { reasons: 'x' })
      .expect(200);
    expect((await client.get(`/young-people/${kit}`)).text).toContain('2 of 4 open');
  });
});

describe('the pages', () => {
  it('show what is open first, take a confirmation, and keep what was typed', async () => {
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/stays/${stay}/checklist`;
    expect((await client.get(`/stays/${stay}`)).text).toContain('6 of 6 open');
    const typed = { dated: '', note: 'Two inhalers, blue ones' };
    const bad = await client.post(`${path}/medication`, typed);
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('Two inhalers, blue ones</textarea>')]);
    const good = await client.post(`${path}/medication`, {
      ...typed,
      dated: make.today().split('-').reverse().join('/'),
    });
    expect(good).toMatchObject({ status: 303, location: path });
    const page = (await client.get(path)).text;
    expect(page).toContain('5 of 6 open');
    expect(page.indexOf('Two inhalers')).toBeGreaterThan(page.indexOf('Introduction to the unit'));
    expect((await client.get(`/stays/${stay}`)).text).toContain('5 of 6 open');
    const person = await client.get(`/young-people/${ash}/checklist`);
    expect(person.text).toContain('3 of 4 open');
    await client.post(`/young-people/${ash}/checklist/consents`, {
      ...{ covers: ['stay', 'medical_treatment'], dated: make.today(), note: '' },
    });
    expect((await client.get(path)).text).toContain('4 of 6 open');
  });
});
