import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let administrator: TestUser;
let client: PageClient;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  house = await make.aHouse();
  administrator = await make.aUser(house, 'administrator');
  client = await PageClient.signIn(app.address, administrator.email, PASSWORD);
  await client.get('/accounts/new');
});

const anEmail = () => `new.${randomUUID()}@example.invalid`;
const passwordIn = (page: string) => /([a-z2-9]{5}-){3}[a-z2-9]{5}/.exec(page)?.[0] ?? '';
const me = (token: string) => app.http.get('/api/v1/me').set('Authorization', `Bearer ${token}`);
const userByEmail = async (email: string) =>
  (await app.sql<{ id: string; role: string }>(`SELECT id, role FROM users WHERE email = $1`, [email]))[0];

describe('a new account', () => {
  it('comes with a password for once, shown once, with which its owner signs in', async () => {
    const email = anEmail();
    const made = await client.post('/accounts/new', {
      name: 'Nora Example',
      email: email.toUpperCase(),
      role: 'unit_staff',
      unit: house.unit,
    });
    expect(made.status).toBe(201);
    const password = passwordIn(made.text);
    const owner = new PageClient(app.address);
    await owner.get('/sign-in');
    expect((await owner.post('/sign-in', { email, password })).status).toBe(303);
    await owner.get('/account/password');
    await owner.post('/account/password', { currentPassword: password, newPassword: 'otter lamp gravel' });
    const page = await owner.get('/account');
    expect(page.text).toContain('Nora Example');
    expect(page.text).toContain('works there');
    const user = await userByEmail(email);
    const trail = await app.sql<{ details: object }>(
      `SELECT details FROM audit_entries WHERE action = 'account.created' AND subject_id = $1 AND actor_id = $2`,
      [user!.id, administrator.id],
    );
    expect(trail).toEqual([{ details: { role: 'unit_staff', unitId: house.unit, capacity: 'staff' } }]);
  });

  it.each([
    [{ name: '' }, 'Enter the full name.'],
    [{ email: 'nobody' }, 'in the right format'],
    [{ role: 'king' }, 'The role must be one of'],
    [{ role: 'manager', capacity: '' }, 'Choose what this manager is to the unit.'],
    [{ unit: '' }, 'Choose the unit that this person belongs to.'],
    [{ unit: randomUUID() }, 'We do not know this unit.'],
    [{ name: 'a\u0000b' }, 'has a character that cannot be stored'],
  ])('is not made with %p', async (wrong, sentence) => {
    const email = anEmail();
    const right = { name: 'Nora Example', email, role: 'unit_staff', unit: house.unit };
    const refused = await client.post('/accounts/new', { ...right, ...wrong });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain(sentence);
    expect(await userByEmail(email)).toBeUndefined();
  });

  it('is not made for an email address in use, whatever its case', async () => {
    const email = house.worker.email.toUpperCase();
    const refused = await client.post('/accounts/new', { name: 'N', email, role: 'cas_worker', unit: house.unit });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Another account has this email address');
  });

  it('is not made for the unit of another organisation', async () => {
    const other = await make.aHouse();
    const input = { name: 'N', email: anEmail(), role: 'cas_worker', unit: other.unit };
    expect((await client.post('/accounts/new', input)).text).toContain('We do not know this unit.');
    expect((await client.get(`/accounts/${other.worker.id}`)).status).toBe(404);
  });
});

