import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { strained } from '../support/strained.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface One {
  youngPerson: { id: string; firstName: string };
  place: number | null;
  turn: string[];
  bed: { id: string } | null;
  compatibility: { verdict: string; gaps: string[]; wouldWork: string[] } | null;
  reasons: { code: string; sentence: string }[];
  request: { id: string; number: number } | null;
}
interface Answer {
  counts: Record<string, number>;
  show: string;
  unknownToUnit: number;
  items: One[];
  next: string | null;
}

const nights = (inDays = 10, length = 2) => `from=${make.today(inDays)}&to=${make.today(inDays + length)}`;
const ask = async (house: House, more = '', which = nights()): Promise<Answer> =>
  (await make.as(house.staff).get(`/units/${house.unit}/who-could-come?${which}${more}`).expect(200)).body as Answer;
const names = ({ items }: Answer) => items.map(({ youngPerson }) => youngPerson.firstName);
const rating = (factor: string, poses: number, vulnerable: number, status = 'serious') => ({
  ...{ factor, poses, vulnerable, status, evidence: 'Seen at school' },
});

/** Somebody by this name who is assessed: of no concern, unless ratings say otherwise. */
async function somebody(house: House, firstName: string, ratings: object[] = []): Promise<string> {
  const id = await make.aYoungPerson(house, { firstName });
  await anAssessment(make, house, id, { ratings });
  return id;
}

