import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { timeIn } from '../../src/kernel/nights.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { MailServer, mailSettings } from '../support/mail-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let mail: MailServer;
let house: House;
let ash: string;

beforeAll(async () => {
  mail = await MailServer.start();
  app = await startTestApp({ ...mailSettings(mail.url), MESSAGES_AN_HOUR: '3' }, { work: true });
  make = builders(app);
});
afterAll(async () => {
  await app?.close();
  await mail?.stop();
});
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  mail.atTheEnd = 'take';
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

interface Row {
  id: string;
  state: string;
  tries: number;
  times_unknown: number;
  error: string | null;
  due_at: Date;
}

const messagesOf = ({ id }: TestUser) =>
  app.sql<Row>(
    `SELECT id, state, tries, times_unknown, error, due_at FROM messages WHERE user_id = $1 ORDER BY made_at, id`,
    [id],
  );
const statesOf = async (user: TestUser) => (await messagesOf(user)).map(({ state }) => state);
const settled = (user: TestUser, states: string[]) =>
  until(async () => (await statesOf(user)).join() === states.join(), `not ${states.join()}`);

/** Of how many notices it is decided when they are sent. */
const planned = async ({ id }: TestUser) =>
  (await app.sql(`SELECT 1 FROM deliveries WHERE user_id = $1 AND looked_at IS NOT NULL`, [id])).length;

/** Something new is reported of the young person: the key worker has a notice of it. */
const report = () =>
  make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'Hides food' }).expect(201);
/** As many notices of joint work for somebody, in one statement, made by hand. */
async function notices(user: TestUser, count: number): Promise<void> {
  await app.sql(
    `INSERT INTO notices (user_id, kind, young_person_id, information_id, made_at)
     SELECT $1, 'information_reported', $2, i.id, $3 FROM information i WHERE i.young_person_id = $2
      ORDER BY i.id DESC LIMIT $4`,
    [user.id, ash, app.clock.now(), count],
  );
}
const choose = (user: TestUser, more: { how?: object; quiet?: [string, string] | null; away?: string }) =>
  app.sql(
    `INSERT INTO notification_choices (user_id, how, quiet_from, quiet_until, while_away, chosen_at)
     VALUES ($1, $2, $3, $4, $5, now())
     ON CONFLICT (user_id) DO UPDATE SET how = $2, quiet_from = $3, quiet_until = $4, while_away = $5`,
    [user.id, more.how ?? {}, more.quiet?.[0] ?? null, more.quiet?.[1] ?? null, more.away ?? 'deputy'],
  );

