import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { RuleSetsService } from '../../src/matching/rule-sets.service.js';
import { judgeInputs, type DecisionInputs } from '../../src/requests/domain/decision-inputs.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Ash needs a place tonight; Kit is booked from tonight on. */
let ash: string;
let kit: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('21:00', 1);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Auk' });
  kit = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Kestrel' });
});

const post = async <T>(path: string, body: object, status: number, by = house.staff): Promise<T> =>
  (await make.as(by).post(path, body).expect(status)).body as T;
const begin = (who: object = { youngPerson: ash }) =>
  post<{ id: string }>(
    `/units/${house.unit}/emergencies`,
    { ...who, why: 'Nobody at home', risk: 'None known', authority: 'Jo, EDT', until: make.today(2) },
    201,
  );
const decide = (id: string, more: object = {}, by = house.staff) =>
  post(
    `/emergencies/${id}/decision`,
    { decision: 'agreed', said: 'Two awake', decidedBy: house.manager.id, ...more },
    200,
    by,
  );
const come = (more: object) =>
  post<{ id: string }>(
    `/units/${house.unit}/emergency-stays`,
    { departure: make.today(2), authority: 'May Manager', ...more },
    201,
  );
interface Again {
  decision: { decision: string; reasons: string; stay: string; signedBy: { id: string; name: string } } | null;
  changes: string[];
  isOpen: boolean;
}
const again = async (stay: string): Promise<Again> =>
  (await make.as(house.staff).get(`/stays/${stay}/look-again`).expect(200)).body as Again;
const rows = (whose: string) =>
  app.sql<{ decision: string; verdict: string; score: number; guide_version: number; inputs: DecisionInputs }>(
    `SELECT decision, verdict, score, guide_version, inputs, against_advice, mitigations FROM match_decisions
      WHERE young_person_id = $1 ORDER BY id`,
    [whose],
  );

