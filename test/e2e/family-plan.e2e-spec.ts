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
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

interface Plan {
  aims: { id: string; text: string; state: string; steps: { note: string }[] }[];
}
const as = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const plan = async () => (await make.as(house.staff).get(`/young-people/${ash}/plan`).expect(200)).body as Plan;
async function anAim(text: string): Promise<string> {
  const answer = await make.as(house.worker).post(`/young-people/${ash}/plan/aims`, { text }).expect(201);
  return (answer.body as Plan).aims.find((aim) => aim.text === text)!.id;
}
const become = (aim: string, state: string, by = house.worker) =>
  make.as(by).post(`/young-people/${ash}/plan/aims/${aim}`, { state, note: 'We saw it' });
const asked = (more: object) => ({
  ...{ youngPerson: ash, unit: house.unit, nights: 2, from: make.today(10), to: make.today(20) },
  ...more,
});

describe('the aims of a family plan', () => {
  it('are written down, met and worked on again, and nothing of it is ever lost', async () => {
    const sleep = await anAim('To sleep through');
    await become(sleep, 'met').expect(200);
    await become(sleep, 'met').expect(400);
    await become(sleep, 'open').expect(200);
    expect((await plan()).aims).toMatchObject([{ text: 'To sleep through', state: 'open', steps: [{}, {}] }]);
    for (const sql of [`UPDATE plan_aims SET text = 'x'`, `DELETE FROM plan_aim_steps`])
      await expect(app.sql(sql)).rejects.toThrow();
    const [seen] = await app.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_entries WHERE action LIKE 'family_plan.%' AND young_people @> ARRAY[$1::uuid]`,
      [ash],
    );
    expect(seen!.count).toBeGreaterThanOrEqual(4);
  });

  it('are for those who work with the young person to write, and for nobody else to see', async () => {
    const sleep = await anAim('To sleep through');
    await become(sleep, 'met', house.staff).expect(403);
    await make.as(house.staff).post(`/young-people/${ash}/plan/aims`, { text: 'x' }).expect(403);
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(stranger).get(`/young-people/${ash}/plan`).expect(404);
    await become(sleep, 'met', stranger).expect(404);
    const another = await make.aYoungPerson(house);
    await make
      .as(house.worker)
      .post(`/young-people/${another}/plan/aims/${sleep}`, { state: 'met', note: 'x' })
      .expect(404);
  });

  it('are kept on pages, where nobody overwrites what another said meanwhile', async () => {
    const worker = await as(house.worker);
    const path = `/young-people/${ash}/plan`;
    expect((await worker.post(`${path}/new`, { text: '', agreedOn: make.today() })).text).toContain('id="text-error"');
    expect((await worker.post(`${path}/new`, { text: 'Later', agreedOn: make.today(2) })).text).toContain(
      'id="agreedOn-error"',
    );
    expect((await worker.post(`${path}/new`, { text: 'To cook', agreedOn: make.today(-9) })).location).toBe(path);
    const [aim] = (await plan()).aims;
    const shown = await worker.get(`${path}/${aim!.id}`);
    const hidden = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(shown.text)![1]!.replaceAll('&quot;', '"');
    await become(aim!.id, 'no_longer').expect(200);
    const form = { seen: hidden('seen'), was: hidden('was'), state: 'met', note: 'She cooked' };
    const stale = await worker.post(`${path}/${aim!.id}`, form);
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('She cooked</textarea>');
    expect((await worker.get(path)).text).toContain('No longer an aim');
    expect((await (await as(house.staff)).get(path)).text).not.toContain('Say what became of it');
  });
});

describe('a break for an aim', () => {
  it('names one or several, and shows them wherever it is read', async () => {
    const [sleep, cook] = [await anAim('To sleep through'), await anAim('To cook')];
    const { body } = await make
      .as(house.worker)
      .post('/requests', asked({ aims: [sleep, cook] }))
      .expect(201);
    const { id, aims } = body as { id: string; aims: { text: string }[] };
    expect(aims.map(({ text }) => text)).toEqual(['To sleep through', 'To cook']);
    const staff = await as(house.staff);
    expect((await staff.get(`/requests/${id}`)).text).toContain('To sleep through\nTo cook');
    const dates = { arrival: make.today(10), departure: make.today(12), reasons: 'Fits' };
    const offer = await make.as(house.manager).post(`/requests/${id}/offers`, dates).expect(201);
    const booked = await make
      .as(house.worker)
      .post(`/offers/${(offer.body as { id: string }).id}/accept`, { answeredBy: 'Mum', how: 'telephone' })
      .expect(200);
    await become(cook, 'met').expect(200);
    const stay = (await staff.get(`/stays/${(booked.body as { stay: { id: string } }).stay.id}`)).text;
    expect(stay).toContain('<li>To sleep through</li><li>To cook (met)</li>');
  });

  it('is refused for an aim of somebody else, or one that is met', async () => {
    const sleep = await anAim('To sleep through');
    const bo = await make.aYoungPerson(house);
    const ask = (more: object) => make.as(house.worker).post('/requests', asked(more));
    await ask({ youngPerson: bo, aims: [sleep] }).expect(400);
    await become(sleep, 'met').expect(200);
    const met = await ask({ aims: [sleep] }).expect(400);
    expect((met.body as { errors: { field: string }[] }).errors[0]!.field).toBe('aims');
    await ask({}).expect(400);
  });

  it('is asked for on its page, which adds a new aim to the plan in the same step', async () => {
    const sleep = await anAim('To sleep through');
    const worker = await as(house.worker);
    const begun = await worker.post('/requests/new', { youngPerson: ash, unit: house.unit });
    const request = begun.location!.replace('/ask/aim', '');
    const page = `${request}/ask/aim`;
    expect((await worker.get(page)).text).toContain(`value="${sleep}"`);
    expect((await worker.post(page, { purpose: 'To swim', addsAim: 'yes', aims: sleep })).location).toBe(
      `${request}/ask/when`,
    );
    expect((await plan()).aims.map(({ text }) => text)).toEqual(['To sleep through', 'To swim']);
    expect((await worker.get(`${request}/check`)).text).toContain('To sleep through\nTo swim');
    const long = await worker.post(page, { purpose: 'x'.repeat(600), addsAim: 'yes' });
    expect(long.status).toBe(400);
    expect(long.text).toContain('id="purpose-error"');
    // Without a tick no aim is named any more, and words alone are enough.
    expect((await worker.post(page, { purpose: 'To rest' })).status).toBe(303);
    expect((await make.as(house.worker).get(request)).body).toMatchObject({ aims: [], purpose: 'To rest' });
  });
});
