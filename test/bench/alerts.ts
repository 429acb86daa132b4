import { setTimeout as sleep } from 'node:timers/promises';
import { momentOf } from '../../src/alerts/domain/conditions/moment.js';
import { call, inTurn } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { busyUnits } from './busy-units.js';
import { figure, say, sayFigure, spreadOf } from './frame.js';
import { occupancyByHand } from './occupancy-by-hand.js';
import { sweepByHand, type ByHand } from './sweep-by-hand.js';
import { query, type Database, type Stage } from './stage.js';

const READY = ' does its jobs here';
const SIZES = [10, 100, 1_000];
const RUNS = 7;
const SECONDS = 20;
/** Of which there is nothing to judge: whoever counts has the same figure. */
const PLAIN = [
  'low_occupancy',
  'empty_bed_soon',
  'request_late',
  'offer_about_to_lapse',
  'reserve_about_to_go',
  'staff_short',
] as const;

/** Every unit looked at for what is worth acting on, with every kind of alert on and a year of claims behind each. */
export async function alertsBench(stage: Stage): Promise<void> {
  const seconds: number[] = [];
  for (const units of SIZES) {
    const database = await stage.database(`bench_alerts_${units}`);
    const places = await fill(database, units, 0, 20);
    await busyUnits(database);
    seconds.push(await sweeps(stage, database, units));
    if (units === SIZES.at(-1)) await besidePeople(stage, database, places);
  }
  const [few, , many] = seconds as [number, number, number];
  const growth = many / SIZES[2]! / (few / SIZES[0]!);
  sayFigure(
    'a unit’s share of the look at 1,000 for that of the look at 10',
    `${growth.toFixed(2)}   linear is 1: ${growth <= 1.2 ? 'reached' : 'NOT REACHED'}`,
  );
}

/** How long a look at every unit takes without rests, once the first has opened what there is to open. */
async function sweeps(stage: Stage, database: Database, units: number): Promise<number> {
  await stage.run('src/worker.js', { DATABASE_URL: database.serviceUrl }, READY);
  const first = await sweep(database);
  await settled(database);
  const again: number[] = [];
  const byHand: number[] = [];
  const occupancy: number[] = [];
  const now = new Date();
  const { tonight } = momentOf(now, 'Europe/London', '06:00');
  let found: ByHand = {};
  for (let run = 0; run < (units >= 1_000 ? 2 : 7); run += 1) {
    again.push(await sweep(database));
    const hand = await sweepByHand(database.serviceUrl, tonight, now);
    byHand.push(hand.seconds);
    ({ found } = hand);
    occupancy.push((await occupancyByHand(database.serviceUrl, tonight)).seconds);
  }
  await stage.endPrograms();
  const [{ claims }] = (await query(database.ownerUrl, `SELECT count(*)::int AS claims FROM bed_claims`)) as [
    { claims: number },
  ];
  const stand = await standing(database);
  const { median } = spreadOf(again);
  sayFigure(
    `${units.toLocaleString('en')} units looked at without rests, every kind of alert on`,
    `${figure(spreadOf(again), 2)} s, the first time ${first.toFixed(2)} s   ${((median / units) * 1_000).toFixed(1)} ms a unit`,
  );
  say(`  ${claims.toLocaleString('en')} claims; alerts stand: ${listOf(stand)}`);
  const besides = (what: string, times: number[]) =>
    sayFigure(`  ${what}`, `${figure(spreadOf(times), 2)} s   ${(spreadOf(times).median / median).toFixed(3)} of ours`);
  besides('one hand-written pass for all of it', byHand);
  say(`    found: ${listOf(found)}`);
  const different = PLAIN.filter((kind) => (found[kind] ?? 0) !== (stand[kind] ?? 0));
  say(
    `    of the plain kinds as many as stand: ${different.length === 0 ? 'reached' : `NOT REACHED (${different.join(', ')})`}`,
  );
  besides('occupancy alone in one hand-written pass', occupancy);
  return median;
}

