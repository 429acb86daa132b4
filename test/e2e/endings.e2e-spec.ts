import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { REASONS } from '../../src/stays/domain/ending.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
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
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 2 });
  ash = await make.aYoungPerson(house);
});

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(app.clock.now().getTime() - hours * HOUR).toISOString();
const step = (stay: string, name: string, body: object = {}, by = house.staff) =>
  make.as(by).post(`/stays/${stay}/${name}`, body);
interface Opened {
  requestId: string;
  events: { text: string; code: string | null }[];
}
const open = async (stay: string, by: TestUser = house.staff) =>
  (await make.as(by).get(`/stays/${stay}`).expect(200)).body as Opened;
const told = async (stay: string, by: TestUser) => {
  const { requestId } = await open(stay, by);
  const { body } = await make.as(by).get(`/requests/${requestId}`).expect(200);
  return (body as { events: { said: string; note: string; code: string | null }[] }).events.at(-1)!;
};
const typed = (days = 0) => make.today(days).split('-').toReversed().join('/');
const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

describe('a stay that is cancelled', () => {
  it('keeps who, why, and how much notice there was, on the stay, its history, the list and the request', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    const said = { by: 'family', code: 'illness', reason: 'Chickenpox' };
    const { body } = await step(stay, 'cancel', said).expect(200);
    expect(body).toMatchObject({
      ...{ state: 'cancelled', endedWhy: 'Chickenpox' },
      ending: { kind: 'cancelled_by_family', by: 'family', code: 'illness' },
    });
    const text = 'Cancelled by the family: illness. 5 days’ notice.';
    expect(body).toMatchObject({ ending: { text, endedAt: expect.any(String), expectedAt: expect.any(String) } });
    expect((await open(stay)).events[0]).toMatchObject({
      code: 'illness',
      text: expect.stringMatching(/5 days’ notice/),
    });
    for (const user of [house.staff, house.worker]) {
      const page = await pages(user);
      expect((await page.get(`/stays/${stay}`)).text).toContain(text);
      expect((await page.get('/stays?show=past')).text).toContain(text);
      expect(await told(stay, user)).toMatchObject({
        ...{ code: 'illness', note: 'Chickenpox' },
        said: expect.stringMatching(/ recorded that the family cancelled the stay, with 5 days’ notice: illness$/),
      });
    }
  });

  it('with a reason in words alone is the family’s where a CAS worker says so, and else the unit’s', async () => {
    const first = await make.aStay(house, ash, { inDays: 5 });
    const byWorker = await step(first, 'cancel', { reason: 'A birthday' }, house.worker).expect(200);
    expect(byWorker.body).toMatchObject({ ending: { kind: 'cancelled_by_family', code: null } });
    const second = await make.aStay(house, ash, { inDays: 5 });
    const byUnit = await step(second, 'cancel', { reason: 'A burst pipe' }).expect(200);
    expect(byUnit.body).toMatchObject({ ending: { kind: 'cancelled_by_unit', code: null } });
  });

  it('by the unit tells a key worker nothing that may concern another child', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    await step(stay, 'cancel', { by: 'unit', code: 'safety', reason: 'Bo cannot be with them' }).expect(200);
    const seen = await open(stay, house.worker);
    expect(seen).toMatchObject({ endedWhy: '', ending: { by: 'unit', code: null } });
    expect(seen).toMatchObject({ ending: { text: 'Cancelled by the unit. 5 days’ notice.' } });
    expect(await told(stay, house.worker)).toMatchObject({ code: null, note: '' });
    const page = await pages(house.worker);
    const { requestId } = await open(stay, house.worker);
    for (const path of [`/stays/${stay}`, '/stays?show=past', `/requests/${requestId}`]) {
      const { text } = await page.get(path);
      expect(text).not.toMatch(/Bo cannot|who can be there together/);
    }
    expect(await told(stay, house.staff)).toMatchObject({ code: 'safety', note: 'Bo cannot be with them' });
    const other = await make.aStay(house, ash, { inDays: 5 });
    await step(other, 'cancel', { by: 'unit', code: 'building', reason: 'In Bo’s room' }).expect(200);
    expect(await open(other, house.worker)).toMatchObject({ endedWhy: '', ending: { code: 'building' } });
  });

  it('refuses what does not go together, and leaves the unit’s reasons to the unit', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    const refused = async (body: object, field: string, by = house.staff) =>
      expect((await step(stay, 'cancel', body, by).expect(400)).body.errors).toMatchObject([{ field }]);
    await refused({}, 'reason');
    await refused({ by: 'family', code: 'staffing' }, 'code');
    await refused({ by: 'family', code: 'other' }, 'reason');
    await refused({ by: 'young_person', reason: 'x' }, 'by');
    await refused({ by: 'unit', code: 'staffing' }, 'by', house.worker);
    await refused({ reason: 'x', at: ago(-2) }, 'at');
    await refused({ reason: 'x', at: ago(48) }, 'at');
    expect(await open(stay)).toMatchObject({ state: 'booked', ending: null });
  });

  it('reckons the notice from when they said so, and forgets it once they come after all', async () => {
    const stay = await make.aStay(house, ash, { inDays: 2 });
    app.clock.advance({ days: 2 });
    const { body } = await step(stay, 'cancel', { by: 'family', code: 'illness', at: ago(20.5) }).expect(200);
    expect(body).toMatchObject({ ending: { text: 'Cancelled by the family: illness. 24 hours’ notice.' } });
    expect((await step(stay, 'arrive').expect(200)).body).toMatchObject({ state: 'in_residence', ending: null });
    expect(
      await app.sql(`SELECT ended_by, ended_code, ended_at, expected_at FROM stays WHERE id = $1`, [stay]),
    ).toEqual([{ ended_by: null, ended_code: null, ended_at: null, expected_at: null }]);
  });

  it('is asked on a page who and why, with nothing typed lost, and a key worker not for the unit’s reasons', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    const page = await pages(house.worker);
    const form = (await page.get(`/stays/${stay}/cancel`)).text;
    expect(form).toContain('value="family:young_person_unwilling"');
    expect(form).toContain('value="council:plan_changed"');
    expect(form).not.toContain('value="unit:');
    const when = { date: typed(), time: '11:00' };
    const asked = await page.post(`/stays/${stay}/cancel`, { ...when, reason: 'Grandmother is here' });
    expect([asked.status, asked.text]).toEqual([400, expect.stringContaining('Choose who cancelled, and why.')]);
    expect(asked.text).toContain('Grandmother is here');
    expect((await page.post(`/stays/${stay}/cancel`, { ...when, ending: 'unit:staffing' })).status).toBe(400);
    const other = await page.post(`/stays/${stay}/cancel`, { ...when, ending: 'family:other' });
    expect([other.status, other.text]).toEqual([400, expect.stringContaining('Say in a few words')]);
    const done = await page.post(`/stays/${stay}/cancel`, { ...when, ending: 'family:changed_plans' });
    expect(done.status).toBe(303);
    expect(await open(stay)).toMatchObject({ ending: { kind: 'cancelled_by_family', code: 'changed_plans' } });
    expect(
      (await (await pages(house.staff)).get(`/stays/${await make.aStay(house, ash, { inDays: 5 })}/cancel`)).text,
    ).toContain('value="unit:safety"');
  });
});

