import { Cluster, type RedisOptions } from 'ioredis';
import pg from 'pg';
import type { Env } from '../../../config/env.js';
import { queueServers, type QueueServers } from '../../../config/queue-servers.js';
import { QUEUE_SCHEMA } from './queue-schema.js';

/** What BullMQ is given to connect with, and how to let go of what is ours in it. */
export interface QueueConnection {
  backend: 'redis' | 'postgres';
  connection: RedisOptions | Cluster | pg.Pool;
  close(): Promise<void>;
}

/** On PostgreSQL a worker keeps one connection to listen; the others are shared by the queue and the worker. */
export const QUEUE_POOL = { web: 2, worker: 5 } as const;

/** What hears of new entries in the outbox, and in the web program of what changes, keeps a connection of its own. */
export const LISTENERS = { web: 1, worker: 1 } as const;

/** The queue's connection: Redis where REDIS_URL says, else a small pool in the service's own database. */
export function queueConnection(
  env: Pick<Env, 'REDIS_URL' | 'DATABASE_URL'>,
  program: keyof typeof QUEUE_POOL,
): QueueConnection {
  const servers = env.REDIS_URL === undefined ? undefined : queueServers(env.REDIS_URL);
  if (!servers) return postgresPool(env.DATABASE_URL!, QUEUE_POOL[program]);
  if (servers.kind !== 'cluster')
    return { backend: 'redis', connection: redisOptions(servers), close: async () => undefined };
  const { tls, username, password, ...redisOptionsOfNodes } = redisOptions(servers);
  const cluster = new Cluster(servers.servers, {
    clusterRetryStrategy: pause,
    redisOptions: {
      ...redisOptionsOfNodes,
      ...(tls && { tls }),
      ...(username && { username }),
      ...(password && { password }),
    },
  });
  cluster.on('error', () => undefined);
  return { backend: 'redis', connection: cluster, close: async () => cluster.disconnect() };
}

/** Growing pauses, never longer than ten seconds: a Redis that comes back is found soon, and none is hammered. */
const pause = (times: number) => Math.min(200 * 2 ** Math.min(times, 6), 10_000);

function redisOptions({ kind, servers, tls, username, password, master, database }: QueueServers): RedisOptions {
  const login = { ...(username && { username }), ...(password && { password }) };
  return {
    ...login,
    ...(tls && { tls: {} }),
    ...(kind === 'single' && servers[0]),
    ...(kind === 'sentinel' && { sentinels: servers, name: master!, ...(password && { sentinelPassword: password }) }),
    ...(kind === 'sentinel' && { sentinelRetryStrategy: pause }),
    ...(kind === 'sentinel' && tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    ...(database > 0 && { db: database }),
    retryStrategy: pause,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    maxRetriesPerRequest: null,
  };
}

function postgresPool(connectionString: string, max: number): QueueConnection {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: 'short-breaks queue',
    options: `-c search_path=${QUEUE_SCHEMA}`,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 20_000,
  });
  pool.on('error', () => undefined);
  // The pool hears of a connection that ends only while nobody has it. Whoever has it is told by the next statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { backend: 'postgres', connection: pool, close: () => pool.end() };
}
