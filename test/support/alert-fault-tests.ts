import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { alertsOnlyOf } from './an-alert.js';
import { builders, type House } from './builders.js';
import { BuiltService } from './built-service.js';
import { waiting } from './job-fault-tests.js';
import { MailServer, mailSettings } from './mail-server.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

const UNITS = 4;
const HOUR_MS = 3_600_000;
/** So long before a deadline the units are told. */
const HOURS_BEFORE = 2;

/** What alerts survive: two workers, in processes of their own, whatever their queue is kept in. */
export function alertFaultTests(settings: () => Record<string, string>): void {
  let app: TestApp;
  let make: ReturnType<typeof builders>;
  let mail: MailServer;
  let owner: pg.Client;
  let houses: House[];

  beforeAll(async () => {
    [app, mail] = await Promise.all([startTestApp(settings()), MailServer.start()]);
    make = builders(app);
    owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
  });
  beforeEach(async () => {
    await app.sql(`DELETE FROM outbox`);
    mail.received.length = 0;
    mail.atTheEnd = 'take';
    houses = [];
    for (let one = 0; one < UNITS; one += 1) houses.push(await aHouse());
  });
  afterEach(async () => {
    await owner.query('ROLLBACK');
    await BuiltService.stopAll();
  });
  afterAll(async () => {
    await owner?.end();
    await app?.close();
    await mail?.stop();
  });

  const startWorker = (more: Record<string, string> = {}) =>
    BuiltService.startWorker({
      ...{ DATABASE_URL: app.serviceUrl, MESSAGES_AN_HOUR: '60', ...settings(), ...mailSettings(mail.url), ...more },
    });

  /** A unit that is told of requests which are nearly late, and whose people are mailed at any hour. */
  async function aHouse(): Promise<House> {
    const house = await make.aHouse();
    await alertsOnlyOf(app, house, { request_late: ['manager', 'unit_staff'] });
    await app.sql(`UPDATE alert_settings SET numbers = $2 WHERE unit_id = $1`, [
      house.unit,
      { hoursBefore: HOURS_BEFORE },
    ]);
    await app.sql(
      `INSERT INTO notification_choices (user_id, how, while_away, chosen_at) SELECT unnest($1::uuid[]), '{}', 'both', now()`,
      [[house.manager.id, house.staff.id]],
    );
    return house;
  }
  const aRequest = async (house: House, inDays = 60) =>
    make.aRequest(house, await make.aYoungPerson(house), { inDays });
  /** The programs go by the real clock, and the app of the test by one that was set to the day. */
  const due = (request: string, at: number) =>
    app.sql(`UPDATE request_parts SET due_at = $2 WHERE request_id = $1`, [request, new Date(at)]);
  const inHours = (hours: number) => Date.now() + hours * HOUR_MS;
  /** Somebody changes much at a unit at once. */
  const changeMuch = (house: House) => Promise.all(Array.from({ length: 5 }, () => aRequest(house)));
  /** As the clock and changes ask for it, and more often than either. */
  const askForLooks = (at = Date.now()) =>
    app.sql(
      `WITH asked AS (
         INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at)
         SELECT nextval('outbox_entry_ids'), 'look-at-alerts', 'alerts.look', jsonb_build_object('unit', u.id), u.id, now(), $2::timestamptz
           FROM units u, generate_series(1, 6) WHERE u.id = ANY ($1::uuid[])
         UNION ALL SELECT nextval('outbox_entry_ids'), 'find-units-to-look-at', 'alerts.due', '{}', NULL, now(), $2::timestamptz)
       SELECT pg_notify('short_breaks_outbox', '')`,
      [houses.map(({ unit }) => unit), new Date(at)],
    );

  /** What is gathered for a minute goes at once. */
  const gathered = () =>
    app.sql(
      `WITH now_due AS (UPDATE messages SET due_at = now() WHERE state = 'waiting' AND tries = 0 AND due_at > now() RETURNING id),
       sooner AS (UPDATE outbox SET due_at = now() WHERE state = 'waiting' AND topic = 'message.due' AND due_at > now()
                     AND (payload->>'message')::uuid IN (SELECT id FROM now_due) RETURNING 1)
       SELECT pg_notify('short_breaks_outbox', '') FROM sooner`,
    );
  const people = () => houses.flatMap(({ manager, staff }) => [manager, staff]);
  /** What there is to send is sent. */
  const allTold = (times: number) =>
    until(
      async () => {
        await gathered();
        const rows = await app.sql<{ told: number }>(
          `SELECT count(n.id)::int AS told FROM unnest($1::uuid[]) AS p (id)
             LEFT JOIN notices n ON n.user_id = p.id AND n.kind = 'alert_opened'
              AND EXISTS (SELECT 1 FROM deliveries d JOIN messages m ON m.id = d.message_id
                           WHERE d.notice_id = n.id AND m.state = 'sent')
            GROUP BY p.id`,
          [people().map(({ id }) => id)],
        );
        return rows.every(({ told }) => told >= times);
      },
      'not everybody was told',
      120_000,
    );
  const nothingLeft = () =>
    until(
      async () =>
        (
          await app.sql(
            `SELECT 1 FROM outbox WHERE state = 'waiting' AND handed_at IS NOT NULL UNION ALL
             SELECT 1 FROM outbox WHERE state = 'waiting' AND topic IN ('alerts.look', 'alerts.go-on', 'alerts.due', 'message.due')
                AND due_at <= now()`,
          )
        ).length === 0,
      'something is still to be done',
      120_000,
    );
  /** Of each unit what became of its alerts, and how often each of its people was told of each step of each. */
  async function whatHappened() {
    const rows = await app.sql<{ events: string[]; told: string[] }>(
      `SELECT array(SELECT e.what FROM alert_events e WHERE e.alert_id = a.id ORDER BY e.id) AS events,
              array(SELECT n.alert_grade || ' ' || count(*) FROM notices n WHERE n.alert_id = a.id
                     GROUP BY n.alert_grade, n.user_id ORDER BY 1) AS told
         FROM alerts a WHERE a.unit_id = ANY ($1::uuid[]) ORDER BY a.unit_id, a.id`,
      [houses.map(({ unit }) => unit)],
    );
    return rows.map(({ events, told }) => [events.join(), told.join()]);
  }
  const OPENED = ['opened', '0 1,0 1'];
  const GOT_WORSE = ['opened,worse', '0 1,0 1,1 1,1 1'];
  const failed = () => app.sql(`SELECT handler, error FROM outbox WHERE state = 'failed'`);

  it('open once, and are told and mailed once to each, however much changes while two workers look', async () => {
    await Promise.all([startWorker(), startWorker()]);
    for (const house of houses) await due(await aRequest(house), inHours(1));
    await Promise.all([...houses.map(changeMuch), askForLooks()]);
    await allTold(1);
    await Promise.all([...houses.map(changeMuch), askForLooks()]);
    await nothingLeft();
    expect(await whatHappened()).toEqual(Array(UNITS).fill(OPENED));
    expect(people().map(({ email }) => mail.to(email).length)).toEqual(people().map(() => 1));
    expect(await failed()).toEqual([]);
  }, 180_000);

  it('do so when a worker is killed in the middle of its looks, and of its mail', async () => {
    const requests: string[] = [];
    for (const house of houses) {
      const request = await aRequest(house);
      await due(request, inHours(1));
      requests.push(request);
    }
    await owner.query('BEGIN; LOCK TABLE alert_events IN SHARE MODE');
    const [first] = await Promise.all([startWorker(), startWorker()]);
    await askForLooks();
    await until(async () => (await waiting(app)) >= UNITS, 'no look stood still');
    first.signal('SIGKILL');
    await first.ended();
    await owner.query('ROLLBACK');
    await allTold(1);
    await nothingLeft();
    expect(await whatHappened()).toEqual(Array(UNITS).fill(OPENED));
    await BuiltService.stopAll();

    mail.received.length = 0;
    mail.atTheEnd = 'silence';
    for (const request of requests) await due(request, inHours(-1));
    await askForLooks();
    const sender = await startWorker();
    await until(async () => {
      await gathered();
      return mail.received.length > 0;
    }, 'nothing was mailed');
    sender.signal('SIGKILL');
    await sender.ended();
    const cutOff = mail.received.map(({ to }) => to);
    mail.atTheEnd = 'take';
    await Promise.all([startWorker(), startWorker()]);
    await askForLooks();
    await allTold(2);
    await nothingLeft();
    expect(await whatHappened()).toEqual(Array(UNITS).fill(GOT_WORSE));
    // At least once across a kill, and one message however often it came.
    expect(people().map(({ email }) => new Set(mail.to(email).map(({ id }) => id)).size)).toEqual(
      people().map(() => 1),
    );
    for (const email of cutOff) expect(mail.to(email).length).toBeGreaterThan(1);
    expect(await failed()).toEqual([]);
  }, 300_000);

  it('do so when the clocks go forward while they are looked at', async () => {
    const change = nextSummerTime();
    const inDays = Math.ceil((change - Date.now()) / (24 * HOUR_MS)) + 30;
    for (const house of houses) await due(await aRequest(house, inDays), change + HOUR_MS);
    const clock = join(process.cwd(), 'test/support/jumping-clock.mjs');
    const early = 15_000;
    const jumping = { NODE_OPTIONS: `--import=${clock}`, JUMP_MS: String(change - Date.now() - early) };
    const workers = await Promise.all([startWorker(jumping), startWorker(jumping)]);
    await askForLooks();
    await nothingLeft();
    expect(await whatHappened()).toEqual([]);
    for (const at of [-10_000, -1, 0, 1_000, 5_000]) await askForLooks(change + at);
    for (const worker of workers) worker.signal('SIGUSR2');
    await allTold(1);
    const looksLeft = async () =>
      (await app.sql(`SELECT 1 FROM outbox WHERE topic LIKE 'alerts.%' AND state = 'waiting'`)).length;
    await until(async () => (await looksLeft()) === 0, 'not every look was made');
    const [{ after } = { after: false }] = await app.sql<{ after: boolean }>(
      `SELECT bool_and(looked_at >= $2) AS after FROM alert_looks WHERE unit_id = ANY ($1::uuid[])`,
      [houses.map(({ unit }) => unit), new Date(change)],
    );
    expect(after).toBe(true);
    expect(await whatHappened()).toEqual(Array(UNITS).fill(OPENED));
    expect(people().map(({ email }) => mail.to(email).length)).toEqual(people().map(() => 1));
    expect(await failed()).toEqual([]);
  }, 180_000);
}

/** The next change to summer time that is weeks ahead: at one o'clock, UTC, on the last Sunday of March. */
function nextSummerTime(): number {
  const inYear = (year: number) => {
    const end = new Date(Date.UTC(year, 2, 31, 1));
    return end.setUTCDate(31 - end.getUTCDay());
  };
  const year = new Date().getUTCFullYear();
  return [inYear(year), inYear(year + 1)].find((at) => at - Date.now() > 21 * 24 * HOUR_MS)!;
}
