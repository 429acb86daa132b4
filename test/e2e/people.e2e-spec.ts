import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app.close());

const born = () => make.today(-14 * 366);
const aCaseNumber = () => `C-${randomUUID().slice(0, 8)}`;
const aChild = (changes: object = {}) => ({
  firstName: 'Robin',
  lastName: `Example ${randomUUID().slice(0, 6)}`,
  dateOfBirth: born(),
  caseNumber: aCaseNumber(),
  ...changes,
});
interface ListPage {
  items: { id: string }[];
  next: string | null;
}

/** Every young person whom the user's list shows, in order, read page by page. */
const idsSeenBy = async (user: TestUser, query = 'limit=100') => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await make
      .as(user)
      .get(`/young-people?${query}${cursor && `&cursor=${cursor}`}`)
      .expect(200);
    const page = answer.body as ListPage;
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
};
const readings = (action: string, youngPerson: string) =>
  app.sql<{ actor_id: string }>(
    `SELECT actor_id FROM audit_entries WHERE action = $1 AND young_people @> ARRAY[$2::uuid]`,
    [action, youngPerson],
  );

describe('a new young person', () => {
  it('of a CAS worker has them as key worker, and is known to their unit', async () => {
    const input = aChild({ firstName: ' Zoë\t<b>', lastName: 'O’Neil-😀' });
    const { body } = await make.as(house.worker).post('/young-people', input).expect(201);
    expect(body).toMatchObject({
      firstName: 'Zoë <b>',
      lastName: 'O’Neil-😀',
      dateOfBirth: input.dateOfBirth,
      caseNumber: input.caseNumber,
      age: 14,
      keyWorker: { id: house.worker.id, name: house.worker.name },
      coWorkers: [],
    });
    for (const user of [house.worker, house.staff, house.manager]) {
      const answer = await make
        .as(user)
        .get(`/young-people/${body.id as string}`)
        .expect(200);
      expect(answer.body).toEqual(body);
    }
    expect(await readings('young_person.created', body.id as string)).toEqual([{ actor_id: house.worker.id }]);
  });

  it('of unit staff or a manager needs a key worker', async () => {
    for (const user of [house.staff, house.manager]) {
      const post = (changes: object) => make.as(user).post('/young-people', aChild(changes));
      for (const keyWorker of [undefined, randomUUID(), house.staff.id, 'nobody@example.invalid']) {
        const refused = await post({ keyWorker }).expect(400);
        expect(refused.body.errors).toMatchObject([{ field: 'keyWorker' }]);
      }
      const { body } = await post({ keyWorker: house.worker.email.toUpperCase() }).expect(201);
      expect(body.keyWorker.id).toBe(house.worker.id);
    }
  });

  it.each<[object, string, RegExp]>([
    [{ dateOfBirth: '2999-01-01' }, 'dateOfBirth', /year 2999/],
    [{ dateOfBirth: '1950-01-01' }, 'dateOfBirth', /Check the year|check the year/],
    [{ dateOfBirth: '2013-02-30' }, 'dateOfBirth', /does not exist/],
    [{ firstName: '   ' }, 'firstName', /Enter the first name/],
    [{ lastName: 'a\u0000' }, 'lastName', /cannot be stored/],
    [{ lastName: '\ud800' }, 'lastName', /cannot be stored/],
    [{ caseNumber: 'x'.repeat(41) }, 'caseNumber', /40 characters or fewer/],
    [{ unit: randomUUID() }, 'unit', /one of your units/],
    [{ keyWorker: randomUUID() }, 'keyWorker', /You are the key worker/],
    [{ role: 'x' }, 'role', /know this field/],
  ])('is refused with %p', async (wrong, field, sentence) => {
    const input = aChild(wrong);
    const refused = await make.as(house.worker).post('/young-people', input).expect(400);
    expect(refused.body.errors).toEqual([{ field, message: expect.stringMatching(sentence) }]);
    const made = await app.sql(`SELECT 1 FROM young_people WHERE case_number = $1`, [input.caseNumber]);
    expect(made).toHaveLength(0);
  });

  it('is not born in the future', async () => {
    const refused = await make.as(house.worker).post('/young-people', aChild({ dateOfBirth: make.today(1) }));
    expect(refused.body.errors).toMatchObject([
      { field: 'dateOfBirth', message: expect.stringContaining('in the past') },
    ]);
  });

  it('has a case number of its own, also when forty clients use one at the same moment', async () => {
    const caseNumber = aCaseNumber();
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => make.as(house.worker).post('/young-people', aChild({ caseNumber }))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 400);
    expect(refused).toHaveLength(39);
    expect(refused[0]!.body.errors).toMatchObject([{ field: 'caseNumber' }]);
    const upper = await make.as(house.worker).post('/young-people', aChild({ caseNumber: caseNumber.toUpperCase() }));
    expect(upper.status).toBe(400);
  });

  it('of the same name and date of birth as another is asked about once more, without telling of strangers', async () => {
    const first = aChild();
    await make.as(house.worker).post('/young-people', first).expect(201);
    const second = { ...first, firstName: 'ROBIN', caseNumber: aCaseNumber() };
    const refused = await make.as(house.worker).post('/young-people', second).expect(409);
    expect(refused.body.type).toBe('/problems/already-on-record');
    expect(refused.body.title).toContain(first.caseNumber);
    const colleague = await make.aUser(house, 'cas_worker', 'referrer');
    await make
      .as(colleague)
      .post('/young-people', { ...second, caseNumber: aCaseNumber() })
      .expect(201);
    await make
      .as(house.worker)
      .post('/young-people', { ...second, confirmed: true })
      .expect(201);
  });
});

