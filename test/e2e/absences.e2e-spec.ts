import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Absence {
  id: string;
  kind: string;
  since: string;
  until: string | null;
  ended: string | null;
  note: string;
  events: { action: string; reason: string; kind: string; ended: string | null }[];
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let stay: string;
let now: number;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  stay = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Ash' }), { inDays: 0, nights: 3 });
  now = app.clock.now().getTime();
  await step('arrive', { at: hours(-20), certain: true });
});

/** So many hours from now. */
const hours = (count: number) => new Date(now + count * 3_600_000).toISOString();
const step = (action: string, body: object = {}) =>
  make.as(house.staff).post(`/stays/${stay}/${action}`, body).expect(200);
const tell = (body: object, by: TestUser = house.staff) => make.as(by).post(`/stays/${stay}/absences`, body);
const correct = (id: string, body: object, by: TestUser = house.staff) =>
  make.as(by).post(`/stays/${stay}/absences/${id}/correct`, body);
const takeBack = (id: string, body: object, by: TestUser = house.staff) =>
  make.as(by).post(`/stays/${stay}/absences/${id}/take-back`, body);
const absences = async (by: TestUser = house.staff) =>
  ((await make.as(by).get(`/stays/${stay}/absences`).expect(200)).body as { items: Absence[] }).items;
const fieldsOf = (answer: { body: { errors: { field: string }[] } }) => answer.body.errors.map(({ field }) => field);
const ends = async () => (await absences()).map(({ kind, ended }) => [kind, ended]);

