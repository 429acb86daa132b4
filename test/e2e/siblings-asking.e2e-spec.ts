import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
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
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});

interface OfOne {
  youngPerson: { id: string; firstName: string };
  allocations: { kinds: { left: number }[] }[];
  alike: { id: string }[];
  aims: { id: string; text: string; named: boolean }[];
}
interface Before {
  each: OfOne[];
  allocations: object[];
  alike: object[];
  missing: { field: string }[];
}

const draft = async (siblings: string[] = [bo], more: object = {}) => {
  const asked = { youngPerson: ash, siblings, unit: house.unit, nights: 2, purpose: 'Rest', draft: true };
  const window = { from: make.today(20), to: make.today(24) };
  const { body } = await make
    .as(house.worker)
    .post('/requests', { ...asked, ...window, ...more })
    .expect(201);
  return (body as { id: string }).id;
};
const before = async (request: string, by: TestUser = house.worker) =>
  (await make.as(by).get(`/requests/${request}/before-submitting`).expect(200)).body as Before;
const aimOf = async (youngPerson: string, text: string) => {
  const { body } = await make.as(house.worker).post(`/young-people/${youngPerson}/plan/aims`, { text }).expect(201);
  return (body as { aims: { id: string }[] }).aims.at(-1)!.id;
};
const grant = (youngPerson: string, weekday: number) =>
  make
    .as(house.manager)
    .post(`/young-people/${youngPerson}/allocations`, {
      ...{ firstDay: make.today(), lastDay: make.today(100) },
      ...{ weekday, weekend: 0, holiday: 0 },
    })
    .expect(201);
const changed = async (request: string, body: object, by: TestUser = house.worker) => {
  const etag = (await make.as(by).get(`/requests/${request}`).expect(200)).headers['etag'] as string;
  return make.as(by).patch(`/requests/${request}`, body).set('If-Match', etag);
};

