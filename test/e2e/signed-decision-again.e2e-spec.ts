import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { aDecidedStay } from '../support/a-decided-stay.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst, seenNow } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Tia is booked for two nights, decided on when nobody else was there. */
let tia: string;
let kit: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  ({ house, tia, kit, stay } = await aDecidedStay(make));
});

interface Again {
  decision: { decision: string; stay: string; advice: { verdict: string } } | null;
  changes: string[];
  isOpen: boolean;
  adviceNow: { verdict: string; score: number };
}
const again = async (of = `/stays/${stay}`, by = house.staff): Promise<Again> =>
  (await make.as(by).get(`${of}/look-again`).expect(200)).body as Again;
const sign = (said: object, by = house.staff, of = `/stays/${stay}`) => lookedFirst(make, by, `${of}/look-again`, said);
const item = async (by = house.staff) => {
  const { body } = await make.as(by).get(`/stays/${stay}/checklist`).expect(200);
  return (body as { items: { item: string; state: string; owner: string }[] }).items.find(
    (one) => one.item === 'compatibility',
  );
};
const as = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const comes = () => make.aStay(house, kit, { inDays: 11, nights: 2 });
const risk = (poses: number, vulnerable: number, factor = 'bullying') => ({
  ratings: [{ factor, poses, vulnerable, status: 'serious', evidence: 'Seen at school this month' }],
});

describe('a stay on which it was decided', () => {
  it('is as decided while nothing has changed', async () => {
    expect(await again()).toMatchObject({ isOpen: false, changes: [], decision: { decision: 'suitable', stay } });
    expect(await item()).toMatchObject({ state: 'done', owner: 'unit' });
  });

  it('is flagged once somebody new is booked, everywhere where the unit looks, with what has changed', async () => {
    await comes();
    const change = 'Kit Kestrel will be there, too: ';
    expect(await again()).toMatchObject({ isOpen: true, changes: [expect.stringContaining(change)] });
    expect((await item())!.state).toBe('out_of_date');
    const staff = await as(house.staff);
    for (const path of ['/', `/handover?unit=${house.unit}`, `/stays/${stay}`]) {
      const { text } = await staff.get(path);
      expect([path, text.includes(change), text.includes(`/stays/${stay}/look-again`)]).toEqual([path, true, true]);
    }
    expect((await staff.get(`/stays/${stay}/checklist`)).text).toContain(`/stays/${stay}/look-again`);
  });

  it('tells a key worker nothing of it', async () => {
    await comes();
    const worker = await as(house.worker);
    for (const path of ['/', `/stays/${stay}`, `/stays/${stay}/checklist`])
      expect((await worker.get(path)).text).not.toContain('look-again');
    expect(await item(house.worker)).toBeUndefined();
    await make.as(house.worker).get(`/stays/${stay}/look-again`).expect(403);
  });

  it('is as decided again by itself once the group is, and is signed anew where it is not', async () => {
    const other = await comes();
    await make.as(house.staff).post(`/stays/${other}/cancel`, { reason: 'Ill' }).expect(200);
    expect(await again()).toMatchObject({ isOpen: false, changes: [] });
    await make.aStay(house, kit, { inDays: 10, nights: 1 });
    expect(await again()).toMatchObject({ isOpen: true });
    await sign({ decision: 'suitable', reasons: 'They like each other' }).expect(201);
    expect(await again()).toMatchObject({ isOpen: false, changes: [], decision: { decision: 'suitable', stay } });
    expect((await item())!.state).toBe('done');
    const rows = await app.sql(`SELECT 1 FROM match_decisions WHERE young_person_id = $1`, [tia]);
    expect(rows).toHaveLength(2);
  });

  it('is flagged when somebody of the group leaves, or is newly assessed, or a decision is made on the two', async () => {
    const other = await comes();
    await sign({ decision: 'suitable', reasons: 'Fine' }).expect(201);
    await make.as(house.staff).post(`/stays/${other}/cancel`, { reason: 'Ill' }).expect(200);
    expect((await again()).changes).toEqual([expect.stringMatching(/^Kit Kestrel will not be there any more/)]);
    await make.aStay(house, kit, { inDays: 11, nights: 2 });
    expect((await again()).changes).toEqual([]);
    await anAssessment(make, house, kit, risk(1, 0));
    expect((await again()).changes).toEqual([expect.stringMatching(/^What is known of Kit Kestrel has changed/)]);
    await sign({ decision: 'suitable', reasons: 'Fine' }).expect(201);
    await make
      .as(house.staff)
      .post('/pair-decisions', {
        ...{ youngPeople: [tia, kit], decision: 'only_with_mitigation', mitigation: 'Rooms apart', evidence: 'x' },
        reviewBy: make.today(90),
      })
      .expect(201);
    expect((await again()).changes).toEqual([expect.stringMatching(/them and Kit Kestrel has changed/)]);
  });

  it('is flagged when their own nights grow by some that nobody looked at, or an assessment stops to count', async () => {
    await make
      .as(house.manager)
      .post(`/stays/${stay}/extend`, { departure: make.today(13), reasons: 'x' })
      .expect(200);
    expect((await again()).changes).toEqual([expect.stringMatching(/^Nights were added/)]);
    await sign({ decision: 'suitable', reasons: 'Still alone' }).expect(201);
    await anAssessment(make, house, tia, { ratings: [] }, { second: null });
    expect((await again()).changes).toEqual(['Tia Tern does not count as assessed any more.']);
  });

  it('is flagged when another matching guide says otherwise of the same group, and not when it says the same', async () => {
    await anAssessment(make, house, kit, risk(1, 0));
    await anAssessment(make, house, tia, risk(0, 1));
    await comes();
    await sign({ decision: 'suitable', reasons: 'Fine', againstAdvice: 'Fine' }, house.manager).expect(201);
    await publish((rules) => (rules.title = 'The same by another name'));
    expect((await again()).changes).toEqual([]);
    await publish((rules) => {
      for (const one of rules.interactions) if (one.poses === 'bullying') one.points = 90;
    });
    expect((await again()).changes).toEqual([expect.stringMatching(/^The matching guide has changed: version 3 says/)]);
  });

  it('against the advice is for a manager where the matching guide says so, with a sentence', async () => {
    await comes();
    await anAssessment(make, house, kit, risk(3, 0, 'aggression_to_peers'));
    await anAssessment(make, house, tia, risk(0, 3, 'aggression_to_peers'));
    expect((await again()).adviceNow.verdict).toBe('unsuitable');
    const against = { decision: 'suitable', reasons: 'They made up', againstAdvice: 'Seen together at tea' };
    const refused = await sign(against).expect(403);
    expect(refused.body).toMatchObject({ title: expect.stringContaining('only the registered manager') });
    await sign(against, house.manager).expect(201);
    expect((await again()).isOpen).toBe(false);
  });

  it('“not suitable” stays open until the nights are changed or the stay is cancelled', async () => {
    await comes();
    await sign({ decision: 'not_suitable', reasons: 'It would not go well' }).expect(201);
    expect((await item())!.state).toBe('missing');
    expect((await again()).isOpen).toBe(true);
    expect((await (await as(house.staff)).get('/')).text).toContain('It was decided that they cannot be there');
  });

  it('heeds the version of the stay that was seen, and is not for who looks on', async () => {
    const said = {
      decision: 'suitable',
      reasons: 'x',
      seenGroup: await seenNow(make, house.staff, `/stays/${stay}/look-again`),
    };
    const stale = make.as(house.staff).post(`/stays/${stay}/look-again`, said).set('If-Match', '"stale"');
    expect((await stale).status).toBe(412);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await sign({ decision: 'suitable', reasons: 'x' }, watcher).expect(403);
  });
});

