import { getQueueToken } from '@nestjs/bullmq';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Queue } from 'bullmq';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { HANDLERS_OF, QUEUE } from '../../src/platform/jobs/job-list.js';
import { OutboxService } from '../../src/platform/jobs/outbox.service.js';
import { builders, PASSWORD, type House } from './builders.js';
import { PageClient } from './page-client.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

/** What jobs have to hold to, whatever their queue is kept in. */
export function jobTests(settings: () => Record<string, string>): void {
  let app: TestApp;
  let make: ReturnType<typeof builders>;
  let queue: Queue;

  beforeAll(async () => {
    app = await startTestApp({ ...settings(), JOB_TRIES: '3', JOB_PAUSE_MS: '10' }, { work: true });
    make = builders(app);
    queue = app.app.get<Queue>(getQueueToken(QUEUE));
  });
  afterAll(() => app?.close());

  const stateOf = async (offer: string) =>
    (await app.sql<{ state: string }>('SELECT state FROM offers WHERE id = $1', [offer]))[0]!.state;
  const work = (offer: string) =>
    app.sql<{ entry_id: string; handler: string; state: string; error: string | null; times_failed: number }>(
      `SELECT entry_id, handler, state, error, times_failed FROM outbox
        WHERE payload->>'offer' = $1 AND handler <> 'tell-of-offered-nights' ORDER BY entry_id`,
      [offer],
    );
  /** But that they are offered, which is told at once. */
  const notices = async (offer: string) =>
    (
      await app.sql<{ kind: string }>(
        `SELECT kind FROM notices WHERE offer_id = $1 AND kind <> 'nights_offered' ORDER BY made_at`,
        [offer],
      )
    ).map(({ kind }) => kind);
  const lapses = async (request: string) =>
    (await app.sql(`SELECT 1 FROM request_events WHERE request_id = $1 AND action = 'lapse'`, [request])).length;

  /** Somebody else's half-way through their offers would be reminded, too: each test has a house of its own. */
  async function anOffer() {
    const house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    return { house, ...(await make.anOffer(house, ash, { inDays: 60 })) };
  }

  /** Time passes until the offer's end, or as much of what is left of it as is said. */
  async function pass(offer: string, share = 1): Promise<void> {
    const [{ end }] = (await app.sql<{ end: Date }>(`SELECT expires_at AS end FROM offers WHERE id = $1`, [offer])) as [
      { end: Date },
    ];
    app.clock.advance({ minutes: Math.ceil(((end.getTime() - app.clock.now().getTime()) * share) / 60_000) + 1 });
  }

  describe('an offer that nobody answers', () => {
    it('is a reminder half-way, lapses at its end without anybody asking, and the key worker hears of it', async () => {
      const { house, request, offer } = await anOffer();
      expect((await work(offer)).map(({ handler, state }) => [handler, state])).toEqual([
        ['lapse-offer', 'waiting'],
        ['remind-of-offer', 'waiting'],
      ]);
      await pass(offer, 0.5);
      await until(async () => (await notices(offer)).length === 1, 'no reminder');
      expect(await notices(offer)).toEqual(['offer_half_way']);
      expect(await stateOf(offer)).toBe('offered');
      let page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
      const { text } = await page.get('/notices');
      expect(text).toContain('Half of the time to answer the offer for Ash Example has gone');
      expect(text).toMatch(/Notices <span class="app-count">1</);

      await pass(offer);
      await until(async () => (await stateOf(offer)) === 'lapsed', 'did not lapse');
      await until(async () => (await notices(offer)).length === 2, 'nobody heard of it');
      expect(await lapses(request)).toBe(1);
      // By then the session has ended.
      page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
      const again = (await page.get('/notices')).text;
      expect(again).toContain('The offer for Ash Example ran out without an answer');
      expect(again).not.toContain('Half of the time');
      const [part] = await app.sql<{ id: string }>(`SELECT part_id AS id FROM offers WHERE id = $1`, [offer]);
      expect(again).toContain(`href="/requests/${part!.id}"`);
      const [id] = /notices\/([0-9a-f-]{36})\/read/.exec(again)!.slice(1);
      expect((await page.post(`/notices/${id}/read`)).status).toBe(303);
      expect((await page.get('/notices')).text).toContain('There is nothing new for you');
    });

    it('is no reminder once it is answered', async () => {
      const { house, offer } = await anOffer();
      await make.as(house.worker).post(`/offers/${offer}/accept`, { answeredBy: 'Mum', how: 'telephone' }).expect(200);
      await pass(offer);
      await until(async () => (await work(offer)).every(({ state }) => state === 'done'), 'not all done');
      expect(await notices(offer)).toEqual([]);
      expect(await stateOf(offer)).toBe('accepted');
    });
  });

  it('lapses also when the job came a little early, and when no job was left to come', async () => {
    const early = await anOffer();
    await app.sql(`UPDATE offers SET expires_at = now() + interval '20 days' WHERE id = $1`, [early.offer]);
    app.clock.advance({ days: 20 });
    await app.sql(`UPDATE offers SET expires_at = $2 WHERE id = $1`, [
      early.offer,
      new Date(app.clock.now().getTime() + 400),
    ]);
    await until(async () => (await stateOf(early.offer)) === 'lapsed', 'the early one did not lapse');

    const missed = await anOffer();
    await app.sql(`DELETE FROM outbox WHERE payload->>'offer' = $1`, [missed.offer]);
    await pass(missed.offer);
    await app.app.get(OutboxService).write(app.app.get(DataSource).manager, 'clean-up', {});
    await until(async () => (await stateOf(missed.offer)) === 'lapsed', 'the missed one was not found');
    expect(await lapses(missed.request)).toBe(1);
  });

  it('tells the key worker that nights were decided not to suit, and not why', async () => {
    const house = await make.aHouse();
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 5 });
    const nights = { arrival: make.today(5), departure: make.today(7) };
    const proposed = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    const { id } = proposed.body as { id: string };
    const no = { decision: 'not_suitable', reasons: 'Bo Example needs quiet' };
    await make.as(house.manager).post(`/offers/${id}/sign`, no).expect(200);
    await until(async () => (await notices(id)).includes('offer_decided'), 'nobody heard of it');
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const { text } = await worker.get('/notices');
    expect(text).toContain('Not these nights for Ash Example');
    expect(text).not.toContain('Bo Example');
  });

  it('tells the key worker that an offer was taken back for somebody who is really there, and not for whom', async () => {
    const house = await make.aHouse({ beds: 1 });
    const there = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), {
      inDays: 0,
      nights: 1,
    });
    await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 2 });
    const on = { departure: make.today(3), reason: 'Nobody at home' };
    await make.as(house.staff).post(`/stays/${there}/stay-on`, on).expect(200);
    await until(async () => (await notices(offer)).includes('offer_taken_back'), 'nobody heard of it');
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const { text } = await worker.get('/notices');
    expect(text).toContain('The unit had to take back the offer for Ash Example');
    expect(text).not.toContain('Bo Example');
    const trail = await app.sql(
      `SELECT actor_id, via FROM audit_entries WHERE action = 'offer.taken_back' AND subject_id = $1`,
      [offer],
    );
    expect(trail).toEqual([{ actor_id: house.staff.id, via: 'api' }]);
  });

  it('does each piece of work once, however many workers there are and however often the queue brings it', async () => {
    const { request, offer } = await anOffer();
    const [lapse] = await work(offer);
    const piece = { entry: lapse!.entry_id, handler: lapse!.handler };
    await pass(offer);
    const twins = Array.from({ length: 20 }, (_, i) => ({
      name: piece.handler,
      data: piece,
      opts: { jobId: `twin-${i}-of-${piece.entry}` },
    }));
    await queue.addBulk(twins);
    await until(async () => (await notices(offer)).includes('offer_lapsed'), 'nobody heard of it');
    await until(async () => (await queue.getJobCounts('wait', 'active', 'delayed'))['wait'] === 0);
    expect(await lapses(request)).toBe(1);
    expect((await notices(offer)).filter((kind) => kind === 'offer_lapsed')).toHaveLength(1);
    expect((await work(offer)).filter(({ handler }) => handler === 'tell-of-lapsed-offer')).toHaveLength(1);
  });

  /** Two offers half-way through their time, of which nobody was reminded, and nobody will be by itself. */
  async function offersHalfWay() {
    const [one, other] = [await anOffer(), await anOffer()];
    const offers = [one.offer, other.offer];
    await app.sql(`DELETE FROM outbox WHERE handler = 'remind-of-offer' AND payload->>'offer' = ANY ($1)`, [offers]);
    await pass(other.offer, 0.6);
    return [one, other] as const;
  }

  it('loses no entry that commits after a later one', async () => {
    const [early, late] = await offersHalfWay();
    const outbox = app.app.get(OutboxService);
    const runner = app.app.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    await outbox.write(runner.manager, 'offer.half-way', { offer: early.offer });
    await outbox.write(app.app.get(DataSource).manager, 'offer.half-way', { offer: late.offer });
    await until(async () => (await notices(late.offer)).length === 1, 'the later one was not handled');
    expect(await notices(early.offer)).toEqual([]);
    await runner.commitTransaction();
    await runner.release();
    await until(async () => (await notices(early.offer)).length === 1, 'the early one was lost');
  });

  it('writes nothing to the outbox of what is rolled back', async () => {
    const id = randomUUID();
    const source = app.app.get(DataSource);
    await source
      .transaction(async (manager) => {
        await app.app.get(OutboxService).write(manager, 'offer.held', { offer: id });
        throw new Error('thought better of it');
      })
      .catch(() => undefined);
    expect(await work(id)).toEqual([]);
  });

  it.each<[string, object]>([
    ['a name', { offer: 'Ash Example' }],
    ['a name within', { offer: { name: 'Ash Example' } }],
    ['a list', { offer: ['Ash Example'] }],
    ['a number', { offer: 14 }],
    ['nothing', { offer: null }],
    ['a name as a key', { 'Ash Example': randomUUID() }],
  ])('takes ids and nothing else: not %s', async (_, payload) => {
    const { manager } = app.app.get(DataSource);
    const write = app.app.get(OutboxService).write(manager, 'offer.held', payload as { offer: string });
    await expect(write).rejects.toMatchObject({ driverError: { constraint: 'payload_holds_ids_only' } });
  });

  it('hears of the outbox again when its connection was cut', async () => {
    await app.asAdmin(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'short-breaks outbox' AND datname = current_database()`,
    );
    const [{ offer }] = await offersHalfWay();
    await app.app.get(OutboxService).write(app.app.get(DataSource).manager, 'offer.half-way', { offer });
    await until(async () => (await notices(offer)).length === 1, 'it was not heard');
  });

  describe('work that keeps failing', () => {
    let house: House;
    let request: string;
    let offer: string;
    let manager: PageClient;

    beforeAll(async () => {
      ({ house, request, offer } = await anOffer());
      await app.sql(`CREATE FUNCTION refuse_lapse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'Ash Example has a secret' USING ERRCODE = 'P0042'; END $$`);
      await app.sql(`CREATE TRIGGER refuse_lapse BEFORE UPDATE ON offers FOR EACH ROW
        WHEN (OLD.id = '${offer}' AND NEW.state = 'lapsed') EXECUTE FUNCTION refuse_lapse()`);
      await pass(offer);
      await until(async () => (await work(offer))[0]?.state === 'failed', 'it was not given up');
      manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    });

    it('is listed for the manager of its unit with the kind of its error, and for nobody else', async () => {
      expect((await work(offer))[0]).toMatchObject({ handler: 'lapse-offer', times_failed: 3 });
      const { text } = await manager.get('/stuck-work');
      expect(text).toContain('Giving back the nights of an offer that nobody answered in time');
      expect(text).toContain('P0042');
      expect(text).not.toContain('Ash Example has a secret');
      expect((await manager.get('/')).text).toMatch(/Background work <span class="app-count">1</);
      const other = await make.aHouse();
      const stranger = await PageClient.signIn(app.address, other.manager.email, PASSWORD);
      expect((await stranger.get('/stuck-work')).text).toContain('Everything has gone through');
      const { entry_id: entry } = (await work(offer))[0]!;
      expect((await stranger.post(`/stuck-work/${entry}/lapse-offer/retry`)).status).toBe(404);
    });

    it('goes again when the manager says so, and comes back if it fails again', async () => {
      const { entry_id: entry } = (await work(offer))[0]!;
      expect((await manager.post(`/stuck-work/${entry}/lapse-offer/retry`)).status).toBe(303);
      await until(async () => (await work(offer))[0]?.state === 'failed', 'it did not come back');
      await app.sql('DROP TRIGGER refuse_lapse ON offers');
      expect((await manager.post(`/stuck-work/${entry}/lapse-offer/retry`)).status).toBe(303);
      await until(async () => (await stateOf(offer)) === 'lapsed', 'it was not done');
      expect(await lapses(request)).toBe(1);
      expect((await manager.get('/stuck-work')).text).toContain('Everything has gone through');
    });

    it('is dismissed by name', async () => {
      await app.sql(`INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at, state, finished_at, error)
        VALUES (nextval('outbox_entry_ids'), 'remind-of-offer', 'offer.half-way', '{}', '${house.unit}', now(), now(), 'failed', now(), 'Error')`);
      const [, entry] = /stuck-work\/(\d+)\/remind-of-offer\/dismiss/.exec((await manager.get('/stuck-work')).text)!;
      expect((await manager.post(`/stuck-work/${entry}/remind-of-offer/dismiss`)).status).toBe(303);
      const [row] = await app.sql('SELECT state, dismissed_by FROM outbox WHERE entry_id = $1', [entry]);
      expect(row).toEqual({ state: 'dismissed', dismissed_by: house.manager.id });
      const trail = await app.sql(
        `SELECT action FROM audit_entries WHERE actor_id = $1 AND subject = 'job' ORDER BY id`,
        [house.manager.id],
      );
      expect(trail.map(({ action }) => action as string)).toEqual(['job.retried', 'job.retried', 'job.dismissed']);
    });
  });

  it('cleans up once for each beat of the schedule', async () => {
    const { worker } = await make.aHouse();
    await app.sql(
      `INSERT INTO sessions (sid, sess, expire) VALUES ('old', '{}', now() - interval '1 day'), ('new', '{}', now() + interval '9 years')`,
    );
    await app.sql(`UPDATE api_tokens SET expires_at = now() - interval '31 days' WHERE user_id = $1`, [worker.id]);
    const schedulers = await queue.getJobSchedulers();
    expect(schedulers.map(({ key, pattern, tz }) => [key, pattern, tz]).toSorted()).toEqual([
      ['alerts.due', '*/10 * * * *', 'Europe/London'],
      ['clean-up', '17 * * * *', 'Europe/London'],
      ['new-day', '41 3 * * *', 'Europe/London'],
    ]);
    for (let twice = 0; twice < 2; twice += 1) await queue.add('clean-up', {}, { jobId: 'beat-of-the-test' });
    const rows = () => app.sql<{ state: string }>(`SELECT state FROM outbox WHERE once = 'beat-of-the-test'`);
    await until(async () => (await rows()).length > 0 && (await rows()).every(({ state }) => state === 'done'));
    await queue.add('clean-up', {}, { jobId: 'beat-of-the-test' });
    await until(async () => (await queue.getJobState('beat-of-the-test')) === 'unknown');
    expect(await rows()).toHaveLength(HANDLERS_OF['clean-up'].length);
    expect(
      (await app.sql(`SELECT sid FROM sessions WHERE sid IN ('old', 'new')`)).map(({ sid }) => sid as string),
    ).toEqual(['new']);
    expect(await app.sql('SELECT 1 FROM api_tokens WHERE user_id = $1', [worker.id])).toEqual([]);
  });

  it('books while the queue does not answer', async () => {
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    await owner.query('BEGIN; LOCK TABLE bullmq.job IN ACCESS EXCLUSIVE MODE');
    try {
      await anOffer();
    } finally {
      await owner.query('ROLLBACK');
      await owner.end();
    }
  });
}