describe('while a break is asked for brothers and sisters', () => {
  it('what is left, what is asked for already and the aims are told of each of them', async () => {
    await grant(ash, 9);
    await grant(bo, 5);
    const ofBo = await make.aRequest(house, bo, { inDays: 21, nights: 1 });
    const aim = await aimOf(bo, 'Sleep through');
    const request = await draft();
    const { each, missing, allocations, alike } = await before(request);
    expect(each.map(({ youngPerson }) => youngPerson.firstName)).toEqual(['Ash', 'Bo']);
    const [first, second] = each as [OfOne, OfOne];
    const left = ({ allocations: [one] }: OfOne) => one!.kinds.reduce((sum, kind) => sum + kind.left, 0);
    // A night of the other request of Bo is asked for only, so nothing of it is used yet.
    expect([left(first), left(second)]).toEqual([9, 5]);
    expect([first.alike, second.alike.map(({ id }) => id)]).toEqual([[], [ofBo]]);
    expect([first.aims, second.aims]).toEqual([[], [{ id: aim, text: 'Sleep through', named: false }]]);
    expect([missing, allocations.length, alike]).toEqual([[], 1, []]);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const check = (await worker.get(`/requests/${request}/check`)).text;
    expect(check).toContain('Bo has another request for these dates.');
    expect(check).not.toContain('Ash has another request for these dates.');
    expect(check).toMatch(/Nights granted to Ash Example[\s\S]*9 of 9 nights left[\s\S]*Nights granted to Bo Example/);
    const when = (await worker.get(`/requests/${request}/ask/when`)).text;
    expect(when).toMatch(/Ash: 9 of 9 nights left[\s\S]*Bo: 5 of 5 nights left/);
    expect((await worker.post(`/requests/${request}/check`, {})).location).toBe(`/requests/${request}/submitted`);
    expect((await worker.get(`/requests/${request}/submitted`)).text).toMatch(
      /For:[\s\S]*Ash Example[\s\S]*Bo Example/,
    );
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/requests/${request}`)).text).toContain('Bo has another request for these dates.');
  });

  it('the question about the others asks for the aims of each, and what else is named stays', async () => {
    const [own, theirs] = [await aimOf(ash, 'Cook a meal'), await aimOf(bo, 'Sleep through')];
    const request = await draft([bo], { aims: [own] });
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/requests/${request}/ask`;
    expect((await worker.post(`${path}/siblings`, { siblings: bo })).location).toBe(`${path}/their-aims`);
    const page = await worker.get(`${path}/their-aims`);
    expect(page.text).toMatch(/Aims of the family plan of Bo Example[\s\S]*Sleep through/);
    expect(page.text).not.toContain('Cook a meal');
    expect((await worker.post(`${path}/their-aims`, { theirAims: theirs })).location).toBe(`${path}/wishes`);
    const read = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    const { aims, parts } = read.body as { aims: { id: string }[]; parts: { aims: { id: string }[] }[] };
    expect([aims, ...parts.map((part) => part.aims)].map((list) => list.map(({ id }) => id))).toEqual([
      [own],
      [own],
      [theirs],
    ]);
    const check = (await worker.get(`/requests/${request}/check`)).text;
    expect(check).toContain('Bo: Sleep through');
    // Aims of the first are changed, and those of Bo stay; who is asked for no more takes theirs with them.
    await worker.post(`${path}/aim`, { purpose: 'Rest' });
    expect((await before(request)).each.map((one) => one.aims.filter(({ named }) => named).length)).toEqual([0, 1]);
    await worker.post(`${path}/siblings`, {});
    await worker.post(`${path}/siblings`, { siblings: bo });
    expect((await before(request)).each.map((one) => one.aims.filter(({ named }) => named).length)).toEqual([0, 0]);
  });

  it('a draft that is taken up from Today goes on with the question about the others', async () => {
    const request = await draft();
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/requests/${request}/ask`;
    await worker.post(`${path}/weekdays`, {});
    const left = await worker.post(`${path}/siblings`, { siblings: bo, then: 'later' });
    expect(left.location).toBe('/');
    expect((await worker.get('/')).text).toContain(`href="${path}/their-aims"`);
    // Nothing is asked about others whom the draft is not for.
    await worker.post(`${path}/siblings`, { then: 'later' });
    expect((await worker.get('/')).text).toContain(`href="${path}/wishes"`);
  });

  it('an aim of somebody else is none that it can be for', async () => {
    const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
    const request = await draft();
    const refused = await changed(request, { aims: [await aimOf(kit, 'Read')] });
    expect([refused.status, (refused.body as { errors: { field: string }[] }).errors[0]!.field]).toEqual([400, 'aims']);
    expect((await changed(request, { aims: [await aimOf(bo, 'Read')] })).status).toBe(200);
  });

  it('whoever may not read one of them is told nothing of theirs', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await app.sql(
      `INSERT INTO access_grants (young_person_id, user_id, why, valid_from) VALUES ($1, $2, 'co_worker', now() - interval '1 day')`,
      [bo, other.id],
    );
    const aim = await aimOf(ash, 'Cook a meal');
    await grant(ash, 9);
    await make.aRequest(house, ash, { inDays: 21, nights: 1 });
    const request = await draft([bo], { aims: [aim] });
    const { each, allocations, alike } = await before(request, other);
    expect([each.map(({ youngPerson }) => youngPerson.firstName), allocations, alike]).toEqual([['Bo'], [], []]);
    expect(JSON.stringify(each)).not.toContain('Cook');
    const read = await make.as(other).get(`/requests/${request}`).expect(200);
    expect(JSON.stringify(read.body)).not.toMatch(/Cook|"firstName":"Ash"/);
  });

  it('as many statements are sent for three of them as for two', async () => {
    for (const one of [ash, bo]) await grant(one, 5);
    const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
    const counted = async (request: string) => {
      await before(request);
      return (await statementsOf(() => before(request))).toSorted();
    };
    const two = await counted(await draft([bo]));
    expect(await counted(await draft([bo, kit]))).toEqual(two);
  });
});
