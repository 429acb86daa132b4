import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { HANDLER_NAMES, HANDLERS_OF, type HandlerName } from '../../src/platform/jobs/job-list.js';
import { builders } from './builders.js';
import { BuiltService } from './built-service.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

/** What each handler runs into, so that it stands still in the middle of its work. */
const STANDS_STILL: Record<HandlerName, string> = {
  'lapse-offer': 'SELECT 1 FROM units FOR UPDATE',
  'put-freed-bed-forward': 'LOCK TABLE bed_claims IN ACCESS EXCLUSIVE MODE',
  'remind-of-offer': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-offered-nights': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-freed-bed': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-kept-yes': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-booked-nights': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-lapsed-offer': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-decision': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-taken-back-offer': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-stay-to-review': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-overdue-review': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-emergency': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-joint-work': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-information': 'LOCK TABLE notices IN SHARE MODE',
  'tell-of-enquiry': 'LOCK TABLE notices IN SHARE MODE',
  'end-joint-work': 'LOCK TABLE stays IN ACCESS EXCLUSIVE MODE',
  'look-at-company': 'LOCK TABLE pair_decisions IN ACCESS EXCLUSIVE MODE',
  'find-units-to-look-at': 'SELECT 1 FROM units FOR UPDATE',
  'look-at-alerts': 'LOCK TABLE alert_looks IN SHARE MODE',
  'plan-messages': 'SELECT 1 FROM users FOR UPDATE',
  'send-message': 'LOCK TABLE messages IN SHARE MODE',
  'plan-posts': 'LOCK TABLE messages IN SHARE MODE',
  'send-post': 'LOCK TABLE messages IN SHARE MODE',
  'remove-old-sessions': 'LOCK TABLE sessions IN SHARE MODE',
  'remove-old-tokens': 'LOCK TABLE api_tokens IN SHARE MODE',
  'remove-old-keys': 'LOCK TABLE idempotency_keys IN SHARE MODE',
  'remove-finished-work': `SELECT 1 FROM outbox WHERE state = 'done' FOR UPDATE`,
  'remove-old-notices': 'LOCK TABLE notices IN SHARE MODE',
  'remove-old-imports': 'LOCK TABLE diary_imports IN SHARE MODE',
  'find-repeating-closures': 'LOCK TABLE closures IN ACCESS EXCLUSIVE MODE',
  'extend-closures': 'SELECT 1 FROM units FOR UPDATE',
  'find-waiting-lists': 'LOCK TABLE bed_claims IN ACCESS EXCLUSIVE MODE',
  'move-waiting-list-on': 'SELECT 1 FROM units FOR UPDATE',
  'find-past-offers': 'LOCK TABLE offers IN ACCESS EXCLUSIVE MODE',
  'find-overdue-stays': 'LOCK TABLE stays IN ACCESS EXCLUSIVE MODE',
  'write-on-stays': 'SELECT 1 FROM units FOR UPDATE',
  'release-reserves': 'LOCK TABLE bed_claims IN ACCESS EXCLUSIVE MODE',
  'find-reserves-due': 'LOCK TABLE bed_claims IN ACCESS EXCLUSIVE MODE',
  'find-reserves': 'LOCK TABLE reserves IN ACCESS EXCLUSIVE MODE',
  'extend-reserves': 'SELECT 1 FROM units FOR UPDATE',
};

export interface Faults {
  settings: () => Record<string, string>;
  /** Lets the queue take nothing more, until `free` is called. */
  stopTaking: (owner: pg.Client) => Promise<() => Promise<void>>;
}

