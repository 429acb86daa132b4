import { afterAll, beforeAll, describe } from '@jest/globals';
import { jobTests } from '../support/job-tests.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';

(hasRedis() ? describe : describe.skip)('jobs on Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.stop());

  jobTests(() => ({ REDIS_URL: redis.url }));
});
