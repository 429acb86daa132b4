import { readFileSync } from 'node:fs';
import { call } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { compare, say, sayFigure, spreadOf, figure } from './frame.js';
import { Recorder } from './recorder.js';
import { query, type Database, type Stage } from './stage.js';

const ROUNDS = 9;
const MOST_MS = 300;
/** What Linux counts the time of a process in. */
const TICK_MS = 10;

/** The milliseconds that the processor has worked for a program, whatever else the machine does. */
function cpuOf(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = after.split(' ').slice(11, 13).map(Number);
  return (user! + system!) * TICK_MS;
}

/** Beds of which every third weekend is full, so that breaks come out in every way: free, moved for, on other days, not at all. */
async function book({ ownerUrl }: Database): Promise<void> {
  const steps = [
    `WITH wanted AS (
       SELECT gen_random_uuid() AS stay, b.unit_id, y.id AS young, y.key_worker_id AS worker, b.id AS bed,
              DATE '${day(0)}' + 7 * week + b.number % 2 AS arrival, 1 + week % 3 AS nights
         FROM generate_series(1, 78) week CROSS JOIN beds b
         JOIN LATERAL (SELECT y.id, y.key_worker_id FROM young_people y JOIN access_grants g ON g.young_person_id = y.id
                        WHERE g.unit_id = b.unit_id ORDER BY y.case_number OFFSET (4 * (week % 12) + b.number) LIMIT 1) y ON true
        WHERE week % 3 = 0 OR b.number < 3),
     stays AS (
       INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
       SELECT stay, unit_id, young, arrival, arrival + nights, arrival, arrival + nights, 'booked', now(), worker FROM wanted)
     INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at)
     SELECT unit_id, bed, 'stay', arrival, arrival + nights, young, stay, now() FROM wanted`,
    'VACUUM ANALYZE',
  ];
  for (const step of steps) await query(ownerUrl, step);
}

/** A series of every week as far ahead as can be booked, with conflicts, beside one break: statements, and time. */
export async function seriesBench(stage: Stage): Promise<void> {
  const database = await stage.database('bench_series');
  const [place] = (await fill(database, 1, 0, 330)) as [Place];
  await book(database);
  const [guest] = await query<{ id: string }>(
    database.ownerUrl,
    `SELECT id FROM young_people ORDER BY case_number DESC LIMIT 1`,
  );
  const series = { every: 'week', from: day(7), nights: 2, earlier: 1, later: 3 };
  const asked = (more: object) => ({ youngPerson: guest!.id, unit: place.unit, series: { ...series, ...more } });
  const ask = (address: string, more: object = {}) =>
    call(address, place.token, 'POST', '/api/v1/series-previews', asked(more));
  const { address, pid } = await stage.service(database);
  const found = JSON.parse((await ask(address)).text) as { occurrences: { result: string }[] };
  const counts = new Map<string, number>();
  for (const { result } of found.occurrences) counts.set(result, (counts.get(result) ?? 0) + 1);
  const told = [...counts].map(([result, count]) => `${result} ${count}`).join(', ');
  say(`a series of ${found.occurrences.length} breaks, ${4 + 1} starts each: ${told}`);
  const recorder = await Recorder.beside(stage, database);
  const [all, one] = [
    await recorder.statementsOf((at) => ask(at)),
    await recorder.statementsOf((at) => ask(at, { times: 1 })),
  ];
  const ratio = all.length / one.length;
  sayFigure(
    `statements of ${found.occurrences.length} breaks for those of one`,
    `${ratio.toFixed(2)}   at most 3: ${ratio <= 3 ? 'reached' : 'NOT REACHED'}   ${all.length} and ${one.length}`,
  );
  for (let warm = 0; warm < 5; warm += 1) await ask(address);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = cpuOf(pid);
    for (let turn = 0; turn < 5; turn += 1) await ask(address);
    times.push((cpuOf(pid) - before) / 5);
  }
  const spread = spreadOf(times);
  sayFigure(
    `ms of computing for ${found.occurrences.length} breaks`,
    `${figure(spread)}   at most ${MOST_MS}: ${spread.median <= MOST_MS ? 'reached' : 'NOT REACHED'}`,
  );
  const rate = (more: object) => async () => {
    const began = performance.now();
    for (let turn = 0; turn < 5; turn += 1) await ask(address, more);
    return 5_000 / (performance.now() - began);
  };
  await compare({
    title: `time of ${found.occurrences.length} breaks for that of one`,
    ours: rate({}),
    theirs: rate({ times: 1 }),
    names: ['all of them', 'one'],
    goal: { atMost: found.occurrences.length },
    rounds: 5,
  });
  await stage.endPrograms();
}
