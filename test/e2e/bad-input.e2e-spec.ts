import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});
afterAll(() => app?.close());

const body = (more: object = {}) => ({
  youngPerson: ash,
  unit: house.unit,
  nights: 2,
  from: make.today(10),
  to: make.today(14),
  purpose: 'Sleep',
  ...more,
});
const counted = async () =>
  (await app.sql<{ n: string }>(`SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM bed_claims) AS n`))[0]!
    .n;

describe('a request that cannot be', () => {
  it.each([
    ['a departure before the arrival', () => ({ from: make.today(14), to: make.today(10) }), 'to'],
    ['a departure on the arrival', () => ({ from: make.today(14), to: make.today(14) }), 'to'],
    ['a date that does not exist', () => ({ from: '2027-02-31' }), 'from'],
    ['29 February of a common year', () => ({ from: '2027-02-29' }), 'from'],
    ['the year 2206', () => ({ to: '2206-03-12' }), 'to'],
    ['the year 206', () => ({ to: '0206-03-12' }), 'to'],
    ['the year 2099', () => ({ to: '2099-03-12' }), 'to'],
    ['a date in words', () => ({ from: 'next Friday' }), 'from'],
    ['a window shorter than the nights', () => ({ nights: 5 }), 'to'],
    ['more than 17 nights', () => ({ nights: 18, to: make.today(60) }), 'nights'],
    ['half a night', () => ({ nights: 1.5 }), 'nights'],
    ['nights in words', () => ({ nights: 'two' }), 'nights'],
    ['no purpose', () => ({ purpose: '   ' }), 'purpose'],
    ['a weekday that is none', () => ({ weekdays: [5, 8] }), 'weekdays'],
    ['U+0000', () => ({ purpose: 'a\u0000b' }), 'purpose'],
    ['a lone surrogate', () => ({ wishes: 'a\ud800b' }), 'wishes'],
    ['a field that nobody knows', () => ({ colour: 'blue' }), 'colour'],
    ['a young person that is no id', () => ({ youngPerson: 'Ash' }), 'youngPerson'],
  ])('%s is refused with a sentence at its field, and changes nothing', async (_, wrong, field) => {
    const before = await counted();
    const answer = await make.as(house.worker).post('/requests', body(wrong())).expect(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: 400,
      title: expect.stringMatching(/\.$/),
      type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    });
    expect((answer.body.errors as { field: string; message: string }[]).map((error) => error.field)).toContain(field);
    for (const { message } of answer.body.errors) expect(message).toMatch(/^[A-Z“\d].{8,}\.$/);
    expect(await counted()).toBe(before);
  });

  it.each([
    ['unknown', () => randomUUID()],
    ['unseen', () => make.aHouse().then((other) => make.aYoungPerson(other))],
  ])('an %s young person answers 404, the two alike', async (_, whom) => {
    const answer = await make
      .as(house.worker)
      .post('/requests', body({ youngPerson: await whom() }))
      .expect(404);
    expect(answer.body.title).toContain('could not find');
    expect(answer.body.errors).toEqual([{ field: 'youngPerson', message: answer.body.title }]);
  });
});

describe('bodies', () => {
  it('that are no JSON', async () => {
    const answer = await make
      .as(house.worker)
      .post('/requests', '{"nights": 2,')
      .set('Content-Type', 'application/json')
      .expect(400);
    expect(answer.body).toMatchObject({ status: 400, title: expect.stringContaining('JSON') });
  });
  it('of a megabyte', async () => {
    const answer = await make
      .as(house.worker)
      .post('/requests', body({ purpose: 'x'.repeat(1_000_000) }))
      .expect(413);
    expect(answer.body).toMatchObject({ status: 413, title: expect.stringMatching(/\.$/) });
  });
  it.each(['[]', '"text"', 'null', '3'])('that are no object: %s', async (text) => {
    await make.as(house.worker).post('/requests', text).set('Content-Type', 'application/json').expect(400);
  });
});

describe('text of every kind', () => {
  it.each([
    '<script>alert(1)</script> & "quotes"',
    "'; DROP TABLE requests; --",
    'שלום مرحبا 你好',
    '👩‍👩‍👧‍👦 Zoë é',
    '{{ 7 * 7 }} {% raw %}',
    '%00 \\u0000 \\',
  ])('%p is kept to the letter', async (text) => {
    const answer = await make
      .as(house.worker)
      .post('/requests', body({ purpose: text, wishes: text }))
      .expect(201);
    expect(answer.body).toMatchObject({ purpose: text, wishes: text });
  });
});