describe('a change of an account', () => {
  it('holds from the next call on', async () => {
    const delegate = await make.aUser(house, 'manager', 'delegate');
    await client.get(`/accounts/${delegate.id}`);
    const input = { name: 'Renamed', role: 'manager', unit: house.unit, capacity: 'watcher' };
    expect(await client.post(`/accounts/${delegate.id}`, input)).toMatchObject({ status: 303, location: '/accounts' });
    const { body } = await me(delegate.token).expect(200);
    expect(body).toMatchObject({ name: 'Renamed', units: [{ capacity: 'watcher' }] });
  });

  it('leaves a unit one registered manager, and says so', async () => {
    const delegate = await make.aUser(house, 'manager', 'delegate');
    const input = { name: 'D', role: 'manager', unit: house.unit, capacity: 'registered_manager' };
    const refused = await client.post(`/accounts/${delegate.id}`, input);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('has a registered manager already');
    expect((await client.post(`/accounts/${house.manager.id}/end`)).status).toBe(303);
    expect((await client.post(`/accounts/${delegate.id}`, input)).status).toBe(303);
  });

  it('of the role waits until a key worker’s young people have another', async () => {
    await make.aYoungPerson(house);
    const input = { name: 'W', role: 'unit_staff', unit: house.unit };
    const refused = await client.post(`/accounts/${house.worker.id}`, input);
    expect(refused.text).toContain('is key worker of one young person');
    const free = await make.aUser(house, 'cas_worker', 'referrer');
    expect((await client.post(`/accounts/${free.id}`, { ...input, role: 'administrator' })).status).toBe(303);
    expect((await me(free.token)).body).toMatchObject({ role: 'administrator', units: [] });
  });

  it('to a new password ends what knew the old one', async () => {
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const made = await client.post(`/accounts/${house.staff.id}/password`);
    expect((await staff.get('/account')).status).toBe(401);
    await me(house.staff.token).expect(401);
    const again = new PageClient(app.address);
    await again.get('/sign-in');
    const entered = await again.post('/sign-in', { email: house.staff.email, password: passwordIn(made.text) });
    expect(entered.status).toBe(303);
    expect((await again.get('/account')).location).toBe('/account/password');
  });
});

describe('the end of an account', () => {
  it('is at once, on pages and the API, and can be undone with a new password', async () => {
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    await client.get(`/accounts/${house.staff.id}/end`);
    expect((await client.post(`/accounts/${house.staff.id}/end`)).status).toBe(303);
    expect((await staff.get('/account')).status).toBe(401);
    await me(house.staff.token).expect(401);
    await app.http.post('/api/v1/tokens').send({ email: house.staff.email, password: PASSWORD }).expect(401);
    expect((await client.post(`/accounts/${house.staff.id}/end`)).status).toBe(409);
    const reopened = await client.post(`/accounts/${house.staff.id}/reopen`);
    expect(passwordIn(reopened.text)).not.toBe('');
    await me(house.staff.token).expect(401);
  });

  it('never takes the last administrator, not even when two end each other', async () => {
    expect((await client.post(`/accounts/${administrator.id}/end`)).text).toContain('Make another administrator first');
    const demote = { name: 'A', role: 'cas_worker', unit: house.unit };
    expect((await client.post(`/accounts/${administrator.id}`, demote)).status).toBe(409);
    const second = await make.aUser(house, 'administrator');
    const other = await PageClient.signIn(app.address, second.email, PASSWORD);
    await Promise.all([client.post(`/accounts/${second.id}/end`), other.post(`/accounts/${administrator.id}/end`)]);
    const left = await app.sql(
      `SELECT 1 FROM users WHERE organisation_id = $1 AND role = 'administrator' AND ended_at IS NULL`,
      [house.organisation],
    );
    expect(left).toHaveLength(1);
  });
});

describe('the administrator', () => {
  it('reads no child’s record, and nobody else reads accounts', async () => {
    const youngPerson = await make.aYoungPerson(house);
    for (const path of ['/young-people', '/young-people/new', `/young-people/${youngPerson}/co-workers`]) {
      expect((await client.get(path)).status).toBe(403);
    }
    await make.as(administrator).get(`/young-people/${youngPerson}`).expect(403);
    for (const user of [house.worker, house.staff, house.manager]) {
      const page = await PageClient.signIn(app.address, user.email, PASSWORD);
      expect((await page.get('/accounts')).status).toBe(403);
      expect((await page.post(`/accounts/${administrator.id}/end`)).status).toBe(403);
    }
  });

  it('pages through the accounts of the organisation, each once', async () => {
    const seen: string[] = [];
    for (let path = '/accounts?limit=2'; path;) {
      const { text } = await client.get(path);
      seen.push(...[...text.matchAll(/href="\/accounts\/([\w-]{36})"/g)].map(([, id]) => id!));
      const cursor = /href="\/accounts\?cursor=([\w-]+)"/.exec(text)?.[1];
      path = cursor ? `/accounts?limit=2&cursor=${cursor}` : '';
    }
    const all = [house.staff, house.manager, house.worker, administrator].map(({ id }) => id);
    expect(seen.toSorted()).toEqual(all.toSorted());
  });
});
