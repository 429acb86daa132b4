import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Pair {
  sides: { youngPerson: { id: string; firstName: string } | null; riskFromThem: string | null }[];
  verdict: string;
  night: string;
  nights: string[];
  contributions: { sentence: string }[];
  missing: string[];
}
interface Group {
  people: { youngPerson: { firstName: string } | null; nights: string[] }[];
  pairs: Pair[];
  nights: { night: string; people: number; limits: { rule: string; count: number; atMost: number | null }[] }[];
  asIf: { youngPerson: { id: string }; bed: { id: string } | null } | null;
}

const range = (inDays = 10, length = 3) => `from=${make.today(inDays)}&to=${make.today(inDays + length)}`;
const group = async (house: House, more = '', by: TestUser = house.staff): Promise<Group> =>
  (await make.as(by).get(`/units/${house.unit}/group?${range()}${more}`).expect(200)).body as Group;
const pageOf = async (user: TestUser, path: string) =>
  (await PageClient.signIn(app.address, user.email, PASSWORD)).get(path);

const rating = (factor: string, poses: number, vulnerable: number) => ({
  ...{ factor, poses, vulnerable, status: 'serious', evidence: 'Seen at school' },
});
async function somebody(house: House, firstName: string, ratings: object[] = []): Promise<string> {
  const id = await make.aYoungPerson(house, { firstName });
  await anAssessment(make, house, id, { ratings });
  return id;
}

/** Kit disturbs the sleep of others, Tia minds; they share one night. Sol could come. */
async function aGroup() {
  const house = await make.aHouse();
  const kit = await somebody(house, 'Kit', [rating('sleep', 3, 0)]);
  const tia = await somebody(house, 'Tia', [rating('sleep', 0, 3)]);
  const sol = await somebody(house, 'Sol');
  const stay = await make.aStay(house, kit, { inDays: 10, nights: 2, bed: house.beds[0]! });
  await make.aStay(house, tia, { inDays: 11, nights: 2, bed: house.beds[1]! });
  return { house, kit, tia, sol, stay };
}

