import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '../../src/kernel/nights.js';
import type { Assessed, Rating } from '../../src/matching/domain/assessed.js';
import { FACTOR_IDS, RISK_STATUSES, type Level } from '../../src/matching/domain/factors.js';
import { factsByPair, pairJudge } from '../../src/matching/domain/judge-night.js';
import { judgePair } from '../../src/matching/domain/judge-pair.js';
import type { RuleSet } from '../../src/matching/domain/rule-set.js';
import { fitFinder, type Household } from '../../src/requests/domain/fit.js';
import { call, inTurn } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { compare, figure, say, sayFigure, spreadOf } from './frame.js';
import { Recorder } from './recorder.js';
import { query, type Database, type Stage } from './stage.js';
import { fillCalendar } from './vacancies.js';

const RULES = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const FILE = join(process.cwd(), 'dist/bench-replay.json');
const NIGHTS = 84;

/** How fast the rules are by themselves, and the options of one request over twelve weeks with how each would fit. */
export async function matchingBench(stage: Stage): Promise<void> {
  const people = somePeople(330);
  const factOf = factsByPair([]);
  const pairs = people.flatMap((one, place) => people.slice(place + 1).map((other) => [one, other] as const));
  often('pairs judged', pairs.length, () => {
    for (const [one, other] of pairs) judgePair(RULES, one, other, factOf(one.id, other.id), []);
  });
  const house = aHouse(people);
  const guests = people.slice(200);
  const range = { arrival: day(0), departure: day(NIGHTS) };
  const byId = new Map(people.map((one) => [one.id, one]));
  often(`young people judged on each of ${NIGHTS} nights beside three others`, guests.length, () => {
    const matching = { rules: RULES, judge: pairJudge(RULES, factOf), factOf, people: byId };
    for (const guest of guests) {
      const fit = fitFinder(guest, house, matching, range);
      for (let night = 0; night < NIGHTS; night += 1)
        fit({ arrival: day(night), departure: day(night + 1) }, house.beds[3]!.id);
    }
  });
  await options(stage, 2);
  await options(stage, 3);
}

/** With two stays in thirteen nights of each bed, or three. */
async function options(stage: Stage, stays: 2 | 3): Promise<void> {
  const database = await stage.database('bench_matching');
  const [place] = (await fill(database, 5, 0)) as [Place];
  await fillCalendar(database, stays);
  await assess(database);
  const request = await ask(database, place);
  await query(database.ownerUrl, 'VACUUM ANALYZE');
  const get = (address: string) => call(address, place.token, 'GET', `/api/v1/requests/${request}/options`);
  const statements = await (await Recorder.beside(stage, database)).statementsOf(get);
  await stage.endPrograms();
  const { address: ours } = await stage.service(database);
  const { status, text } = await get(ours);
  if (status !== 200 || !text.includes('"compatibility"'))
    throw new Error(`No options: ${status} ${text.slice(0, 200)}`);
  writeFileSync(FILE, JSON.stringify({ statements, text }));
  const theirs = await stage.contestant('replay', database.serviceUrl, [FILE]);
  const other = await get(theirs);
  if (other.text !== text) throw new Error(`Not the same bytes: ${other.text.slice(0, 200)}`);
  const found = (JSON.parse(text) as { options: { moves: unknown[] }[] }).options;
  const moved = found.filter(({ moves }) => moves.length > 0).length;
  const full = stays === 2 ? 'two thirds full' : 'nearly full';
  say(
    `${full}, twelve weeks: ${found.length} options, ${moved} with moves, ${statements.length} statements, ${text.length} bytes`,
  );
  for (const clients of [8, 1])
    await compare({
      title: `options with how they fit, ${full}, ${clients} client${clients > 1 ? 's' : ''}`,
      ours: () => inTurn(25 * clients, clients, () => get(ours)),
      theirs: () => inTurn(25 * clients, clients, () => get(theirs)),
      goal: { atLeast: 0.4 },
    });
  await stage.endPrograms();
}

