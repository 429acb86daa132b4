import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let colleague: TestUser;
/** The browser of the computer in the office. */
let desk: PageClient;

const PIN = '482913';

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  colleague = await make.aUser(house, 'unit_staff', 'staff');
  await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Secretname' });
  for (const { email } of [house.staff, colleague])
    await choosePin(await PageClient.signIn(app.address, email, PASSWORD));
  desk = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  expect((await desk.get('/shared-computers')).text).toContain('Mark this computer as shared');
  expect((await desk.post('/shared-computers', { unit: house.unit, name: 'Office' })).status).toBe(303);
});

async function choosePin(client: PageClient, pin = PIN): Promise<void> {
  await client.get('/account/pin');
  const set = await client.post('/account/pin', { currentPassword: PASSWORD, newPin: pin });
  expect(set.status).toBe(303);
}
async function withPassword({ email }: TestUser, client = desk): Promise<void> {
  await client.get('/sign-in');
  expect((await client.post('/sign-in', { email, password: PASSWORD })).status).toBe(303);
  await client.get('/account');
}
const lock = async (client = desk, more: Record<string, string> = {}) => client.post('/lock', more);
const comeBack = ({ id }: TestUser, pin = PIN, more: Record<string, string> = {}, client = desk) =>
  client.post('/sign-in', { comesBack: 'yes', person: id, pin, ...more });
const whoIsIn = async (client = desk) => /<a href="\/account">([^<]*)</.exec((await client.get('/account')).text)?.[1];
const carried = (text: string, name: string) =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const trail = (action: string) =>
  app.sql<{ actor: string | null; subject: string; details: { computer?: string } }>(
    `SELECT actor_id AS actor, subject_id AS subject, details FROM audit_entries WHERE action = $1 ORDER BY id DESC LIMIT 1`,
    [action],
  );

