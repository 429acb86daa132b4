import { assessEverybody } from './assess.js';
import { call, inTurn } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { compare, say } from './frame.js';
import { plansOf } from './plans.js';
import { query, type Database, type Stage } from './stage.js';

/** One empty weekend: those who fit, twenty of them. */
const whoOf = ({ unit }: Place): string =>
  `/api/v1/units/${unit}/who-could-come?from=${day(30)}&to=${day(32)}&show=fits`;

/**
 * Everybody is assessed, countersigned, granted nights and known with two breaks behind them; a few mind noise at night, and
 * of three who stay on the weekend one makes it.
 */
async function know({ ownerUrl }: Database): Promise<void> {
  await assessEverybody(
    ownerUrl,
    `CASE WHEN n % 7 = 0 THEN '[{"factor": "sleep", "poses": 0, "vulnerable": 2, "status": "mitigated", "evidence": "Said so"}]'
          WHEN n = 1 THEN '[{"factor": "sleep", "poses": 3, "vulnerable": 0, "status": "serious", "evidence": "Seen"}]'
          ELSE '[]' END::jsonb`,
  );
  const steps = [
    `INSERT INTO allocations (young_person_id, first_day, last_day, weekday, weekend, holiday, note, granted_by, granted_at)
     SELECT id, DATE '${day(-100)}', DATE '${day(200)}', 20, 20, 10, '', key_worker_id, now() FROM young_people`,
    `WITH wanted AS (
       SELECT gen_random_uuid() AS stay, g.unit_id, y.id AS young, y.key_worker_id AS worker, b.id AS bed,
              DATE '${day(0)}' - 40 - 3 * (row_number() OVER (PARTITION BY b.id ORDER BY back, y.n))::int AS arrival
         FROM (SELECT *, row_number() OVER (ORDER BY case_number) AS n FROM young_people) y
         JOIN access_grants g ON g.young_person_id = y.id AND g.unit_id IS NOT NULL
        CROSS JOIN generate_series(1, 2) back JOIN beds b ON b.unit_id = g.unit_id AND b.number = 1 + y.n % 4),
     stays AS (
       INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by, arrived_at, departed_at)
       SELECT stay, unit_id, young, arrival, arrival + 2, arrival, arrival + 2, 'completed', now(), worker, arrival + time '16:00', arrival + 2 + time '10:00' FROM wanted)
     INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at)
     SELECT unit_id, bed, 'stay', arrival, arrival + 2, young, stay, now() FROM wanted`,
    `WITH wanted AS (
       SELECT gen_random_uuid() AS stay, b.unit_id, y.id AS young, y.key_worker_id AS worker, b.id AS bed
         FROM (SELECT *, row_number() OVER (ORDER BY case_number) AS n FROM young_people) y
         JOIN access_grants g ON g.young_person_id = y.id AND g.unit_id IS NOT NULL
         JOIN beds b ON b.unit_id = g.unit_id AND b.number = y.n + 1 WHERE y.n <= 3),
     stays AS (
       INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
       SELECT stay, unit_id, young, DATE '${day(29)}', DATE '${day(33)}', DATE '${day(29)}', DATE '${day(33)}', 'booked', now(), worker FROM wanted)
     INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at)
     SELECT unit_id, bed, 'stay', DATE '${day(29)}', DATE '${day(33)}', young, stay, now() FROM wanted`,
    'VACUUM ANALYZE',
  ];
  for (const step of steps) await query(ownerUrl, step);
}

/** Who of 330 could fill an empty weekend, against a bare server with the same reads and bytes; and of 3,300. */
export async function whoCouldComeBench(stage: Stage): Promise<void> {
  const [few, many] = [await stage.database('bench_few'), await stage.database('bench_many')];
  const places = { few: await fill(few, 1, 0, 330), many: await fill(many, 1, 0, 3_300) };
  for (const database of [few, many]) await know(database);
  const ask = (address: string, [place]: Place[]) => call(address, place!.token, 'GET', whoOf(place!));
  const { address: ours } = await stage.service(few);
  const theirs = await stage.contestant('bare-server', few.serviceUrl);
  const [one, other] = [await ask(ours, places.few), await ask(theirs, places.few)];
  if (one.status !== 200 || one.text !== other.text) throw new Error(`Not the same bytes:\n${one.text}\n${other.text}`);
  say(`who could come: ${JSON.stringify((JSON.parse(one.text) as { counts: object }).counts)}`);
  for (const clients of [8, 1])
    await compare({
      title: `who of 330 could come, ${one.text.length} bytes, ${clients} client${clients > 1 ? 's' : ''}`,
      ours: () => inTurn(4 * clients, clients, () => ask(ours, places.few)),
      theirs: () => inTurn(4 * clients, clients, () => ask(theirs, places.few)),
      goal: { atLeast: 0.4 },
      rounds: 5,
    });
  const { address: crowd } = await stage.service(many);
  await compare({
    title: 'who of 3,300 could come for who of 330, 1 client',
    ours: () => inTurn(2, 1, () => ask(crowd, places.many)),
    theirs: () => inTurn(5, 1, () => ask(ours, places.few)),
    names: ['of 3,300', 'of 330'],
    goal: { atMost: 10 },
    rounds: 5,
  });
  await stage.endPrograms();
  await plansOf(stage, many, [['who could come', (address) => ask(address, places.many)]]);
  await stage.endPrograms();
}