/** How many alerts of each kind stand. */
async function standing({ ownerUrl }: Database): Promise<ByHand> {
  const rows = await query<{ kind: keyof ByHand; count: number }>(
    ownerUrl,
    `SELECT kind, count(*)::int FROM alerts WHERE ended_at IS NULL GROUP BY kind`,
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

const listOf = (counts: ByHand): string =>
  Object.entries(counts)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([kind, count]) => `${kind} ${count.toLocaleString('en')}`)
    .join(', ');

/** Asks for a look at every unit at once, and waits for the last. */
async function sweep(database: Database): Promise<number> {
  const begun = performance.now();
  await query(
    database.ownerUrl,
    `WITH written AS (INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at)
       SELECT nextval('outbox_entry_ids'), 'look-at-alerts', 'alerts.look', jsonb_build_object('unit', id), id, now(), now() FROM units)
     SELECT pg_notify('short_breaks_outbox', '')`,
  );
  while (await waits(database, ['alerts.look'])) await sleep(20);
  return (performance.now() - begun) / 1_000;
}

/** Asks for it as the clock does, of units that were all looked at before: a few at a time. */
const startRound = ({ ownerUrl }: Database) =>
  query(
    ownerUrl,
    `WITH earlier AS (UPDATE alert_looks SET looked_at = looked_at - interval '10 minutes'),
     written AS (INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
       VALUES (nextval('outbox_entry_ids'), 'find-units-to-look-at', 'alerts.due', '{}', now(), now()))
     SELECT pg_notify('short_breaks_outbox', '')`,
  );
/** Whether any unit is to be looked at, or a round goes on. */
const waits = async ({ ownerUrl }: Database, topics = ['alerts.due', 'alerts.go-on', 'alerts.look']) =>
  (await query(ownerUrl, `SELECT 1 FROM outbox WHERE topic = ANY ($1::text[]) AND state = 'waiting' LIMIT 1`, [topics]))
    .length > 0;
/** What comes of it is done, too: people are told, and units where more changed are looked at once more. */
async function settled({ ownerUrl }: Database): Promise<void> {
  const owed = `SELECT 1 FROM outbox WHERE state = 'waiting' AND due_at < now() + interval '5 s' LIMIT 1`;
  while ((await query(ownerUrl, owed)).length > 0) await sleep(500);
}
const looked = async ({ ownerUrl }: Database) =>
  (
    await query<{ count: number }>(
      ownerUrl,
      `SELECT count(*)::int FROM outbox WHERE topic = 'alerts.look' AND state = 'done'`,
    )
  )[0]!.count;

/** What people wait for at half of what the web program can do, while every unit is looked at in turn and while none is. */
async function besidePeople(stage: Stage, database: Database, places: readonly Place[]): Promise<void> {
  const { address } = await stage.service(database);
  await stage.run('src/worker.js', { DATABASE_URL: database.serviceUrl }, READY);
  const look = (at: number) => {
    const { unit, token } = places[at % places.length]!;
    return call(address, token, 'GET', `/api/v1/units/${unit}/calendar?from=${day(0)}&to=${day(28)}`);
  };
  let at = 0;
  // A worker that has been at work for a while, as the web program has once it was asked so often.
  await sweep(database);
  await settled(database);
  await inTurn(1_000, 8, () => look(at++));
  const saturated = await inTurn(2_000, 8, () => look(at++));
  const every = 1_000 / (saturated / 2);
  await p95(look, every);
  const quiet: number[] = [];
  const busy: number[] = [];
  const counting: number[] = [];
  const paces: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const without = async () => {
      await stopRound(database);
      quiet.push(await p95(look, every));
    };
    const during = async () => {
      const before = await looked(database);
      await startRound(database);
      busy.push(await p95(look, every));
      if (!(await waits(database))) throw new Error('Every unit was looked at before the calls were over');
      paces.push(((await looked(database)) - before) / SECONDS);
      await stopRound(database);
    };
    const besideCounting = async () => {
      await stopRound(database);
      const program = await stage.run('test/bench/counting.js', {}, 'ready');
      counting.push(await p95(look, every));
      process.kill(program.pid);
    };
    const each = [without, during, besideCounting];
    for (let one = 0; one < 3; one += 1) await each[(run + one) % 3]!();
  }
  await stage.endPrograms();
  const ratio = spreadOf(busy.map((ms, run) => ms / quiet[run]!));
  sayFigure(
    `p95 of the calendar at ${(saturated / 2).toFixed(0)} a second while ${places.length.toLocaleString('en')} units are looked at in turn`,
    `${figure(ratio, 2)}   at most 1.3: ${ratio.median <= 1.3 ? 'reached' : 'NOT REACHED'}`,
  );
  say(`  ${figure(spreadOf(busy), 1)} ms, without ${figure(spreadOf(quiet), 1)} ms`);
  const beside = spreadOf(counting.map((ms, run) => ms / quiet[run]!));
  say(
    `  ${figure(beside, 2)} beside a program that only counts for a tenth of a second every two: what any work costs here`,
  );
  const minutes = places.length / spreadOf(paces).median / 60;
  say(
    `  ${figure(spreadOf(paces), 2)} looked at a second, so all in ${minutes.toFixed(0)} min; one worker as it comes, five jobs at a time`,
  );
}

/** Those that were not looked at yet are not looked at in this round, whether the clock began it or we. */
async function stopRound(database: Database): Promise<void> {
  while (await waits(database)) {
    await query(database.ownerUrl, `DELETE FROM outbox WHERE topic = 'alerts.go-on' AND state = 'waiting'`);
    await sleep(100);
  }
}
/** Calls at a steady pace, whether or not those before are answered; how long 95 of 100 took at most, in ms. */
async function p95(look: (at: number) => Promise<{ status: number }>, every: number): Promise<number> {
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const begun = performance.now();
  for (let at = 0; at * every < SECONDS * 1_000; at += 1) {
    const due = begun + at * every;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    asked.push(
      look(at).then(({ status }) => {
        if (status !== 200) throw new Error(`${status}`);
        times.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(asked);
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.95)]!;
}
