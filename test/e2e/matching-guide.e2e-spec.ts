import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House, type TestUser } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Rules {
  title: string;
  interactions: { poses: string; vulnerable: string; points: number; why: string }[];
  ageGap: { freeYears: number; why: string };
  bands: { from: number }[];
}
interface Draft {
  basedOn: number;
  changedAt: string | null;
  faults: { place: string; reason: string }[];
  rules: Rules;
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
});

const delivered = () => JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as Rules;
const AT = '/matching-guide';
const GOVERNANCE = { why: 'Two years are a school apart', agreedBy: 'The panel of May' };
const get = async <T>(path: string, by: TestUser = house.manager) =>
  (await make.as(by).get(path).expect(200)).body as T;
const put = (rules: unknown, by: TestUser = house.manager, seen = '*') =>
  app.http.put(`/api/v1${AT}/draft`).set('Authorization', `Bearer ${by.token}`).set('If-Match', seen).send({ rules });
const publish = (by: TestUser = house.manager, seen = '*', body: object = GOVERNANCE) =>
  make.as(by).post(`${AT}/draft/publish`, body).set('If-Match', seen);
const tagOf = async (by: TestUser = house.manager) =>
  (await make.as(by).get(`${AT}/draft`).expect(200)).headers['etag'] as string;

/** The document as delivered, with fewer years free between two. */
function withYears(freeYears: number): Rules {
  const rules = delivered();
  rules.ageGap.freeYears = freeYears;
  return rules;
}

describe('the matching guide of a council', () => {
  it('is at first the one that came with the service, put in once however many need it at once', async () => {
    const found = await Promise.all(Array.from({ length: 8 }, () => get<{ rules: Rules }>(AT, house.staff)));
    for (const one of found) {
      expect(one).toMatchObject({ version: 1, inForce: true, publishedBy: null, why: null, agreedBy: null });
      expect(one.rules).toEqual(delivered());
    }
    const kept = await app.sql('SELECT version FROM rule_sets WHERE organisation_id = $1', [house.organisation]);
    expect(kept).toEqual([{ version: 1 }]);
  });

  it('becomes another with a reason and with who has agreed, and what was judged by the one before is judged so again', async () => {
    await put(withYears(0)).expect(200);
    await publish(house.manager, '*', { why: ' ', agreedBy: '' }).expect(400);
    const unlawful = await publish(house.manager, '*', { ...GOVERNANCE, why: 'Because of their religion' }).expect(400);
    expect(unlawful.body).toMatchObject({
      errors: [{ field: 'why', message: expect.stringContaining('Equality Act 2010') }],
    });
    const published = await publish().expect(200);
    expect(published.body).toMatchObject({
      ...{ version: 2, inForce: true, ...GOVERNANCE },
      publishedBy: { id: house.manager.id, name: house.manager.name },
      rules: { ageGap: { freeYears: 0 } },
    });
    const person = { support: 'shared', ratings: [] };
    const group = {
      people: [
        { id: 'a', age: 13, ...person },
        { id: 'b', age: 16, ...person },
      ],
      ...{ guest: 'a', nights: [{ night: '2027-03-12', others: ['b'] }] },
    };
    const judged = (more: object = {}) => make.as(house.staff).post('/compatibility/score', { ...group, ...more });
    expect((await judged()).body).toMatchObject({ version: 2, verdict: 'only_with_mitigation', score: 76 });
    const { rules } = await get<{ rules: Rules }>(`${AT}/versions/1`);
    expect((await judged({ rules })).body).toMatchObject({ verdict: 'suitable', score: 100 });
    const { items } = await get<{ items: { version: number }[] }>(`${AT}/versions`, house.staff);
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
    await make.as(house.manager).get(`${AT}/versions/3`).expect(404);
    await make.as(house.manager).get(`${AT}/versions/0`).expect(404);
  });

  it('is never altered: the database refuses', async () => {
    await get(AT);
    for (const statement of ['UPDATE rule_sets SET version = 9', 'DELETE FROM rule_sets'])
      await expect(app.sql(`${statement} WHERE organisation_id = $1`, [house.organisation])).rejects.toThrow();
  });

  it('is a council’s own: another neither reads its draft nor its versions', async () => {
    const other = await make.aHouse();
    await put(withYears(1)).expect(200);
    await publish().expect(200);
    await put(withYears(2)).expect(200);
    expect(await get(AT, other.manager)).toMatchObject({ version: 1 });
    expect(await get(`${AT}/draft`, other.manager)).toMatchObject({ basedOn: 1, changedAt: null });
    await make.as(other.manager).get(`${AT}/versions/2`).expect(404);
  });

  it('costs one light query to know which is in force, and its document is read once', async () => {
    const group = { people: [{ id: 'a', age: 13, support: 'shared' }], guest: 'a', nights: [{ night: '2027-03-12' }] };
    const score = () => make.as(house.staff).post('/compatibility/score', group).expect(200);
    await score();
    const sent = await statementsOf(score);
    expect(sent.filter((one) => one === 'SELECT rule_sets')).toHaveLength(1);
  });
});