describe('an absence', () => {
  it('is kept from when to when, and by what it ended', async () => {
    await step('away', { kind: 'home', since: hours(-10), note: 'A birthday' });
    await step('back', { at: hours(-8) });
    await step('away', { kind: 'hospital', since: hours(-6) });
    await step('away', { kind: 'missing', since: hours(-4) });
    expect(await ends()).toEqual([
      ['home', 'back'],
      ['hospital', 'missing'],
      ['missing', null],
    ]);
    const [first] = await absences();
    expect(first).toMatchObject({ since: hours(-10), until: hours(-8), note: 'A birthday' });
    expect(first!.events.map(({ action }) => action)).toEqual(['told', 'ended']);
  });

  it('of somebody missing is not over because they are back when the stay ends', async () => {
    await step('away', { kind: 'missing', since: hours(-4) });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${stay}/depart`)).text).toContain('and not that they are back');
    await step('depart', { at: hours(-1) });
    expect(await ends()).toEqual([['missing', 'stay_ended']]);
    const shown = (await page.get(`/stays/${stay}`)).text;
    expect(shown).toContain('the stay ended while they were missing');
    expect(shown).toContain('The stay ended while they were missing.');
    expect(shown).not.toContain('came back');
    // The departure is put right: so is the end.
    await step('depart', { at: hours(-2), reason: 'The clock' });
    expect(await absences()).toMatchObject([{ until: hours(-2), ended: 'stay_ended' }]);
    // It did not happen: they are missing still.
    await step('undo-departure', { reason: 'It was Sol' });
    expect(await absences()).toMatchObject([{ until: null, ended: null }]);
    expect((await make.as(house.staff).get(`/stays/${stay}`)).body).toMatchObject({ away: { kind: 'missing' } });
    await step('undo-arrival', { reason: 'It was Sol' });
    expect(await ends()).toEqual([['missing', 'undone']]);
  });

  it('at home or in hospital ends with the stay: they left from there', async () => {
    await step('away', { kind: 'hospital', since: hours(-4) });
    await step('depart');
    expect(await ends()).toEqual([['hospital', 'left']]);
  });

  it('ends as missing where they arrive at another unit', async () => {
    await step('away', { kind: 'missing', since: hours(-4) });
    const [young] = await app.sql<{ who: string }>(`SELECT young_person_id AS who FROM stays WHERE id = $1`, [stay]);
    const other = await make.aHouse();
    const come = { youngPerson: young!.who, departure: make.today(1), authority: 'Kit Duty' };
    await app.sql(
      `INSERT INTO access_grants (young_person_id, unit_id, why, valid_from) VALUES ($1, $2, 'known_to_unit', now() - interval '1 year')`,
      [young!.who, other.unit],
    );
    await make.as(other.staff).post(`/units/${other.unit}/emergency-stays`, come).expect(201);
    expect(await ends()).toEqual([['missing', 'stay_ended']]);
  });
});

describe('an absence that is told late', () => {
  it('is on record during the stay and after it, and not twice', async () => {
    await tell({ kind: 'home', since: hours(-10), until: hours(-8), note: 'With Gran' }).expect(201);
    const open = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    expect(open.body).toMatchObject({ state: 'in_residence', away: null });
    const twice = await tell({ kind: 'missing', since: hours(-9), until: hours(-7) }).expect(409);
    expect(twice.body.type).toContain('away-then-already');
    await tell({ kind: 'missing', since: hours(-8), until: hours(-7) }).expect(201);
    await step('depart', { at: hours(-1) });
    await tell({ kind: 'missing', since: hours(-3) }).expect(201);
    expect(await ends()).toEqual([
      ['home', 'back'],
      ['missing', 'back'],
      ['missing', 'stay_ended'],
    ]);
  });

  it.each([
    ['before the arrival', { since: -30, until: -8 }, 'since'],
    ['that ends before it began', { since: -8, until: -9 }, 'until'],
    ['that ends in the future', { since: -8, until: 2 }, 'until'],
    ['that has no end while they stay', { since: -8 }, 'until'],
  ])('%s is refused at its field', async (_, { since, until }: { since: number; until?: number }, field) => {
    const body = { kind: 'home', since: hours(since), ...(until !== undefined && { until: hours(until) }) };
    expect(fieldsOf(await tell(body).expect(400))).toEqual([field]);
  });

  it('of who has not come is refused, and of another stay is not there', async () => {
    const booked = await make.aStay(house, await make.aYoungPerson(house), { inDays: 5 });
    const body = { kind: 'home', since: hours(-3), until: hours(-2) };
    await make.as(house.staff).post(`/stays/${booked}/absences`, body).expect(409);
    await tell(body).expect(201);
    const [one] = await absences();
    await make
      .as(house.staff)
      .post(`/stays/${booked}/absences/${one!.id}/correct`, { reason: 'x', note: 'x' })
      .expect(409);
    await tell(body, house.worker).expect(403);
    expect((await tell(body).set('If-Match', '"never"')).status).toBe(412);
  });
});

describe('what was written down of an absence', () => {
  it('is put right with a reason, and what it said before is kept', async () => {
    await tell({ kind: 'home', since: hours(-10), until: hours(-8), note: 'With Bo' }).expect(201);
    const [{ id }] = (await absences()) as [Absence];
    expect(fieldsOf(await correct(id, { kind: 'missing' }).expect(400))).toEqual(['reason']);
    expect(fieldsOf(await correct(id, { reason: 'x', until: hours(-11) }).expect(400))).toEqual(['until']);
    await correct(id, { reason: 'Nobody had gone with them', kind: 'missing', until: hours(-7) }).expect(200);
    expect((await correct(id, { reason: 'x', kind: 'missing' }).expect(409)).body.type).toContain('nothing-corrected');
    const [one] = await absences();
    expect(one).toMatchObject({ kind: 'missing', since: hours(-10), until: hours(-7), ended: 'back' });
    expect(one!.events.map(({ action, reason, kind }) => [action, reason, kind])).toEqual([
      ['told', '', 'home'],
      ['corrected', 'Nobody had gone with them', 'missing'],
    ]);
    // The note and the steps may name another child.
    expect(await absences(house.worker)).toMatchObject([{ kind: 'missing', note: '', events: [] }]);
    await step('away', { kind: 'home', note: 'With Bo again' });
    const { body } = await make.as(house.worker).get(`/stays/${stay}`).expect(200);
    const request = await make.as(house.worker).get(`/requests/${(body as { requestId: string }).requestId}`);
    const { events } = request.body as { events: { action: string; note: string }[] };
    expect(events.slice(-3).map(({ action, note }) => [action, note])).toEqual([
      ['absence_told', 'At home'],
      ['absence_corrected', ''],
      ['away', 'At home'],
    ]);
    await expect(app.sql(`UPDATE absence_events SET reason = 'x' WHERE absence_id = $1`, [id])).rejects.toThrow();
    await correct(id, { reason: 'x', note: 'y' }, house.worker).expect(403);
    expect((await correct(id, { reason: 'x', note: 'y' }).set('If-Match', '"never"')).status).toBe(412);
  });

  it('is put right while it goes on, but for its end', async () => {
    await step('away', { kind: 'home', since: hours(-4) });
    const [{ id }] = (await absences()) as [Absence];
    expect(fieldsOf(await correct(id, { reason: 'x', until: hours(-1) }).expect(400))).toEqual(['until']);
    await correct(id, { reason: 'x', kind: 'missing', since: hours(-5) }).expect(200);
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    expect(body).toMatchObject({ away: { kind: 'missing', since: hours(-5) } });
  });

  it('says that they came back after all, before the stay ended', async () => {
    await step('away', { kind: 'missing', since: hours(-6) });
    await step('depart', { at: hours(-1) });
    const [{ id }] = (await absences()) as [Absence];
    await correct(id, { reason: 'The night staff saw them', until: hours(-3) }).expect(200);
    expect(await absences()).toMatchObject([{ until: hours(-3), ended: 'back' }]);
    await step('depart', { at: hours(-2), reason: 'The clock' });
    expect(await absences()).toMatchObject([{ until: hours(-3), ended: 'back' }]);
  });

  it('is taken back when it was of another child: they were there, and what it said is kept', async () => {
    await step('away', { kind: 'home', since: hours(-10) });
    await step('away', { kind: 'missing', since: hours(-6) });
    const [home, missing] = (await absences()) as [Absence, Absence];
    expect(fieldsOf(await takeBack(missing.id, {}).expect(400))).toEqual(['reason']);
    expect((await takeBack(missing.id, { reason: 'x' }).set('If-Match', '"never"')).status).toBe(412);
    await takeBack(missing.id, { reason: 'It was Bo' }, house.worker).expect(403);
    await takeBack(missing.id, { reason: 'It was Bo' }).expect(200);
    // They are at home still: nobody went missing from there.
    expect(await ends()).toEqual([
      ['home', null],
      ['missing', 'taken_back'],
    ]);
    expect((await make.as(house.staff).get(`/stays/${stay}`)).body).toMatchObject({ away: { kind: 'home' } });
    expect((await takeBack(missing.id, { reason: 'x' }).expect(409)).body.type).toContain('absence-taken-back');
    expect((await correct(missing.id, { reason: 'x', note: 'y' }).expect(409)).body.type).toContain('taken-back');
    const [, taken] = (await absences()) as [Absence, Absence];
    expect(taken.events.map(({ action, kind, reason }) => [action, kind, reason])).toEqual([
      ['told', 'missing', ''],
      ['taken_back', 'missing', 'It was Bo'],
    ]);
    expect(await absences(house.worker)).toMatchObject([{ kind: 'home' }]);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const at = `/stays/${stay}/absences`;
    expect((await page.get(`${at}/${home.id}/take-back`)).text).toContain('was not away after all');
    const refused = await page.post(`${at}/${home.id}/take-back`, { reason: '' });
    expect(refused.status).toBe(400);
    expect((await page.post(`${at}/${home.id}/take-back`, { reason: 'Bo again' })).location).toBe(at);
    expect((await make.as(house.staff).get(`/stays/${stay}`)).body).toMatchObject({ away: null });
    expect((await page.get(at)).text).toContain('recorded by mistake');
    expect((await page.get(`/stays/${stay}/summary`)).text).not.toContain('Missing');
    // It stands in the way of no other time: the absence is recorded anew, and the arrival is put right.
    await tell({ kind: 'hospital', since: hours(-9), until: hours(-8) }).expect(201);
    await step('arrive', { at: hours(-9.5), reason: 'The clock' });
  });

  it('is told and put right on pages, and nothing typed is lost', async () => {
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${stay}`)).text).toContain('They were there all the time');
    const typed = {
      ...{ kind: 'home', sinceDate: make.today(), sinceTime: '00:01' },
      ...{ untilDate: make.today(), untilTime: '', note: 'With Gran' },
    };
    const refused = await page.post(`/stays/${stay}/absences/new`, typed);
    expect([refused.status, refused.text.includes('With Gran')]).toEqual([400, true]);
    await tell({ kind: 'home', since: hours(-10), until: hours(-8), note: 'With Gran' }).expect(201);
    const [{ id }] = (await absences()) as [Absence];
    const at = `/stays/${stay}/absences`;
    expect((await page.get(at)).text).toContain('came back');
    const form = (await page.get(`${at}/${id}/correct`)).text;
    const valueOf = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(form)![1]!;
    const names = ['sinceDate', 'sinceTime', 'untilDate', 'untilTime'];
    const same = Object.fromEntries(names.map((name) => [name, valueOf(name)]));
    const unchanged = await page.post(`${at}/${id}/correct`, { ...same, kind: 'home', note: 'With Gran', reason: 'x' });
    expect(unchanged.status).toBe(409);
    const saved = await page.post(`${at}/${id}/correct`, {
      ...same,
      kind: 'missing',
      note: '',
      reason: 'Gran was out',
    });
    expect(saved.location).toBe(at);
    const shown = (await page.get(at)).text;
    for (const part of ['Missing, from', 'Gran was out', 'Before: At home']) expect(shown).toContain(part);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const told = (await worker.get(at)).text;
    expect([told.includes('Missing, from'), told.includes('Gran')]).toEqual([true, false]);
  });
});
