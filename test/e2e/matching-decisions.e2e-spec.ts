import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});

interface Signed {
  id: string;
}
const decide = (changes: object = {}, by: TestUser = house.staff) =>
  make.as(by).post('/pair-decisions', {
    ...{ youngPeople: [ash, bo], decision: 'never_together', evidence: 'Seen in March', reviewBy: make.today(30) },
    ...changes,
  });
const signed = async (changes: object = {}) => ((await decide(changes).expect(201)).body as Signed).id;
const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const fieldsOf = ({ body }: { body: unknown }) =>
  (body as { errors: { field: string }[] }).errors.map((one) => one.field);
const caseOf = async (id: string) =>
  ((await make.as(house.staff).get(`/young-people/${id}`)).body as { caseNumber: string }).caseNumber;

describe('a matching decision', () => {
  it('is refused where it says nothing, at the place', async () => {
    expect(fieldsOf(await decide({ youngPeople: [ash, ash] }).expect(400))).toEqual(['youngPeople']);
    expect(fieldsOf(await decide({ reviewBy: make.today(-1) }).expect(400))).toEqual(['reviewBy']);
    expect(fieldsOf(await decide({ decision: 'only_with_mitigation' }).expect(400))).toEqual(['mitigation']);
    expect(fieldsOf(await decide({ mitigation: 'Rooms apart' }).expect(400))).toEqual(['mitigation']);
    expect(fieldsOf(await decide({ evidence: ' ' }).expect(400))).toEqual(['evidence']);
    const planned = { decision: 'only_with_mitigation', mitigation: 'Rooms on different floors' };
    expect((await decide(planned).expect(201)).body).toMatchObject({ ...planned, supersedes: null });
  });

  it('that contradicts one in force is refused, and takes its place only by saying so and why', async () => {
    const first = await signed({ decision: 'works_well' });
    const contradiction = await decide({}).expect(409);
    expect(contradiction.body).toMatchObject({ type: '/problems/already-decided' });
    expect((contradiction.body as { title: string }).title).toContain('works well');
    expect(fieldsOf(await decide({ supersedes: first }).expect(400))).toEqual(['supersedesWhy']);
    const why = { supersedesWhy: 'They fought' };
    const second = await decide({ supersedes: first, ...why }).expect(201);
    expect(second.body).toMatchObject({ supersedes: first, decision: 'never_together' });
    expect((await make.as(house.staff).get(`/pair-decisions/${first}`)).body).toMatchObject({
      ended: { by: house.staff.name, why: 'They fought' },
    });
    await decide({ supersedes: first, ...why }, house.manager).expect(409);
  });

  it('never together is lifted by a named manager alone, and holds after its review date', async () => {
    const veto = await signed();
    app.clock.advance({ days: 60 });
    const request = await make.aRequest(house, ash);
    await make.aStay(house, bo);
    const nights = { arrival: make.today(10), departure: make.today(12) };
    await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, { ...nights, reasons: 'x' })
      .expect(409);
    const lift = { decision: 'works_well', supersedes: veto, supersedesWhy: 'They made up' };
    expect(fieldsOf(await decide(lift, house.staff).expect(409))).toEqual(['decision']);
    await make.as(house.staff).post(`/pair-decisions/${veto}/end`, { reasons: 'x' }).expect(403);
    const kept = await decide({ supersedes: veto, supersedesWhy: 'Looked at again' }).expect(201);
    await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, { ...nights, reasons: 'x' })
      .expect(409);
    await decide({ ...lift, supersedes: (kept.body as Signed).id }, house.manager).expect(201);
    await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, { ...nights, reasons: 'x' })
      .expect(201);
  });

  it('is looked at by its due date, and of the same day by how soon the two could meet', async () => {
    const [cy, dee] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    const far = await signed({ youngPeople: [ash, cy], decision: 'works_well' });
    const near = await signed({ youngPeople: [bo, dee], decision: 'works_well' });
    const never = await signed({ youngPeople: [cy, dee], decision: 'works_well' });
    await make.aStay(house, ash, { inDays: 20 });
    await make.aStay(house, bo, { inDays: 8 });
    const early = await signed({ decision: 'works_well', reviewBy: make.today(5) });
    const seen: { id: string; couldMeet: string | null }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await make.as(house.manager).get(`/pair-decisions?limit=1&cursor=${cursor}`).expect(200);
      const { items, next } = body as { items: typeof seen; next: string | null };
      seen.push(...items);
      cursor = next;
    }
    expect(seen.map(({ id }) => id)).toEqual([early, near, far, never]);
    expect(seen.map(({ couldMeet }) => couldMeet)).toEqual([make.today(8), make.today(8), make.today(20), null]);
  });

  it('is read by nobody who may not read both of the two, nor by a CAS worker or an administrator', async () => {
    const veto = await signed();
    await make.as(house.worker).get(`/pair-decisions/${veto}`).expect(403);
    await make.as(house.worker).get('/pair-decisions').expect(403);
    await make
      .as(await make.aUser(house, 'administrator'))
      .get('/pair-decisions')
      .expect(403);
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    await app.sql(
      `INSERT INTO access_grants (young_person_id, unit_id, why, valid_from) VALUES ($1, $2, 'known_to_unit', $3)`,
      [ash, elsewhere.unit, new Date(app.clock.now().getTime() - 60_000)],
    );
    await make.as(elsewhere.manager).get(`/pair-decisions/${veto}`).expect(404);
    expect((await make.as(elsewhere.manager).get(`/pair-decisions?youngPerson=${ash}`)).body).toMatchObject({
      items: [],
    });
    const worker = await page(house.worker);
    expect((await worker.get(`/young-people/${ash}`)).text).not.toContain('matching-decisions');
    for (const path of ['/matching-decisions', `/young-people/${ash}/matching-decisions`])
      expect((await worker.get(path)).status).toBe(403);
  });
});

