import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { strained } from '../support/strained.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Place {
  place: number;
  of: number;
  points: number;
  mostPoints: number;
  shares: { criterion: string; points: number; of: number; why: string }[];
}
interface List {
  unit: { id: string };
  of: number;
  items: (Place & { id: string; number: number; youngPerson: { firstName: string } })[];
  next: string | null;
}

const listOf = async (house: House, query = '', as = house.staff): Promise<List> =>
  (await make.as(as).get(`/units/${house.unit}/waiting-list${query}`).expect(200)).body as List;
const names = ({ items }: List) => items.map(({ youngPerson }) => youngPerson.firstName);
const placeOf = async (request: string, as: House['worker']): Promise<Place> =>
  (await make.as(as).get(`/requests/${request}/waiting-place`).expect(200)).body as Place;

/** Three who wait: one whose family is under much strain, one who has just had a break, and one of whom nothing is known. */
async function threeWhoWait() {
  const house = await make.aHouse();
  const [rest, first, had] = await Promise.all(
    ['Rest', 'First', 'Had'].map((firstName) => make.aYoungPerson(house, { firstName })),
  );
  const requests = { rest: '', first: '', had: '' };
  requests.had = await onTheList(make, house, had!);
  requests.rest = await onTheList(make, house, rest!);
  requests.first = await onTheList(make, house, first!);
  await strained(make, house, first!, 9);
  await make.aStay(house, had!, { inDays: 2, nights: 1 });
  return { house, requests };
}