describe('a shared computer', () => {
  it('is marked by who signs for the unit, with a cookie that no script reads, and by nobody else', async () => {
    const answer = await fetch(`${app.address}/sign-in`);
    expect(answer.headers.getSetCookie().some((one) => one.includes('short_breaks_computer'))).toBe(false);
    const [row] = await app.sql<{ hash: Buffer }>(
      `SELECT token_hash AS hash FROM shared_computers WHERE unit_id = $1`,
      [house.unit],
    );
    expect(row!.hash).toHaveLength(32);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get('/shared-computers')).status).toBe(403);
    const watcher = await PageClient.signIn(
      app.address,
      (await make.aUser(house, 'manager', 'watcher')).email,
      PASSWORD,
    );
    await watcher.get('/shared-computers');
    expect((await watcher.post('/shared-computers', { unit: house.unit, name: 'x' })).status).toBe(403);
    const other = await make.aHouse();
    const elsewhere = await PageClient.signIn(app.address, other.manager.email, PASSWORD);
    await elsewhere.get('/shared-computers');
    expect((await elsewhere.post('/shared-computers', { unit: house.unit, name: 'x' })).status).toBe(403);
    expect((await trail('computer.shared'))[0]).toMatchObject({ actor: house.manager.id });
  });

  it('lets who has signed in there come back with name and PIN, to the page where they were, each as themselves', async () => {
    await lock();
    expect((await desk.get('/sign-in')).text).not.toContain(house.staff.name);
    expect((await comeBack(house.staff)).status).toBe(401);
    await withPassword(house.staff);
    await lock();
    await withPassword(colleague);
    expect((await desk.get('/calendar')).text).toContain('>Lock<');
    const locked = await lock(desk, { _return: '/young-people' });
    expect(locked.text).toContain('Who are you?');
    expect(locked.text).not.toContain('Secretname');
    expect([house.staff, colleague].every(({ name }) => locked.text.includes(name))).toBe(true);
    expect((await desk.get('/young-people')).status).toBe(401);
    const back = await comeBack(house.staff, PIN, { _return: carried(locked.text, '_return') });
    expect([back.status, back.location]).toEqual([303, '/young-people']);
    expect(await whoIsIn()).toBe(house.staff.name);
    expect((await trail('session.unlocked'))[0]).toMatchObject({ actor: house.staff.id, subject: house.staff.id });
    expect((await trail('session.locked'))[0]).toMatchObject({ actor: colleague.id });
    // A new session each time: the one that was locked is gone.
    await lock();
    expect((await comeBack(colleague)).status).toBe(303);
    expect(await whoIsIn()).toBe(colleague.name);
    const sessions = await app.sql(`SELECT 1 FROM sessions WHERE user_id = $1 AND sess -> 'computer' IS NOT NULL`, [
      house.staff.id,
    ]);
    expect(sessions).toEqual([]);
  });

  it('locks itself after some minutes without a page, shows nobody’s record then, and gives typed input back to its author', async () => {
    await withPassword(colleague);
    await lock();
    await withPassword(house.staff);
    await desk.get('/handover');
    app.clock.advance({ minutes: 4 });
    expect((await desk.get('/handover')).status).toBe(200);
    app.clock.advance({ minutes: 6 });
    const late = await desk.post(`/handover?unit=${house.unit}`, { text: 'The boiler man comes at nine' });
    expect(late.status).toBe(401);
    expect(late.text).toContain('Who are you?');
    const kept = { _return: carried(late.text, '_return'), _typed: carried(late.text, '_typed') };
    // Nobody who opens the page's source at the shared computer reads it.
    expect([kept._typed.length > 40, late.text.includes('boiler')]).toEqual([true, false]);
    expect((await trail('session.locked'))[0]).toMatchObject({ actor: house.staff.id });
    // A colleague who comes first does not get it; whoever typed it does.
    expect((await comeBack(colleague, PIN, kept)).status).toBe(303);
    expect((await desk.get('/handover')).text).not.toContain('The boiler man');
    await lock();
    expect((await comeBack(house.staff, PIN, kept)).location).toBe('/handover');
    expect((await desk.get('/handover')).text).toContain('The boiler man comes at nine');
  });

  it('takes what was typed along when it is locked, by hand or by the page itself', async () => {
    await withPassword(house.staff);
    await desk.get('/handover');
    const locked = await lock(desk, { _return: '/handover', text: 'Milk is out', newPin: '999000' });
    expect(locked.text).not.toMatch(/Milk is out|999000/);
    const kept = { _return: carried(locked.text, '_return'), _typed: carried(locked.text, '_typed') };
    await comeBack(house.staff, PIN, kept);
    // Should it lock once more untouched, what was typed goes along again.
    expect((await desk.get('/handover')).text).toMatch(/data-holds-typed="yes"[^]*Milk is out/);
    expect((await desk.get('/handover')).text).not.toContain('data-holds-typed');
    // Another page of theirs is still in use: only this one hides, and it is no sign that somebody is there.
    const hidden = await desk.post('/lock', { _return: '/handover', _idle: 'yes', text: 'Bread, too' });
    expect(hidden.location).toBe('/locked?return=%2Fhandover');
    app.clock.advance({ minutes: 3 });
    const page = await desk.get(hidden.location!);
    expect([page.status, page.text.includes('Are you still there?')]).toEqual([200, true]);
    expect(page.text).toContain('What you typed is kept');
    expect((await desk.get('/handover')).text).toContain('Bread, too');
    app.clock.advance({ minutes: 3 });
    await desk.get('/locked?return=%2Fhandover');
    app.clock.advance({ minutes: 3 });
    expect((await desk.get('/locked?return=%2Fhandover')).location).toBe('/sign-in?return=%2Fhandover');
    expect((await desk.get('/handover')).status).toBe(401);
  });

  it('leaves the screen by itself, with and without a script, and other computers alone', async () => {
    await withPassword(house.staff);
    const shared = (await desk.get('/handover')).text;
    expect(shared).toContain(
      '<noscript><meta http-equiv="refresh" content="301; url=/locked?return=%2Fhandover"></noscript>',
    );
    expect(shared).toContain('data-locks-after="301"');
    const own = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = (await own.get('/handover')).text;
    expect([page.includes('refresh'), page.includes('>Lock<')]).toEqual([false, false]);
    app.clock.advance({ minutes: 30 });
    expect((await own.get('/handover')).status).toBe(200);
    expect((await own.get('/locked?return=%2Fhandover')).location).toBe('/handover');
    expect((await own.get('/locked?return=%2F%2Fevil.example')).location).toBe('/');
  });
});

