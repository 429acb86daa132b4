import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
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

interface Warned {
  legal: { status: string; note: string; decidedBy: { id: string } } | null;
  warnings: { code: string; sentence: string; owner: string }[];
}
const open = async (stay: string, by = house.manager) =>
  (await make.as(by).get(`/stays/${stay}`).expect(200)).body as Warned;
const decide = (stay: string, body: object, by = house.worker) => make.as(by).post(`/stays/${stay}/legal-status`, body);

describe('the legal status of a stay', () => {
  it('is nobody’s decision at first, is recorded by who works with the child, and each decision stays on record', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 20 });
    expect(await open(stay)).toMatchObject({ legal: null, warnings: [] });
    await decide(stay, { status: 's17' }).expect(200);
    await decide(stay, { status: 's20_short_break', note: 'Panel of 4 May' }, house.staff).expect(200);
    expect((await open(stay)).legal).toMatchObject({
      ...{ status: 's20_short_break', note: 'Panel of 4 May' },
      decidedBy: { id: house.staff.id },
    });
    const events = await app.sql<{ note: string }>(
      `SELECT note FROM stay_events WHERE stay_id = $1 AND action = 'legal_status' ORDER BY id`,
      [stay],
    );
    expect(events.map(({ note }) => note)).toEqual(['Section 17', 'Section 20, short break: Panel of 4 May']);
    await expect(app.sql(`UPDATE stay_events SET note = 'x' WHERE stay_id = $1`, [stay])).rejects.toThrow();
    const trail = await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'stay.legal_status' AND subject_id = $1`, [
      stay,
    ]);
    expect(trail).toHaveLength(2);
  });

  it('“other” says which, an unknown one is refused, and a stay that did not happen has none', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 20 });
    expect((await decide(stay, { status: 'other' }).expect(400)).body).toMatchObject({ errors: [{ field: 'note' }] });
    await decide(stay, { status: 'other', note: 'Remand' }).expect(200);
    await decide(stay, { status: 's47' }).expect(400);
    await make.as(house.worker).post(`/stays/${stay}/cancel`, { reason: 'Ill' }).expect(200);
    await decide(stay, { status: 's17' }).expect(409);
  });

  it('is not decided over somebody else’s decision that was not seen', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 20 });
    const seen = (await make.as(house.worker).get(`/stays/${stay}`)).headers['etag'] as string;
    await decide(stay, { status: 's20' }, house.manager).expect(200);
    await decide(stay, { status: 's17' }).set('If-Match', seen).expect(412);
    const now = (await make.as(house.worker).get(`/stays/${stay}`)).headers['etag'] as string;
    await decide(stay, { status: 's17' }).set('If-Match', now).expect(200);
  });

  it('is a page for all three, which tells whose move it is', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 20 });
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await client.get(`/stays/${stay}`)).text).toMatch(
      /Not decided yet\. Whose move: .* with the child’s social worker/,
    );
    expect((await client.get('/stays?show=arriving')).text).toContain('Legal status not decided');
    await client.get(`/stays/${stay}/legal-status`);
    const empty = await client.post(`/stays/${stay}/legal-status`, { status: '' });
    expect([empty.status, empty.text]).toEqual([400, expect.stringContaining('Choose the legal status.')]);
    const other = await client.post(`/stays/${stay}/legal-status`, { status: 'other', note: '' });
    expect([other.status, other.text]).toEqual([400, expect.stringContaining('Say in the note')]);
    const saved = await client.post(`/stays/${stay}/legal-status`, { status: 's20_short_break', note: '' });
    expect(saved).toMatchObject({ status: 303, location: `/stays/${stay}` });
    expect((await client.get(`/stays/${stay}`)).text).toContain('Section 20, short break. Decided by');
  });
});

describe('a stay beyond the limits of short breaks', () => {
  it('is never refused: it is warned of, until somebody decides that it is none', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash' });
    const stay = await make.aStay(house, ash, { inDays: 1, nights: 16, bed: house.beds[0]! });
    const extended = await make
      .as(house.manager)
      .post(`/stays/${stay}/extend`, { departure: make.today(19), reasons: 'Their mother is in hospital' })
      .expect(200);
    const warning = {
      code: 'in_a_row',
      sentence: expect.stringMatching(
        /^The legal status needs a decision\. .* 18 nights in a row from .*, and 17 is the most\.$/,
      ),
      owner: expect.stringContaining(house.worker.name),
    };
    expect((extended.body as Warned).warnings).toEqual([warning]);
    expect((await open(stay, house.worker)).warnings).toEqual([warning]);
    await decide(stay, { status: 's20_short_break' }).expect(200);
    expect((await open(stay)).warnings).toEqual([warning]);
    await decide(stay, { status: 's20' }).expect(200);
    expect((await open(stay)).warnings).toEqual([]);
  });

  it('is something to do for the key worker and the manager on Today, in as many queries for two as for one', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Beyond' });
    const stay = await make.aStay(house, bo, { inDays: 0, nights: 17, bed: house.beds[1]! });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    await decide(stay, { status: 's20_short_break' }).expect(200);
    const today = async (who: 'manager' | 'worker' | 'staff') => {
      const client = await PageClient.signIn(app.address, house[who].email, PASSWORD);
      return (await client.get('/')).text;
    };
    expect(await today('manager')).not.toContain('Decide the legal status of Bo Beyond');
    await make
      .as(house.manager)
      .post(`/stays/${stay}/extend`, { departure: make.today(18), reasons: 'x' })
      .expect(200);
    const what = 'Decide the legal status of Bo Beyond';
    expect(await today('manager')).toContain(what);
    expect(await today('worker')).toContain(what);
    // With the nights that it is about.
    expect(await today('worker')).toMatch(/of Bo Beyond<[\s\S]*?<br>[A-Z][^<]* 20\d\d\. /);
    expect(await today('staff')).not.toContain(what);
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const asked = () => statementsOf(() => client.get('/'));
    const one = (await asked()).toSorted();
    const cy = await make.aYoungPerson(house, { firstName: 'Cy', lastName: 'Beyond' });
    const second = await make.aStay(house, cy, { inDays: 0, nights: 17, bed: house.beds[2]! });
    await make.as(house.staff).post(`/stays/${second}/arrive`).expect(200);
    const longer = { departure: make.today(18), reasons: 'x' };
    await make.as(house.manager).post(`/stays/${second}/extend`, longer).expect(200);
    expect(await today('manager')).toContain('Decide the legal status of Cy Beyond');
    expect((await asked()).toSorted()).toEqual(one);
  });

  it('is warned of before somebody lets a child stay on', async () => {
    const elsewhere = await make.aHouse();
    const flo = await make.aYoungPerson(elsewhere, { firstName: 'Flo' });
    const stay = await make.aStay(elsewhere, flo, { inDays: 0, nights: 2 });
    await make.as(elsewhere.staff).post(`/stays/${stay}/arrive`).expect(200);
    const client = await PageClient.signIn(app.address, elsewhere.staff.email, PASSWORD);
    const form = await client.get(`/stays/${stay}/stay-on`);
    expect(form.text).toMatch(
      new RegExp(`Until \\w+ ${Number(make.today(17).slice(8))} .* this keeps within 17 nights in a row`),
    );
  });

  it('in 17 nights counts 18 days, and the pages say so', async () => {
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    const stay = await make.aStay(house, cy, { inDays: 60, nights: 17, bed: house.beds[2]! });
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await client.get(`/stays/${stay}`)).text).toContain('These 17 nights count 18 days');
    const request = await make.aRequest(house, cy, { inDays: 90, nights: 17, slack: 5 });
    expect((await client.get(`/requests/${request}/options`)).text).toContain('These 17 nights count 18 days');
  });

  it('does not count towards the limits of the others once it is no short break', async () => {
    const di = await make.aYoungPerson(house, { firstName: 'Di' });
    const first = await make.aStay(house, di, { inDays: 200, nights: 14, bed: house.beds[3]! });
    const request = await make.aRequest(house, di, { inDays: 214, nights: 4 });
    const nights = { arrival: make.today(214), departure: make.today(218), bed: house.beds[3] };
    const propose = () => make.as(house.staff).post(`/requests/${request}/offers`, nights);
    await propose().expect(409);
    await decide(first, { status: 'police_protection' }).expect(200);
    await propose().expect(201);
  });
});
