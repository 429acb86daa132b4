import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { HandlerName } from '../../src/platform/jobs/job-list.js';
import { builders } from '../support/builders.js';
import { BuiltService } from '../support/built-service.js';
import { jobFaultTests } from '../support/job-fault-tests.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

(hasRedis() ? describe : describe.skip)('jobs on Redis, with faults', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.stop());

  jobFaultTests({
    settings: () => ({ REDIS_URL: redis.url }),
    stopTaking: async () => {
      redis.signal('SIGSTOP');
      return async () => redis.signal('SIGCONT');
    },
  });

  describe('that is killed and comes back empty', () => {
    let app: TestApp;
    let own: RedisServer;
    beforeAll(async () => {
      own = await RedisServer.start();
      app = await startTestApp({ REDIS_URL: own.url });
    });
    afterEach(() => BuiltService.stopAll());
    afterAll(async () => {
      await app?.close();
      await own?.stop();
    });

    it('never fails a booking, and nothing that was to be done is lost', async () => {
      const make = builders(app);
      const settings = { DATABASE_URL: app.serviceUrl, REDIS_URL: own.url, JOB_PAUSE_MS: '60000' };
      const workers = await Promise.all([1, 2, 3].map(() => BuiltService.startWorker(settings)));
      const house = await make.aHouse();
      const offers: string[] = [];
      const book = async () => {
        const ash = await make.aYoungPerson(house);
        offers.push((await make.anOffer(house, ash, { inDays: 60 + 3 * offers.length })).offer);
      };
      // The clock of this program may be that of the next morning; that of the workers is not.
      const isDue = (handler: HandlerName) =>
        app.sql(`UPDATE outbox SET due_at = now() WHERE handler = $1 AND state = 'waiting'`, [handler]);
      const told = () =>
        app.sql<{ kind: string; offer: string }>(
          `SELECT kind, offer_id AS offer FROM notices WHERE offer_id = ANY ($1) ORDER BY kind, offer_id`,
          [offers],
        );
      const toldAs = async (kind: string) => (await told()).filter((one) => one.kind === kind).length;

      // What fails once waits a minute in the queue, and is lost with it.
      await book();
      await isDue('tell-of-offered-nights');
      await until(async () => (await toldAs('nights_offered')) === 1, 'nobody was told of the first');
      await app.sql(`ALTER TABLE notices RENAME TO away`);
      await isDue('remind-of-offer');
      const failed = `SELECT 1 FROM outbox WHERE handler = 'remind-of-offer' AND times_failed = 1`;
      await until(async () => (await app.sql(failed)).length === 1, 'nothing failed');
      await app.sql(`ALTER TABLE away RENAME TO notices`);
      await own.kill();
      await book();
      await book();
      await isDue('tell-of-offered-nights');
      await isDue('remind-of-offer');
      await until(
        () => workers.every(({ stderr }) => stderr.includes('cannot hand over now')),
        'not every worker noticed that the queue is away',
      );
      expect(await told()).toEqual([{ kind: 'nights_offered', offer: offers[0] }]);
      await own.run();
      await until(
        async () => (await toldAs('nights_offered')) >= 3 && (await toldAs('offer_half_way')) >= 3,
        'something was lost',
        90_000,
      );
      const left = `SELECT 1 FROM outbox WHERE state = 'waiting' AND (handed_at IS NOT NULL OR due_at <= now())`;
      await until(async () => (await app.sql(left)).length === 0, 'something is still to be done');

      expect(await told()).toEqual(
        ['nights_offered', 'offer_half_way'].flatMap((kind) => offers.toSorted().map((offer) => ({ kind, offer }))),
      );
      expect(await app.sql(`SELECT max(times_lost) AS lost FROM outbox`)).toEqual([{ lost: 1 }]);
      for (const worker of workers) {
        expect(worker.stderr.split('\n').length).toBeLessThan(15);
        worker.signal('SIGTERM');
        expect(await worker.ended()).toBe(0);
      }
    }, 150_000);

    it('lets a worker start, and end, while it is away', async () => {
      await own.kill();
      const worker = await BuiltService.startWorker({ DATABASE_URL: app.serviceUrl, REDIS_URL: own.url });
      worker.signal('SIGTERM');
      expect(await worker.ended()).toBe(0);
      await own.run();
    });
  });
});
