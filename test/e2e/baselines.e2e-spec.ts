import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
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
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

interface Baselines {
  items: { youngPerson: { id: string }; measures: { id: string; baseline: { value: number } | null }[] }[];
  errors: { field: string }[];
}
interface Outcomes {
  items: { id: string; values: { before: { value: number } | null }; earlier: { value: number; moment: string }[] }[];
}

const read = async <T>(path: string, by: TestUser = house.worker) =>
  (await make.as(by).get(path).expect(200)).body as T;
const ask = async (siblings: string[] = [], more: object = {}) => {
  const window = { from: make.today(), to: make.today(2) };
  const asked = { youngPerson: ash, siblings, unit: house.unit, nights: 2, purpose: 'Rest', ...window, ...more };
  const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
  return (body as { id: string }).id;
};
/** The last of those that came with the service: the strain on the family, of 10. */
const strainOf = ({ items }: Baselines) => items[0]!.measures.at(-1)!.id;
const record = (request: string, values: object[], by: TestUser = house.worker) =>
  make.as(by).post(`/requests/${request}/baseline`, { values });

/** The stay that the request led to, arrived tonight. */
async function stayOf(request: string): Promise<string> {
  const nights = { arrival: make.today(), departure: make.today(2), reasons: 'Suits the group' };
  const offer = await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
  const answer = await make
    .as(house.worker)
    .post(`/offers/${(offer.body as { id: string }).id}/accept`, { answeredBy: 'Mum', how: 'telephone' })
    .expect(200);
  const { id } = (answer.body as { stay: { id: string } }).stay;
  await make.as(house.staff).post(`/stays/${id}/arrive`).expect(200);
  return id;
}

describe('how things are when a break is asked for', () => {
  it('is what the stay is compared with, until somebody writes down a number before it', async () => {
    const request = await ask([], { draft: true });
    const strain = strainOf(await read<Baselines>(`/requests/${request}/baseline`));
    for (const value of [7, 8]) await record(request, [{ youngPerson: ash, measure: strain, value }]).expect(200);
    await make.as(house.worker).post(`/requests/${request}/submit`).expect(200);
    const stay = await stayOf(request);
    const outcome = async () =>
      (await read<Outcomes>(`/stays/${stay}/outcomes`)).items.find(({ id }) => id === strain)!;
    const { values, earlier } = await outcome();
    expect([values.before!.value, earlier.map(({ value, moment }) => [value, moment])]).toEqual([8, [[7, 'before']]]);
    app.clock.advance({ days: 2 });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    await make.as(house.worker).post(`/stays/${stay}/outcomes/${strain}`, { after: 4 }).expect(201);
    const range = `from=${make.today(-9)}&to=${make.today(9)}`;
    type Counts = { items: { id: string; after: { both: number; better: number } }[] };
    const counts = await read<Counts>(`/units/${house.unit}/outcomes?${range}`, house.manager);
    expect(counts.items.find(({ id }) => id === strain)!.after).toMatchObject({ both: 1, better: 1 });
    const summary = await read<{ outcomes: object[] }>(`/stays/${stay}/summary`);
    expect(summary.outcomes).toEqual([expect.objectContaining({ before: 8, after: 4 })]);
    await make.as(house.worker).post(`/stays/${stay}/outcomes/${strain}`, { before: 6 }).expect(201);
    expect((await outcome()).values.before!.value).toBe(6);
    await expect(app.sql(`UPDATE request_baselines SET value = 1`)).rejects.toThrow('append-only');
    const late = await record(request, [{ youngPerson: ash, measure: strain, value: 1 }]);
    expect(late.status).toBe(409);
  });

  it('is written down of each brother and sister, and told to nobody who may not read them', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await app.sql(
      `INSERT INTO access_grants (young_person_id, user_id, why, valid_from) VALUES ($1, $2, 'co_worker', now() - interval '1 day')`,
      [bo, other.id],
    );
    const request = await ask([bo]);
    const strain = strainOf(await read<Baselines>(`/requests/${request}/baseline`));
    const values = [
      { youngPerson: ash, measure: strain, value: 9 },
      { youngPerson: bo, measure: strain, value: 3 },
    ];
    await record(request, values).expect(200);
    const numbers = async (by: TestUser) =>
      (await read<Baselines>(`/requests/${request}/baseline`, by)).items.map(({ youngPerson, measures }) => [
        youngPerson.id,
        measures.find(({ id }) => id === strain)!.baseline?.value,
      ]);
    expect(await numbers(house.staff)).toEqual([
      [ash, 9],
      [bo, 3],
    ]);
    expect(await numbers(other)).toEqual([[bo, 3]]);
    const unseen = await record(request, [{ youngPerson: ash, measure: strain, value: 1 }], other);
    expect([unseen.status, (unseen.body as Baselines).errors[0]!.field]).toEqual([400, 'values.0.youngPerson']);
    const beyond = await record(request, [values[0]!, { ...values[1]!, value: 11 }]);
    expect([beyond.status, (beyond.body as Baselines).errors[0]!.field]).toEqual([400, 'values.1.value']);
    expect(await numbers(house.worker)).toEqual([
      [ash, 9],
      [bo, 3],
    ]);
  });

  it('is asked on a page of its own, which the check of the answers leads to, and is not needed to submit', async () => {
    const request = await ask([], { draft: true });
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/requests/${request}/baseline`;
    expect((await worker.get(`/requests/${request}/check`)).text).toContain(path);
    const { text } = await worker.get(path);
    const asked = [...text.matchAll(/name="asked" value="([^"]*)"/g)].map(([, one]) => one!);
    expect(asked).toHaveLength(3);
    const beyond = await worker.post(path, { asked, value1: '2', value3: '11' });
    expect([beyond.status, beyond.text.includes('href="#value3"')]).toEqual([400, true]);
    expect(beyond.text).toMatch(/id="value1"[^>]* value="2"/);
    expect((await worker.post(path, { asked })).status).toBe(400);
    expect((await worker.post(path, { asked, value1: '2', value3: '7' })).location).toBe(`/requests/${request}`);
    expect((await worker.get(path)).text).toMatch(/Written down by [^<]*[\s\S]*value="7"/);
    await make.as(house.worker).post(`/requests/${request}/submit`).expect(200);
  });
});
