import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
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
      const remind = () => app.sql(`UPDATE outbox SET due_at = now() WHERE handler = 'remind-of-offer'`);
      const reminded = async () =>
        (await app.sql(`SELECT DISTINCT offer_id FROM notices WHERE offer_id = ANY ($1)`, [offers])).length;

      // What fails once waits a minute in the queue, and is lost with it.
      await book();
      await app.sql(`ALTER TABLE notices RENAME TO away`);
      await remind();
      await until(async () => (await app.sql(`SELECT 1 FROM outbox WHERE times_failed = 1`)).length === 1);
      await app.sql(`ALTER TABLE away RENAME TO notices`);
      await own.kill();
      await book();
      await book();
      await remind();
      await new Promise((while_) => setTimeout(while_, 3_000));
      expect(await reminded()).toBe(0);
      await own.run();
      await until(async () => (await reminded()) === 3, 'something was lost', 90_000);

      expect(await app.sql(`SELECT count(*)::int AS count FROM notices`)).toEqual([{ count: 3 }]);
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
