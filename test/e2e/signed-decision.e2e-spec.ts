import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { RuleSetsService } from '../../src/matching/rule-sets.service.js';
import { judgeInputs, type DecisionInputs } from '../../src/requests/domain/decision-inputs.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Kit stays for two nights; Tia asks for the same. */
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
  await make.aStay(house, kit, { inDays: 10, nights: 2, bed: house.beds[0]! });
  request = await make.aRequest(house, tia, { inDays: 10, nights: 2 });
});

const risk = (factor: string, poses: number, vulnerable: number) => ({
  ratings: [{ factor, poses, vulnerable, status: 'serious', evidence: 'Seen at school this month' }],
});
/** The advice is against it: what Kit poses meets what Tia is vulnerable to. */
async function unsuitable(): Promise<void> {
  await anAssessment(make, house, kit, risk('aggression_to_peers', 3, 0));
  await anAssessment(make, house, tia, risk('aggression_to_peers', 0, 3));
}
async function suitable(): Promise<void> {
  for (const one of [kit, tia]) await anAssessment(make, house, one, { ratings: [] });
}
const nights = () => ({ arrival: make.today(10), departure: make.today(12) });
async function proposed(): Promise<string> {
  const answer = await make.as(house.staff).post(`/requests/${request}/offers`, nights()).expect(201);
  return (answer.body as { id: string }).id;
}
const sign = (offer: string, said: object) => lookedFirst(make, house.manager, `/offers/${offer}/sign`, said);

interface Told {
  decision: string;
  says: string;
  mitigations: { what: string; who: string }[];
  reasons: string;
  againstAdvice: string | null;
  advice: { verdict: string; score: number; contributions: { sentence: string; points: number }[] } | null;
}
const decisions = async (by: TestUser = house.manager, of = request): Promise<Told[]> =>
  ((await make.as(by).get(`/requests/${of}/decisions`).expect(200)).body as { items: Told[] }).items;
const stateOf = async (of = request) =>
  ((await make.as(house.staff).get(`/requests/${of}`).expect(200)).body as { state: string }).state;

