import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MailServer } from '../support/mail-server.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import { assessEverybody } from './assess.js';
import { call, inTurn } from './clients.js';
import { day, fill } from './fill.js';
import { say, sayFigure } from './frame.js';
import { query, type Database, type Stage } from './stage.js';

const READY = ' does its jobs here';
/** As many as go to each manager without a message being held back: no more are sent to one person in an hour. */
const UNITS = 10;
const EACH = 25;
const RELEASES = 500;
const WAITING = 2_000;
const FIRST = 10;

interface House {
  unit: string;
  manager: { email: string; token: string };
  /** Stays of one night each, in the order of their nights. */
  stays: string[];
}

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

const cancel = (address: string, token: string, stay: string) =>
  call(address, token, 'POST', `/api/v1/stays/${stay}/cancel`, { reason: 'They are ill' });

async function lastProposal(database: Database, unit: string): Promise<Date> {
  const [row] = await query<{ at: Date }>(
    database.ownerUrl,
    `SELECT max(o.proposed_at) AS at FROM freed_bed_looks l JOIN offers o ON o.id = l.offer_id WHERE l.unit_id = $1`,
    [unit],
  );
  return row!.at;
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

/**
 * Units whose beds are taken night by night, and who wait there: with one bed each for a night of their own, with more of them
 * for any of the nights. Everybody is assessed. Each unit has a manager who is mailed at any hour.
 */
async function housesOf(
  database: Database,
  { units, beds, nights, waiting }: { units: number; beds: number; nights: number; waiting: number },
): Promise<House[]> {
  const places = await fill(database, units, 0, waiting + beds);
  await assessEverybody(database.ownerUrl);
  const houses: House[] = [];
  for (const [at, { unit }] of places.entries()) {
    const token = randomBytes(32).toString('base64url');
    const email = `manager${at}@bench.example`;
    await query(
      database.ownerUrl,
      `WITH made AS (INSERT INTO users (organisation_id, email, name, role, password_hash, created_at)
         SELECT organisation_id, $2, 'Bench manager', 'manager', 'none', now() FROM units WHERE id = $1 RETURNING id),
       member AS (INSERT INTO unit_members (user_id, unit_id, capacity) SELECT id, $1, 'registered_manager' FROM made),
       chosen AS (INSERT INTO notification_choices (user_id, how, while_away, chosen_at) SELECT id, '{}', 'both', now() FROM made)
       INSERT INTO api_tokens (user_id, label, token_hash, created_at, expires_at)
       SELECT id, 'bench', $3, now(), now() + interval '1 year' FROM made`,
      [unit, email, createHash('sha256').update(token).digest()],
    );
    const stays = await query<{ id: string }>(
      database.ownerUrl,
      `WITH young AS (SELECT y.id, y.key_worker_id, row_number() OVER (ORDER BY y.case_number) AS n
         FROM young_people y JOIN access_grants g ON g.young_person_id = y.id WHERE g.unit_id = $1),
       wanted AS (SELECT gen_random_uuid() AS id, id AS young, key_worker_id AS worker, n FROM young WHERE n <= $2::int),
       asked AS (INSERT INTO requests (id, unit_id, asked_by, purpose, created_at)
         SELECT id, $1, worker, 'A night of rest', now() - n * interval '1 hour' FROM wanted),
       parts AS (INSERT INTO request_parts (request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at)
         SELECT id, $1, young, 1, CASE WHEN $3::int = 1 THEN $5::date + n::int - 1 ELSE $5::date END,
                CASE WHEN $3::int = 1 THEN $5::date + n::int ELSE $5::date + $4::int END, 'waitlisted', now(), now() - n * interval '1 day' FROM wanted),
       booked AS (SELECT gen_random_uuid() AS stay, young.id AS young, young.key_worker_id AS worker, b.id AS bed, $5::date + night AS night
         FROM young JOIN beds b ON b.unit_id = $1 AND b.number = young.n - $2::int, generate_series(0, $4::int - 1) night WHERE b.number <= $3::int),
       stays AS (INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
         SELECT stay, $1, young, night, night + 1, night, night + 1, 'booked', now(), worker FROM booked),
       claims AS (INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at)
         SELECT $1, bed, 'stay', night, night + 1, young, stay, now() FROM booked)
       SELECT stay AS id FROM booked ORDER BY night, bed`,
      [unit, waiting, beds, nights, day(FIRST)],
    );
    houses.push({ unit, manager: { email, token }, stays: stays.map(({ id }) => id) });
  }
  await query(database.ownerUrl, 'ANALYZE');
  return houses;
}