/** How many a second, of some rounds after one to warm up. */
function often(what: string, each: number, work: () => void): void {
  work();
  const rates = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    work();
    return each / ((performance.now() - begun) / 1_000);
  });
  sayFigure(what, `${figure(spreadOf(rates))}/s`);
}

const ratingsOf = (number: number): Rating[] =>
  [1, 4, 9, 13].map((step) => ({
    factor: FACTOR_IDS[(number * 7 + step) % FACTOR_IDS.length]!,
    poses: ((number + step) % 4) as Level,
    vulnerable: ((number * 3 + step) % 4) as Level,
    status: RISK_STATUSES[(number + step) % 3]!,
  }));

const somePeople = (count: number): Assessed[] =>
  Array.from({ length: count }, (_, number) => ({
    ...{ id: `person-${number}`, age: 11 + (number % 6), support: 'shared' as const, ratings: ratingsOf(number) },
  }));

/** Three beds that change hands every fourth night, and one that is free. */
function aHouse(people: readonly Assessed[]): Household {
  const beds = [1, 2, 3, 4].map((number) => ({
    ...{ id: `bed-${number}`, number, name: `Bed ${number}`, attributes: [], area: null },
    ...{ registeredFrom: '2010-01-01', registeredUntil: null },
  }));
  const claims = beds.slice(0, 3).flatMap(({ id: bedId }, bed) =>
    Array.from({ length: NIGHTS / 4 }, (_, piece) => ({
      ...{ bedId, stayId: `stay-${bed}-${piece}`, youngPersonId: people[bed * 50 + piece]!.id },
      ...{ arrival: day(piece * 4), departure: day(piece * 4 + 4) },
    })),
  );
  return { beds, claims, staffed: [] };
}

/** Everybody is assessed: a few risks each, countersigned, to be looked at again in half a year. */
async function assess({ ownerUrl }: Database): Promise<void> {
  const people = await query<{ id: string }>(ownerUrl, 'SELECT id FROM young_people ORDER BY case_number');
  await query(
    ownerUrl,
    `WITH signed AS (
       INSERT INTO assessments (young_person_id, version, ratings, rest_source, rest_on, strengths, helps, support, house_needs,
                                room_needs, review_by, signed_by, signed_at)
       SELECT y.id, 1, g.ratings, 'Bench', DATE '${day(0)}', 'Kind', 'Music', 'shared', '', '{}', DATE '${day(180)}',
              y.key_worker_id, now() - interval '1 day'
         FROM json_to_recordset($1) AS g (id uuid, ratings jsonb) JOIN young_people y ON y.id = g.id
       RETURNING id, signed_by, young_person_id)
     INSERT INTO assessment_countersignatures (assessment_id, signed_by, by_user, at)
     SELECT s.id, s.signed_by, m.user_id, now()
       FROM signed s JOIN access_grants a ON a.young_person_id = s.young_person_id AND a.unit_id IS NOT NULL
       JOIN unit_members m ON m.unit_id = a.unit_id`,
    [JSON.stringify(people.map(({ id }, number) => ({ id, ratings: ratingsOf(number).map(withEvidence) })))],
  );
}

const withEvidence = (rating: Rating) => ({ ...rating, evidence: 'Bench' });

/** A request of somebody who is booked nowhere, for two nights in twelve weeks. */
async function ask({ ownerUrl }: Database, { unit }: Place): Promise<string> {
  const [made] = await query<{ id: string }>(
    ownerUrl,
    `WITH young AS (SELECT y.id, y.key_worker_id FROM young_people y JOIN access_grants g ON g.young_person_id = y.id
                     WHERE g.unit_id = $1 AND NOT EXISTS (SELECT 1 FROM stays s WHERE s.young_person_id = y.id) LIMIT 1),
     asked AS (INSERT INTO requests (unit_id, asked_by, purpose, created_at)
       SELECT $1, key_worker_id, 'A night of rest', now() FROM young RETURNING id)
     INSERT INTO request_parts (request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at)
     SELECT asked.id, $1, young.id, 2, $2, $3, 'in_review', now(), now() FROM asked, young RETURNING request_id AS id`,
    [unit, day(10), addDays(day(10), NIGHTS)],
  );
  return made!.id;
}
