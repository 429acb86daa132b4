import { seenGroupsOf } from '../support/as-seen.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const today = () => dateIn(app.clock.now(), 'Europe/London');
const fridayIn = (weeks: number) => ((12 - weekdayOf(today())) % 7) + 7 * weeks;
const friday = (weeks: number) => addDays(today(), fridayIn(weeks));
const yes = { answeredBy: 'Their mother', how: 'telephone' };

type Counts = Record<string, number>;

/** A house of one bed that is taken on two of the weekends. */
async function aFullHouse(): Promise<House> {
  const house = await make.aHouse({ beds: 1 });
  // The token's use is noted once a minute; the clock of the test stands still.
  for (const user of [house.staff, house.manager, house.worker]) await make.as(user).get('/me').expect(200);
  const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
  for (const weeks of [3, 4]) await make.aStay(house, kit, { inDays: fridayIn(weeks), nights: 3 });
  return house;
}

/** A series with two conflicts, and the counting of what its steps send. */
async function aSeries(counts: Counts, breaks: number) {
  const house = await aFullHouse();
  const series = { every: 'week', from: friday(2), nights: 2, times: breaks + 2 };
  const given = { youngPerson: await make.aYoungPerson(house), unit: house.unit, purpose: 'Sleep and cook', series };
  let id = '';
  const sent = await statementsOf(async () => {
    id = ((await make.as(house.worker).post('/requests', given).expect(201)).body as { id: string }).id;
  });
  counts['submit'] = sent.length;
  const step = async (name: string, by: TestUser, path: string, body: object = {}) => {
    let offers: string[] = [];
    const sent = await statementsOf(async () => {
      const answer = await make.as(by).post(`/requests/${id}/occurrences/${path}`, body).expect(200);
      offers = (answer.body as { done: { offer: string }[] }).done.map(({ offer }) => offer);
    });
    counts[name] = sent.length;
    return offers;
  };
  const look = async (name: string, by: TestUser, path: string) => {
    let seen = '';
    const sent = await statementsOf(async () => {
      const { body } = await make.as(by).get(`/requests/${id}/occurrences/${path}`).expect(200);
      ({ seen } = body as { seen: string });
    });
    counts[name] = sent.length;
    return seen;
  };
  return { house, id: () => id, step, look };
}

/** What each step of a series sends that is taken for all of its breaks at once. */
async function ofSeries(breaks: number): Promise<Counts> {
  const counts: Counts = {};
  const { house, id, step, look } = await aSeries(counts, breaks);
  await step('shift', house.worker, `${friday(2)}/shift`, { arrival: addDays(friday(2), 1), following: true });
  const offers = await step('hold', house.staff, 'propose');
  const seenGroups = await seenGroupsOf(make, house.manager, id());
  await step('sign', house.manager, 'sign', { reasons: 'Suits the group', offers, seenGroups });
  await step('accept', house.worker, 'accept', { ...yes, offers });
  const seen = await look('what would end', house.worker, `${friday(2)}/withdrawal`);
  const said = { by: 'family', code: 'changed_plans', at: app.clock.now(), seen };
  await step('cancel', house.worker, `${friday(2)}/end`, said);
  const other = await aSeries(counts, breaks);
  const proposed = await other.step('hold', other.house.staff, 'propose');
  const no = { decision: 'not_suitable', reasons: 'Too much at once', offers: proposed };
  await other.step('turn down', other.house.manager, 'sign', no);
  await other.step('hold anew', other.house.staff, 'propose');
  await other.step('end', other.house.worker, `${friday(3)}/end`, { reasons: 'They move away' });
  return counts;
}

/** The same steps of a single break. */
async function ofOne(): Promise<Counts> {
  const house = await make.aHouse({ beds: 1 });
  for (const user of [house.staff, house.manager, house.worker]) await make.as(user).get('/me').expect(200);
  const counts: Counts = {};
  const step = async (name: string, by: TestUser, path: string, body: object) => {
    let id = '';
    const post = async () => {
      id = ((await make.as(by).post(path, body)).body as { id: string }).id;
    };
    counts[name] = (await statementsOf(post)).length;
    expect([name, id]).toEqual([name, expect.any(String)]);
    return id;
  };
  const given = { youngPerson: await make.aYoungPerson(house), unit: house.unit, purpose: 'Sleep and cook', nights: 2 };
  const days = { from: friday(2), to: addDays(friday(2), 2) };
  const nights = { arrival: friday(2), departure: addDays(friday(2), 2) };
  const id = await step('submit', house.worker, '/requests', { ...given, ...days });
  const offer = await step('hold', house.staff, `/requests/${id}/offers`, nights);
  await step('sign', house.manager, `/offers/${offer}/sign`, { reasons: 'Suits the group' });
  await step('accept', house.worker, `/offers/${offer}/accept`, yes);
  return counts;
}

describe('the statements of a series', () => {
  it('are as many for twenty breaks as for two, whatever is done with all of them at once', async () => {
    await ofSeries(2);
    const [few, many, one] = [await ofSeries(2), await ofSeries(20), await ofOne()];
    expect(many).toEqual(few);
    expect(Object.keys(few)).toHaveLength(10);
    for (const [name, count] of Object.entries(one)) expect([name, many[name]! <= 3 * count]).toEqual([name, true]);
  }, 120_000);
});