describe('a PIN', () => {
  it('is set by who gives their password, and is none of the first to be guessed', async () => {
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const set = (currentPassword: string, newPin: string) => staff.post('/account/pin', { currentPassword, newPin });
    await staff.get('/account/pin');
    expect((await set('wrong password here', PIN)).status).toBe(400);
    const weak = await set(PASSWORD, '123456');
    expect([weak.status, weak.text.includes('123456')]).toEqual([400, false]);
    const [{ hash }] = (await app.sql(`SELECT pin_hash AS hash FROM users WHERE id = $1`, [house.staff.id])) as [
      { hash: string },
    ];
    expect(hash).toMatch(/^\$argon2id\$/);
    expect((await staff.post('/account/pin/remove')).status).toBe(303);
    expect((await trail('pin.removed'))[0]).toMatchObject({ actor: house.staff.id });
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get('/account/pin')).status).toBe(403);
  });

  it('works only with the cookie of the computer, for some hours, until five were wrong', async () => {
    await withPassword(house.staff);
    await lock();
    const stranger = new PageClient(app.address);
    await stranger.get('/sign-in');
    const elsewhere = await comeBack(house.staff, PIN, {}, stranger);
    expect([elsewhere.status, elsewhere.text.includes(house.staff.name)]).toEqual([401, false]);
    expect((await comeBack(colleague)).status).toBe(401);
    const wrong = await comeBack(house.staff, '482914');
    expect([wrong.status, wrong.text.includes('This is not the PIN')]).toEqual([401, true]);
    expect((await trail('pin.refused'))[0]).toMatchObject({ actor: null, subject: house.staff.id });
    // Tries at the same moment count one by one.
    await Promise.all([1, 2, 3, 4].map((one) => comeBack(house.staff, `48291${one + 4}`)));
    expect((await comeBack(house.staff)).status).toBe(401);
    expect((await desk.get('/sign-in')).text).not.toContain(house.staff.name);
    await withPassword(house.staff);
    await lock();
    expect((await comeBack(house.staff)).status).toBe(303);
    await lock();
    app.clock.advance({ hours: 13 });
    await desk.get('/sign-in');
    expect((await comeBack(house.staff)).status).toBe(401);
  });

  it('does nothing that asks for more than a PIN, and ends with a sign-out, a new password, the account or the computer', async () => {
    const here = async () => {
      await desk.get('/sign-in');
      return (await comeBack(house.staff)).status;
    };
    await withPassword(house.staff);
    await lock();
    expect(await here()).toBe(303);
    await desk.get('/account/tokens');
    expect((await desk.post('/account/tokens', { label: 'x' })).status).toBe(403);
    await desk.post('/sign-out');
    expect(await here()).toBe(401);
    await withPassword(house.staff);
    await lock();
    await app.sql(`DELETE FROM unit_members WHERE user_id = $1`, [house.staff.id]);
    expect(await here()).toBe(401);
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'staff')`, [house.staff.id, house.unit]);
    expect(await here()).toBe(303);
    const own = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    await own.get('/account/password');
    await own.post('/account/password', { currentPassword: PASSWORD, newPassword: 'quite another long password' });
    expect((await desk.get('/account')).status).toBe(401);
    expect(await here()).toBe(401);
    await withPassword(colleague);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const link = /\/shared-computers\/[\w-]+\/end/.exec((await manager.get('/shared-computers')).text)![0];
    await manager.get(link);
    expect((await manager.post(link)).status).toBe(303);
    expect((await desk.get('/account')).status).toBe(401);
    await desk.get('/sign-in');
    expect((await comeBack(colleague)).text).toContain('This computer is not shared');
  });

  it('marks no computer: a manager who came back with a PIN gives the password first', async () => {
    await choosePin(desk);
    await lock();
    await comeBack(house.manager);
    await desk.get('/shared-computers');
    expect((await desk.post('/shared-computers', { unit: house.unit, name: 'Another' })).status).toBe(403);
  });
});