describe('a signed decision', () => {
  it('“suitable” is kept with the advice as it was, and the nights are offered', async () => {
    await suitable();
    const offer = await proposed();
    const answer = await sign(offer, { decision: 'suitable', reasons: 'A calm week' }).expect(200);
    expect(answer.body).toMatchObject({ id: offer, state: 'offered' });
    expect(await decisions()).toEqual([
      expect.objectContaining({
        ...{ decision: 'suitable', says: 'Suitable', mitigations: [], reasons: 'A calm week', againstAdvice: null },
        advice: expect.objectContaining({ verdict: 'suitable', score: 100, version: 1 }),
      }),
    ]);
  });

  it('“suitable with mitigations” lists each with who does it, and is refused where one is nobody’s', async () => {
    await unsuitable();
    const offer = await proposed();
    const plan = [{ what: 'Rooms on different floors', who: 'Night staff' }];
    const said = {
      decision: 'suitable_with_mitigations',
      reasons: 'They know each other',
      againstAdvice: 'Seen at tea',
    };
    const none = await sign(offer, said).expect(400);
    expect(none.body).toMatchObject({ errors: [{ field: 'mitigations' }] });
    const nobodys = await sign(offer, { ...said, mitigations: [{ what: 'Watch them', who: ' ' }] }).expect(400);
    expect(nobodys.body).toMatchObject({ errors: [{ field: 'mitigations.0.who' }] });
    await sign(offer, { ...said, mitigations: plan }).expect(200);
    expect((await decisions())[0]).toMatchObject({ mitigations: plan, againstAdvice: 'Seen at tea' });
  });

  it('a plan that names another young person is refused: the key worker and the family read it', async () => {
    await unsuitable();
    const said = { decision: 'suitable_with_mitigations', reasons: 'x', againstAdvice: 'x' };
    const plan = [{ what: 'Kit’s door stays open', who: 'Night staff' }];
    const answer = await sign(await proposed(), { ...said, mitigations: plan }).expect(400);
    expect(answer.body).toMatchObject({ title: expect.stringMatching(/^Do not name Kit/) });
  });

  it('against the advice needs a reason; more careful than it needs none', async () => {
    await unsuitable();
    const offer = await proposed();
    const refused = await sign(offer, { decision: 'suitable', reasons: 'A calm week' }).expect(400);
    expect(refused.body).toMatchObject({
      errors: [{ field: 'againstAdvice', message: expect.stringContaining('“Not suitable”') }],
    });
    expect(await stateOf()).toBe('proposed');
    await sign(offer, { decision: 'not_suitable', reasons: 'Not with this group' }).expect(200);
  });

  it('“not suitable” takes the nights back with its reasons kept, whatever the advice', async () => {
    await suitable();
    const offer = await proposed();
    await sign(offer, { decision: 'not_suitable', reasons: ' ' }).expect(400);
    const answer = await sign(offer, { decision: 'not_suitable', reasons: 'Too soon after last time' }).expect(200);
    expect(answer.body).toMatchObject({ id: offer, state: 'taken_back', request });
    expect([await stateOf(), (await decisions())[0]]).toEqual([
      ...['in_review', expect.objectContaining({ decision: 'not_suitable', reasons: 'Too soon after last time' })],
    ]);
    // The bed is free again.
    await make.as(house.staff).post(`/requests/${request}/offers`, nights()).expect(201);
  });

  it('a script that knows of reasons only signs as before: as suitable, with them against the advice', async () => {
    await unsuitable();
    const offer = await proposed();
    const answer = await sign(offer, { reasons: 'Suits the group' }).expect(200);
    expect(answer.body).toMatchObject({ state: 'offered', reasons: 'Suits the group' });
    expect((await decisions())[0]).toMatchObject({
      ...{ decision: 'suitable', reasons: 'Suits the group', againstAdvice: 'Suits the group' },
      advice: { verdict: 'unsuitable' },
    });
  });

  it('is written for nights that are proposed and signed in one step, too', async () => {
    await suitable();
    await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, { ...nights(), reasons: 'Fine' })
      .expect(201);
    expect(await decisions()).toEqual([expect.objectContaining({ decision: 'suitable', againstAdvice: null })]);
  });

  it('is signed by who signs for the unit, and by nobody else', async () => {
    const offer = await proposed();
    await make.as(house.staff).post(`/offers/${offer}/sign`, { decision: 'suitable', reasons: 'x' }).expect(403);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await lookedFirst(make, watcher, `/offers/${offer}/sign`, { decision: 'suitable', reasons: 'x' }).expect(403);
    expect(await decisions()).toEqual([]);
  });

  it('can be judged again from what is kept with it, to exactly the advice that was signed', async () => {
    await unsuitable();
    await make
      .as(house.staff)
      .post('/pair-decisions', {
        ...{ youngPeople: [tia, kit], decision: 'only_with_mitigation', mitigation: 'Rooms apart', evidence: 'x' },
        reviewBy: make.today(90),
      })
      .expect(201);
    await sign(await proposed(), { reasons: 'Suits the group' }).expect(200);
    const [kept] = await app.sql<{ inputs: DecisionInputs; guide_version: number } & Record<string, unknown>>(
      `SELECT * FROM match_decisions WHERE request_id = $1`,
      [request],
    );
    const { manager } = app.app.get(DataSource);
    const { rules } = await app.app
      .get(RuleSetsService, { strict: false })
      .version(manager, house.organisation, kept!.guide_version);
    const again = judgeInputs(rules, kept!.inputs);
    expect(again.contributions.length).toBeGreaterThan(1);
    expect([again.verdict, again.score, again.worst.night, again.contributions]).toEqual([
      ...[kept!['verdict'], kept!['score'], kept!['worst_night'], kept!['contributions']],
    ]);
    const { body } = await make.as(house.staff).get(`/requests/${request}/decisions`).expect(200);
    const [{ id }] = (body as { items: [{ id: string }] }).items;
    const path = `/requests/${request}/decisions/${id}/recomputed`;
    const anew = (await make.as(house.staff).get(path).expect(200)).body as { isSame: boolean; kept: object };
    expect(anew).toEqual({ isSame: true, kept: anew.kept, recomputed: anew.kept });
    await make.as(house.worker).get(path).expect(403);
  });

  it('is never changed or removed, whoever is connected', async () => {
    await sign(await proposed(), { reasons: 'x' }).expect(200);
    const change = app.sql(`UPDATE match_decisions SET reasons = 'y' WHERE request_id = $1`, [request]);
    await expect(change).rejects.toThrow(/append-only|permission denied/);
    await expect(app.sql(`DELETE FROM match_decisions WHERE request_id = $1`, [request])).rejects.toThrow(
      /append-only|permission denied/,
    );
  });
});

describe('what a key worker is told of it', () => {
  it('is the decision and the plan: no number, no reasons, no other child', async () => {
    await unsuitable();
    const said = {
      decision: 'suitable_with_mitigations',
      reasons: 'Kit is calmer now',
      againstAdvice: 'Kit left early',
    };
    const plan = [{ what: 'Somebody is awake all night', who: 'Jo of the night staff' }];
    await sign(await proposed(), { ...said, mitigations: plan }).expect(200);
    const [told] = await decisions(house.worker);
    expect(told).toMatchObject({ says: 'Suitable with a plan', mitigations: plan, reasons: '', advice: null });
    const { body } = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    const signed = (body as { events: { action: string; note: string; code: string }[] }).events.at(-1);
    expect(signed).toMatchObject({
      ...{ action: 'sign', code: 'suitable_with_mitigations' },
      note: 'The plan: Somebody is awake all night (Jo of the night staff).',
    });
    expect(JSON.stringify([told, body])).not.toMatch(new RegExp(`Kit|Kestrel|${kit}|ggression|unsuitable|score`));
  });

  it('of a no, that it is not these nights, without why', async () => {
    await unsuitable();
    await sign(await proposed(), { decision: 'not_suitable', reasons: 'Kit would hurt her' }).expect(200);
    expect((await decisions(house.worker))[0]).toMatchObject({ says: 'Not these nights', reasons: '', advice: null });
    const { body } = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    expect(JSON.stringify(body)).not.toContain('Kit');
  });
});
