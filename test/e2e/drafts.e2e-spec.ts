import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
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

interface Answer {
  id: string;
  missing: { field: string }[];
}
const worker = () => make.as(house.worker);
const whom = () => ({ youngPerson: ash, unit: house.unit });
const whole = () => ({ nights: 2, from: make.today(10), to: make.today(20), purpose: 'Rest' });
const ask = async (body: object) =>
  (
    await worker()
      .post('/requests', { ...whom(), ...body })
      .expect(201)
  ).body as Answer;

describe('a draft by the API', () => {
  it('may leave out any answer, takes each later, and says what is missing', async () => {
    const draft = await ask({ draft: true });
    expect(draft).toMatchObject({ nights: null, from: null, to: null, purpose: '', familyWishes: '', weekdays: [] });
    const before = async () =>
      ((await worker().get(`/requests/${draft.id}/before-submitting`).expect(200)).body as Answer).missing.map(
        ({ field }) => field,
      );
    expect(await before()).toEqual(['purpose', 'nights', 'from', 'to']);
    const answers = [{ purpose: 'Rest' }, { nights: 2 }, { from: make.today(10) }, { to: make.today(20) }];
    for (const [said, answer] of [...answers, { familyWishes: 'Sleep' }, { unitShouldKnow: 'New tablets' }].entries()) {
      await worker().patch(`/requests/${draft.id}`, answer).set('If-Match', '*').expect(200);
      expect(await before()).toHaveLength(Math.max(0, 3 - said));
    }
    const { body } = await worker().post(`/requests/${draft.id}/submit`).expect(200);
    expect(body).toMatchObject({
      ...whole(),
      state: 'submitted',
      familyWishes: 'Sleep',
      unitShouldKnow: 'New tablets',
    });
  });

  it.each(['nights', 'from', 'to', 'purpose'] as const)('is not submitted without %s', async (missing) => {
    const { [missing]: _, ...rest } = whole();
    const at = await worker()
      .post('/requests', { ...whom(), ...rest })
      .expect(400);
    expect((at.body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual([missing]);
    const { id } = await ask({ ...rest, draft: true });
    const refused = await worker().post(`/requests/${id}/submit`).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ field: missing }] });
  });

  it('that was given up before it said when is opened again by nobody, and has no options', async () => {
    const { id } = await ask({ draft: true, purpose: 'Rest' });
    await worker().post(`/requests/${id}/withdraw`).expect(200);
    const reopened = await make.as(house.manager).post(`/requests/${id}/reopen`, { reasons: 'After all' }).expect(409);
    expect((reopened.body as { title: string }).title).toContain('The nights of this request were never said');
    await make.as(house.staff).get(`/requests/${id}/options`).expect(409);
  });

  it('is the only one that may be incomplete: the database says so', async () => {
    const { id } = await ask({ draft: true });
    await expect(app.sql(`UPDATE request_parts SET state = 'submitted' WHERE request_id = $1`, [id])).rejects.toThrow(
      /request_parts_whole/,
    );
    await expect(
      app.sql(`UPDATE request_parts SET earliest_arrival = $2, latest_departure = $2 WHERE request_id = $1`, [
        id,
        make.today(3),
      ]),
    ).rejects.toThrow(/request_parts_turned_around/);
  });
});