describe('the waiting list of a unit', () => {
  it('has everybody who waits, by the council’s rule, each with why; whoever does not wait is not on it', async () => {
    const { house, requests } = await threeWhoWait();
    const list = await listOf(house);
    expect(names(list)).toEqual(['First', 'Rest', 'Had']);
    expect(list).toMatchObject({ unit: { id: house.unit }, of: 3, next: null });
    for (const { points, shares } of list.items)
      expect(points).toBe(shares.reduce((sum, share) => sum + share.points, 0));
    expect(list.items[0]!.shares.find(({ criterion }) => criterion === 'need')).toMatchObject({
      ...{ points: 25, of: 25, why: expect.stringContaining('The family put the strain at 9 of 10') },
    });
    expect(list.items[2]!.shares.find(({ criterion }) => criterion === 'last_break')).toMatchObject({
      ...{ points: 0, why: expect.stringContaining('They have a break until') },
    });
    await make.as(house.staff).post(`/requests/${requests.first}/review`).expect(200);
    expect(names(await listOf(house))).toEqual(['Rest', 'Had']);
  });

  it('goes by what each family has said last, when it asked or of a stay, and by no other figure', async () => {
    const { house } = await threeWhoWait();
    const needs = async () =>
      Object.fromEntries(
        (await listOf(house)).items.map(({ youngPerson, shares }) => [
          youngPerson.firstName,
          /strain at (\d+)/.exec(shares.find(({ criterion }) => criterion === 'need')!.why)?.[1],
        ]),
      );
    const said = (table: string, whose: string, firstName: string, [value, hours]: [number, number], measure = '=') =>
      app.sql(
        `INSERT INTO ${table} (${whose === 's.id' ? `stay_id, moment` : 'request_id, young_person_id'}, measure_id, value, at, by_user)
         SELECT ${whose}, ${whose === 's.id' ? `'before'` : 'y.id'}, m.id, $3, $4, y.key_worker_id
           FROM young_people y JOIN request_parts p ON p.young_person_id = y.id LEFT JOIN stays s ON s.young_person_id = y.id,
                (SELECT id FROM outcome_measures WHERE organisation_id IS NULL AND name ${measure} 'Strain on the family, as they put it' LIMIT 1) m
          WHERE p.unit_id = $1 AND y.first_name = $2 AND p.state = 'waitlisted'`,
        [house.unit, firstName, value, new Date(app.clock.now().getTime() + hours * 3_600_000)],
      );
    await said('request_baselines', 'p.request_id', 'Had', [3, -2]);
    await said('request_baselines', 'p.request_id', 'Had', [8, -9]);
    await said('request_baselines', 'p.request_id', 'First', [5, -1], '<>');
    expect(await needs()).toEqual({ First: '9', Rest: undefined, Had: '3' });
    await said('outcome_values', 's.id', 'Had', [6, -1]);
    await said('outcome_values', 's.id', 'Had', [2, -3]);
    expect(await needs()).toEqual({ First: '9', Rest: undefined, Had: '6' });
  });

  it('is paged, and a page goes on where the last one ended', async () => {
    const { house } = await threeWhoWait();
    const first = await listOf(house, '?limit=2');
    expect(names(first)).toEqual(['First', 'Rest']);
    const second = await listOf(house, `?limit=2&cursor=${encodeURIComponent(first.next!)}`);
    expect([names(second), second.items[0]!.place, second.next]).toEqual([['Had'], 3, null]);
  });

  it('takes as many statements for three as for twelve', async () => {
    const { house } = await threeWhoWait();
    const few = await statementsOf(() => listOf(house));
    for (let more = 0; more < 9; more += 1) await onTheList(make, house, await make.aYoungPerson(house));
    expect((await listOf(house)).items).toHaveLength(12);
    expect(await statementsOf(() => listOf(house))).toEqual(few);
  });

  it('is for who works at the unit', async () => {
    const { house } = await threeWhoWait();
    const elsewhere = await make.aHouse();
    await make.as(elsewhere.staff).get(`/units/${house.unit}/waiting-list`).expect(404);
    await make.as(house.worker).get(`/units/${house.unit}/waiting-list`).expect(403);
  });

  it('shows the same on its page, in words', async () => {
    const { house } = await threeWhoWait();
    const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text } = await pages.get(`/units/${house.unit}/waiting-list`);
    expect(
      [...text.matchAll(/">(\d)\. <a class="govuk-link"[^>]*>(\w+)/g)].map(([, place, name]) => [place, name]),
    ).toEqual([
      ...[
        ['1', 'First'],
        ['2', 'Rest'],
        ['3', 'Had'],
      ],
    ]);
    expect(text).toContain('The family put the strain at 9 of 10');
    expect(text).toContain('up to 25 points');
    expect(text).toContain('3 breaks are waited for. They stand in the order of the council’s rule');
    const empty = await make.aHouse();
    const others = await PageClient.signIn(app.address, empty.staff.email, PASSWORD);
    expect((await others.get(`/units/${empty.unit}/waiting-list`)).text).toContain('Nobody is on the waiting list.');
    await onTheList(make, empty, await make.aYoungPerson(empty));
    expect((await others.get(`/units/${empty.unit}/waiting-list`)).text).toContain(
      'One break is waited for. Its place goes by the council’s rule',
    );
  });
});

describe('the place of a request', () => {
  it('is told to its key worker with why, and nothing of anybody else', async () => {
    const { house, requests } = await threeWhoWait();
    const place = await placeOf(requests.rest, house.worker);
    expect(place).toMatchObject({ place: 2, of: 3, mostPoints: 100 });
    expect(JSON.stringify(place)).not.toMatch(/First|Had/);
    const pages = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const { text } = await pages.get(`/requests/${requests.rest}`);
    expect(text).toContain('On the waiting list: 2nd of 3');
    expect(text).toContain(`${place.points} of 100 points`);
    expect(text).not.toMatch(/First|\bHad\b/);
  });

  it('is none while it does not wait, and not told to who may not read the request', async () => {
    const { house, requests } = await threeWhoWait();
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(stranger).get(`/requests/${requests.rest}/waiting-place`).expect(404);
    await make.as(house.staff).post(`/requests/${requests.rest}/review`).expect(200);
    await make.as(house.worker).get(`/requests/${requests.rest}/waiting-place`).expect(404);
  });
});
