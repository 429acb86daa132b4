import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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

const step = (stay: string, name: string, body: object = {}, by = house.staff) =>
  make.as(by).post(`/stays/${stay}/${name}`, body);
const correct = (stay: string, body: object, by = house.staff) => step(stay, 'correct-ending', body, by);
interface Opened {
  requestId: string;
  state: string;
  events: { action: string; text: string; note: string; code: string | null }[];
}
const open = async (stay: string, by: TestUser = house.staff) =>
  (await make.as(by).get(`/stays/${stay}`).expect(200)).body as Opened;
const told = async (stay: string, by: TestUser) => {
  const { body } = await make
    .as(by)
    .get(`/requests/${(await open(stay, by)).requestId}`)
    .expect(200);
  return (body as { events: { said: string; note: string; code: string | null }[] }).events.at(-1)!;
};
const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

describe('why a stay ended, written down wrongly', () => {
  it('is put right where it stands, of one that was called off; who, why and what stood before are kept', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    await step(stay, 'cancel', { by: 'family', code: 'illness', reason: 'Chickenpox' }).expect(200);
    const ended = await app.sql(`SELECT state, ended_at, expected_at FROM stays WHERE id = $1`, [stay]);
    const right = { by: 'council', code: 'plan_changed', note: 'The plan ended', reason: 'The worker rang' };
    const { body } = await correct(stay, right).expect(200);
    expect(body).toMatchObject({
      ...{ state: 'cancelled', endedWhy: 'The plan ended' },
      ending: { kind: 'cancelled_by_council', code: 'plan_changed' },
    });
    expect(await app.sql(`SELECT state, ended_at, expected_at FROM stays WHERE id = $1`, [stay])).toEqual(ended);
    const { events } = await open(stay);
    expect(events.slice(0, 2)).toMatchObject([
      {
        action: 'ending_corrected',
        note: 'The worker rang. Recorded before: the family: illness, “Chickenpox”.',
        text: expect.stringMatching(
          / corrected why the stay ended: the council’s worker: their plan of support changed$/,
        ),
      },
      { action: 'cancelled', code: 'illness', note: 'Chickenpox' },
    ]);
    const said = expect.stringMatching(/ corrected why the stay ended/);
    expect(await told(stay, house.worker)).toMatchObject({ said, note: '', code: 'plan_changed' });
  });

  it('of who did not arrive and of who left early is put right too, in the history with what stood before', async () => {
    const missed = await make.aStay(house, ash, { inDays: 0 });
    app.clock.goTo('16:00');
    await step(missed, 'no-show', { code: 'not_known' }).expect(200);
    expect((await correct(missed, { code: 'transport', reason: 'They rang' }).expect(200)).body).toMatchObject({
      ...{ state: 'no_show', ending: { kind: 'did_not_arrive', code: 'transport' } },
    });
    const left = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 3 });
    await step(left, 'arrive').expect(200);
    await step(left, 'depart').expect(200);
    await correct(left, { code: 'wanted_home', reason: 'x' }).expect(400);
    const right = { by: 'young_person', code: 'wanted_home', reason: 'Nobody had asked' };
    expect((await correct(left, right).expect(200)).body).toMatchObject({
      ...{ state: 'completed', ending: { kind: 'ended_early', by: 'young_person', code: 'wanted_home' } },
    });
    expect((await open(left)).events[0]!.note).toBe('Nobody had asked. Recorded before: no reason.');
  });

  it('keeps from a key worker what the unit’s reason was before', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    await step(stay, 'cancel', { by: 'unit', code: 'safety', reason: 'Bo cannot be with them' }).expect(200);
    await correct(stay, { by: 'family', code: 'illness', note: 'Flu', reason: 'It was not Bo' }).expect(200);
    expect(JSON.stringify(await told(stay, house.worker))).not.toMatch(/Bo/);
    const { text } = await (await pages(house.worker)).get(`/stays/${stay}`);
    expect(text).not.toMatch(/Bo cannot|not Bo/);
    expect(text).toContain('Cancelled by the family: illness');
  });

  it('is refused with nothing new, without why, with another list’s reason, and where nothing ended early', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    await step(stay, 'cancel', { by: 'family', code: 'illness' }).expect(200);
    const refused = async (body: object, field: string) =>
      expect((await correct(stay, { reason: 'x', ...body }).expect(400)).body.errors).toMatchObject([{ field }]);
    await refused({}, 'code');
    await refused({ by: 'family', code: 'illness' }, 'code');
    await refused({ code: 'changed_plans', reason: ' ' }, 'reason');
    await refused({ code: 'staffing' }, 'code');
    await refused({ code: 'other' }, 'note');
    await refused({ by: 'young_person', note: 'x' }, 'by');
    const whole = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1 });
    await step(whole, 'arrive').expect(200);
    app.clock.advance({ days: 1 });
    await step(whole, 'depart').expect(200);
    await correct(whole, { by: 'family', code: 'illness', reason: 'x' }).expect(409);
    const page = await pages(house.staff);
    expect((await page.get(`/stays/${whole}/correct-ending`)).status).toBe(409);
    expect((await page.get(`/stays/${whole}`)).text).not.toContain('Correct why it ended');
  });

  it('is asked on a page that begins with what is on record, and loses nothing that was typed', async () => {
    const stay = await make.aStay(house, ash, { inDays: 5 });
    await step(stay, 'cancel', { by: 'family', code: 'illness', reason: 'Chickenpox' }).expect(200);
    const page = await pages(house.staff);
    const path = `/stays/${stay}/correct-ending`;
    expect((await page.get(`/stays/${stay}`)).text).toContain(`href="${path}"`);
    const form = (await page.get(path)).text;
    expect(form).toMatch(/value="family:illness" checked/);
    expect(form).toContain('Chickenpox');
    const asked = await page.post(path, { ending: 'family:other', note: '', reason: 'They rang' });
    expect([asked.status, asked.text]).toEqual([400, expect.stringContaining('Say in a few words')]);
    expect(asked.text).toContain('They rang');
    const typed = { ending: 'family:changed_plans', note: 'A wedding', reason: 'They rang' };
    expect((await page.post(path, typed)).status).toBe(303);
    expect(await open(stay)).toMatchObject({ endedWhy: 'A wedding', ending: { code: 'changed_plans' } });
  });
});
