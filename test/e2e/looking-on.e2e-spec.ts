import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let watcher: TestUser;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  watcher = await make.aUser(house, 'manager', 'watcher');
  stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
});
afterAll(() => app?.close());

const NOTHING = 'You look on at this unit, so you read everything here and change nothing.';

describe('a manager who looks on', () => {
  it('reads what the unit’s people read', async () => {
    for (const path of [
      '/stays',
      `/stays/${stay}`,
      '/requests',
      `/units/${house.unit}/calendar?from=${make.today()}&to=${make.today(7)}`,
    ])
      await make.as(watcher).get(path).expect(200);
    const pages = await PageClient.signIn(app.address, watcher.email, PASSWORD);
    const today = (await pages.get('/')).text;
    expect(today).toContain('You look on here');
    expect(today).not.toContain('A child needs a place tonight');
    const page = (await pages.get(`/stays/${stay}`)).text;
    for (const step of ['arrive', 'move', 'cancel']) expect(page).not.toContain(`/stays/${stay}/${step}"`);
  });

  it('writes nothing down and decides nothing, on pages or over the API, and is told so', async () => {
    const at = make.today(30);
    const calls: [string, object][] = [
      [`/stays/${stay}/arrive`, {}],
      [`/stays/${stay}/no-show`, { reason: 'x' }],
      [`/stays/${stay}/cancel`, { reason: 'x' }],
      [`/stays/${stay}/move`, { bed: house.beds[1] }],
      [`/stays/${stay}/shorten`, { departure: make.today(1) }],
      [`/stays/${stay}/legal-status`, { status: 's17' }],
      [`/units/${house.unit}/closures`, { from: at, to: at, reason: 'x' }],
      [`/units/${house.unit}/staffing/nights`, { night: at, take: 1, high: 0 }],
    ];
    for (const [path, body] of calls) {
      const refused = await make.as(watcher).post(path, body).expect(403);
      expect((refused.body as { title: string }).title).toContain(NOTHING);
    }
    const pages = await PageClient.signIn(app.address, watcher.email, PASSWORD);
    await pages.get('/account');
    const refused = await pages.post(`/stays/${stay}/no-show`, { reason: 'x' });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining(NOTHING)]);
    expect((await make.as(house.staff).get(`/stays/${stay}`)).body).toMatchObject({ state: 'booked', legal: null });
  });

  it('writes down what happens at another unit, for which they sign', async () => {
    const other = await make.aHouse({ organisation: house.organisation });
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'delegate')`, [watcher.id, other.unit]);
    const there = await make.aStay(other, await make.aYoungPerson(other), { inDays: 0 });
    await make.as(watcher).post(`/stays/${there}/arrive`).expect(200);
    const refused = await make.as(watcher).post(`/stays/${stay}/arrive`).expect(403);
    expect((refused.body as { title: string }).title).toContain(NOTHING);
    await make.as(watcher).post(`/stays/${stay}/move`, { bed: house.beds[1] }).expect(403);
    await app.sql(`DELETE FROM unit_members WHERE user_id = $1 AND unit_id = $2`, [watcher.id, other.unit]);
  });

  it('and signs for another unit writes down nothing where they look on', async () => {
    const both = await make.aUser(house, 'manager', 'watcher');
    const other = await make.aHouse({ organisation: house.organisation });
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'delegate')`, [both.id, other.unit]);
    const here = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, bed: house.beds[2]! });
    await make.as(house.staff).post(`/stays/${here}/arrive`).expect(200);
    const visit = { youngPerson: await make.aYoungPerson(house), date: make.today(3), kind: 'tea' };
    for (const [path, body] of [
      [`/stays/${here}/away`, { kind: 'home' }],
      [`/stays/${here}/stay-on`, { departure: make.today(4), reason: 'x' }],
      [`/stays/${here}/legal-status`, { status: 's17' }],
      [`/stays/${here}/notes`, { kind: 'settled', text: 'x', namesOthers: false }],
      [`/stays/${here}/escorts/confirm`, {}],
      [`/units/${house.unit}/visits`, { ...visit, startsAt: '16:00', endsAt: '17:00' }],
    ] as const)
      await make.as(both).post(path, body).expect(403);
    expect(await app.sql(`SELECT 1 FROM absences WHERE stay_id = $1`, [here])).toEqual([]);
  });
});
