import { afterAll, beforeAll, describe } from '@jest/globals';
import { alertFaultTests } from '../support/alert-fault-tests.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';

(hasRedis() ? describe : describe.skip)('alerts on Redis, with two workers', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.stop());

  alertFaultTests(() => ({ REDIS_URL: redis.url }));
});