describe('somebody who did not arrive', () => {
  it('has a reason from a list, or one in words', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0 });
    app.clock.goTo('16:00');
    await step(stay, 'no-show', { code: 'staffing' }).expect(400);
    const { body } = await step(stay, 'no-show', { code: 'transport' }).expect(200);
    const text = 'Did not arrive: nobody could bring them.';
    expect(body).toMatchObject({ endedWhy: '', ending: { kind: 'did_not_arrive', by: null, code: 'transport', text } });
    expect((await told(stay, house.worker)).said).toMatch(/that they did not arrive: nobody could bring them$/);
    const other = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    const page = await pages(house.staff);
    const asked = await page.post(`/stays/${other}/no-show`, { reason: 'Rang twice' });
    expect([asked.status, asked.text]).toEqual([400, expect.stringContaining('Choose the reason.')]);
    expect(asked.text).toContain('Rang twice');
    expect((await page.post(`/stays/${other}/no-show`, { ending: 'nobody:not_known' })).status).toBe(303);
    expect(await open(other)).toMatchObject({ ending: { code: 'not_known' } });
  });
});

describe('a stay that ends before the planned day', () => {
  it('says who ended it and why, on the stay, and beside the planned day in the story of the request', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 3 });
    await step(stay, 'arrive').expect(200);
    expect((await told(stay, house.worker)).said).toMatch(/ recorded that they arrived on .* at 12:00, as planned$/);
    app.clock.advance({ days: 1 });
    expect((await step(stay, 'depart', { code: 'illness' }).expect(400)).body.errors).toMatchObject([{ field: 'by' }]);
    const { body } = await step(stay, 'depart', { by: 'young_person', code: 'wanted_home' }).expect(200);
    const text = 'Left earlier than planned. Ended by the young person: they wanted to go home.';
    expect(body).toMatchObject({ ending: { kind: 'ended_early', text } });
    expect((await told(stay, house.worker)).said).toMatch(
      / that they left on .* at 12:00 instead of .*\. Ended by the young person: they wanted to go home$/,
    );
    const undone = await step(stay, 'undo-departure', { reason: 'It was Bo' }).expect(200);
    expect(undone.body).toMatchObject({ ending: null });
  });

  it('by the unit keeps its reasons from a key worker, and unasked is early without a reason', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 3 });
    await step(stay, 'arrive').expect(200);
    await step(stay, 'depart', { by: 'unit', code: 'emergency_bed', reason: 'For Bo' }).expect(200);
    expect(await open(stay, house.worker)).toMatchObject({ endedWhy: '', ending: { by: 'unit', code: null } });
    expect(await told(stay, house.worker)).toMatchObject({
      note: '',
      code: null,
      said: expect.not.stringMatching(/bed/),
    });
    const other = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 3 });
    await step(other, 'arrive').expect(200);
    const early = await step(other, 'depart').expect(200);
    expect(early.body).toMatchObject({ ending: { kind: 'ended_early', by: null, code: null } });
  });

  it('is asked about on the page then, and only then', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 2 });
    await step(stay, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    const page = await pages(house.staff);
    expect((await page.get(`/stays/${stay}/depart`)).text).toContain('value="young_person:wanted_home"');
    const when = { date: typed(), time: '11:00' };
    const asked = await page.post(`/stays/${stay}/depart`, { ...when, reason: 'Rang home' });
    expect([asked.status, asked.text]).toEqual([400, expect.stringContaining('Choose who ended the stay, and why.')]);
    expect(asked.text).toContain('Rang home');
    app.clock.advance({ days: 1 });
    const next = await pages(house.staff);
    const form = (await next.get(`/stays/${stay}/depart`)).text;
    expect(form).toContain('Record the departure');
    expect(form).not.toContain('value="young_person:wanted_home"');
    const planned = { date: typed(), time: '11:00', ending: 'family:illness' };
    expect((await next.post(`/stays/${stay}/depart`, planned)).status).toBe(303);
    expect(await open(stay)).toMatchObject({ state: 'completed', ending: null });
    const late = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1 });
    await step(late, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    const refused = await step(late, 'depart', { by: 'family', code: 'illness' }).expect(400);
    expect(refused.body.errors).toMatchObject([{ field: 'code' }]);
  });
});

describe('the database', () => {
  it('takes every reason that is on a list, and no other', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    const put = (state: string, by: string | null, code: string) =>
      app.sql(
        `UPDATE stays SET state = $2, ended_by = $3, ended_code = $4,
           arrived_at = CASE WHEN $2 = 'completed' THEN now() END, departed_at = CASE WHEN $2 = 'completed' THEN now() END
          WHERE id = $1`,
        [stay, state, by, code],
      );
    const state = { cancelled: 'cancelled', no_show: 'no_show', departed: 'completed', shortened: 'completed' };
    for (const [ending, lists] of Object.entries(REASONS))
      for (const [by, codes] of Object.entries(lists))
        for (const code of codes as readonly string[])
          await put(state[ending as keyof typeof state], by === 'nobody' ? null : by, code);
    await expect(put('cancelled', 'family', 'staffing')).rejects.toThrow(/ended_for_a_listed_reason/);
    await expect(put('cancelled', 'young_person', 'other')).rejects.toThrow(/ended_/);
    await expect(put('booked', null, 'illness')).rejects.toThrow(/ended_for_a_listed_reason/);
  });
});