describe('the draft of a matching guide', () => {
  it('is the one in force until something is changed, and again when it is dropped', async () => {
    expect(await get<Draft>(`${AT}/draft`)).toEqual({
      ...{ basedOn: 1, changedAt: null, changedBy: null, faults: [] },
      rules: delivered(),
    });
    await publish().expect(409);
    await put(withYears(1)).expect(200);
    const { items } = await get<{ items: object[] }>(`${AT}/draft/changes`);
    expect(items).toEqual([
      {
        ...{ section: 'age-gap', row: 'one', title: 'Difference of age', kind: 'changed' },
        fields: [{ label: 'Years that count for nothing', from: '3 years', to: '1 years' }],
      },
    ]);
    await make.as(house.manager).delete(`${AT}/draft`).expect(204);
    expect(await get(`${AT}/draft`)).toMatchObject({ changedAt: null, rules: { ageGap: { freeYears: 3 } } });
    await make.as(house.manager).delete(`${AT}/draft`).expect(409);
    expect(await get(AT)).toMatchObject({ version: 1 });
  });

  it('is changed only by managers who sign, and read by those who look on', async () => {
    const watcher = await make.aUser(house, 'manager', 'watcher');
    const delegate = await make.aUser(house, 'manager', 'delegate');
    await get(`${AT}/draft`, watcher);
    await put(withYears(1), watcher).expect(403);
    await publish(watcher).expect(403);
    await make.as(watcher).delete(`${AT}/draft`).expect(403);
    await put(withYears(1), house.staff).expect(403);
    await put(withYears(1), delegate).expect(200);
  });

  it('of two managers at once takes the first, and tells the second that it was changed', async () => {
    const delegate = await make.aUser(house, 'manager', 'delegate');
    const seen = await tagOf();
    const answers = await Promise.all([put(withYears(1), house.manager, seen), put(withYears(2), delegate, seen)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const now = await tagOf();
    const both = await Promise.all([publish(house.manager, now), publish(delegate, now)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const { items } = await get<{ items: { version: number }[] }>(`${AT}/versions`);
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
  });

  it.each([
    ['an unknown factor', (rules: Rules) => (rules.interactions[0]!.poses = 'hair'), 'rules.interactions.0.poses'],
    ['a negative weight', (rules: Rules) => (rules.interactions[0]!.points = -1), 'rules.interactions.0.points'],
    ['a protected characteristic', (rules: Rules) => (rules.ageGap.why = 'Faith differs'), 'rules.ageGap.why'],
    ['no such part', (rules: object) => Reflect.deleteProperty(rules, 'bands'), 'rules.bands'],
    ['half a character', (rules: Rules) => (rules.title = 'x\ud800'), 'rules.title'],
  ])('is refused with %s, at its place', async (_, spoil, field) => {
    const rules = delivered();
    spoil(rules);
    const { body } = (await put(rules).expect(400)) as { body: { errors: { field: string }[] } };
    expect(body.errors.map((one) => one.field)).toEqual([field]);
    expect(await get(`${AT}/draft`)).toMatchObject({ changedAt: null });
  });

  it('may have its thresholds out of order while it is worked on, and says so; it is not published so', async () => {
    const rules = delivered();
    rules.bands[2]!.from = 10;
    expect((await put(rules).expect(200)).body).toMatchObject({ faults: [{ place: 'bands[2].from' }] });
    const refused = await publish().expect(400);
    expect(refused.body).toMatchObject({ errors: [{ field: 'rules.bands.2.from' }] });
    expect(await get(AT)).toMatchObject({ version: 1 });
  });

  it('is not published with a protected characteristic, whichever way it came into it', async () => {
    await put(withYears(1)).expect(200);
    await app.sql(
      `UPDATE rule_set_drafts SET document = jsonb_set(document, '{ageGap,why}', '"Their religion"') WHERE organisation_id = $1`,
      [house.organisation],
    );
    const refused = await publish().expect(400);
    expect(refused.body).toMatchObject({
      errors: [{ field: 'rules.ageGap.why', message: expect.stringContaining('Equality Act') }],
    });
  });
});
