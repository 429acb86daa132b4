import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
/** Kit stays for two nights; Tia asks for the same. Nothing but a decision about the two stands between them. */
let house: House;
let kit: string;
let tia: string;
let request: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  kit = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Kestrel' });
  tia = await make.aYoungPerson(house, { firstName: 'Tia', lastName: 'Tern' });
  for (const one of [kit, tia]) await anAssessment(make, house, one, { ratings: [] });
  await make.aStay(house, kit, { inDays: 10, nights: 2, bed: house.beds[0]! });
  request = await make.aRequest(house, tia, { inDays: 10, nights: 2 });
});

const PLAN = 'Doors stay alarmed at night';
/** A decision about the two; its id. */
async function decide(decision: string, more: object = {}): Promise<string> {
  const said = { youngPeople: [kit, tia], decision, evidence: 'Seen in May', reviewBy: make.today(90), ...more };
  return ((await make.as(house.manager).post('/pair-decisions', said).expect(201)).body as { id: string }).id;
}
const withPlan = (mitigation = PLAN) => decide('only_with_mitigation', { mitigation });
const nights = () => ({ arrival: make.today(10), departure: make.today(12) });
const proposed = async () =>
  ((await make.as(house.staff).post(`/requests/${request}/offers`, nights()).expect(201)).body as { id: string }).id;
const as = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const pageOf = async (path: string, user = house.manager) => (await (await as(user)).get(path)).text;
const valueOf = (text: string, id: string) => new RegExp(`id="${id}"[^>]*value="([^"]*)"`).exec(text)?.[1];
const groupPath = () => `/units/${house.unit}/group?from=${make.today(10)}&to=${make.today(12)}&youngPerson=${tia}`;

describe('a plan that was decided for two', () => {
  it('is read by everybody who decides: with the options, when it is signed, and in the picture of the group', async () => {
    const id = await withPlan();
    const offer = await proposed();
    for (const path of [`/requests/${request}/options`, `/offers/${offer}/sign`, groupPath()]) {
      const text = await pageOf(path);
      expect(text).toMatch(/Only with a plan: (Kit Kestrel and Tia Tern|Tia Tern and Kit Kestrel)\. Decided by /);
      expect(text).toContain(`The plan: ${PLAN}`);
      expect(text).toContain(`href="/matching-decisions/${id}"`);
      expect(text).not.toContain('There is a decision about');
    }
  });

  it('begins the plan of the stay, of which only who does it is left to say', async () => {
    await withPlan();
    const offer = await proposed();
    const text = await pageOf(`/offers/${offer}/sign`);
    expect(valueOf(text, `what-${offer}-1`)).toBe(PLAN);
    expect(text).toContain('It stands in the lines below');
  });

  it('stands beside the lines to be worded anew where it names the other', async () => {
    await withPlan('Kit sleeps downstairs');
    const offer = await proposed();
    const text = await pageOf(`/offers/${offer}/sign`);
    expect(valueOf(text, `what-${offer}-1`) ?? '').not.toContain('Kit');
    expect(text).toContain('Kit sleeps downstairs');
    expect(text).toContain('It names Kit: put it in the lines below without the name.');
  });

  it.each(['the kestrel boy sleeps downstairs', 'KK sleeps downstairs', 'See Kestrel, Kit', 'As for CASE of theirs'])(
    'is taken over nowhere as it is where it says: %s',
    async (said) => {
      const { caseNumber } = (await make.as(house.staff).get(`/young-people/${kit}`)).body as { caseNumber: string };
      const plan = said.replace('CASE of theirs', caseNumber.toLowerCase());
      await withPlan(plan);
      const offer = await proposed();
      const text = await pageOf(`/offers/${offer}/sign`);
      expect(valueOf(text, `what-${offer}-1`) ?? '').toBe('');
      expect(text).toContain('put it in the lines below without the name.');
      const mitigations = [{ what: plan, who: 'Night staff' }];
      const signed = { reasons: 'x', decision: 'suitable_with_mitigations', mitigations, againstAdvice: 'x' };
      const refused = await lookedFirst(make, house.manager, `/offers/${offer}/sign`, signed).expect(400);
      expect(refused.body).toMatchObject({ type: '/problems/invalid-decision' });
    },
  );

  it('is read by those who look again, and joins the plan that was signed before', async () => {
    const offer = await proposed();
    await make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'Calm' }).expect(200);
    await withPlan();
    const text = await pageOf(`/offers/${offer}/look-again`);
    expect(text).toContain(`The plan: ${PLAN}`);
    expect(valueOf(text, 'what-again-1')).toBe(PLAN);
  });

  it('is looked at again once another plan has taken its place, and nobody signs who saw the one before', async () => {
    const first = await withPlan();
    const offer = await proposed();
    const { seenGroup } = (await make.as(house.staff).get(`/offers/${offer}/advice`).expect(200)).body as {
      seenGroup: string;
    };
    const replaced = { supersedes: first, supersedesWhy: 'It was not enough', mitigation: 'Two are awake at night' };
    const second = await decide('only_with_mitigation', replaced);
    const sign = (said: object) => make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'Calm', ...said });
    expect((await sign({ seenGroup }).expect(409)).body).toMatchObject({ type: '/problems/group-changed' });
    await sign({}).expect(200);
    expect(await pageOf(`/offers/${offer}/look-again`)).not.toContain('Another plan was');
    await decide('only_with_mitigation', { ...replaced, supersedes: second, mitigation: 'Three are awake' });
    expect(await pageOf(`/offers/${offer}/look-again`)).toContain(
      'Another plan was decided for them and Kit Kestrel: read what it says now.',
    );
  });

  it('is answered by the API with the decision that it is of', async () => {
    const id = await withPlan();
    const decision = { id, decision: 'only_with_mitigation', mitigation: PLAN, decidedOn: make.today(0) };
    const options = (await make.as(house.staff).get(`/requests/${request}/options`).expect(200)).body as {
      options: [{ compatibility: { contributions: object[]; decisions: object[] } }];
    };
    const { contributions, decisions } = options.options[0].compatibility;
    expect(decisions).toEqual([expect.objectContaining(decision)]);
    expect(contributions[0]).toMatchObject({ rule: 'decision', decision });
    const group = (await make.as(house.staff).get(groupPath()).expect(200)).body as { pairs: { decision: object }[] };
    expect(group.pairs[0]!.decision).toMatchObject(decision);
  });

  it('reaches no key worker', async () => {
    await withPlan();
    const answer = await make.as(house.worker).get(`/requests/${request}/options`).expect(200);
    expect(JSON.stringify(answer.body)).not.toMatch(/Kit|alarmed|decided by/i);
    expect(await pageOf(`/requests/${request}/options`, house.worker)).not.toMatch(/Kestrel|alarmed|Only with a plan:/);
  });
});

describe('two who are kept apart for safety', () => {
  it('leave only a no to be signed by those who look again, and show the way to the decision', async () => {
    const offer = await proposed();
    await make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'Calm' }).expect(200);
    const id = await decide('never_together');
    const text = await pageOf(`/offers/${offer}/look-again`);
    expect(text).toContain('only “Not suitable” can be signed');
    expect(text).toContain(`href="/matching-decisions/${id}"`);
    expect(text.match(/name="decision-again"[^>]*value="[^"]*"/g)).toEqual([
      expect.stringContaining('value="not_suitable"'),
    ]);
  });
});