/** What jobs survive, in processes of their own, whatever their queue is kept in. */
export function jobFaultTests({ settings, stopTaking }: Faults): void {
  let app: TestApp;
  let make: ReturnType<typeof builders>;
  let owner: pg.Client;
  let worker: BuiltService;

  beforeAll(async () => {
    app = await startTestApp(settings());
    make = builders(app);
    owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
  });
  afterEach(async () => {
    await owner.query('ROLLBACK');
    await BuiltService.stopAll();
  });
  afterAll(async () => {
    await owner?.end();
    await app?.close();
  });

  const startWorker = (more: Record<string, string> = {}) =>
    BuiltService.startWorker({
      DATABASE_URL: app.serviceUrl,
      JOB_CONCURRENCY: String(HANDLER_NAMES.length),
      DATABASE_POOL_SIZE: String(HANDLER_NAMES.length + 2),
      ...settings(),
      ...more,
    });
  const left = async () =>
    (await app.sql<{ handler: string; state: string }>(`SELECT handler, state FROM outbox WHERE state <> 'done'`)).map(
      ({ handler, state }) => `${handler} ${state}`,
    );
  const allDone = (what: string) => until(async () => (await left()).length === 0, what);

  /** An offer that has just run out. */
  async function aPastOffer(): Promise<{ request: string; offer: string }> {
    const house = await make.aHouse();
    const made = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 });
    await app.sql(`UPDATE outbox SET due_at = now() + interval '9 years' WHERE payload->>'offer' = $1`, [made.offer]);
    await app.sql(`UPDATE offers SET expires_at = now() WHERE id = $1`, [made.offer]);
    await app.sql(`UPDATE bed_claims c SET expires_at = now() FROM offers o WHERE o.claim_id = c.id AND o.id = $1`, [
      made.offer,
    ]);
    return made;
  }

  const due = (offer: string, handler: HandlerName) =>
    app.sql(`UPDATE outbox SET due_at = now() WHERE payload->>'offer' = $1 AND handler = $2`, [offer, handler]);
  const count = async (sql: string, id: string) => (await app.sql(sql, [id])).length;

  it('has each effect once when the worker is killed in the middle of every handler', async () => {
    const past = await aPastOffer();
    const house = await make.aHouse();
    const open = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 });
    const told = await aPastOffer();
    await app.sql(`UPDATE offers SET state = 'lapsed' WHERE id = $1`, [told.offer]);
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at, state, finished_at) VALUES
       (nextval('outbox_entry_ids'), 'lapse-offer', 'offer.held', '{}', now(), now(), 'done', now() - interval '31 days')`,
    );
    await app.sql(`INSERT INTO sessions (sid, sess, expire) VALUES ('old', '{}', now() - interval '1 day')`);
    await owner.query('BEGIN');
    for (const sql of new Set(Object.values(STANDS_STILL))) await owner.query(sql);
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
       SELECT nextval('outbox_entry_ids'), handler, 'clean-up', '{}', now(), now() FROM unnest($1::text[]) handler
       UNION ALL SELECT nextval('outbox_entry_ids'), 'extend-closures', 'closures.repeat', $2::jsonb, now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'look-at-alerts', 'alerts.look', $2::jsonb, now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'extend-reserves', 'reserves.repeat', $2::jsonb, now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'release-reserves', 'reserves.due', $2::jsonb, now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'move-waiting-list-on', 'waiting-list.look', $2::jsonb, now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'put-freed-bed-forward', 'bed.freed', '{"claim": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'look-at-company', 'pair.decided', '{"decision": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'tell-of-stay-to-review', 'stay.over', '{"stay": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'tell-of-overdue-review', 'review.due', '{"stay": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'tell-of-emergency', 'stay.emergency', '{"stay": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'tell-of-joint-work', 'joint-work.changed', '{"coWork": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'tell-of-information', 'information.reported', '{"information": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'tell-of-enquiry', 'enquiry.made', '{"enquiry": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'send-message', 'message.due', '{"message": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'send-post', 'post.due', '{"message": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'plan-posts', 'notices.caused', '{"notice": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'plan-messages', 'notices.made', $3::jsonb, now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'end-joint-work', 'stay.over', '{"stay": "11111111-1111-4111-8111-111111111111"}', now(), now()
       UNION ALL SELECT nextval('outbox_entry_ids'), 'write-on-stays', 'stays.overdue', $2::jsonb, now(), now()`,
      [
        [...HANDLERS_OF['clean-up'], ...HANDLERS_OF['new-day'], ...HANDLERS_OF['alerts.due']],
        { unit: house.unit },
        { user: house.worker.id },
      ],
    );
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
       VALUES (nextval('outbox_entry_ids'), 'tell-of-lapsed-offer', 'offer.lapsed', $1, now(), now()),
              (nextval('outbox_entry_ids'), 'tell-of-freed-bed', 'bed.put-forward', $1, now(), now()),
              (nextval('outbox_entry_ids'), 'tell-of-kept-yes', 'offer.agreed', $1, now(), now()),
              (nextval('outbox_entry_ids'), 'tell-of-booked-nights', 'offer.confirmed', $1, now(), now()),
              (nextval('outbox_entry_ids'), 'tell-of-decision', 'offer.turned-down', $1, now(), now()),
              (nextval('outbox_entry_ids'), 'tell-of-taken-back-offer', 'offer.taken-back', $1, now(), now())`,
      [{ offer: told.offer }],
    );
    await due(open.offer, 'tell-of-offered-nights');
    await due(open.offer, 'remind-of-offer');
    await due(past.offer, 'lapse-offer');

    worker = await startWorker();
    await until(async () => (await waiting(app)) === HANDLER_NAMES.length, 'not every handler stood still');
    worker.signal('SIGKILL');
    await worker.ended();
    await owner.query('ROLLBACK');
    expect(await count(`SELECT 1 FROM notices WHERE offer_id = $1`, open.offer)).toBe(0);

    await Promise.all([startWorker(), startWorker()]);
    await app.sql(
      `UPDATE outbox SET due_at = now() + interval '9 years' WHERE state = 'waiting' AND handed_at IS NULL`,
    );
    await until(
      async () =>
        (await app.sql(`SELECT 1 FROM outbox WHERE state = 'waiting' AND handed_at IS NOT NULL`)).length === 0,
      'not all was done',
    );
    expect(await count(`SELECT 1 FROM request_events WHERE request_id = $1 AND action = 'lapse'`, past.request)).toBe(
      1,
    );
    expect(await app.sql(`SELECT kind FROM notices WHERE offer_id = $1 ORDER BY kind`, [open.offer])).toEqual([
      { kind: 'nights_offered' },
      { kind: 'offer_half_way' },
    ]);
    expect(await count(`SELECT 1 FROM notices WHERE offer_id = $1`, told.offer)).toBe(1);
    expect(await app.sql(`SELECT 1 FROM sessions WHERE sid = 'old'`)).toEqual([]);
    expect(await app.sql(`SELECT 1 FROM outbox WHERE finished_at < now() - interval '30 days'`)).toEqual([]);
  }, 120_000);

  it('hands over what the relay had taken when it was killed', async () => {
    await app.sql(`DELETE FROM outbox`);
    const { request, offer } = await aPastOffer();
    worker = await startWorker();
    const free = await stopTaking(owner);
    await due(offer, 'lapse-offer');
    await until(() => holdsRows(app), 'the relay took nothing');
    worker.signal('SIGKILL');
    await worker.ended();
    await free();
    expect(await count(`SELECT 1 FROM request_events WHERE request_id = $1 AND action = 'lapse'`, request)).toBe(0);

    await startWorker();
    await until(
      async () =>
        (await count(`SELECT 1 FROM request_events WHERE request_id = $1 AND action = 'lapse'`, request)) === 1,
      'it was lost',
    );
  }, 120_000);

  it('catches up once when the clock jumps a month ahead, and works on when it jumps back', async () => {
    await app.sql(`DELETE FROM outbox`);
    const house = await make.aHouse();
    const { request, offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 });
    const clock = join(process.cwd(), 'test/support/jumping-clock.mjs');
    const jumping = { NODE_OPTIONS: `--import=${clock}`, JUMP_MS: String(30 * 86_400_000) };
    worker = await startWorker(jumping);
    const other = await startWorker(jumping);
    const lapsed = () => count(`SELECT 1 FROM request_events WHERE request_id = $1 AND action = 'lapse'`, request);
    expect(await lapsed()).toBe(0);
    for (const program of [worker, other]) program.signal('SIGUSR2');
    await until(async () => (await lapsed()) === 1, 'it did not lapse');
    await allDone('not all that was due was done');
    expect(await lapsed()).toBe(1);
    expect(await count(`SELECT 1 FROM notices WHERE kind = 'offer_lapsed' AND offer_id = $1`, offer)).toBe(1);

    for (const program of [worker, other]) program.signal('SIGUSR2');
    const past = await aPastOffer();
    await due(past.offer, 'lapse-offer');
    await until(
      async () => (await app.sql(`SELECT 1 FROM offers WHERE id = $1 AND state = 'lapsed'`, [past.offer])).length === 1,
      'nothing was done after the clock had jumped back',
    );
    expect(await lapsed()).toBe(1);
  }, 120_000);

  it('goes on when every connection to PostgreSQL is cut, again and again', async () => {
    await app.sql(`DELETE FROM outbox`);
    worker = await startWorker();
    for (let times = 0; times < 5; times += 1) {
      const { offer } = await aPastOffer();
      await due(offer, 'lapse-offer');
      await app.asAdmin(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name LIKE 'short-breaks%' AND datname = current_database() AND pid <> pg_backend_pid()`,
      );
      await until(
        async () => (await app.sql(`SELECT 1 FROM offers WHERE id = $1 AND state = 'lapsed'`, [offer])).length === 1,
      );
    }
    await app.sql(`UPDATE outbox SET due_at = now()`);
    await allDone('something was left undone');
    expect(worker.stderr.length).toBeLessThan(20_000);
  }, 120_000);
}

/** How many of the worker's statements wait for a lock. */
export async function waiting(app: TestApp): Promise<number> {
  const rows = await app.asAdmin(
    `SELECT 1 FROM pg_stat_activity
      WHERE application_name = 'short-breaks' AND datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length;
}

/** Whether a relay has taken rows and not said yet that they are handed over. */
async function holdsRows(app: TestApp): Promise<boolean> {
  const rows = await app.asAdmin(
    `SELECT 1 FROM pg_stat_activity WHERE application_name = 'short-breaks' AND datname = current_database()
        AND state = 'idle in transaction' AND query LIKE '%FROM outbox%SKIP LOCKED%'
        AND now() - state_change > interval '300 milliseconds'`,
  );
  return rows.length > 0;
}
