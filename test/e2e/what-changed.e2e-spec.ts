import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

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
  stay = await make.aStay(house, ash, { inDays: 6 });
});

const NOTHING = { safetyChanged: false, aroundChanged: false, needsChanged: false };
const at = () => `/stays/${stay}/what-changed`;
const answer = (sent: object, by: TestUser = house.worker) => make.as(by).post(at(), { ...NOTHING, ...sent });
const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const reported = async () =>
  ((await make.as(house.staff).get(`/young-people/${ash}/information`)).body as { items: { text: string }[] }).items;

describe('what has changed before a stay', () => {
  it('is the key worker’s to ask, on their first page until it is answered', async () => {
    const worker = await page(house.worker);
    expect((await worker.get('/')).text).toContain(`href="${at()}"`);
    expect((await make.as(house.staff).get(at())).body).toMatchObject({ isAnswered: false, answers: [] });
    await answer({}).expect(201);
    expect((await worker.get('/')).text).not.toContain(`href="${at()}"`);
    expect((await make.as(house.staff).get(at())).body).toMatchObject({
      ...{ isAnswered: true, answers: [{ safety: '', around: '', needs: '', by: house.worker.name }] },
    });
    expect(await reported()).toEqual([]);
  });

  it('is open on the checklist from three days before the arrival until it is answered, and during the stay', async () => {
    const item = async () => {
      const { body } = await make.as(house.staff).get(`/stays/${stay}/checklist`).expect(200);
      const { items } = body as { items: { item: string; state: string; owner: string }[] };
      return items.find((one) => one.item === 'what_changed');
    };
    stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 4, nights: 2 });
    expect(await item()).toBeUndefined();
    app.clock.advance({ days: 1 });
    expect(await item()).toMatchObject({ state: 'missing', owner: 'key_worker' });
    expect((await (await page(house.worker)).get(`/stays/${stay}/checklist`)).text).toContain(
      `href="/stays/${stay}/what-changed">Ask what has changed`,
    );
    app.clock.advance({ days: 3 });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    expect(await item()).toMatchObject({ state: 'missing' });
    await answer({}).expect(201);
    expect(await item()).toMatchObject({ state: 'done' });
  });

  it('is reported at once as new information, each change by itself', async () => {
    await answer({ safetyChanged: true, safety: 'He ran away', needsChanged: true, needs: 'New tablets' }).expect(201);
    expect((await reported()).map(({ text }) => text)).toEqual(['New tablets', 'He ran away']);
    expect((await make.as(house.manager).get('/information')).body).toMatchObject({ items: [{}, {}] });
  });

  it('counts for this stay only when it is asked in the two weeks before it', async () => {
    stay = await make.aStay(house, ash, { inDays: 30 });
    await answer({}).expect(201);
    expect((await make.as(house.staff).get(at())).body).toMatchObject({ isAnswered: false, answers: [{}] });
    app.clock.advance({ days: 17 });
    await answer({}).expect(201);
    expect((await make.as(house.staff).get(at())).body).toMatchObject({ isAnswered: true });
  });

  it('is refused with the place where it is not said what changed, and for a stay that is over', async () => {
    const refused = await answer({ aroundChanged: true }).expect(400);
    expect((refused.body as { errors: { field: string }[] }).errors).toMatchObject([{ field: 'around' }]);
    await make.as(house.worker).post(at(), { safetyChanged: false }).expect(400);
    await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'Ill' }).expect(200);
    await answer({}).expect(409);
  });

  it('is kept by the database as it was answered', async () => {
    await answer({}).expect(201);
    for (const sql of [`UPDATE what_changed SET needs = 'x'`, `DELETE FROM what_changed`])
      await expect(app.sql(sql)).rejects.toThrow();
  });

  it('is answered on one page, which keeps what was typed', async () => {
    const worker = await page(house.worker);
    await worker.get(at());
    const form = { safetyChanged: 'no', aroundChanged: 'yes', around: '', needsChanged: 'yes', needs: 'New tablets' };
    const refused = await worker.post(at(), form);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('New tablets</textarea>');
    expect(refused.text).toContain('id="around-error"');
    const saved = await worker.post(at(), { ...form, around: 'She changed school' });
    expect(saved.location).toBe(`/young-people/${ash}/assessment`);
    expect((await worker.get(at())).text).toContain('She changed school');
    expect((await worker.post(at(), { safetyChanged: 'no', aroundChanged: 'no', needsChanged: 'no' })).location).toBe(
      `/stays/${stay}`,
    );
  });

  it('is asked and read by nobody of another family, and answered by nobody who looks on', async () => {
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(stranger).get(at()).expect(404);
    await answer({}, stranger).expect(404);
    await answer({}, await make.aUser(house, 'manager', 'watcher')).expect(403);
    await make
      .as(await make.aUser(house, 'administrator'))
      .get(at())
      .expect(403);
  });
});