describe('matching decisions on pages', () => {
  it('are signed from the page of one of the two, and a contradiction shows what is in force', async () => {
    const staff = await page(house.staff);
    expect((await staff.get(`/young-people/${ash}`)).text).toContain(`href="/young-people/${ash}/matching-decisions"`);
    const path = `/young-people/${ash}/matching-decisions/new`;
    await staff.get(path);
    const form = { decision: 'works_well', evidence: 'They cook together', reviewBy: make.today(60) };
    expect((await staff.post(path, { ...form, otherCase: 'nobody' })).text).toContain('id="otherCase-error"');
    expect((await staff.post(path, { ...form, otherCase: await caseOf(ash) })).text).toContain('two different');
    const otherCase = await caseOf(bo);
    const made = await staff.post(path, { ...form, otherCase });
    expect(made.status).toBe(303);
    const shown = (await staff.get(made.location!)).text;
    expect(shown).toContain('They cook together');
    expect(shown).not.toContain('End the decision');
    const against = { ...form, otherCase, decision: 'never_together', evidence: 'They fought' };
    const refused = await staff.post(path, against);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('In force about these two');
    expect(refused.text).toContain('They cook together');
    expect(refused.text).toContain('They fought</textarea>');
    const standing = /name="supersedes"[^>]*value="([^"]+)"/.exec(refused.text)![1]!;
    const over = await staff.post(path, { ...against, supersedes: standing, supersedesWhy: 'Last night' });
    expect(over.status).toBe(303);
    const list = (await staff.get(`/young-people/${ash}/matching-decisions`)).text;
    expect(list.indexOf('Never together')).toBeLessThan(list.indexOf('Works well'));
  });

  it('are listed by when they are looked at again, and a late one is work to do that lifts nothing', async () => {
    const veto = await signed();
    app.clock.advance({ days: 31 });
    const manager = await page(house.manager);
    const list = (await manager.get('/matching-decisions')).text;
    expect(list).toContain('It stays in force until a manager ends it.');
    expect(list).not.toMatch(/nights? lost|cost/i);
    const again = `/young-people/${ash}/matching-decisions/new?other=${bo}`;
    expect((await manager.get(again)).text).toContain('Seen in March</textarea>');
    await manager.get(`/matching-decisions/${veto}`);
    expect((await manager.post(`/matching-decisions/${veto}/end`, { reasons: '' })).status).toBe(400);
    expect((await manager.post(`/matching-decisions/${veto}/end`, { reasons: 'They made up' })).status).toBe(303);
    expect((await manager.get(`/matching-decisions/${veto}`)).text).toContain('They made up');
    expect((await manager.get('/matching-decisions')).text).not.toContain(`/matching-decisions/${veto}"`);
  });
});