describe('who sees whom', () => {
  it('a CAS worker their own, the unit those known to it, nobody those of another council', async () => {
    const place = await make.aHouse();
    const colleague = await make.aUser(place, 'cas_worker', 'referrer');
    const far = await make.aHouse();
    const mine = await make.aYoungPerson(place);
    const theirs = await make.aYoungPerson(place, { keyWorker: colleague });
    expect(await idsSeenBy(place.worker)).toEqual([mine]);
    expect(await idsSeenBy(colleague)).toEqual([theirs]);
    for (const user of [place.staff, place.manager]) {
      expect((await idsSeenBy(user)).toSorted()).toEqual([mine, theirs].toSorted());
    }
    for (const user of [far.worker, far.staff, far.manager]) {
      expect(await idsSeenBy(user)).toEqual([]);
      const [unseen, unknown] = await Promise.all([
        make.as(user).get(`/young-people/${mine}`),
        make.as(user).get(`/young-people/${randomUUID()}`),
      ]);
      expect(unseen.status).toBe(404);
      const { requestId: _a, ...said } = unseen.body as Record<string, unknown>;
      const { requestId: _b, ...saidOfUnknown } = unknown.body as Record<string, unknown>;
      expect(said).toEqual(saidOfUnknown);
    }
    await make.as(place.worker).get('/young-people/not-an-id').expect(404);
    expect(await readings('young_person.read', mine)).toEqual([]);
    await make.as(place.staff).get(`/young-people/${mine}`).expect(200);
    expect(await readings('young_person.read', mine)).toEqual([{ actor_id: place.staff.id }]);
    const listed = await readings('young_people.list', mine);
    expect(listed.map(({ actor_id }) => actor_id).toSorted()).toEqual(
      [place.worker.id, place.staff.id, place.manager.id].toSorted(),
    );
  });

  it('ends with the grant, and does not begin before it', async () => {
    const place = await make.aHouse();
    const child = await make.aYoungPerson(place);
    await app.sql(`UPDATE access_grants SET valid_until = now() - interval '1 second' WHERE young_person_id = $1`, [
      child,
    ]);
    await make.as(place.worker).get(`/young-people/${child}`).expect(404);
    await make.as(place.staff).get(`/young-people/${child}`).expect(404);
    await app.sql(
      `INSERT INTO access_grants (young_person_id, user_id, why, valid_from) VALUES ($1, $2, 'co_worker', $3)`,
      [child, place.worker.id, new Date(app.clock.now().getTime() + 3_600_000)],
    );
    await make.as(place.worker).get(`/young-people/${child}`).expect(404);
    app.clock.advance({ hours: 2 });
    await make.as(place.worker).get(`/young-people/${child}`).expect(200);
    app.clock.advance({ hours: -2 });
  });
});

describe('the list', () => {
  it('is found by parts of names and case numbers, taken literally, page by page', async () => {
    const place = await make.aHouse();
    const add = (firstName: string, lastName: string, caseNumber: string) =>
      make
        .as(place.worker)
        .post('/young-people', aChild({ firstName, lastName, caseNumber, confirmed: true }))
        .expect(201);
    const [tag] = randomUUID().split('-');
    for (let i = 0; i < 7; i += 1) await add('Tia', 'Same', `${tag}-${i}`);
    await add('Tia', '50%_off', `${tag}-x`);
    await add('Kim', "O'Hara; DROP TABLE", `${tag}-y`);
    const find = async (search: string) =>
      (await idsSeenBy(place.worker, `search=${encodeURIComponent(search)}`)).length;
    expect(await find('tia')).toBe(8);
    expect(await find(`same ${tag}-3 tia`)).toBe(1);
    expect(await find('%_')).toBe(1);
    expect(await find("o'hara")).toBe(1);
    expect(await find('nobody')).toBe(0);
    const pages = await idsSeenBy(place.worker, 'limit=2&search=same');
    expect(pages).toHaveLength(7);
    expect(new Set(pages).size).toBe(7);
    const { body } = await make.as(place.worker).get('/young-people?limit=2&search=same');
    await make
      .as(place.worker)
      .get(`/young-people?limit=2&search=tia&cursor=${body.next as string}`)
      .expect(400);
  });
});