describe('ranges and paths', () => {
  it.each([
    ['/calendar?from=2027-03-12&to=2027-03-12', 'to'],
    ['/calendar?from=2027-03-12&to=2029-03-12', 'to'],
    ['/calendar?from=2027-02-30&to=2027-03-12', 'from'],
    ['/calendar', 'from'],
    ['/occupancy?from=2206-01-01&to=2206-01-03', 'from'],
    ['/vacancies?from=2027-03-12&to=2027-03-20&nights=18', 'nights'],
    ['/who-could-come?from=2027-03-12&to=2027-03-27', 'to'],
    ['/group?from=2027-03-12&to=2027-03-27', 'to'],
  ])('%s is refused at its field', async (path, field) => {
    const answer = await make.as(house.staff).get(`/units/${house.unit}${path}`).expect(400);
    expect((answer.body.errors as { field: string }[]).map((error) => error.field)).toContain(field);
  });
  it.each(['/requests/not-an-id', `/requests/${randomUUID()}`, '/stays/1', '/young-people/%00', '/nowhere'])(
    '%s is not there',
    async (path) => {
      const answer = await make.as(house.staff).get(path).expect(404);
      expect(answer.body).toMatchObject({ status: 404, title: expect.stringMatching(/\.$/) });
    },
  );
  it.each([
    ['/requests', 'number', 2_147_483_648],
    ['/requests', 'number', -1],
    ['/stays', 'date', '0000-01-01'],
    ['/stays', 'date', '2027-02-30'],
  ])('%s refuses a cursor with the %s %p', async (path, _, forged) => {
    const [first, second] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    if (path === '/requests') await Promise.all([make.aRequest(house, first), make.aRequest(house, second)]);
    else await Promise.all([make.aStay(house, first, { inDays: 90 }), make.aStay(house, second, { inDays: 90 })]);
    const page = await make.as(house.staff).get(`${path}?limit=1`).expect(200);
    const [mark, , ...rest] = JSON.parse(Buffer.from(page.body.next as string, 'base64url').toString()) as unknown[];
    const cursor = Buffer.from(JSON.stringify([mark, forged, ...rest])).toString('base64url');
    await make.as(house.staff).get(`${path}?limit=1&cursor=${cursor}`).expect(400);
  });
  it('a cursor holds no names', async () => {
    await make.aYoungPerson(house, { firstName: 'Zebedee' });
    const page = await make.as(house.staff).get('/young-people?limit=1').expect(200);
    expect(Buffer.from(page.body.next as string, 'base64url').toString()).not.toMatch(/Example|Ash|Zebedee/);
  });
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'a body with “%s” is refused at it',
    async (name) => {
      const text = JSON.stringify(body()).replace(/}$/, `,"${name}":{"a":1}}`);
      const answer = await make.as(house.worker).post('/requests', text).set('Content-Type', 'application/json');
      expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([400, name]);
    },
  );
  it.each(['cursor=abc', 'limit=0', 'limit=101', 'state=gone', 'colour=blue'])('a list refuses %s', async (query) => {
    await make.as(house.staff).get(`/requests?${query}`).expect(400);
  });
});

describe('a proposal that does not fit the request', () => {
  it.each([
    ['outside the window', () => ({ arrival: make.today(9), departure: make.today(11) }), 'arrival'],
    ['of other nights', () => ({ arrival: make.today(10), departure: make.today(13) }), 'departure'],
    ['that ends before it begins', () => ({ arrival: make.today(12), departure: make.today(10) }), 'departure'],
    ['in a bed of no unit', () => ({ arrival: make.today(10), departure: make.today(12), bed: randomUUID() }), 'bed'],
  ])('%s is refused', async (_, wrong, field) => {
    const request = await make.aRequest(house, ash, { slack: 2 });
    const answer = await make.as(house.staff).post(`/requests/${request}/offers`, wrong()).expect(400);
    expect((answer.body.errors as { field: string }[])[0]?.field).toBe(field);
  });
});
