import { call, inTurn } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { compare, say } from './frame.js';
import { addPast } from './past.js';
import { plansOf } from './plans.js';
import { query, type Database, type Stage } from './stage.js';

/** Twelve weeks of start dates, for two nights each. */
const vacanciesOf = ({ unit }: Place): string =>
  `/api/v1/units/${unit}/vacancies?from=${day(10)}&to=${day(94)}&nights=2`;

/**
 * Stays on every bed of every unit for half a year: of thirteen nights twelve, and a night that is free, another for each
 * bed. So nearly every night is full, and for two nights hardly ever one bed is free. With two stays in thirteen nights for
 * three a unit is as full as units of this kind are: eight nights of thirteen.
 */
export async function fillCalendar(database: Database, stays: 2 | 3 = 3): Promise<void> {
  await query(
    database.ownerUrl,
    `WITH wanted AS (
       SELECT gen_random_uuid() AS stay, b.unit_id, b.id AS bed, y.id AS young, y.key_worker_id AS worker,
              (DATE '${day(1)}' + 13 * block + 4 * piece + b.number) AS arrival
         FROM beds b CROSS JOIN generate_series(0, 13) block CROSS JOIN generate_series(0, ${stays - 1}) piece
         JOIN (SELECT g.unit_id, y.id, y.key_worker_id,
                      row_number() OVER (PARTITION BY g.unit_id ORDER BY y.case_number) - 1 AS place
                 FROM access_grants g JOIN young_people y ON y.id = g.young_person_id WHERE g.unit_id IS NOT NULL) y
           ON y.unit_id = b.unit_id AND y.place = (block * 12 + piece * 4 + b.number) % 200),
     stays AS (
       INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
       SELECT stay, unit_id, young, arrival, arrival + 4, arrival, arrival + 4, 'booked', now(), worker FROM wanted)
     INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at)
     SELECT unit_id, bed, 'stay', arrival, arrival + 4, young, stay, now() FROM wanted`,
  );
}

/** What is free in twelve weeks at a house of four beds that is nearly full, and the same with ten times its history. */
export async function vacanciesBench(stage: Stage): Promise<void> {
  const [little, much] = [await stage.database('bench_little'), await stage.database('bench_much')];
  const places = { little: await fill(little, 5, 0), much: await fill(much, 5, 0) };
  for (const database of [little, much]) await fillCalendar(database);
  const past = { little: await addPast(little, day(0), 1), much: await addPast(much, day(0), 10) };
  for (const { ownerUrl } of [little, much]) await query(ownerUrl, 'VACUUM ANALYZE');
  const { address: ours } = await stage.service(little);
  const { address: later } = await stage.service(much);
  const theirs = await stage.contestant('bare-server', little.serviceUrl);
  const ask = (address: string, [place]: Place[]) => call(address, place!.token, 'GET', vacanciesOf(place!));
  const [one, other] = [await ask(ours, places.little), await ask(theirs, places.little)];
  if (one.status !== 200 || one.text !== other.text) throw new Error(`Not the same bytes:\n${one.text}\n${other.text}`);
  const { options, unavailable } = JSON.parse(one.text) as { options: { moves: unknown[] }[]; unavailable: unknown[] };
  const moved = options.filter(({ moves }) => moves.length > 0).length;
  say(
    `twelve weeks: ${options.length} starts that work, ${moved} of them with moves, and ${unavailable.length} that do not`,
  );
  for (const clients of [8, 1])
    await compare({
      title: `vacancies of twelve weeks, ${one.text.length} bytes, ${clients} client${clients > 1 ? 's' : ''}`,
      ours: () => inTurn(25 * clients, clients, () => ask(ours, places.little)),
      theirs: () => inTurn(25 * clients, clients, () => ask(theirs, places.little)),
      goal: { atLeast: 0.4 },
    });
  await compare({
    title: `the same with ${past.much.stays} stays behind it for ${past.little.stays}`,
    ours: () => inTurn(200, 8, () => ask(later, places.much)),
    theirs: () => inTurn(200, 8, () => ask(ours, places.little)),
    names: ['ten years', 'one year'],
    goal: { atMost: 1.1 },
  });
  await stage.endPrograms();
  await plansOf(stage, much, [['vacancies', (address) => ask(address, places.much)]]);
  await stage.endPrograms();
}