describe('what the on-call manager decided of a child who is placed at once', () => {
  it('is the stay’s decision like any other, with what the advice was made of, and comes out the same anew', async () => {
    await make.aStay(house, kit, { inDays: 0, nights: 2 });
    const { id } = await begin();
    await decide(id);
    const { id: stay } = await come({ emergency: id });
    const { decision, isOpen, changes } = await again(stay);
    expect({ isOpen, changes }).toEqual({ isOpen: false, changes: [] });
    expect(decision).toMatchObject({
      ...{ decision: 'suitable', stay, signedBy: { id: house.manager.id, name: house.manager.name } },
      reasons: expect.stringContaining('by telephone: Two awake'),
    });
    const [row, ...more] = await rows(ash);
    expect(more).toEqual([]);
    expect(row!.inputs.others.map((one) => one.id)).toEqual([kit]);
    const guides = app.app.get(RuleSetsService, { strict: false });
    const { rules } = await guides.version(app.app.get(DataSource).manager, house.organisation, row!.guide_version);
    const anew = judgeInputs(rules, row!.inputs);
    expect([anew.verdict, anew.score]).toEqual([row!.verdict, row!.score]);
  });

  it('is flagged when the group is another by the time they come, and looked at again', async () => {
    const { id } = await begin();
    await decide(id, {}, house.manager);
    const { id: stay } = await post<{ id: string }>(`/emergencies/${id}/hold`, {}, 200);
    expect(await again(stay)).toMatchObject({ isOpen: false });
    await make.aStay(house, kit, { inDays: 0, nights: 2 });
    expect(await again(stay)).toMatchObject({
      isOpen: true,
      changes: [expect.stringContaining('Kit Kestrel will be there, too')],
    });
    const today = await (await PageClient.signIn(app.address, house.staff.email, PASSWORD)).get('/');
    expect(today.text).toContain(`/stays/${stay}/look-again`);
    const said = { decision: 'suitable', reasons: 'Calm', againstAdvice: 'Calm' };
    await lookedFirst(make, house.manager, `/stays/${stay}/look-again`, said).expect(201);
    expect(await again(stay)).toMatchObject({ isOpen: false, changes: [], decision: { reasons: 'Calm' } });
  });

  it('is flagged when something of them is known at last', async () => {
    const { id: stay } = await come({ youngPerson: ash });
    expect((await again(stay)).decision).toBeNull();
    const { id } = (
      (await make.as(house.staff).get(`/units/${house.unit}/emergencies`).expect(200)).body as {
        items: [{ id: string }];
      }
    ).items[0];
    await decide(id, { decision: 'agreed_with_conditions', decidedBy: undefined, decidedByName: 'Kim, duty' });
    const { decision } = await again(stay);
    expect(decision).toMatchObject({
      decision: 'suitable_with_mitigations',
      signedBy: { name: `Kim, duty, written down by ${house.staff.name}` },
    });
    expect(await rows(ash)).toMatchObject([{ against_advice: 'Two awake', mitigations: [{ who: 'Unit staff' }] }]);
    await anAssessment(make, house, ash, { ratings: [] });
    expect((await again(stay)).changes).toEqual(['Ash Auk is assessed now.']);
  });

  it('that refuses stands against a stay that is there all the same, until it is decided otherwise', async () => {
    const { id } = await begin();
    await decide(id, { decision: 'refused' });
    const { id: stay } = await come({ emergency: id });
    const refused = async () =>
      ((await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as { refused: object | null }).refused;
    expect(await refused()).toMatchObject({ by: { id: house.manager.id } });
    await decide(id);
    expect(await refused()).toBeNull();
    expect((await rows(ash)).map(({ decision }) => decision)).toEqual(['not_suitable', 'suitable']);
  });

  it('that refuses is over once a manager signs otherwise: nobody is to ring again, and the night is countersigned', async () => {
    const { id } = await begin();
    await decide(id, { decision: 'refused' });
    const { id: stay } = await come({ emergency: id });
    const standing = async () =>
      (await make.as(house.staff).get(`/emergencies/${id}`).expect(200)).body as {
        state: string;
        agreedSince: object | null;
        nextActions: { action: string }[];
      };
    expect(await standing()).toMatchObject({ state: 'refused_but_here', agreedSince: null });
    const said = { decision: 'suitable', reasons: 'Two awake now', againstAdvice: 'Two awake now' };
    await lookedFirst(make, house.manager, `/stays/${stay}/look-again`, said).expect(201);
    const { state, agreedSince, nextActions } = await standing();
    expect([state, nextActions.map(({ action }) => action)]).toEqual([
      'to_countersign',
      ['Countersign the decision of the night'],
    ]);
    expect(agreedSince).toMatchObject({ by: house.manager.name });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/emergencies/${id}`)).text).toContain('Looked at again since');
    const [{ id: decision }] = ((await standing()) as unknown as { decisions: [{ id: string }] }).decisions;
    await post(`/emergencies/${id}/countersign`, { decision, agrees: true }, 200, house.manager);
    expect(await app.sql('SELECT 1 FROM emergencies WHERE id = $1 AND settled_at IS NOT NULL', [id])).toHaveLength(1);
    // The last word counts, whoever has it.
    await post(`/stays/${stay}/look-again`, { decision: 'not_suitable', reasons: 'x' }, 201, house.manager);
    expect((await standing()).state).toBe('refused_but_here');
    expect(await app.sql('SELECT 1 FROM emergencies WHERE id = $1 AND settled_at IS NULL', [id])).toHaveLength(1);
  });

  it('is written once they come, of a child of whom nobody had a record', async () => {
    const newYoungPerson = { firstName: 'Lee', lastName: 'Nobody', dateOfBirth: '2013-05-17' };
    const { id } = await begin({ newYoungPerson });
    await decide(id);
    const { id: stay } = await come({ emergency: id });
    expect(await again(stay)).toMatchObject({ decision: { decision: 'suitable', stay }, isOpen: false });
  });
});
