import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { alertsOnlyOf } from '../support/an-alert.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { filled, somebody } from '../support/full-house.js';
import { MailServer, mailSettings } from '../support/mail-server.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let mail: MailServer;
let house: House;

beforeAll(async () => {
  mail = await MailServer.start();
  app = await startTestApp({ ...mailSettings(mail.url), MESSAGES_AN_HOUR: '50' }, { work: true });
  make = builders(app);
});
afterAll(async () => {
  await app?.close();
  await mail?.stop();
});
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse();
  await alertsOnlyOf(app, house, { bed_back: ['manager'] });
});

const kindsOf = async ({ id }: TestUser, offer?: string) =>
  (
    await app.sql<{ kind: string }>(
      `SELECT kind FROM notices WHERE user_id = $1 AND ($2::uuid IS NULL OR offer_id = $2) ORDER BY made_at, id`,
      [id, offer ?? null],
    )
  ).map(({ kind }) => kind);
const mailed = (user: TestUser) => until(() => mail.to(user.email).length > 0, `nothing was sent to ${user.name}`);
const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);

/** A bed that came back is held for Ash, who waited for it, and waits for a signature; the offer. */
async function heldForAsh(): Promise<string> {
  const stays = await filled(make, house);
  await onTheList(make, house, await somebody(make, house, 'Ash'));
  await make.as(house.staff).post(`/stays/${stays[1]!}/cancel`, { reason: 'They are ill' }).expect(200);
  const offers = () =>
    app.sql<{ id: string }>(
      `SELECT o.id FROM offers o JOIN bed_claims c ON c.id = o.claim_id WHERE c.unit_id = $1 AND o.state = 'proposed'`,
      [house.unit],
    );
  await until(async () => (await offers()).length === 1, 'nobody was put forward');
  return (await offers())[0]!.id;
}

describe('a bed that came back and is held for somebody', () => {
  it('is told to whoever may sign at the unit, by message and in the page, and to nobody else', async () => {
    const delegate = await make.aUser(house, 'manager', 'delegate');
    const watcher = await make.aUser(house, 'manager', 'watcher');
    const offer = await heldForAsh();
    for (const signer of [house.manager, delegate]) {
      await mailed(signer);
      const [received, ...more] = mail.to(signer.email);
      expect(more).toEqual([]);
      expect(received!.raw).toContain('A bed that came back waits for a decision');
      expect(received!.raw).not.toMatch(/Ash|House /);
    }
    const { text } = await (await pages(delegate)).get('/notices');
    expect(text).toContain('A bed that came back is held for Ash Example, who waits for these nights.');
    expect(text).toContain(`href="/offers/${offer}/sign"`);
    expect(await kindsOf(watcher)).toEqual([]);
    expect(await kindsOf(house.staff)).toEqual([]);
    expect(await kindsOf(house.worker, offer)).toEqual([]);
  });

  it('waits for nobody any more once it is signed; now the key worker is told', async () => {
    const offer = await heldForAsh();
    await mailed(house.manager);
    await make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'They fit' }).expect(200);
    expect((await (await pages(house.manager)).get('/notices')).text).toContain('There is nothing new for you');
    await until(async () => (await kindsOf(house.worker, offer)).length > 0, 'the key worker was not told');
    expect(await kindsOf(house.worker, offer)).toEqual(['nights_offered']);
    await mailed(house.worker);
    for (const { raw } of mail.to(house.worker.email)) {
      expect(raw).toContain('Nights are offered: a family is to be asked');
      expect(raw).not.toMatch(/Ash|House /);
    }
    const worker = await pages(house.worker);
    expect((await worker.get('/notices')).text).toContain('The unit offers nights for Ash Example. Ask the family');
    const yes = { answeredBy: 'Their mother', how: 'telephone' };
    await make.as(house.worker).post(`/offers/${offer}/accept`, yes).expect(200);
    expect((await worker.get('/notices')).text).toContain('There is nothing new for you');
  });

  it('is not told of once it was decided on before', async () => {
    const offer = await heldForAsh();
    await mailed(house.manager);
    const before = await kindsOf(house.manager);
    await make.as(house.manager).post(`/offers/${offer}/take-back`, { reasons: 'For another' }).expect(200);
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
       SELECT nextval('outbox_entry_ids'), 'tell-of-freed-bed', 'bed.put-forward', payload, written_at, due_at
         FROM outbox WHERE handler = 'tell-of-freed-bed' AND payload->>'offer' = $1`,
      [offer],
    );
    await app.sql(`DELETE FROM notices WHERE user_id = $1`, [house.manager.id]);
    await app.sql(`SELECT pg_notify('short_breaks_outbox', '')`);
    await until(
      async () =>
        (await app.sql(`SELECT 1 FROM outbox WHERE handler = 'tell-of-freed-bed' AND state = 'waiting'`)).length === 0,
      'it was not looked at',
    );
    expect(before).toEqual(['bed_put_forward']);
    // That the bed is free again may be told by then: of the offer nothing is.
    expect(await kindsOf(house.manager)).not.toContain('bed_put_forward');
  });
});

describe('nights that are signed', () => {
  it('are told once to the key worker and to who stands in, however many are signed together', async () => {
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    const days = { firstDay: make.today(0), lastDay: make.today(5) };
    await make
      .as(house.worker)
      .post('/deputies', { deputy: deputy.id, ...days })
      .expect(201);
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 30, nights: 2, slack: 28 });
    for (const inDays of [30, 35]) {
      const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
      await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    }
    await make.as(house.manager).post(`/requests/${request}/sign`, { reasons: 'They fit' }).expect(200);
    await mailed(deputy);
    await until(
      async () =>
        (await app.sql(`SELECT 1 FROM outbox WHERE handler = 'tell-of-offered-nights' AND state = 'waiting'`))
          .length === 0,
      'not all was told',
    );
    expect(await kindsOf(house.worker)).toEqual(['nights_offered']);
    expect(await kindsOf(deputy)).toEqual(['nights_offered']);
  });
});
