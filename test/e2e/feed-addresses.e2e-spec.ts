import { describe, expect, it } from '@jest/globals';
import { UNKNOWN_FEEDS_PER_ADDRESS } from '../../src/identity/feed-tries.service.js';
import { PASSWORD, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { feedSpec } from '../support/house-specs.js';

const the = feedSpec();

const signIn = ({ email }: TestUser) => PageClient.signIn(the.app.address, email, PASSWORD);
const own = async (user: TestUser) =>
  (await the.make.as(user).get('/me/feed').expect(200)).body as {
    feed: { madeAt: string; fetchedAt: string | null } | null;
  };
const secretOf = (path: string) => /^\/feeds\/([\w-]{43})\.ics$/.exec(path)![1]!;
/** Everything that an answer tells, but for what is of this one request. */
const answerOf = async (path: string) => {
  const { status, headers, text } = await the.app.http.get(path);
  const { date: _date, 'x-request-id': _id, ...rest } = headers as Record<string, string>;
  return { status, text, headers: rest };
};

describe('the address of a feed', () => {
  it('is shown once, kept as a hash, and in no log, trail or later answer', async () => {
    const made = await the.make.as(the.house.worker).post('/me/feed').set('Idempotency-Key', 'once').expect(201);
    const { address, webcal } = made.body as { address: string; webcal: string };
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/feeds\/[\w-]{43}\.ics$/);
    expect(webcal).toBe(address.replace('http:', 'webcal:'));
    const secret = secretOf(new URL(address).pathname);
    await the.app.http.get(new URL(address).pathname).expect(200);
    expect(JSON.stringify(await own(the.house.worker))).not.toContain(secret);
    for (const table of ['feed_addresses', 'audit_entries', 'idempotency_keys', 'sign_in_failures', 'outbox']) {
      const [row] = await the.app.sql<{ found: boolean }>(
        `SELECT coalesce(bool_or(strpos(t::text, $1) > 0), false) AS found FROM ${table} t`,
        [secret],
      );
      expect([table, row!.found]).toEqual([table, false]);
    }
    const trail = await the.app.sql(
      `SELECT action, details FROM audit_entries WHERE actor_id = $1 AND action LIKE 'feed.%' AND subject_id = $1`,
      [the.house.worker.id],
    );
    expect(trail).toEqual([{ action: 'feed.made', details: {} }]);
    const scraped = await the.app.http
      .get('/metrics')
      .set('Authorization', `Bearer ${(await the.make.aUser(the.house, 'administrator')).token}`)
      .expect(200);
    expect(scraped.text).toContain('/feeds/:address');
    expect(scraped.text).not.toContain(secret);
  });

  it('that is renewed ends the one before at once, and the stays keep their names', async () => {
    await the.make.aStay(the.house, await the.make.aYoungPerson(the.house));
    const first = await the.feed.subscribe(the.house.worker);
    const [before] = await the.feed.read(first);
    const second = await the.feed.subscribe(the.house.worker);
    expect(second).not.toBe(first);
    await the.app.http.get(first).expect(404);
    expect(await the.feed.read(second)).toEqual([before]);
  });

  it('that never was, has ended or is of nobody who may come in is the same answer, word for word', async () => {
    const never = await answerOf(`/feeds/${'x'.repeat(43)}.ics`);
    expect(never.status).toBe(404);
    expect(never.text).toContain('under your account, Calendar feed');
    const same = async (path: string) => expect(await answerOf(path)).toEqual(never);
    for (const odd of ['x.ics', '%00.ics', 'a%2Fb.ics', `${'x'.repeat(5_000)}.ics`, '.ics'])
      await same(`/feeds/${odd}`);
    const renewed = await the.feed.subscribe(the.house.worker);
    const ended = await the.feed.subscribe(the.house.worker);
    await the.make.as(the.house.worker).delete('/me/feed').expect(204);
    await same(renewed);
    await same(ended);
    const suspended = await the.feed.subscribe(the.house.staff);
    const must = (is: boolean) =>
      the.app.sql(`UPDATE users SET must_change_password = $2 WHERE id = $1`, [the.house.staff.id, is]);
    await must(true);
    await same(suspended);
    await must(false);
    await the.app.http.get(suspended).expect(200);
  });

  it('works without its ending and by HEAD, and takes nothing else', async () => {
    const path = await the.feed.subscribe(the.house.staff);
    await the.app.http.get(path.replace('.ics', '')).expect(200);
    await the.app.http.head(path).expect(200);
    for (const method of ['post', 'put', 'delete', 'patch'] as const) await the.app.http[method](path).expect(405);
    expect((await the.app.http.get('/feeds')).status).toBe(404);
  });

  it('is noted when it is fetched, to the minute', async () => {
    const path = await the.feed.subscribe(the.house.staff);
    expect((await own(the.house.staff)).feed!.fetchedAt).toBeNull();
    await the.app.http.get(path).expect(200);
    const { fetchedAt } = (await own(the.house.staff)).feed!;
    expect(Date.parse(fetchedAt!)).toBeGreaterThan(the.app.clock.now().getTime() - 60_000);
    await the.app.http.get(path).expect(200);
    expect((await own(the.house.staff)).feed!.fetchedAt).toBe(fetchedAt);
    the.app.clock.advance({ minutes: 2 });
    await the.app.http.get(path).expect(200);
    expect((await own(the.house.staff)).feed!.fetchedAt).not.toBe(fetchedAt);
  });

  it('is refused to whoever goes on trying others, and a right one is answered all the same', async () => {
    const path = await the.feed.subscribe(the.house.staff);
    const tries = Array.from({ length: UNKNOWN_FEEDS_PER_ADDRESS }, (_, number) => `/feeds/${number}.ics`);
    for (const one of tries) await the.app.http.get(one).expect(404);
    const refused = await the.app.http.get('/feeds/again.ics').expect(429);
    expect([refused.text, refused.headers['retry-after']]).toEqual([expect.stringContaining('Wait a quarter'), '900']);
    await the.app.http.get(path).expect(200);
    await signIn(the.house.staff);
  });
});

