import { setTimeout as sleep } from 'node:timers/promises';
import { MailServer } from '../support/mail-server.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import { call, inTurn } from './clients.js';
import { say, sayFigure } from './frame.js';
import { cancel, housesOf, lastProposal, type House } from './houses.js';
import { seenBench } from './seen.js';
import { query, type Stage } from './stage.js';

const READY = ' does its jobs here';
/** As many as go to each manager without a message being held back: no more are sent to one person in an hour. */
const UNITS = 10;
const EACH = 25;
const RELEASES = 500;
const WAITING = 2_000;

/** A bed that is given back, until it is before the manager and the mail about it is handed over; and five hundred at once. */
export async function freedBench(stage: Stage): Promise<void> {
  await onBackend(stage, 'PostgreSQL', {});
  if (!hasRedis()) return say('freed beds on Redis: left out, there is no redis-server here');
  const redis = await RedisServer.start();
  try {
    await onBackend(stage, 'Redis', { REDIS_URL: redis.url });
  } finally {
    await redis.stop();
  }
}

async function onBackend(stage: Stage, name: string, settings: Record<string, string>): Promise<void> {
  await oneAtATime(stage, name, settings);
  await seenBench(stage, name, settings);
  await allAtOnce(stage, name, settings);
}

async function oneAtATime(stage: Stage, name: string, settings: Record<string, string>): Promise<void> {
  const database = await stage.database('bench_freed');
  const houses = await housesOf(database, { units: UNITS, beds: 1, nights: EACH, waiting: EACH });
  const mail = await MailServer.start();
  const jobs = {
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'breaks@bench.example', PUBLIC_URL: 'https://breaks.bench.example' },
    ...{ MESSAGES_AN_HOUR: '60', ...settings },
  };
  try {
    const { address } = await stage.service(database, settings);
    await stage.run('src/worker.js', { DATABASE_URL: database.serviceUrl, ...jobs }, READY);
    const proposed: number[] = [];
    const mailed: number[] = [];
    for (let round = 0; round < EACH; round += 1)
      for (const house of houses) {
        const { email, token } = house.manager;
        const before = mail.to(email).length;
        const begun = Date.now();
        await inTurn(1, 1, () => cancel(address, token, house.stays[round]!));
        while (mail.to(email).length === before) {
          if (Date.now() - begun > 20_000) throw new Error('Nobody was told of a bed within twenty seconds');
          await sleep(1);
        }
        mailed.push(Date.now() - begun);
        proposed.push((await lastProposal(database, house.unit)).getTime() - begun);
      }
    // The first of each house warms up.
    sayTimes(`a bed given back, until it is before the manager, ${name}`, proposed.slice(UNITS));
    sayTimes('and until the mail about it is handed over', mailed.slice(UNITS), 1_000);
  } finally {
    await stage.endPrograms();
    await mail.stop();
  }
}

async function allAtOnce(stage: Stage, name: string, settings: Record<string, string>): Promise<void> {
  const database = await stage.database('bench_freed');
  const shape = { units: 1, beds: 4, nights: RELEASES / 4, waiting: WAITING };
  const [house] = await housesOf(database, shape);
  const { address } = await stage.service(database, settings);
  const ranked = await rankedBefore(address, house!);
  await inTurn(RELEASES, 8, () => cancel(address, house!.manager.token, house!.stays.pop()!));
  const begun = performance.now();
  await stage.run('src/worker.js', { DATABASE_URL: database.serviceUrl, ...settings }, READY);
  const left = `SELECT 1 FROM outbox WHERE handler = 'put-freed-bed-forward' AND state = 'waiting' LIMIT 1`;
  while ((await query(database.ownerUrl, left)).length > 0) await sleep(50);
  const seconds = (performance.now() - begun) / 1_000;
  const offers = await query<{ part: string; bed: string; arrival: string }>(
    database.ownerUrl,
    `SELECT o.part_id AS part, o.bed_id AS bed, o.arrival::text FROM offers o ORDER BY o.proposed_at, o.id`,
  );
  const beds = new Set(offers.map(({ bed, arrival }) => `${bed} ${arrival}`)).size;
  const people = new Set(offers.map(({ part }) => part)).size;
  const inOrder = offers.filter(({ part }, at) => part === ranked[at]).length;
  const isRight = [offers.length, beds, people, inOrder].every((count) => count === RELEASES);
  sayFigure(
    `${RELEASES} beds given back at once, ${WAITING.toLocaleString('en')} wait, ${name}`,
    `${seconds.toFixed(1)} s   ${((seconds * 1_000) / RELEASES).toFixed(0)} ms each`,
  );
  say(
    `  ${offers.length} put forward: ${beds} beds once, ${people} people once, ${inOrder} in the order of the list: ${isRight ? 'reached' : 'NOT REACHED'}`,
  );
  await stage.endPrograms();
}

/** The parts that wait, the best placed first, as the service ranks them. */
async function rankedBefore(address: string, { unit, manager }: House): Promise<string[]> {
  const parts: string[] = [];
  for (let cursor = ''; ;) {
    const path = `/api/v1/units/${unit}/waiting-list?limit=100${cursor && `&cursor=${cursor}`}`;
    const { status, text } = await call(address, manager.token, 'GET', path);
    if (status !== 200) throw new Error(`${status}: ${text.slice(0, 300)}`);
    const { items, next } = JSON.parse(text) as { items: { id: string }[]; next: string | null };
    parts.push(...items.map(({ id }) => id));
    if (!next) return parts;
    cursor = next;
  }
}

function sayTimes(what: string, times: readonly number[], goal?: number): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  const wanted = goal && `   p99 under ${goal} ms: ${at(0.99) < goal ? 'reached' : 'NOT REACHED'}`;
  sayFigure(what, `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms${wanted ?? ''}`);
}