/** One is there, and others could come: four who fit differently, and two for whom it cannot be. */
async function aHouseWithOneThere() {
  const house = await make.aHouse();
  const there = await somebody(house, 'There', [rating('aggression_to_peers', 3, 0)]);
  await make.aStay(house, there, { inDays: 10, nights: 2, bed: house.beds[0]! });
  const [ada, bea] = [await somebody(house, 'Ada'), await somebody(house, 'Bea')];
  await somebody(house, 'Plan', [rating('aggression_to_peers', 0, 2, 'mitigated')]);
  await somebody(house, 'Risk', [rating('aggression_to_peers', 0, 4)]);
  const apart = await somebody(house, 'Apart');
  const pair = { youngPeople: [there, apart], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
  await make.as(house.manager).post('/pair-decisions', pair).expect(201);
  return { house, there, ada, bea, apart };
}

describe('who could come', () => {
  it('has everybody whom the unit knows, each once, where they stand', async () => {
    const { house } = await aHouseWithOneThere();
    await make.aYoungPerson(house, { firstName: 'New' });
    const fits = await ask(house);
    expect(fits.show).toBe('fits');
    expect(fits.counts).toEqual({ fits: 2, with_a_plan: 1, not_assessed: 1, not_these_nights: 3 });
    expect(names(fits).toSorted()).toEqual(['Ada', 'Bea']);
    expect(names(await ask(house, '&show=with_a_plan'))).toEqual(['Plan']);
    const fresh = await ask(house, '&show=not_assessed');
    expect(names(fresh)).toEqual(['New']);
    expect(fresh.items[0]!.compatibility!.gaps.join(' ')).toMatch(/New .*key worker, writes one/);
    expect(names(await ask(house, '&show=not_these_nights'))).toEqual(['Apart', 'Risk', 'There']);
  });

  it('says of those for whom it cannot be why, and gives who is kept apart neither a place nor a figure', async () => {
    const { house } = await aHouseWithOneThere();
    const [apart, risk, there] = (await ask(house, '&show=not_these_nights')).items;
    expect(apart).toMatchObject({ place: null, turn: [], bed: null, compatibility: null });
    expect(apart!.reasons.map(({ code }) => code)).toEqual(['kept_apart']);
    expect(risk).toMatchObject({ place: null, turn: [], compatibility: { verdict: 'unsuitable' } });
    expect(there!.reasons.map(({ code }) => code)).toContain('elsewhere');
  });

  it('puts those who fit in the order of whose turn it is, and says why', async () => {
    const { house, ada, bea } = await aHouseWithOneThere();
    await strained(make, house, bea, 9);
    await strained(make, house, ada, 2);
    const { items } = await ask(house);
    expect(items.map(({ youngPerson, place }) => [youngPerson.firstName, place])).toEqual([
      ['Bea', 1],
      ['Ada', 2],
    ]);
    expect(items[0]!.turn).toHaveLength(5);
    expect(items[0]!.turn[0]).toMatch(/^The family put the strain at 9 of 10 on /);
    const request = await make.aRequest(house, ada, { inDays: 9, nights: 2, slack: 3 });
    await app.sql(`UPDATE requests SET urgency = 'emergency' WHERE id = $1`, [request]);
    const then = await ask(house);
    expect(names(then)).toEqual(['Ada', 'Bea']);
    expect(then.items[0]).toMatchObject({ request: { number: expect.any(Number) } });
    await make.as(house.staff).get(`/requests/${then.items[0]!.request!.id}/options`).expect(200);
  });

  it('counts a break that is booked before these nights like one that was, and one that was cancelled not', async () => {
    const house = await make.aHouse();
    const [booked, off] = [await somebody(house, 'Booked'), await somebody(house, 'Off')];
    await make.aStay(house, booked, { inDays: 3, nights: 2, bed: house.beds[0]! });
    const stay = await make.aStay(house, off, { inDays: 3, nights: 2, bed: house.beds[1]! });
    await make.as(house.manager).post(`/stays/${stay}/cancel`, { by: 'family', code: 'changed_plans' }).expect(200);
    const answer = await ask(house);
    expect(names(answer)).toEqual(['Off', 'Booked']);
    expect(answer.items.map(({ turn }) => turn[1])).toEqual([
      'No break of theirs is on record.',
      expect.stringMatching(/^They have a break booked until /),
    ]);
  });

  it('heeds, all else the same, whether the family has the notice that it needs', async () => {
    const house = await make.aHouse();
    const [ada, bea] = [await somebody(house, 'Ada'), await somebody(house, 'Bea')];
    const stayNeeds = { supportLevel: 'shared', roomNeeds: [], keepsRoom: false };
    const needs = (id: string, noticeDays: number) =>
      make
        .as(house.worker)
        .post(`/young-people/${id}/stay-needs`, { ...stayNeeds, noticeDays })
        .expect(200);
    await needs(ada, 11);
    await needs(bea, 10);
    const { items } = await ask(house);
    expect(items.map(({ youngPerson, turn }) => [youngPerson.firstName, turn[4]])).toEqual([
      ['Bea', 'The family needs 10 days of notice, and there would be 10 days.'],
      ['Ada', 'The family needs 11 days of notice, and there would only be 10 days.'],
    ]);
  });

  it('heeds what a stay asks of the house, its ages, and what was granted', async () => {
    const house = await make.aHouse();
    const old = await make.aYoungPerson(house, { firstName: 'Old', dateOfBirth: make.today(-19 * 366) });
    const spent = await somebody(house, 'Spent');
    await make.as(house.manager).post(`/young-people/${spent}/allocations`, {
      ...{ firstDay: make.today(), lastDay: make.today(300), weekday: 1, weekend: 1, holiday: 0 },
    });
    await make.aStay(house, spent, { inDays: 40, nights: 1 });
    const steps = await somebody(house, 'Steps');
    await app.sql(`UPDATE young_people SET room_needs = '{step-free}' WHERE id = $1`, [steps]);
    const { items } = await ask(house, '&show=not_these_nights', nights(12, 4));
    const codes = new Map(items.map(({ youngPerson, reasons }) => [youngPerson.id, reasons.map(({ code }) => code)]));
    expect(codes.get(old)).toEqual(['age']);
    expect(codes.get(spent)).toEqual(['allocation']);
    expect(codes.get(steps)).toEqual(['needs']);
  });

  it('counts those whom the unit does not know, and tells nothing of them', async () => {
    const house = await make.aHouse();
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    await make.aYoungPerson(elsewhere, { firstName: 'Secret' });
    const answer = await ask(house);
    expect(answer.unknownToUnit).toBe(1);
    expect(JSON.stringify(answer)).not.toContain('Secret');
  });

  it('goes on behind the last one shown', async () => {
    const house = await make.aHouse();
    for (const name of ['Ada', 'Bea', 'Cal']) await somebody(house, name);
    const first = await ask(house, '&limit=2');
    const second = await ask(house, `&limit=2&cursor=${first.next}`);
    expect([...names(first), ...names(second)].toSorted()).toEqual(['Ada', 'Bea', 'Cal']);
    expect(second.items.map(({ place }) => place)).toEqual([3]);
    expect(second.next).toBeNull();
  });

  it.each([
    ['&', 10, 0, 'to'],
    ['&', 10, 15, 'to'],
    ['&', -1, 2, 'from'],
    ['&', 5000, 2, 'to'],
  ])('refuses dates at their field: %s from %s for %s', async (_, inDays, length, field) => {
    const house = await make.aHouse();
    const which = nights(inDays, length);
    const answer = await make.as(house.staff).get(`/units/${house.unit}/who-could-come?${which}`).expect(400);
    expect((answer.body as { errors: { field: string }[] }).errors.map((one) => one.field)).toEqual([field]);
  });

  it('is for those who work at the unit: no key worker and no administrator sees it, nor anybody of another unit', async () => {
    const house = await make.aHouse();
    const path = `/units/${house.unit}/who-could-come?${nights()}`;
    await make.as(house.manager).get(path).expect(200);
    await make.as(house.worker).get(path).expect(403);
    await make
      .as(await make.aUser(house, 'administrator'))
      .get(path)
      .expect(403);
    await make
      .as((await make.aHouse({ organisation: house.organisation })).staff)
      .get(path)
      .expect(404);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/units/${house.unit}/who-could-come`)).status).toBe(403);
  });

  it('writes to the trail whom it showed', async () => {
    const { house, ada } = await aHouseWithOneThere();
    await ask(house);
    const [entry] = await app.sql<{ young_people: string[] }>(
      `SELECT young_people FROM audit_entries WHERE action = 'who_could_come.read' AND actor_id = $1`,
      [house.staff.id],
    );
    expect(entry!.young_people).toContain(ada);
  });

  it('takes as many statements for three as for thirty', async () => {
    const house = await make.aHouse();
    await make.as(house.staff).get('/me').expect(200);
    const asked = async () => (await statementsOf(() => ask(house))).toSorted();
    const there = await somebody(house, 'There');
    await make.aStay(house, there, { inDays: 10, nights: 2 });
    for (const name of ['Ada', 'Bea']) await somebody(house, name);
    await ask(house);
    const few = await asked();
    for (let number = 0; number < 27; number += 1) await make.aYoungPerson(house, { firstName: `Y${number}` });
    expect(await asked()).toEqual(few);
    expect(few).toHaveLength(17);
  }, 60_000);
});

describe('the page', () => {
  it('leads from an empty night to who could come, and says why each stands there', async () => {
    const { house, bea } = await aHouseWithOneThere();
    await strained(make, house, bea, 9);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const choose = await staff.get(`/requests/choose?from=${make.today(10)}&unit=${house.unit}`);
    expect(choose.text).toContain(`/units/${house.unit}/who-could-come?from=${make.today(10)}`);
    const page = await staff.get(`/units/${house.unit}/who-could-come?${nights()}`);
    expect(page.text).toMatch(/They fit \(2\).*With a plan \(1\).*Not assessed yet \(0\).*Not these nights \(3\)/s);
    expect(page.text).toMatch(/1\. <a[^>]*>Bea Example.*strain at 9 of 10/s);
    const plan = await staff.get(`/units/${house.unit}/who-could-come?${nights()}&show=with_a_plan`);
    expect(plan.text).toMatch(/The plan has to deal with.*medium risk to Plan Example/s);
  });

  it('gives dates back as they were typed, with what is wrong beside them', async () => {
    const house = await make.aHouse();
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = await staff.get(`/units/${house.unit}/who-could-come?from=31/2/2027&to=x`);
    expect(page.status).toBe(400);
    expect(page.text).toContain('value="31/2/2027"');
    expect(page.text).toContain('31 February 2027 does not exist. Check the date.');
  });
});