describe('a feed ends', () => {
  const ends: [string, (user: TestUser) => Promise<unknown>][] = [
    ['with the account', async ({ id }) => (await administrator()).post(`/accounts/${id}/end`)],
    [
      'with a password that an administrator sets',
      async ({ id }) => (await administrator()).post(`/accounts/${id}/password`),
    ],
    [
      'with a new password of one’s own',
      async (user) =>
        (await signIn(user)).post('/account/password', { currentPassword: PASSWORD, newPassword: 'otter lamp gravel' }),
    ],
    ['with signing out everywhere', async (user) => (await signIn(user)).post('/account/sign-out-everywhere')],
    ['on the page', async (user) => (await signIn(user)).post('/account/feed/end')],
  ];
  const administrator = async () => signIn(await the.make.aUser(the.house, 'administrator'));

  it.each(ends)('%s', async (_, end) => {
    const path = await the.feed.subscribe(the.house.staff);
    await the.app.http.get(path).expect(200);
    await end(the.house.staff);
    await the.app.http.get(path).expect(404);
  });

  it('with the account, and stays ended when the account is reopened', async () => {
    const path = await the.feed.subscribe(the.house.staff);
    const client = await administrator();
    for (const step of ['end', 'reopen']) await client.post(`/accounts/${the.house.staff.id}/${step}`);
    await the.app.sql(`UPDATE users SET must_change_password = false WHERE id = $1`, [the.house.staff.id]);
    await the.app.http.get(path).expect(404);
  });
});

describe('the page of one’s own feed', () => {
  it('says who has not allowed it, and lets the manager go there', async () => {
    await the.feed.allow(the.house, false);
    const [{ name }] = (await the.app.sql<{ name: string }>(`SELECT name FROM units WHERE id = $1`, [
      the.house.unit,
    ])) as [{ name: string }];
    const sentence = `The manager of ${name} has not allowed feeds.`;
    for (const user of [the.house.worker, the.house.staff, the.house.manager]) {
      const client = await signIn(user);
      const page = await client.get('/account/feed');
      expect(page.text).toContain(sentence);
      expect(page.text).not.toContain('Make an address');
      expect(page.text.includes(`/units/${the.house.unit}/settings`)).toBe(user === the.house.manager);
      const refused = await client.post('/account/feed');
      expect([refused.status, refused.text.includes(sentence)]).toEqual([409, true]);
    }
    const settings = await signIn(the.house.manager);
    await settings.get(`/units/${the.house.unit}/settings`);
    const typed = { leastGapDays: '0', wakingNight: 'no', feedsAllowed: 'yes', areas: ['', '', '', ''] };
    expect((await settings.post(`/units/${the.house.unit}/settings`, typed)).status).toBe(303);
    expect((await (await signIn(the.house.worker)).get('/account/feed')).text).toContain('Make an address');
    await the.make
      .as(the.house.staff)
      .patch(`/units/${the.house.unit}`, { feedsAllowed: false })
      .set('If-Match', '*')
      .expect(403);
  });

  it('makes an address, shows it that once, and says when it was fetched', async () => {
    const client = await signIn(the.house.worker);
    expect((await client.get('/account')).text).toContain('/account/feed');
    await client.get('/account/feed');
    const made = await client.post('/account/feed');
    expect(made.text).toMatch(/webcal:\/\/127\.0\.0\.1:\d+\/feeds\/[\w-]{43}\.ics/);
    const [, path = ''] = /http:\/\/127\.0\.0\.1:\d+(\/feeds\/[\w-]{43}\.ics)/.exec(made.text)!;
    expect((await client.get('/account/feed')).text).toMatch(/Last fetched[^]*Not yet/);
    await the.app.http.get(path).expect(200);
    const page = await client.get('/account/feed');
    expect(page.text).not.toMatch(/Not yet/);
    expect(page.text).not.toContain(secretOf(path));
    await the.feed.allow(the.house, false);
    expect((await client.get('/account/feed')).text).toContain('nothing comes from it until feeds are allowed');
  });

  it('is not for an administrator, who sees no child’s record', async () => {
    const user = await the.make.aUser(the.house, 'administrator');
    const client = await signIn(user);
    expect((await client.get('/account')).text).not.toContain('/account/feed');
    expect((await client.get('/account/feed')).status).toBe(403);
    await the.make.as(user).post('/me/feed').expect(403);
  });
});
