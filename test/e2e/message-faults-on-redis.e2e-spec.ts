import { afterAll, beforeAll, describe } from '@jest/globals';
import { messageFaultTests } from '../support/message-fault-tests.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';

(hasRedis() ? describe : describe.skip)('messages on Redis, with faults', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.stop());

  messageFaultTests(() => ({ REDIS_URL: redis.url }));
});
