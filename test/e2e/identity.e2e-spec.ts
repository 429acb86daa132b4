import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: '1' });
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app.close());

let addresses = 0;
/** An address of the documentation range that no other test uses. */
const anAddress = () => `198.51.100.${(addresses += 1)}`;
const tokenFor = (email: string, password: string, address = anAddress()) =>
  app.http.post('/api/v1/tokens').set('X-Forwarded-For', address).send({ email, password });
const me = (token: string) => app.http.get('/api/v1/me').set('Authorization', `Bearer ${token}`);
const signIn = (user: Pick<TestUser, 'email'>, password = PASSWORD) =>
  PageClient.signIn(app.address, user.email, password);
const anAdministrator = () => make.aUser(house, 'administrator');
const audited = (action: string, subject: string) =>
  app.sql<{ via: string; actor_id: string | null; details: unknown }>(
    `SELECT via, actor_id, details FROM audit_entries WHERE action = $1 AND subject_id = $2`,
    [action, subject],
  );

describe('tokens', () => {
  it('are made for the right password, whatever the case of the email address, and say who I am', async () => {
    const { body } = await tokenFor(house.manager.email.toUpperCase(), PASSWORD).expect(201);
    const answer = await me(body.token as string).expect(200);
    expect(answer.body).toEqual({
      id: house.manager.id,
      name: house.manager.name,
      role: 'manager',
      standsInFor: [],
      units: [{ id: house.unit, name: expect.any(String), capacity: 'registered_manager' }],
    });
    expect(await audited('token.made', body.id as string)).toMatchObject([{ via: 'api', actor_id: house.manager.id }]);
    const stored = await app.sql<{ row: string }>(`SELECT t::text AS row FROM api_tokens t WHERE id = $1`, [body.id]);
    expect(stored[0]!.row).not.toContain(body.token);
  });

  it('are refused in the same words for a wrong password, an unknown address and an ended account', async () => {
    const ended = await make.aUser(house, 'unit_staff', 'staff');
    await app.sql(`UPDATE users SET ended_at = now() WHERE id = $1`, [ended.id]);
    const answers = await Promise.all([
      tokenFor(house.staff.email, 'not the password'),
      tokenFor('nobody@example.invalid', PASSWORD),
      tokenFor(ended.email, PASSWORD),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.body.type).toBe('/problems/wrong-sign-in');
      expect(answer.body.title).toBe(answers[0].body.title);
    }
    expect(await audited('session.refused', house.staff.id)).toMatchObject([{ via: 'api', actor_id: null }]);
    await me(ended.token).expect(401);
  });

  it('end when revoked, when their time is over, and are nobody else’s', async () => {
    const user = await make.aUser(house, 'cas_worker', 'referrer');
    const first = (await tokenFor(user.email, PASSWORD).expect(201)).body as { id: string; token: string };
    const as = make.as({ ...user, token: first.token });
    await make.as(house.staff).delete(`/tokens/${first.id}`).expect(404);
    const list = (await as.get('/tokens?limit=1').expect(200)).body as { items: { id: string }[]; next: string };
    expect(list.items).toHaveLength(1);
    const rest = (await as.get(`/tokens?limit=1&cursor=${list.next}`).expect(200)).body as { items: { id: string }[] };
    expect([...list.items, ...rest.items].map(({ id }) => id)).toContain(first.id);
    await as.delete(`/tokens/${first.id}`).expect(204);
    await me(first.token).expect(401);
    const second = (await tokenFor(user.email, PASSWORD).expect(201)).body as { token: string };
    await me(second.token).expect(200);
    await app.sql(`UPDATE api_tokens SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [user.id]);
    await me(second.token).expect(401);
  });

  it.each(['', 'Bearer', 'Bearer x', 'Basic dGVzdA==', `Bearer ${'x'.repeat(5000)}`, "Bearer '; DROP TABLE users"])(
    'are asked for: %p',
    async (authorization) => {
      await app.http.get('/api/v1/me').set('Authorization', authorization).expect(401);
    },
  );

  it('note their use at most once a minute', async () => {
    const user = await make.aUser(house, 'unit_staff', 'staff');
    const lastUse = async () =>
      (await app.sql<{ at: Date }>(`SELECT last_used_at AS at FROM api_tokens WHERE user_id = $1`, [user.id]))[0]!.at;
    await me(user.token).expect(200);
    const first = await lastUse();
    await me(user.token).expect(200);
    expect(await lastUse()).toEqual(first);
  });
});

describe('wrong passwords', () => {
  it('are tried ten times for an account, however many come at once; then the right one has to wait, too', async () => {
    const user = await make.aUser(house, 'unit_staff', 'staff');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => tokenFor(user.email, `guess number ${i}`).then(({ status }) => status)),
    );
    expect(answers.filter((status) => status === 401)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(20);
    const refused = await tokenFor(user.email, PASSWORD).expect(429);
    expect(refused.body.title).toMatch(/Try again in 15 minutes/);
    await tokenFor(house.staff.email, PASSWORD).expect(201);
    await app.sql(`UPDATE sign_in_failures SET expire = 0`);
    await tokenFor(user.email, PASSWORD).expect(201);
  });

  it('are tried fifty times from an address', async () => {
    const address = anAddress();
    for (let i = 0; i < 50; i += 10) {
      const guesses = Array.from({ length: 10 }, () => tokenFor(`${randomUUID()}@example.invalid`, 'guess', address));
      for (const { status } of await Promise.all(guesses)) expect(status).toBe(401);
    }
    await tokenFor(house.staff.email, PASSWORD, address).expect(429);
    await tokenFor(house.staff.email, PASSWORD).expect(201);
  });

  it('are forgotten after a right one, and forty right ones at once are all let in', async () => {
    const user = await make.aUser(house, 'cas_worker', 'referrer');
    const address = anAddress();
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 9; i += 1) await tokenFor(user.email, 'a wrong one').expect(401);
      await tokenFor(user.email, PASSWORD, address).expect(201);
    }
    const answers = await Promise.all(Array.from({ length: 40 }, () => tokenFor(user.email, PASSWORD, address)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
  });

  it('leave no email address behind', async () => {
    await tokenFor('somebody.in.particular@example.invalid', 'guess').expect(401);
    const kept = await app.sql<{ all: string }>(
      `SELECT (SELECT string_agg(f::text, ' ') FROM sign_in_failures f) || (SELECT string_agg(a::text, ' ') FROM audit_entries a) AS all`,
    );
    expect(kept[0]!.all).not.toContain('somebody.in.particular');
  });
});

describe('pages', () => {
  it('show a stranger the sign-in page and take them on to what they asked for', async () => {
    const client = new PageClient(app.address);
    const asked = await client.get('/account/tokens?limit=5');
    expect(asked.status).toBe(401);
    expect(asked.text).toContain('name="_return" value="/account/tokens?limit=5"');
    const entered = await client.post('/sign-in', {
      email: house.staff.email,
      password: PASSWORD,
      _return: '/account/tokens?limit=5',
    });
    expect(entered).toMatchObject({ status: 303, location: '/account/tokens?limit=5' });
    expect((await client.get('/account/tokens')).status).toBe(200);
    expect(await audited('session.started', house.staff.id)).toMatchObject([{ via: 'page', actor_id: house.staff.id }]);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/sign-out'])(
    'never lead to %s after signing in',
    async (target) => {
      const client = new PageClient(app.address);
      await client.get(`/sign-in?return=${encodeURIComponent(target)}`);
      const entered = await client.post('/sign-in', { email: house.staff.email, password: PASSWORD, _return: target });
      expect(entered).toMatchObject({ status: 303, location: '/' });
    },
  );

  it('say once more for both that the address and the password do not go together', async () => {
    const client = new PageClient(app.address);
    await client.get('/sign-in');
    const wrong = await client.post('/sign-in', { email: house.staff.email, password: 'wrong <b>one</b>' });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('do not go together');
    expect(wrong.text).toContain(house.staff.email);
    expect(wrong.text).not.toContain('wrong &lt;b&gt;');
    const empty = await client.post('/sign-in', {});
    expect(empty.status).toBe(400);
    expect(empty.text).toContain('Enter your email address.');
  });

  it('know sessions only, and the API tokens only', async () => {
    await app.http.get('/account').set('Authorization', `Bearer ${house.staff.token}`).expect(401);
    const client = await signIn(house.staff);
    expect((await client.get('/api/v1/me')).status).toBe(401);
  });

  it('sign out: the session is gone, on the server too', async () => {
    const client = await signIn(house.worker);
    expect((await client.get('/sign-out')).text).toContain('Do you want to sign out?');
    expect(await client.post('/sign-out')).toMatchObject({ status: 303, location: '/sign-in' });
    expect((await client.get('/account')).status).toBe(401);
    const left = await app.sql(`SELECT 1 FROM sessions WHERE user_id = $1`, [house.worker.id]);
    expect(left).toHaveLength(0);
  });
});

describe('one’s own password', () => {
  it('is changed with the old one, which then opens nothing any more, here or elsewhere', async () => {
    const user = await make.aUser(house, 'manager', 'watcher');
    const [here, elsewhere] = [await signIn(user), await signIn(user)];
    const change = (currentPassword: string, newPassword: string) => {
      return here.post('/account/password', { currentPassword, newPassword });
    };
    await here.get('/account/password');
    expect((await change('not mine', 'otter lamp gravel')).text).toContain('This is not your current password');
    expect((await change(PASSWORD, 'short')).text).toContain('12 characters or more');
    expect((await change(PASSWORD, user.email)).text).toContain('must not be your email address');
    expect((await change(PASSWORD, PASSWORD)).text).toContain('do not use already');
    expect((await elsewhere.get('/account')).status).toBe(200);
    expect(await change(PASSWORD, ' otter lamp gravel ')).toMatchObject({ status: 303, location: '/account' });
    expect((await here.get('/account')).status).toBe(200);
    expect((await elsewhere.get('/account')).status).toBe(401);
    await me(user.token).expect(401);
    await tokenFor(user.email, PASSWORD).expect(401);
    await tokenFor(user.email, 'otter lamp gravel').expect(401);
    await tokenFor(user.email, ' otter lamp gravel ').expect(201);
  });

  it('has to be chosen before anything else when somebody else made the first', async () => {
    const user = await make.aUser(house, 'unit_staff', 'staff');
    await app.sql(`UPDATE users SET must_change_password = true WHERE id = $1`, [user.id]);
    const refused = await me(user.token).expect(403);
    expect(refused.body.type).toBe('/problems/own-password-needed');
    await tokenFor(user.email, PASSWORD).expect(403);
    const client = new PageClient(app.address);
    await client.get('/sign-in');
    await client.post('/sign-in', { email: user.email, password: PASSWORD });
    expect(await client.get('/account')).toMatchObject({ status: 303, location: '/account/password' });
    expect((await client.get('/account/password')).text).toContain('Choose a password of your own');
    await client.post('/account/password', { currentPassword: PASSWORD, newPassword: 'otter lamp gravel' });
    expect((await client.get('/account')).status).toBe(200);
  });

  it('and the tokens made on the page: shown once, revoked there, all ended by signing out everywhere', async () => {
    const user = await make.aUser(house, 'cas_worker', 'referrer');
    const client = await signIn(user);
    const shown = await client.post('/account/tokens', { label: 'My <i>script</i>' });
    const token = /<code>([\w-]{43})<\/code>/.exec(shown.text)?.[1] ?? '';
    await me(token).expect(200);
    const list = await client.get('/account/tokens');
    expect(list.text).toContain('My &lt;i&gt;script&lt;/i&gt;');
    expect(list.text).not.toContain(token);
    const id = /\/account\/tokens\/([\w-]{36})\/revoke/.exec(list.text)?.[1] ?? '';
    expect(await client.post(`/account/tokens/${id}/revoke`)).toMatchObject({ status: 303 });
    await me(token).expect(401);
    await me(user.token).expect(200);
    await client.get('/account/sign-out-everywhere');
    expect((await client.post('/account/sign-out-everywhere')).location).toBe('/sign-in');
    expect((await client.get('/account')).status).toBe(401);
    await me(user.token).expect(401);
  });
});

describe('what was typed when a session ended', () => {
  it('is there again after signing in, for the same person only', async () => {
    const [one, other] = [await anAdministrator(), await anAdministrator()];
    const typed = { name: 'Nora <Example>', role: 'unit_staff', email: '' };
    const sendAfterEnd = async () => {
      const client = await signIn(one);
      await client.get('/accounts/new');
      await app.sql(`DELETE FROM sessions WHERE user_id = $1`, [one.id]);
      const answer = await client.post('/accounts/new', typed);
      expect(answer.status).toBe(401);
      const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(answer.text)?.[1] ?? '';
      const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
      return { client, carried: { _return: field('_return'), _typed: plain(field('_typed')) } };
    };
    const mine = await sendAfterEnd();
    expect(mine.carried._typed).toMatch(/^[\w-]{40,}$/);
    const back = await mine.client.post('/sign-in', { email: one.email, password: PASSWORD, ...mine.carried });
    expect(back.location).toBe('/accounts/new');
    expect((await mine.client.get('/accounts/new')).text).toContain('Nora &lt;Example&gt;');
    const theirs = await sendAfterEnd();
    await theirs.client.post('/sign-in', { email: other.email, password: PASSWORD, ...theirs.carried });
    expect((await theirs.client.get('/accounts/new')).text).not.toContain('Nora');
  });
});