describe('key worker and co-workers', () => {
  it('a co-worker reads the record until it ends', async () => {
    const child = await make.aYoungPerson(house);
    const colleague = await make.aUser(house, 'cas_worker', 'referrer');
    const add = (by: TestUser) => make.as(by).post(`/young-people/${child}/co-workers`, { worker: colleague.email });
    await add(colleague).expect(404);
    await add(house.staff).expect(403);
    await add(house.worker).expect(201);
    expect((await add(house.worker).expect(400)).body.errors).toMatchObject([{ field: 'worker' }]);
    const { body } = await make.as(colleague).get(`/young-people/${child}`).expect(200);
    expect(body.coWorkers).toEqual([{ id: colleague.id, name: colleague.name }]);
    const third = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(colleague).post(`/young-people/${child}/co-workers`, { worker: third.id }).expect(403);
    await make.as(colleague).delete(`/young-people/${child}/co-workers/${colleague.id}`).expect(204);
    await make.as(colleague).get(`/young-people/${child}`).expect(404);
    await add(house.manager).expect(201);
    await make.as(house.worker).delete(`/young-people/${child}/co-workers/${colleague.id}`).expect(204);
    await make.as(house.worker).delete(`/young-people/${child}/co-workers/${colleague.id}`).expect(404);
    expect(await readings('co_worker.added', child)).toHaveLength(2);
  });

  it('a manager hands over to another key worker, who may have been a co-worker', async () => {
    const child = await make.aYoungPerson(house);
    const next = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(house.worker).post(`/young-people/${child}/co-workers`, { worker: next.id }).expect(201);
    await make.as(house.worker).post(`/young-people/${child}/key-worker`, { worker: next.id }).expect(403);
    await make.as(house.manager).post(`/young-people/${child}/key-worker`, { worker: house.staff.id }).expect(400);
    await make.as(house.manager).post(`/young-people/${child}/key-worker`, { worker: next.id }).expect(200);
    await make.as(house.worker).get(`/young-people/${child}`).expect(404);
    const { body } = await make.as(next).get(`/young-people/${child}`).expect(200);
    expect(body).toMatchObject({ keyWorker: { id: next.id }, coWorkers: [] });
    expect(await readings('key_worker.changed', child)).toEqual([{ actor_id: house.manager.id }]);
  });
});

describe('the pages', () => {
  it('let a CAS worker add a young person, with dates as people write them, and ask before a second entry', async () => {
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await client.get('/young-people/new')).text).toContain('You will be the key worker.');
    const child = { ...aChild(), dateOfBirth: '27/3/2013' };
    const added = await client.post('/young-people/new', child);
    expect(added).toMatchObject({ status: 303, location: expect.stringMatching(/^\/young-people\/[\w-]{36}$/) });
    const list = await client.get(`/young-people?search=${child.caseNumber}`);
    expect(list.text).toContain(child.lastName);
    expect(list.text).toContain('27 March 2013');
    const again = { ...child, caseNumber: aCaseNumber() };
    await client.get('/young-people/new');
    const asked = await client.post('/young-people/new', again);
    expect(asked.status).toBe(409);
    expect(asked.text).toContain(child.caseNumber);
    expect(asked.text).toContain('name="confirmed"');
    expect((await client.post('/young-people/new', { ...again, confirmed: 'yes' })).status).toBe(303);
  });

  it('let a manager change co-workers and the key worker', async () => {
    const child = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Example' });
    const colleague = await make.aUser(house, 'cas_worker', 'referrer');
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const form = await client.get(`/young-people/${child}/co-workers`);
    expect(form.text).toMatch(/Ash Example, born .* case /);
    expect(form.text).toContain(colleague.email);
    expect((await client.post(`/young-people/${child}/co-workers`, { worker: '' })).text).toContain(
      'Enter the CAS worker.',
    );
    expect((await client.post(`/young-people/${child}/co-workers`, { worker: colleague.id })).status).toBe(303);
    const shown = await client.get(`/young-people/${child}/co-workers`);
    expect(shown.text).toContain(`${colleague.name} is a co-worker now.`);
    expect((await client.post(`/young-people/${child}/co-workers/${colleague.id}/end`)).status).toBe(303);
    await client.get(`/young-people/${child}/key-worker`);
    expect((await client.post(`/young-people/${child}/key-worker`, { worker: colleague.id })).status).toBe(303);
    await make.as(colleague).get(`/young-people/${child}`).expect(200);
  });
});
