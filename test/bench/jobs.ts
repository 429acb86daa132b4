import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import { call, inTurn } from './clients.js';
import { compare, say, sayFigure, spreadOf } from './frame.js';
import type { Database, Stage } from './stage.js';

/** Jobs in a round, written in one transaction. */
const JOBS = 1_000;
const SINGLE = 300;

/** An entry for a handler that finds nothing to do: it looks for an offer that is not there. */
const WRITE = `
  INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
  SELECT nextval('outbox_entry_ids'), 'remind-of-offer', 'offer.half-way', json_build_object('offer', gen_random_uuid()), now(), now()
    FROM generate_series(1, $1) RETURNING entry_id`;
const WAKE = `SELECT pg_notify('short_breaks_outbox', '')`;

/** Jobs through outbox, relay and handler against BullMQ alone with an empty handler, on both backends. */
export async function jobsBench(stage: Stage): Promise<void> {
  const postgres = await stage.database('bench_jobs');
  await onBackend(stage, 'PostgreSQL', postgres, {}, postgres.ownerUrl);
  if (!hasRedis()) return say('jobs on Redis: left out, there is no redis-server here');
  const redis = await RedisServer.start();
  try {
    await onBackend(stage, 'Redis', await stage.database('bench_jobs_2'), { REDIS_URL: redis.url }, redis.url);
  } finally {
    await redis.stop();
  }
}

async function onBackend(
  stage: Stage,
  name: string,
  database: Database,
  settings: Record<string, string>,
  queueAddress: string,
): Promise<void> {
  const worker = { DATABASE_URL: database.serviceUrl, ...settings };
  await stage.run('src/worker.js', worker, ' does its jobs here');
  const alone = await stage.contestant('bare-queue', queueAddress);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const write = async (jobs: number): Promise<string> => {
    await client.query('BEGIN');
    const { rows } = await client.query<{ entry_id: string }>(WRITE, [jobs]);
    await client.query(WAKE);
    await client.query('COMMIT');
    return rows[0]!.entry_id;
  };
  const allDone = async () => {
    const waiting = `SELECT 1 FROM outbox WHERE state = 'waiting' AND due_at <= now() LIMIT 1`;
    while ((await client.query(waiting)).rows.length > 0) await sleep(10);
  };
  const rate = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return JOBS / ((performance.now() - begun) / 1_000);
  };
  await compare({
    title: `jobs on ${name}`,
    ours: () => rate(() => write(JOBS).then(allDone)),
    theirs: () => rate(() => inTurn(1, 1, () => call(alone, '', 'GET', `/?jobs=${JOBS}`))),
    goal: { atLeast: 0.5 },
    names: ['outbox, relay and handler', 'BullMQ alone'],
  });
  const committed = new Map<string, number>();
  for (let one = 0; one < SINGLE; one += 1) {
    committed.set(await write(1), Date.now());
    await sleep(20);
  }
  await allDone();
  const { rows } = await client.query<{ entry_id: string; finished_at: Date }>(
    `SELECT entry_id, finished_at FROM outbox WHERE entry_id = ANY ($1)`,
    [[...committed.keys()]],
  );
  const waits = rows.map((row) => row.finished_at.getTime() - committed.get(row.entry_id)!);
  const sorted = waits.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  sayFigure(`from commit to handler on ${name}, one at a time`, `p50 ${spreadOf(waits).median} ms, p99 ${at(0.99)} ms`);
  await client.end();
  await stage.endPrograms();
}