describe('the group as a picture', () => {
  it('has any two who share a night, on which it is about, and from whom the risk comes', async () => {
    const { house, kit } = await aGroup();
    const { people, pairs, nights } = await group(house);
    expect(people.map(({ youngPerson, nights: theirs }) => [youngPerson!.firstName, theirs.length]).toSorted()).toEqual(
      [
        ['Kit', 2],
        ['Tia', 2],
      ],
    );
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({
      verdict: 'only_with_mitigation',
      night: make.today(11),
      nights: [make.today(11)],
    });
    const risks = pairs[0]!.sides.map(({ youngPerson, riskFromThem }) => [
      youngPerson!.id === kit,
      riskFromThem !== null,
    ]);
    expect(risks.toSorted()).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(nights.map((one) => one.people)).toEqual([1, 2, 1]);
    expect(nights[1]!.limits.find(({ rule }) => rule === 'support')).toMatchObject({ count: 2, atMost: null });
  });

  it('has somebody as if they came, in the bed in which it is safest, and only once who is there already', async () => {
    const { house, kit, sol } = await aGroup();
    const with_ = await group(house, `&youngPerson=${sol}`);
    expect(with_.asIf).toMatchObject({ youngPerson: { id: sol }, bed: { id: house.beds[2] } });
    expect(with_.pairs).toHaveLength(3);
    const again = await group(house, `&youngPerson=${kit}`);
    expect([again.asIf, again.pairs.length]).toEqual([null, 1]);
  });

  it('says the same of two as the options of one of them say', async () => {
    const { house, sol, kit } = await aGroup();
    const pair = { youngPeople: [sol, kit], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make.as(house.manager).post('/pair-decisions', pair).expect(201);
    const { pairs } = await group(house, `&youngPerson=${sol}`);
    const both = pairs.find(({ sides }) => sides.every(({ youngPerson }) => [sol, kit].includes(youngPerson!.id)));
    expect(both!.verdict).toBe('unsuitable');
    expect(both!.contributions[0]!.sentence).toMatch(/^Kept apart for safety: .*Decided by /);
  });

  it('says of who is not assessed what is missing and whose move it is, never that nothing stands between them', async () => {
    const { house } = await aGroup();
    const una = await make.aYoungPerson(house, { firstName: 'Una' });
    const { pairs } = await group(house, `&youngPerson=${una}`);
    const ofUna = pairs.filter(({ verdict }) => verdict === 'not_assessed');
    const says = /^Una Example: Not assessed: nobody has assessed them yet\. .*the key worker, writes one/;
    expect(ofUna.map(({ missing }) => missing)).toEqual(ofUna.map(() => [expect.stringMatching(says)]));
    expect(ofUna).toHaveLength(2);
    expect(pairs.filter(({ missing }) => missing.length === 0)).toHaveLength(1);
    const { text } = await pageOf(house.staff, `/units/${house.unit}/group?${range()}&youngPerson=${una}`);
    expect(text).not.toContain('Nothing is known');
    expect(text).not.toContain('no risk from Una');
    expect(text.match(/<li>Una Example: Not assessed: nobody/g)).toHaveLength(3);
  });

  it('names nobody whom the reader may not see', async () => {
    const { house, tia } = await aGroup();
    await app.sql(`UPDATE access_grants SET valid_until = $2 WHERE young_person_id = $1 AND unit_id IS NOT NULL`, [
      tia,
      app.clock.now(),
    ]);
    const answer = await group(house);
    expect(JSON.stringify(answer)).not.toMatch(/Tia|"youngPerson":\{"id":"[^"]*","firstName":"Tia/);
    expect(answer.pairs[0]!.contributions[0]!.sentence).toMatch(/risk to another young person/);
    const page = await pageOf(house.staff, `/units/${house.unit}/group?${range()}`);
    expect(page.text).not.toContain('Tia');
  });

  it('is for those who work at the unit', async () => {
    const { house, sol } = await aGroup();
    const path = `/units/${house.unit}/group?${range()}`;
    await make.as(house.manager).get(path).expect(200);
    await make
      .as(await make.aUser(house, 'manager', 'watcher'))
      .get(path)
      .expect(200);
    await make.as(house.worker).get(path).expect(403);
    await make
      .as(await make.aUser(house, 'administrator'))
      .get(path)
      .expect(403);
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    await make.as(elsewhere.staff).get(path).expect(404);
    expect((await pageOf(house.worker, path)).status).toBe(403);
    const stranger = await make.aYoungPerson(elsewhere);
    await make.as(house.staff).get(`${path}&youngPerson=${stranger}`).expect(404);
    expect(sol).toBeTruthy();
  });

  it('is written to the trail with everybody whom it named', async () => {
    const { house, kit, tia, sol } = await aGroup();
    await group(house, `&youngPerson=${sol}`);
    const [entry] = await app.sql<{ young_people: string[] }>(
      `SELECT young_people FROM audit_entries WHERE action = 'group.read' AND actor_id = $1`,
      [house.staff.id],
    );
    expect(entry!.young_people.toSorted()).toEqual([kit, tia, sol].toSorted());
  });

  it('takes as many statements for a full house on fourteen nights as for one on one', async () => {
    const { house } = await aGroup();
    await make.as(house.staff).get('/me').expect(200);
    const sent = async (which: string) =>
      (
        await statementsOf(() => make.as(house.staff).get(`/units/${house.unit}/group?${which}`).expect(200))
      ).toSorted();
    const few = await sent(range(10, 1));
    for (const bed of [2, 3])
      await make.aStay(house, await make.aYoungPerson(house), { inDays: 10, nights: 9, bed: house.beds[bed]! });
    expect(await sent(range(10, 14))).toEqual(few);
    expect(few).toHaveLength(11);
  }, 30_000);
});

describe('the page of the group', () => {
  it('has a table with a header for each row and column, in words, and each two in sentences', async () => {
    const { house } = await aGroup();
    const { text } = await pageOf(house.staff, `/units/${house.unit}/group?${range()}`);
    expect(text.match(/<th scope="col"[^>]*>(Kit|Tia) Example/g)).toHaveLength(2);
    expect(text.match(/<th scope="row"[^>]*>(Kit|Tia) Example/g)).toHaveLength(2);
    expect(text.match(/! With a plan/g)).toHaveLength(3);
    expect(text).toMatch(/(high|medium) risk from Kit/);
    expect(text).toContain('no risk from Tia');
    expect(text).toMatch(/Sleep[^<]*: high risk from Kit Example/);
    expect(text).toContain('Nobody has said how many the staff on duty can take.');
  });

  it('says who of those booked comes by day, for the table has only those with a bed', async () => {
    const { house, sol } = await aGroup();
    const night = make.today(10);
    const figure = { night, take: 4, high: 1 };
    await make.as(house.staff).post(`/units/${house.unit}/staffing/nights`, figure).expect(201);
    const path = `/units/${house.unit}/group?from=${night}`;
    const staff = 'staff for 4; at high support 0, staff for 1.';
    expect((await pageOf(house.staff, path)).text).toContain(`>Booked 1, ${staff}</td>`);
    const visit = { youngPerson: sol, date: night, startsAt: '16:00', endsAt: '17:00', kind: 'introduction' };
    await make.as(house.staff).post(`/units/${house.unit}/visits`, visit).expect(201);
    const visited = `>Booked 2, ${staff} Of those booked 1 comes for a visit by day.</td>`;
    for (const more of ['', `&youngPerson=${sol}`])
      expect((await pageOf(house.staff, `${path}${more}`)).text).toContain(visited);
  });

  it('is one step from the stay, the options, the signature and the calendar', async () => {
    const { house, sol, stay } = await aGroup();
    const address = `/units/${house.unit}/group?`;
    const request = await make.aRequest(house, sol, { inDays: 10, nights: 2 });
    expect((await pageOf(house.staff, `/requests/${request}/options`)).text).toContain(
      `${address}from=${make.today(10)}&amp;to=${make.today(12)}&amp;youngPerson=${sol}`,
    );
    const proposal = await make
      .as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: make.today(10), departure: make.today(12) })
      .expect(201);
    const { id } = proposal.body as { id: string };
    for (const path of [`/offers/${id}/sign`, `/stays/${stay}`])
      expect((await pageOf(house.manager, path)).text).toContain(
        `${address}from=${make.today(10)}&amp;to=${make.today(12)}`,
      );
    const calendar = (await pageOf(house.staff, `/calendar?from=${make.today(8)}`)).text;
    expect(calendar).toContain(`${address}from=${make.today(11)}"`);
    expect((await pageOf(house.worker, `/calendar?from=${make.today(8)}`)).text).not.toContain('/group');
  });
});
