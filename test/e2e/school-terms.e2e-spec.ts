import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
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
afterAll(() => app?.close());

const autumn = { name: 'Autumn 1', firstDay: '2027-09-02', lastDay: '2027-10-22' };
const add = (term: object, by = house.manager) => make.as(by).post('/school-terms', term);
const names = async (by = house.worker) =>
  ((await make.as(by).get('/school-terms').expect(200)).body as { items: { name: string }[] }).items.map(
    ({ name }) => name,
  );

describe('school terms', () => {
  it('are kept by managers, seen by all of the council, and of no other', async () => {
    const { id } = (await add(autumn).expect(201)).body as { id: string };
    await add(autumn, house.staff).expect(403);
    expect(await names(house.staff)).toEqual(['Autumn 1']);
    const other = await make.aHouse();
    expect(await names(other.worker)).toEqual([]);
    await make.as(other.manager).get(`/school-terms/${id}`).expect(404);
    await make.as(other.manager).delete(`/school-terms/${id}`).expect(404);
    await make.as(other.manager).post('/school-terms', autumn).expect(201);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await add({ ...autumn, firstDay: '2027-11-01', lastDay: '2027-12-17' }, watcher).expect(403);
  });

  it.each([
    ['upside down', { firstDay: '2027-12-17', lastDay: '2027-11-01' }, 'lastDay'],
    ['on 29 February of a common year', { firstDay: '2027-02-29', lastDay: '2027-03-25' }, 'firstDay'],
    ['with a mistyped year', { firstDay: '2072-11-01', lastDay: '2072-12-17' }, 'firstDay'],
    ['of a year', { firstDay: '2028-01-04', lastDay: '2028-12-17' }, 'lastDay'],
    ['that shares a day with another', { firstDay: '2027-10-22', lastDay: '2027-12-17' }, 'firstDay'],
    ['without a name', { name: ' ', firstDay: '2027-11-01', lastDay: '2027-12-17' }, 'name'],
  ])('are refused %s', async (_, wrong, field) => {
    const { body } = await add({ name: 'Autumn 2', ...wrong }).expect(400);
    expect(body).toMatchObject({ errors: [{ field }] });
  });

  it('that two managers add at once are one, by the lock and by the constraint', async () => {
    const term = { name: 'Spring 1', firstDay: '2028-01-04', lastDay: '2028-02-11' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => add(term)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400, 400]);
    await expect(
      app.sql(
        `INSERT INTO school_terms (organisation_id, name, first_day, last_day, made_by, made_at)
         VALUES ($1, 'x', '2028-02-11', '2028-02-12', $2, now())`,
        [house.organisation, house.manager.id],
      ),
    ).rejects.toThrow(/one_term_at_a_time/);
  });

  it('are imported all or none, with what is wrong of each row', async () => {
    const post = (csv: string) => make.as(house.manager).post('/school-terms/import', { csv });
    const wrong = await post('name,first,last\nAutumn 2,1/11/2027,17/12/2027\nX,31/2/2028,1/3/2028\nY,1/4/2028').expect(
      400,
    );
    expect((wrong.body as { errors: { message: string }[] }).errors.map(({ message }) => message)).toEqual([
      'Line 3: 31 February 2028 does not exist. Check the date.',
      'Line 4: Write three fields: the name, the first day and the last day.',
    ]);
    expect(await names()).not.toContain('Autumn 2');
    const right = await post('Autumn 1,2027-09-02,2027-10-22\nAutumn 2,1/11/2027,17/12/2027').expect(200);
    expect(right.body).toMatchObject({ added: [{ name: 'Autumn 2', firstDay: '2027-11-01' }], known: 1 });
    await post('\n\n').expect(400);
    const many = Array.from({ length: 201 }, (_, row) => `T${row},1/1/2029,1/1/2029`).join('\n');
    expect((await post(many).expect(400)).body).toMatchObject({ title: 'Import at most 200 rows at a time.' });
    await post(`x${'y'.repeat(70_000)}`).expect(400);
  });
});

describe('the pages of school terms', () => {
  let client: PageClient;
  beforeAll(async () => {
    client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  });

  it('look at a list before it is saved, and show each row', async () => {
    await client.get('/school-terms/import');
    const csv = 'Summer 1,17/4/2028,26/5/2028\nSummer 2,5/6/2028,2028';
    const wrong = await client.post('/school-terms/import', { csv });
    expect([wrong.status, wrong.text]).toEqual([
      200,
      expect.stringContaining('1 row is wrong, so nothing can be saved yet'),
    ]);
    expect(wrong.text).not.toContain('Add 1 term');
    const right = 'Summer 1,17/4/2028,26/5/2028\nSummer 2,5/6/2028,20/7/2028';
    expect((await client.post('/school-terms/import', { csv: right })).text).toContain('Add 2 terms');
    expect(await names()).not.toContain('Summer 1');
    const saved = await client.post('/school-terms/import', { csv: right, step: 'save' });
    expect(saved).toMatchObject({ status: 303, location: '/school-terms' });
    expect((await client.get('/school-terms')).text).toContain('Summer 2');
  });

  it('change and remove a term, and keep what was', async () => {
    const { items } = (await make.as(house.manager).get('/school-terms')).body as {
      items: { id: string; name: string }[];
    };
    const { id } = items.find(({ name }) => name === 'Summer 2')!;
    await client.get(`/school-terms/${id}/change`);
    const wrong = await client.post(`/school-terms/${id}/change`, {
      name: 'Summer 2',
      firstDay: '5/6/2028',
      lastDay: '1/6/2028',
    });
    expect(wrong.status).toBe(400);
    const right = { name: 'Summer 2', firstDay: '5/6/2028', lastDay: '21/7/2028' };
    expect((await client.post(`/school-terms/${id}/change`, right)).status).toBe(303);
    await client.get(`/school-terms/${id}/remove`);
    expect((await client.post(`/school-terms/${id}/remove`)).status).toBe(303);
    expect((await client.get(`/school-terms/${id}/change`)).status).toBe(404);
    expect(
      await app.sql(`SELECT 1 FROM school_terms WHERE id = $1 AND removed_by = $2`, [id, house.manager.id]),
    ).toHaveLength(1);
  });

  it('mark bank holidays and school holidays on the calendar, in words', async () => {
    const year = Number(make.today().slice(0, 4)) + 1;
    const { text } = await client.get(`/calendar?from=${year}-12-20&unit=${house.unit}`);
    expect(text).toMatch(/bank holiday: Christmas Day/);
    expect(text).toMatch(/bank holiday: New Year/);
  });
});
