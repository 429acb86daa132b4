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
    await make.as(house.manager).post(`/requests/${id}/reopen`, { reasons: 'After all' }).expect(404);
    await make.as(house.staff).get(`/requests/${id}/options`).expect(404);
  });

  it('stays its author’s once it is given up: the unit neither reads it nor opens it again, though it knows them', async () => {
    const { body } = await make
      .as(house.manager)
      .post('/requests', { ...whom(), ...whole(), draft: true })
      .expect(201);
    const { id, parts } = body as { id: string; parts: { id: string }[] };
    await make.as(house.manager).post(`/requests/${id}/withdraw`).expect(200);
    for (const path of [`/requests/${id}`, `/requests/${parts[0]!.id}`])
      await make.as(house.staff).get(path).expect(404);
    const listed = await make.as(house.staff).get(`/requests?youngPerson=${whom().youngPerson}`).expect(200);
    expect((listed.body as { items: { id: string }[] }).items.map((one) => one.id)).not.toContain(id);
    const reopened = await make.as(house.manager).post(`/requests/${id}/reopen`, { reasons: 'After all' }).expect(409);
    expect((reopened.body as { title: string }).title).toContain('given up before it was sent');
    await expect(app.sql(`UPDATE request_parts SET state = 'in_review' WHERE request_id = $1`, [id])).rejects.toThrow(
      'what_goes_on_was_sent',
    );
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