describe('an offer that the family is asked about', () => {
  it('is flagged, looked at again and, with a no, taken back by who signs', async () => {
    const { request, offer } = await make.anOffer(house, kit, { inDays: 20 });
    const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Auk' });
    await anAssessment(make, house, ash, { ratings: [] });
    await make.aStay(house, ash, { inDays: 20, nights: 2 });
    const at = `/offers/${offer}`;
    expect((await again(at)).changes).toEqual([expect.stringMatching(/^Ash Auk will be there, too/)]);
    const staff = await as(house.staff);
    for (const path of ['/', `/requests/${request}`])
      expect((await staff.get(path)).text).toContain(`${at}/look-again`);
    await sign({ decision: 'suitable', reasons: 'Fine' }, house.staff, at).expect(201);
    expect((await again(at)).isOpen).toBe(false);
    await sign({ decision: 'not_suitable', reasons: 'After all' }, house.staff, at).expect(403);
    await sign({ decision: 'not_suitable', reasons: 'After all' }, house.manager, at).expect(201);
    const { body } = await make.as(house.staff).get(`/requests/${request}`).expect(200);
    expect(body).toMatchObject({ state: 'in_review' });
    await make.as(house.staff).get(`${at}/look-again`).expect(409);
  });
});

describe('the page on which it is looked at again', () => {
  it('shows then and now side by side, keeps what was typed and is signed anew', async () => {
    await comes();
    const staff = await as(house.staff);
    const { text } = await staff.get(`/stays/${stay}/look-again`);
    for (const said of [
      'Can they still be there together?',
      'Then',
      'The advice now',
      'Kit Kestrel will be there, too',
    ])
      expect(text).toContain(said);
    const bare = await staff.post(`/stays/${stay}/look-again`, { reasons: 'They like each other' });
    expect([bare.status, bare.text.includes('href="#decision-again"')]).toEqual([400, true]);
    expect(bare.text).toContain('They like each other');
    const signed = { 'decision-again': 'suitable', reasons: 'They like each other' };
    expect((await staff.post(`/stays/${stay}/look-again`, signed)).location).toBe(`/stays/${stay}`);
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    const request = (body as { requestId: string }).requestId;
    expect((await staff.get(`/requests/${request}`)).text).toContain('looked again at who will be there');
    expect((await (await as(house.worker)).get(`/requests/${request}`)).text).not.toContain('They like each other');
  });
});

/** Publishes the matching guide in force with a change. */
async function publish(
  change: (rules: { title: string; interactions: { poses: string; points: number }[] }) => void,
): Promise<void> {
  const [row] = await app.sql<{ version: number; document: Parameters<typeof change>[0] }>(
    `SELECT version, document FROM rule_sets WHERE organisation_id = $1 ORDER BY version DESC LIMIT 1`,
    [house.organisation],
  );
  change(row!.document);
  await app.sql(
    `INSERT INTO rule_sets (organisation_id, version, document, published_at, published_by, why, agreed_by)
     VALUES ($1, $2, $3, now(), $4, 'x', 'The board')`,
    [house.organisation, row!.version + 1, JSON.stringify(row!.document), house.manager.id],
  );
}
