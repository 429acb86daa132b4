import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Bed, Claim } from '../../src/calendar/domain/claim.js';
import type { Guest } from '../../src/calendar/calendar.service.js';
import { readStaffing } from '../../src/calendar/staffing-reader.js';
import type { Unit } from '../../src/calendar/unit.entity.js';
import type { Actor } from '../../src/identity/domain/actor.js';
import { addDays, addMonths, ageOn, dateIn } from '../../src/kernel/nights.js';
import { readStandings } from '../../src/matching/assessment-reader.js';
import type { Assessed, PairFact, Rating } from '../../src/matching/domain/assessed.js';
import { factsByPair, pairJudge } from '../../src/matching/domain/judge-night.js';
import type { PairWord } from '../../src/matching/domain/pair-word.js';
import type { RuleSet } from '../../src/matching/domain/rule-set.js';
import { standingOf } from '../../src/matching/domain/standing.js';
import { bankHolidays } from '../../src/people/bank-holidays.js';
import { kindsOfNights } from '../../src/people/domain/night-kinds.js';
import type { Allocation } from '../../src/people/domain/allocation.js';
import { readEnquiries } from '../../src/requests/enquiry-reader.js';
import { yearsAround } from '../../src/requests/domain/planned-rules.js';
import { houseOf } from '../../src/requests/ground.js';
import { lookAtEverybody } from '../../src/requests/look-at-everybody.js';
import { whoCouldComeJson } from '../../src/requests/pages/who-could-come.page.js';
import { countUnknown, readKnown } from '../../src/requests/who-could-come-reader.js';
import { pageOf } from '../../src/web/paging.js';
import { AUDIT, BEDS, CLAIMS, GUESTS, pool, readsOn, run, whoAsks } from './bare-reads.js';

const UNIT = `SELECT id, name, zone, youngest, oldest, least_gap_days AS "leastGapDays", waking_night AS "wakingNight",
  organisation_id AS "organisationId" FROM units WHERE id = $1`;
const OF_EACH = CLAIMS('young_person_id').replace('= $1', '= ANY ($1)');
const GRANTED = `SELECT young_person_id AS young, id, first_day AS "firstDay", last_day AS "lastDay",
  json_build_object('weekday', weekday, 'weekend', weekend, 'holiday', holiday) AS granted FROM allocations
  WHERE young_person_id = ANY ($1) AND ended_at IS NULL AND daterange(first_day, last_day, '[]') && daterange($2::date, $3::date)`;
const TERMS = `SELECT first_day AS "firstDay", last_day AS "lastDay" FROM school_terms WHERE organisation_id = $1 AND removed_at IS NULL`;
const RATED = `SELECT y.id, y.date_of_birth AS born, y.support_level AS support,
  (SELECT a.ratings FROM assessments a WHERE a.young_person_id = y.id ORDER BY version DESC LIMIT 1) AS ratings
  FROM young_people y WHERE y.id = ANY ($1)`;
const DECIDED = `SELECT young_person_a AS a, young_person_b AS b, decision, p.id, d.name AS by, decided_at AS at, mitigation AS plan
  FROM pair_decisions p JOIN users d ON d.id = p.decided_by WHERE ended_at IS NULL AND young_person_a = ANY ($1) AND young_person_b = ANY ($1)`;
const SIBLINGS = `SELECT DISTINCT ON (young_person_a, young_person_b) young_person_a AS a, young_person_b AS b, relation FROM siblings
  WHERE young_person_a = ANY ($1) AND young_person_b = ANY ($1) ORDER BY young_person_a, young_person_b, id DESC`;
const RULES = 'SELECT version, document FROM rule_sets WHERE organisation_id = $1 ORDER BY version DESC LIMIT 1';