describe('a new notice', () => {
  it('is sent to its person, once, with a link to sign in and nothing of the child', async () => {
    await report();
    await settled(house.worker, ['sent']);
    const [received, ...more] = mail.to(house.worker.email);
    expect(more).toEqual([]);
    const [{ id }] = (await messagesOf(house.worker)) as [Row];
    expect(received!.id).toBe(`<${id}@example.gov.uk>`);
    expect(received!.raw).toMatch(/^From: Short Breaks <breaks@example\.gov\.uk>$/m);
    expect(received!.raw).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(received!.raw).toContain('Content-Type: text/html');
    expect(received!.raw).toContain('Something new was reported');
    expect(received!.raw).toContain('https://breaks.example.gov.uk/notices');
    expect(received!.raw).not.toMatch(/Ash|Example,|Hides food|House /);
    // Who reported it is told nothing.
    expect(mail.to(house.manager.email)).toEqual([]);
  });

  it('that was read in the page before is not sent', async () => {
    await choose(house.worker, { how: { information: 'morning' } });
    await report();
    await settled(house.worker, ['waiting']);
    await app.sql(`UPDATE notices SET read_at = now() WHERE user_id = $1`, [house.worker.id]);
    app.clock.goTo('07:30', 1);
    await settled(house.worker, ['not_needed']);
    expect(mail.to(house.worker.email)).toEqual([]);
  });

  it('of which somebody wants to know in the page alone is not sent', async () => {
    await choose(house.worker, { how: { information: 'not' } });
    await report();
    await until(
      async () =>
        (await app.sql(`SELECT 1 FROM deliveries WHERE user_id = $1 AND looked_at IS NOT NULL`, [house.worker.id]))
          .length === 1,
    );
    expect(await messagesOf(house.worker)).toEqual([]);
  });

  it('that waits goes as its person chooses in the meantime: at once where nothing is quiet any more', async () => {
    await choose(house.worker, { quiet: ['09:00', '11:15'] });
    await report();
    await settled(house.worker, ['waiting']);
    const change = (body: object) => make.as(house.worker).patch('/me/notifications', body).set('If-Match', '*');
    await change({ how: { information: 'morning' } }).expect(200);
    await settled(house.worker, ['joined', 'waiting']);
    expect(timeIn((await messagesOf(house.worker)).at(-1)!.due_at, 'Europe/London')).toBe('07:30');
    await change({ how: { information: 'at_once' }, quiet: { on: false } }).expect(200);
    await settled(house.worker, ['joined', 'joined', 'sent']);
    expect(mail.to(house.worker.email)).toHaveLength(1);
    // What was sent is not sent again.
    await change({ how: { information: 'not' } }).expect(200);
    expect(await statesOf(house.worker)).toEqual(['joined', 'joined', 'sent']);
  });

  it('that comes in quiet hours is sent when they are over', async () => {
    await choose(house.worker, { quiet: ['09:00', '11:15'] });
    await report();
    await settled(house.worker, ['waiting']);
    app.clock.goTo('11:14');
    expect(await statesOf(house.worker)).toEqual(['waiting']);
    app.clock.goTo('11:15');
    await settled(house.worker, ['sent']);
    expect(mail.to(house.worker.email)).toHaveLength(1);
  });

  it('waits for the morning with the others where that was chosen, and goes after days without a worker, too', async () => {
    await choose(house.worker, { how: { information: 'morning' } });
    for (let times = 0; times < 3; times += 1) await report();
    await until(async () => (await planned(house.worker)) === 3, 'not all are planned');
    app.clock.goTo('09:00', 4);
    await settled(house.worker, ['sent']);
    const [received, ...more] = mail.to(house.worker.email);
    expect(more).toEqual([]);
    expect(received!.raw).toContain('Something new was reported (3)');
  });

  it('beyond so many within an hour goes with the others in one when the hour is over', async () => {
    for (let times = 1; times <= 3; times += 1) {
      await report();
      await settled(house.worker, Array<string>(times).fill('sent'));
    }
    for (let times = 0; times < 4; times += 1) await report();
    await until(async () => (await planned(house.worker)) === 7, 'not all are planned');
    const due = () =>
      app.sql(`SELECT 1 FROM messages WHERE user_id = $1 AND state = 'waiting' AND due_at < $2`, [
        house.worker.id,
        new Date(app.clock.now().getTime() + 50 * 60_000),
      ]);
    await until(async () => (await due()).length === 0, 'they were not held');
    expect(mail.to(house.worker.email)).toHaveLength(3);
    app.clock.advance({ minutes: 61 });
    await until(
      async () => !(await statesOf(house.worker)).some((state) => ['waiting', 'sending'].includes(state)),
      'they were held on',
    );
    expect((await statesOf(house.worker)).filter((state) => state !== 'joined')).toEqual(Array<string>(4).fill('sent'));
    expect(mail.to(house.worker.email)).toHaveLength(4);
    expect(mail.to(house.worker.email).at(-1)!.raw).toContain('Something new was reported (4)');
  });

  it('goes to the deputy alone during leave, or to both where that was chosen', async () => {
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    const days = { deputy: deputy.id, firstDay: make.today(), lastDay: make.today(9) };
    await make.as(house.worker).post('/deputies', days).expect(201);
    await report();
    await settled(deputy, ['sent']);
    expect(await messagesOf(house.worker)).toEqual([]);
    await choose(house.worker, { away: 'both' });
    await report();
    await settled(deputy, ['sent', 'sent']);
    await settled(house.worker, ['sent']);
    expect(mail.to(deputy.email)).toHaveLength(2);
  });

  it('that was made for the absent worker alone goes to the deputy all the same, once', async () => {
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    const days = { deputy: deputy.id, firstDay: make.today(), lastDay: make.today(9) };
    await make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'x' }).expect(201);
    await settled(house.worker, ['sent']);
    await make.as(house.worker).post('/deputies', days).expect(201);
    await app.sql(`DELETE FROM notices WHERE user_id = $1`, [house.worker.id]);
    await notices(house.worker, 1);
    await settled(deputy, ['sent']);
    expect(mail.to(house.worker.email)).toHaveLength(1);
    expect(mail.to(deputy.email)).toHaveLength(1);
  });

  it('is not sent to an account that has ended', async () => {
    await choose(house.worker, { how: { information: 'morning' } });
    await report();
    await settled(house.worker, ['waiting']);
    await app.sql(`UPDATE users SET ended_at = now() WHERE id = $1`, [house.worker.id]);
    app.clock.goTo('07:30', 1);
    await settled(house.worker, ['not_needed']);
  });
});

describe('a mail server', () => {
  it('that refuses a recipient for good is not asked again, and the others get theirs', async () => {
    mail.recipients.set(house.worker.email, 'refuse');
    await report();
    await settled(house.worker, ['refused']);
    await settled(house.staff, []);
    const [message] = await messagesOf(house.worker);
    // What a server says in words quotes whom it likes: only its code is kept.
    expect(message).toMatchObject({ tries: 1, error: 'SMTP 550 to RCPT' });
    const other = await make.aHouse();
    const bo = await make.aYoungPerson(other);
    await make.as(other.manager).post(`/young-people/${bo}/information`, { text: 'x' }).expect(201);
    await settled(other.worker, ['sent']);
    app.clock.advance({ hours: 3 });
    expect(await messagesOf(house.worker)).toMatchObject([{ state: 'refused', tries: 1 }]);
  });

  it('that cannot now is asked again with a longer pause each time, under the same name', async () => {
    mail.recipients.set(house.worker.email, 'later');
    await report();
    for (const [tries, minutes] of [
      [1, 1],
      [2, 2],
      [3, 4],
    ] as const) {
      const before = app.clock.now();
      await until(async () => {
        const [message] = await messagesOf(house.worker);
        return message?.tries === tries && message.state === 'waiting';
      }, `not tried ${tries} times`);
      const [message] = await messagesOf(house.worker);
      expect(message!.error).toBe('SMTP 451 to RCPT');
      expect(Math.round((message!.due_at.getTime() - before.getTime()) / 60_000)).toBe(minutes);
      app.clock.advance({ minutes });
    }
    mail.recipients.delete(house.worker.email);
    app.clock.advance({ minutes: 9 });
    await settled(house.worker, ['sent']);
    expect(mail.to(house.worker.email)).toHaveLength(1);
  });

  it('that refuses a message for good is not sent it again', async () => {
    mail.atTheEnd = 'refuse';
    await report();
    await settled(house.worker, ['refused']);
    expect(await messagesOf(house.worker)).toMatchObject([{ tries: 1, error: 'SMTP 554 to DATA' }]);
  });
});