/** Who could come: the same reads, those of one thing with the service's own queries, its own rule, and the same bytes. */
export async function couldCome(req: IncomingMessage, unitId: string, query: URLSearchParams): Promise<object> {
  const now = new Date();
  const who = await whoAsks(req, now);
  const nights = { arrival: query.get('from')!, departure: query.get('to')! };
  const range = { arrival: addDays(nights.arrival, -1), departure: nights.departure };
  const rows = async <T>(text: string, values: unknown[]) => (await run(pool, text, values)).rows as T[];
  const reads = readsOn(pool) as never;
  const [unit] = (await rows<Unit>(UNIT, [unitId])) as [Unit];
  const actor = { ...who, role: 'unit_staff', organisationId: unit.organisationId } as unknown as Actor;
  const [beds, claims, staffing, people, unknown] = await Promise.all([
    rows<Bed>(BEDS, [unitId]),
    rows<Claim>(CLAIMS('unit_id'), [unitId, range.arrival, range.departure, now]),
    readStaffing(reads, unitId, range),
    readKnown(reads, actor, now, unitId, nights),
    countUnknown(reads, actor, now),
  ]);
  const ids = people.map(({ id }) => id);
  const wide = yearsAround(nights);
  const all = [...new Set([...ids, ...claims.flatMap(({ youngPersonId }) => youngPersonId ?? [])])];
  const today = dateIn(now, unit.zone);
  const [own, granted, terms, [rules], rated, standings, decided, siblings, enquiries] = await Promise.all([
    rows<Claim>(OF_EACH, [ids, wide.arrival, wide.departure, now]),
    rows<Allocation & { young: string }>(GRANTED, [ids, wide.arrival, wide.departure]),
    rows<{ firstDay: string; lastDay: string }>(TERMS, [unit.organisationId]),
    rows<{ version: number; document: RuleSet }>(RULES, [unit.organisationId]),
    rows<{ id: string; born: string; support: Assessed['support']; ratings: Rating[] | null }>(RATED, [all]),
    readStandings(reads, all, today),
    rows<Decided>(DECIDED, [all]),
    rows<{ a: string; b: string; relation: 'together' | 'apart' | 'none' }>(SIBLINGS, [all]),
    readEnquiries(reads, { at: { unitId, nights } }),
  ]);
  const { document, version } = rules!;
  const facts: PairFact[] = [
    ...decided.map(({ a, b, decision }): PairFact => ({ youngPeople: [a, b], decision })),
    ...siblings.flatMap(({ a, b, relation }): PairFact[] =>
      relation === 'none' ? [] : [{ youngPeople: [a, b], siblings: relation }],
    ),
  ];
  const judged = new Map(
    [...standings].map(([id, known]) => [id, standingOf(known, today, document.stale.assessmentDays)]),
  );
  const factOf = factsByPair(facts);
  const signedOf = (one: string, other: string): PairWord | undefined => {
    const found = decided.find(({ a, b }) => (a === one && b === other) || (a === other && b === one));
    if (!found) return undefined;
    const { decision, id, by, at, plan } = found;
    return { decision, signed: { id, by, plan, on: dateIn(at, unit.zone) } };
  };
  const compared = {
    wordOf: signedOf,
    ...{ rules: document, version, facts, factOf, standings: judged, judge: pairJudge(document, factOf) },
    people: new Map(
      rated.map(({ id, born, support, ratings }): [string, Assessed] => {
        const gap = judged.get(id)?.gap;
        return [id, { id, age: ageOn(born, nights.arrival), support, ratings: ratings ?? [], ...(gap && { gap }) }];
      }),
    ),
  };
  const holidays = new Set((await bankHolidays(addDays(today, -100), addDays(today, 201))).keys());
  const kindOf = kindsOfNights(terms, holidays);
  const each = {
    ...{ people, claims: own, enquiries },
    apart: new Map(ids.map((id) => [id, apartFrom(id, decided)])),
    granted: new Map(ids.map((id) => [id, { allocations: [] as Allocation[], kindOf }])),
  };
  for (const { young, ...one } of granted) each.granted.get(young)!.allocations.push(one);
  const question = {
    ...{ from: nights.arrival, to: nights.departure, nights: 2, weekdays: [] },
    ...{ today, horizon: addMonths(today, 18) },
  };
  const house = houseOf({ unit, beds, claims, staffing }, range);
  const view = { ...lookAtEverybody(unit, { nights, question, house, range, compared }, each), unknown };
  const filter = [unitId, nights, 'fits'];
  const page = pageOf(view.all.fits.slice(0, 21), 20, ({ facts: { id } }) => [id], filter);
  const there = [...new Set(claims.flatMap(({ youngPersonId }) => youngPersonId ?? []))];
  const guests = await rows<Guest>(GUESTS, [there, now, who.id, who.units.map(({ id }) => id)]);
  const shown = [...page.items.map((one) => one.facts.id), ...there];
  const details = { from: nights.arrival, to: nights.departure };
  await run(pool, AUDIT, [
    ...[now, who.id, '127.0.0.1', randomUUID(), 'who_could_come.read', 'unit', unitId, shown, details],
  ]);
  return whoCouldComeJson(view, { could: 'fits', from: 0, page, guests: new Map(guests.map((one) => [one.id, one])) });
}

interface Decided {
  a: string;
  b: string;
  decision: NonNullable<PairFact['decision']>;
  id: string;
  by: string;
  at: Date;
  plan: string | null;
}

const nobody: ReadonlySet<string> = new Set();
function apartFrom(id: string, decided: readonly { a: string; b: string; decision: string }[]): ReadonlySet<string> {
  const theirs = decided.filter(({ a, b, decision }) => decision === 'never_together' && (a === id || b === id));
  return theirs.length === 0 ? nobody : new Set(theirs.map(({ a, b }) => (a === id ? b : a)));
}
